/* stuck_hints.c -- what mends a deadlock. */
#include "rubrics/stuck_parts.h"

#include "rubrics/ends.h"
#include "rubrics/hygiene.h"

#include <inttypes.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *stuck_before(const struct teller *t, uint32_t id)
{
    const char *program = stuck_executed(t->report, id);
    const struct waits_wait *wait = stuck_wait_of(t, id);
    if (*program)
        return arena_printf(t->arena, " before it runs %s", program);
    return wait ? stuck_with_line(t, " before ", wait->stack, "") : "";
}

/* ", there since dup2() at line 26" of a standard stream that is an end: no close() of what pipe() gave closes it. */
static const char *put_there_text(const struct teller *t, const struct waits_holder *holder)
{
    const struct fds_row *row = stuck_row(t, holder);
    if (!row || row->from != FDS_FROM_DUP || row->fd > 2)
        return "";
    return stuck_with_line(t, arena_printf(t->arena, ", there since %s() at ", stuck_copier(t->report, row)),
                           row->made_at, "");
}

/* "in child 2 before line 36 and in the parent before line 28". */
static const char *closes_text(const struct teller *t)
{
    AUTO_BUF struct buf text = {0};
    const struct waits_holder *culprits = t->deadlock->culprits;
    size_t count = t->deadlock->culprit_count, total = stuck_processes_in(culprits, count), n = 0;
    for (size_t i = 0; i < count; i += stuck_fds_of(culprits, count, i), n++) {
        buf_add_link(&text, n, total, " and ");
        size_t fds = stuck_fds_of(culprits, count, i);
        buf_printf(&text, "in %s%s (%s%s)", stuck_plain_who(t, culprits[i].process),
                   stuck_before(t, culprits[i].process), stuck_fds_text(t, &culprits[i], fds),
                   fds == 1 ? put_there_text(t, &culprits[i]) : "");
    }
    return arena_string(t->arena, text.data);
}

/* The child of that process from which this one descends; 0: it is none of its. */
static uint32_t branch_of(const struct report *report, uint32_t id, uint32_t from)
{
    const struct report_process *process = stuck_process_of(report, id);
    while (process && process->parent >= 0 && report->processes[process->parent].id != from)
        process = &report->processes[process->parent];
    return process && process->parent >= 0 ? process->id : 0;
}

/* One close() may be enough: of who did not use its copy and gave it to all others that hold one, after the fork() of
 * the last that did use it (*fork). NULL: there is no such. */
static const struct waits_holder *source_of(const struct teller *t, const struct waits_fork **fork)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    for (size_t i = 0; i < deadlock->culprit_count && t->report->ledger.is_whole; i++) {
        const struct waits_holder *source = &deadlock->culprits[i];
        const struct fds_row *own = stuck_row(t, source);
        *fork = own && !own->used && !own->unseen ? ends_handed_on(t->report, own) : NULL;
        bool is_it = *fork && deadlock->culprit_count > 1;
        for (size_t k = 0; k < deadlock->culprit_count && is_it; k++) {
            const struct waits_holder *other = &deadlock->culprits[k];
            const struct fds_row *copy = stuck_row(t, other);
            is_it = k == i || (copy && copy->from == FDS_FROM_FORK && copy->fd == own->fd &&
                               branch_of(t->report, other->process, source->process) > (*fork)->process);
        }
        if (is_it)
            return source;
    }
    return NULL;
}

/* "in the parent after the fork() of child 1 at line 16 (fd 4): then child 2 and child 3, made later, have no copy". */
static const char *source_text(const struct teller *t, const struct waits_holder *source, const struct waits_fork *fork)
{
    AUTO_BUF struct buf text = {0};
    size_t count = t->deadlock->culprit_count, total = stuck_processes_in(t->deadlock->culprits, count), n = 0;
    buf_printf(&text, "in %s after the fork() of %s%s (fd %d): then ", stuck_plain_who(t, source->process),
               stuck_plain_who(t, fork->process), stuck_with_line(t, " at ", fork->stack, ""), source->fd);
    for (size_t i = 0; i < count; i++)
        if (&t->deadlock->culprits[i] != source) {
            buf_add_link(&text, n++, total - 1, " and ");
            buf_add_string(&text, stuck_plain_who(t, t->deadlock->culprits[i].process));
        }
    buf_printf(&text, ", made later, %s no copy of it", total == 2 ? "has" : "have");
    return arena_string(t->arena, text.data);
}

