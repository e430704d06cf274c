/* stuck_hints.c -- what mends a deadlock. */
#include "rubrics/stuck_parts.h"

#include "rubrics/hygiene.h"

#include <inttypes.h>
#include <string.h>

const char *stuck_before(const struct teller *t, uint32_t id)
{
    const struct report_process *process = stuck_process_of(t->report, id);
    const struct waits_wait *wait = stuck_wait_of(t, id);
    if (process && process->parent >= 0 && *process->program)
        return arena_printf(t->arena, " before it runs %s", process->program);
    return wait ? stuck_with_line(t, " before ", wait->stack, "") : "";
}

/* "in child 2 before line 36 and in the parent before line 28". */
static const char *closes_text(const struct teller *t)
{
    AUTO_BUF struct buf text = {0};
    const struct waits_holder *culprits = t->deadlock->culprits;
    size_t count = t->deadlock->culprit_count, total = stuck_processes_in(culprits, count), n = 0;
    for (size_t i = 0; i < count; i += stuck_fds_of(culprits, count, i), n++) {
        buf_add_link(&text, n, total, " and ");
        buf_printf(&text, "in %s%s (%s)", stuck_plain_who(t, culprits[i].process), stuck_before(t, culprits[i].process),
                   stuck_fds_text(t, &culprits[i], stuck_fds_of(culprits, count, i)));
    }
    return arena_string(t->arena, text.data);
}

static const char *all_needed(const struct teller *t, size_t processes)
{
    if (processes < 2)
        return "";
    return processes == 2 ? "; one of the two is not enough"
                          : arena_printf(t->arena, "; fewer than all %zu are not enough", processes);
}

static bool any_on(const struct teller *t, enum wait_on on)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++)
        if (t->deadlock->waits[i].on == on)
            return true;
    return false;
}

bool stuck_is_fifo(const struct teller *t)
{
    return hygiene_fifo(t->report, t->deadlock->culprit_object, t->arena) != NULL;
}

/* A holder that waits in the place where it should have closed may have had in mind to write afterwards: no run says.
 */
static const char *still_to_write(const struct teller *t)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    for (size_t i = 0; i < deadlock->culprit_count; i++) {
        const struct waits_holder *culprit = &deadlock->culprits[i];
        if (culprit->process != t->reader->process && stuck_wait_of(t, culprit->process))
            return arena_printf(t->arena, " What %s is still to write must be written before that.",
                                stuck_plain_who(t, culprit->process));
    }
    return "";
}

static const char *close_hint(const struct teller *t)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    bool is_named = !stuck_is_fifo(t);
    for (size_t i = 0; i < deadlock->culprit_count; i++)
        is_named = is_named && stuck_is_original(t, &deadlock->culprits[i]);
    return arena_printf(
        t->arena,
        "Close the write end of %s%s %s%s.%s read() returns 0, the end, only when every copy of the write end is "
        "closed, and fork() gives each child a copy of its own.%s",
        stuck_pipe_text(t, deadlock->culprit_object), is_named ? " (fd[1] of its pipe call)" : "", closes_text(t),
        all_needed(t, stuck_processes_in(deadlock->culprits, deadlock->culprit_count)), still_to_write(t),
        stuck_is_fifo(t)
            ? " What opens a FIFO with O_RDWR has both ends in one: to read from it, open it with O_RDONLY."
            : "");
}

static const char *ring_hint(const struct teller *t)
{
    const struct waits_wait *reader = stuck_reader_of_sender(t);
    if (!reader)
        return "Each waits for another to go first. Decide who sends first and who answers; what fprintf() wrote is "
               "sent only by fflush(). And if a reader waits for the end of what it is sent, then its sender must "
               "close the write end (of a socket: shutdown(fd, SHUT_WR)) before it waits itself.";
    const struct waits_holder *sender = reader->holders;
    const char *who = stuck_plain_who(t, sender->process);
    return arena_printf(
        t->arena,
        "Each waits for another. If %s has sent all that it had to send, it must say so before it waits for answers: "
        "close the write end of %s in %s%s (fd %d); then whoever reads comes to the end (read() returns 0) and goes "
        "on. If it has not, decide who sends first and who answers; what fprintf() wrote is sent only by fflush().",
        who, stuck_pipe_text(t, reader->object), who, stuck_before(t, sender->process), sender->fd);
}

const char *stuck_hint(const struct teller *t)
{
    static const struct {
        enum wait_on on;
        const char *hint;
    } hints[] = {
        {WAIT_SIGNAL,
         "A signal that comes before pause() is not seen by it. Block it with sigprocmask() first and wait "
         "with sigsuspend(), and look at who should send it."},
        {WAIT_EVENT, "epoll_wait() returns when a watched descriptor has data or comes to its end, a read() of an "
                     "eventfd after a write() to it, a pidfd when its process ends. Look at who was to do that, at "
                     "copies of the other ends that are still open, and whether epoll_ctl() added every descriptor."},
        {WAIT_FDS,
         "poll() and select() return when a watched descriptor has data or comes to its end, a pidfd when its "
         "process ends. Look at who was to write, and at copies of the write ends that are still open: a "
         "descriptor that was sent over a socket (SCM_RIGHTS) or left to a program by exec is one, too."},
        {WAIT_SOCKET, "Whoever reads a socket comes to its end only when every copy of the other one is closed (or "
                      "shutdown() was called): also those that fork() made, that exec left to another program, and "
                      "that were sent over a socket (SCM_RIGHTS)."},
        {WAIT_IPC, "Each msgrcv() needs a msgsnd(), each semop() that takes one that gives, by somebody who is not "
                   "waiting himself: look at who has ended, and at the value or the kind of message it waits for."},
        {WAIT_LOCK, "Give a file lock back (LOCK_UN, F_UNLCK) before waiting for another process, and take several in "
                    "the same order everywhere."},
        {WAIT_FIFO_OPEN, "open() of a FIFO waits until another process opens the other end: open several in the same "
                         "order on both sides, and look at who has ended before."},
        {WAIT_STOPPED, "A process that was stopped (SIGSTOP, SIGTSTP, SIGTTIN) goes on only after kill(pid, SIGCONT)."},
    };
    if (t->reader)
        return close_hint(t);
    switch (stuck_kind(t->report)) {
    case DEADLOCK_CIRCULAR_WAIT:
        return ring_hint(t);
    case DEADLOCK_FULL_PIPE:
        return "A pipe holds 64 KiB; then write() waits until somebody reads. Read until read() returns 0 first, and "
               "only then wait for the child to end.";
    case DEADLOCK_LOST_WAKEUP:
        return "A signal that is given before somebody waits for it is lost: keep a flag under the mutex, set it "
               "before pthread_cond_signal(), and wait in while (!flag) pthread_cond_wait(...).";
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
    if (stuck_calls(t->report, "barrier"))
        return "A barrier opens when as many have come as pthread_barrier_init() was told, the one who made them "
               "included "
               "if it waits there too: count them again, and look at who ends or goes another way before it comes.";
    if (any_on(t, WAIT_FUTEX))
        return "Each sem_wait() needs a sem_post(), each lock an unlock, by somebody who is not waiting himself: look "
               "at "
               "every way out, at what is held while waiting for another process, and at the value it starts with. And "
               "it must lie in memory that the processes share: mmap(MAP_SHARED | MAP_ANONYMOUS) before fork, "
               "sem_init() with pshared 1. One on the stack, in a global variable or from malloc() is copied by fork, "
               "and each process waits on its own copy for ever.";
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (any_on(t, hints[i].on))
            return hints[i].hint;
    return "Look at what each of them waits for, and who was meant to do it.";
}