static const char *all_needed(const struct teller *t, size_t processes)
{
    if (processes < 2)
        return "";
    return processes == 2 ? "; one of the two is not enough"
                          : arena_printf(t->arena, "; fewer than all %zu are not enough", processes);
}

const struct waits_wait *stuck_first_on(const struct teller *t, enum wait_on on)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++)
        if (t->deadlock->waits[i].on == on)
            return &t->deadlock->waits[i];
    return NULL;
}

bool stuck_is_fifo(const struct teller *t)
{
    return hygiene_fifo(t->report, t->deadlock->culprit_object, t->arena) != NULL;
}

/* A holder that wrote and waits in the place where it should have closed may have had in mind to write afterwards: no
 * run says. */
static const char *still_to_write(const struct teller *t)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    for (size_t i = 0; i < deadlock->culprit_count; i++) {
        const struct waits_holder *culprit = &deadlock->culprits[i];
        const struct fds_row *row = stuck_row(t, culprit);
        if (culprit->process != t->reader->process && stuck_wait_of(t, culprit->process) && row &&
            (row->used || row->unseen))
            return arena_printf(t->arena, " What %s is still to write must be written before that.",
                                stuck_plain_who(t, culprit->process));
    }
    return "";
}

/* What the student called where the pipe was made: "pipe", "popen"; "" when it is not known. */
static const char *maker_of(const struct teller *t, int64_t object)
{
    for (size_t i = 0; i < t->deadlock->pipe_count; i++) {
        const struct report_place *place = stuck_place(t->report, t->deadlock->pipes[i].stack);
        if (t->deadlock->pipes[i].object == object && place)
            return place->called;
    }
    return "";
}

/* Whoever is started by posix_spawn() runs nothing of the student's before it executes. */
static const char *spawn_text(const struct teller *t)
{
    for (size_t i = 0; i < t->deadlock->culprit_count; i++)
        if (hygiene_popen_of(t->report, t->deadlock->culprits[i].process))
            return " What popen() starts has all that is open by then: close it before popen() is called, or make the "
                   "pipe with pipe2(fd, O_CLOEXEC).";
        else if (stuck_is_spawned(t, t->deadlock->culprits[i].process))
            return arena_printf(t->arena,
                                " In what posix_spawn() starts, that is posix_spawn_file_actions_addclose(&actions, "
                                "%d) beforehand, or make the pipe with pipe2(fd, O_CLOEXEC).",
                                t->deadlock->culprits[i].fd);
    return "";
}

/* Of those who opened a FIFO for both: who reads from it, and who only writes to it. "": nobody did. */
static const char *fifo_text(const struct teller *t)
{
    bool is_writer = t->deadlock->culprit_count > 0, any = false;
    for (size_t i = 0; i < t->deadlock->culprit_count; i++) {
        const struct fds_row *row = stuck_row(t, &t->deadlock->culprits[i]);
        any |= row && row->end == FDS_BOTH;
        is_writer &= row && row->end == FDS_BOTH && row->used && row->process != t->reader->process;
    }
    return !any ? ""
           : is_writer
               ? " What opens a FIFO with O_RDWR has both ends in one: to write to it, open it with O_WRONLY; then "
                 "open() waits until the reader has opened it, too."
               : " What opens a FIFO with O_RDWR has both ends in one: to read from it, open it with O_RDONLY.";
}

/* Where such an end is below a stream of stdio: what closes it there. */
static const char *stream_text(const struct teller *t)
{
    for (size_t i = 0; i < t->deadlock->culprit_count; i++) {
        const struct fds_row *row = stuck_row(t, &t->deadlock->culprits[i]);
        const char *close = row ? hygiene_stream_close(t->report, row, t->arena) : NULL;
        if (close)
            return arena_printf(t->arena, " In %s that is %s.", stuck_plain_who(t, row->process), close);
    }
    return "";
}

/* What writes to its end of the pipe by way of a buffer. */
static const char *printer(const struct waits_deadlock *deadlock, uint32_t process)
{
    for (size_t i = 0; i < deadlock->culprit_count; i++)
        if (deadlock->culprits[i].process == process && deadlock->culprits[i].fd == STDOUT_FILENO)
            return "printf";
    return "fprintf";
}

static const char *close_hint(const struct teller *t)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    const char *maker = maker_of(t, deadlock->culprit_object);
    bool is_named = !stuck_is_fifo(t) && (!*maker || strncmp(maker, "pipe", 4) == 0);
    for (size_t i = 0; i < deadlock->culprit_count; i++)
        is_named = is_named && stuck_is_original(t, &deadlock->culprits[i]);
    const struct waits_fork *fork;
    const struct waits_holder *source = source_of(t, &fork);
    const char *where =
        source ? source_text(t, source, fork)
               : arena_printf(t->arena, "%s%s", closes_text(t),
                              all_needed(t, stuck_processes_in(deadlock->culprits, deadlock->culprit_count)));
    const char *how = arena_printf(
        t->arena,
        "lose the write end of %s%s %s.%s%s%s read() returns 0, the end, only when every copy of the write end is "
        "closed%s.%s",
        stuck_pipe_text(t, deadlock->culprit_object), is_named ? stuck_end_called(t, deadlock->culprits) : "", where,
        strcmp(maker, "popen") == 0 ? "" : stream_text(t), spawn_text(t), still_to_write(t),
        t->report->process_count == 1 ? "" : ", and fork() gives each child a copy of its own",
        stuck_is_fifo(t)              ? fifo_text(t)
        : strcmp(maker, "popen") == 0 ? " pclose() closes the end that popen() gave, and then waits for the command."
                                      : "");
    const struct waits_wait *parent = stuck_may_write_later(t);
    if (!parent || *stuck_unsent_text(t)) /* it has printed to it */
        return arena_printf(t->arena, "C%s", how);
    const char *who = stuck_plain_who(t, parent->process);
    return arena_printf(t->arena,
                        "Nobody has written to %s so far: what %s() wrote is sent only by fflush(). If %s is to write "
                        "what %s reads, it must do so before it waits%s, or wait only later, after all has been "
                        "written. If nothing is to come, c%s",
                        stuck_pipe_text(t, deadlock->culprit_object), printer(deadlock, parent->process), who,
                        stuck_plain_who(t, t->reader->process), stuck_with_line(t, " at ", parent->stack, ""), how);
}

/* By the call, where it is known. */
static const char *ipc_hint(int64_t call)
{
    static const struct {
        int64_t call;
        const char *hint;
    } hints[] = {
        {SYS_msgrcv, "Each msgrcv() needs a msgsnd() to the same queue of a message of the type that it asks for "
                     "(mtype; 0: of any), by somebody who is not waiting himself: look at who was to send it, at the "
                     "type, and at who has ended."},
        {SYS_msgsnd, "A queue holds no more than msg_qbytes (16 KiB as a rule); then msgsnd() waits until somebody "
                     "receives: look at who was to do that, and whether he has ended, or waits himself."},
        {SYS_mq_timedreceive, "Each mq_receive() needs an mq_send() to the same queue (the name that mq_open() was "
                              "given), by somebody who is not waiting himself: look at who was to send it, and at who "
                              "has ended."},
        {SYS_mq_timedsend,
         "A queue holds no more than mq_maxmsg messages (10 as a rule); then mq_send() waits until "
         "somebody receives: look at who was to do that, and whether he has ended, or waits himself."},
        {SYS_semop, "Each semop() that takes needs one that gives, by somebody who is not waiting himself: look at who "
                    "has ended, and at the value that the semaphore starts with (semctl() with SETVAL)."},
    };
    call = call == SYS_semtimedop ? SYS_semop : call; /* as which the C library may ask */
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (hints[i].call == call)
            return hints[i].hint;
    return "Each msgrcv() needs a msgsnd(), each semop() that takes one that gives, by somebody who is not waiting "
           "himself: look at who has ended, and at the value or the kind of message it waits for.";
}

/* Of what is known, the most likely mistake. */
static const char *hint_of(const struct teller *t)
{
    static const struct {
        enum wait_on on;
        const char *hint;
    } hints[] = {
        {WAIT_EVENT, "epoll_wait() returns when a watched descriptor has data or comes to its end, a read() of an "
                     "eventfd after a write() to it, a pidfd when its process ends. Look at who was to do that, at "
                     "copies of the other ends that are still open, and whether epoll_ctl() added every descriptor."},
        {WAIT_FDS,
         "poll() and select() return when a watched descriptor has data or comes to its end, a pidfd when its "
         "process ends. Look at who was to write, and at copies of the write ends that are still open: a "
         "descriptor that was sent over a socket (SCM_RIGHTS) or left to a program by exec is one, too."},
        {WAIT_FIFO_OPEN, "open() of a FIFO waits until another process opens the other end: open several in the same "
                         "order on both sides, and look at who has ended before."},
        {WAIT_STOPPED, "A process that was stopped (SIGSTOP, SIGTSTP, SIGTTIN) goes on only after kill(pid, SIGCONT)."},
    };
    if (t->reader) {
        const char *copy = stuck_copy_text(t, WAIT_SOCKET), *hint = stuck_ways_hint(t, close_hint(t));
        return *copy ? arena_printf(t->arena, "%s If it is: %s", copy, hint) : hint;
    }
    switch (stuck_kind(t->report)) {
    case DEADLOCK_CIRCULAR_WAIT:
        return stuck_ring_hint(t);
    case DEADLOCK_FULL_PIPE:
        return stuck_full_hint(t);
    case DEADLOCK_LOST_WAKEUP:
        return "A signal that is given before somebody waits for it is lost: keep a flag under the mutex, set it "
               "before pthread_cond_signal(), and wait in while (!flag) pthread_cond_wait(...). And "
               "pthread_cond_signal() wakes only one of those who wait: if all are to go on, call "
               "pthread_cond_broadcast().";
    case DEADLOCK_LOCK_CYCLE:
        return stuck_lock_hint(t->report);
    case DEADLOCK_CHILD_STUCK:
    case DEADLOCK_OTHER:
    case DEADLOCK_SELF_HELD_END:
    case DEADLOCK_NO_SENDER:
    case DEADLOCK_KIND_COUNT:
        break;
    }
    if (stuck_calls(t->report, "accept"))
        return "accept() returns when somebody connects: look at who was to call connect(), with the same address, and "
               "whether he waits or has ended before.";
    if (stuck_first_on(t, WAIT_FUTEX))
        return stuck_futex_hint(t);
    const struct waits_wait *pausing = stuck_first_on(t, WAIT_SIGNAL), *ipc = stuck_first_on(t, WAIT_IPC);
    const struct waits_wait *watching = stuck_first_on(t, WAIT_FDS), *event = stuck_first_on(t, WAIT_EVENT);
    if (pausing && !(event && event->is_edge))
        return stuck_signal_hint(t, pausing);
    const char *watches = stuck_watch_hint(t);
    if (watches)
        return watches;
    if (stuck_first_on(t, WAIT_SOCKET) && !watching && !event)
        return stuck_socket_hint(t);
    if (ipc && !watching && !event)
        return ipc_hint(ipc->call);
    if (stuck_first_on(t, WAIT_LOCK) && !watching && !event)
        return stuck_file_lock_hint(t->report);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (stuck_first_on(t, hints[i].on))
            return hints[i].hint;
    return "Look at what each of them waits for, and who was meant to do it.";
}

/* Of one who reads what only a parent could send or end that waits in vfork() for it. "" otherwise. */
static const char *vfork_text(const struct teller *t)
{
    for (size_t i = 0; t->reader && i < t->reader->holder_count; i++) {
        const struct waits_wait *own = stuck_wait_of(t, t->reader->holders[i].process);
        if (own && strcmp(stuck_call(t->report, own), "vfork") == 0)
            return arena_printf(t->arena,
                                "vfork() keeps %s waiting until its child calls exec or _exit(): before that it can "
                                "neither write nor close anything. Use fork(). Then: ",
                                stuck_plain_who(t, own->process));
    }
    return "";
}

/* Of somebody who is stuck and went on where its parent made it. */
static const char *goes_on_text(const struct teller *t)
{
    const char *text = "";
    for (size_t i = 0; i < t->deadlock->wait_count && !*text; i++)
        text = hygiene_goes_on(t->report, t->deadlock->waits[i].process, t->arena);
    return text;
}

const char *stuck_hint(const struct teller *t)
{
    const char *past = stuck_past_text(t), *handler = stuck_handler_text(t);
    bool is_all = *past && stuck_first_on(t, WAIT_FDS) && stuck_first_on(t, WAIT_FDS)->holder_count == 0;
    return is_all ? past
                  : arena_printf(t->arena, "%s%s%s%s%s%s%s", goes_on_text(t), vfork_text(t), stuck_unsent_text(t), past,
                                 *past ? " " : "", handler, hint_of(t));
}
