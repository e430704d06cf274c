/* stuck.c -- what a proved deadlock means, said so that a student can mend it. */
#include "rubrics/stuck_parts.h"

#include "rubrics/ends.h"
#include "rubrics/faults.h"
#include "rubrics/hygiene.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <sys/syscall.h>

enum { SENTENCES_MAX = 5, NAMES_MAX = 8, HOLDERS_SAID_MAX = 6, PLACES_MAX = 8 };

const struct report_process *stuck_process_of(const struct report *report, uint32_t id)
{
    for (size_t i = 0; i < report->process_count; i++)
        if (report->processes[i].id == id)
            return &report->processes[i];
    return NULL;
}

const char *stuck_process(const struct report *report, uint32_t id)
{
    const struct report_process *process = stuck_process_of(report, id);
    return process ? process->name : "a process";
}

const char *stuck_plain(const struct report *report, uint32_t id)
{
    const char *name = stuck_process(report, id);
    return strcmp(name, "parent") == 0 ? "the parent" : name;
}

const char *stuck_executed(const struct report *report, uint32_t id)
{
    const struct report_process *process = stuck_process_of(report, id);
    bool is_other = process && process->parent >= 0; /* the first process was executed, too */
    for (size_t i = 0; process && i < report->ledger.row_count && !is_other; i++)
        is_other = report->ledger.rows[i].process == id && report->ledger.rows[i].is_foreign;
    return is_other ? process->program : "";
}

const char *stuck_named(const struct report *report, uint32_t id, struct arena *arena)
{
    const char *program = stuck_executed(report, id);
    return *program ? arena_printf(arena, "%s (running %s)", stuck_plain(report, id), program)
                    : stuck_plain(report, id);
}

const char *stuck_pipe(const struct report *report, int64_t object, struct arena *arena)
{
    for (size_t i = 0; i < report->deadlock.pipe_count; i++)
        if (report->deadlock.pipes[i].object == object)
            return arena_printf(arena, "pipe %zu", i + 1);
    return hygiene_fifo(report, object, arena);
}

const struct report_place *stuck_place(const struct report *report, struct waits_stack stack)
{
    for (size_t i = 0; stack.size > 0 && i < report->place_count; i++)
        if (report->places[i].stack == stack.offset)
            return &report->places[i];
    return NULL;
}

const char *stuck_call(const struct report *report, const struct waits_wait *wait)
{
    const struct report_place *place = stuck_place(report, wait->stack);
    const char *name = place && *place->called ? place->called : wait_call_name(wait->call);
    return !name || strcmp(name, "wait4") == 0 ? "wait" : name; /* wait() and waitpid() end in wait4() */
}

const char *stuck_copier(const struct report *report, const struct fds_row *row)
{
    const struct report_place *place = stuck_place(report, row->made_at);
    bool is_known = place && (strncmp(place->called, "dup", 3) == 0 || strcmp(place->called, "fcntl") == 0);
    return is_known ? place->called : "dup";
}

const char *stuck_lock(const struct report *report, const struct waits_wait *wait)
{
    const struct report_place *place = stuck_place(report, wait->stack);
    return place && place->variable && *place->variable ? place->variable : NULL;
}

const struct report_taken *stuck_taken(const struct report *report, const struct waits_wait *wait,
                                       const struct waits_holder *owner)
{
    const char *variable = stuck_lock(report, wait);
    for (size_t i = 0; variable && owner->thread > 0 && i < report->deadlock.wait_count; i++) {
        const struct waits_wait *other = &report->deadlock.waits[i];
        if (other->process != owner->process || other->thread != owner->thread || other->stack.size == 0)
            continue;
        for (size_t k = 0; k < report->taken_count; k++)
            if (report->taken[k].stack == other->stack.offset && strcmp(report->taken[k].variable, variable) == 0)
                return &report->taken[k];
    }
    return NULL;
}

bool stuck_calls(const struct report *report, const char *part)
{
    for (size_t i = 0; i < report->deadlock.wait_count; i++)
        if (strstr(stuck_call(report, &report->deadlock.waits[i]), part))
            return true;
    return false;
}

enum deadlock_kind stuck_kind(const struct report *report)
{
    enum deadlock_kind kind = report->deadlock.kind;
    bool is_futex = kind == DEADLOCK_LOCK_CYCLE && !stuck_calls(report, "lock");
    if (is_futex && stuck_calls(report, "cond_"))
        return DEADLOCK_LOST_WAKEUP;
    if (is_futex && stuck_calls(report, "barrier"))
        return DEADLOCK_OTHER;
    return is_futex && stuck_calls(report, "sem_") && report->deadlock.wait_count == 1 ? DEADLOCK_OTHER : kind;
}

/* --- pieces of sentences ------------------------------------------------------------------------------------------ */

/* "the parent", "child 1". */
const char *stuck_plain_who(const struct teller *t, uint32_t process)
{
    return stuck_plain(t->report, process);
}

/* The same, and "child 2 (running wc)". */
const char *stuck_who(const struct teller *t, uint32_t id)
{
    return stuck_named(t->report, id, t->arena);
}

const char *stuck_who_is(const struct teller *t, uint32_t id, uint32_t thread)
{
    const struct report_process *process = stuck_process_of(t->report, id);
    const char *name = stuck_who(t, id);
    if (!process || process->threads < 2)
        return name;
    return arena_printf(t->arena, "thread %" PRIu32 " of %s", thread, name);
}

static const char *who_waits(const struct teller *t, const struct waits_wait *wait)
{
    return stuck_who_is(t, wait->process, wait->thread);
}

const char *stuck_capital(struct arena *arena, const char *text)
{
    char *out = arena_string(arena, text);
    if (out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
    return out;
}

/* "line 36", or "line 36 of list.c" where there are several files; NULL when it is not known. */
static const char *line_text(const struct teller *t, struct waits_stack stack)
{
    const struct report_place *place = stuck_place(t->report, stack);
    if (!place)
        return NULL;
    for (size_t i = 0; i < t->report->place_count; i++)
        if (strcmp(t->report->places[i].file, place->file) != 0)
            return arena_printf(t->arena, "line %" PRIu32 " of %s", place->line, place->file);
    return arena_printf(t->arena, "line %" PRIu32, place->line);
}

/* before + "line 36" + after, or "" when the line is not known. */
const char *stuck_with_line(const struct teller *t, const char *before, struct waits_stack stack, const char *after)
{
    const char *line = line_text(t, stack);
    return line ? arena_printf(t->arena, "%s%s%s", before, line, after) : "";
}

const char *stuck_pipe_text(const struct teller *t, int64_t object)
{
    const char *name = stuck_pipe(t->report, object, t->arena);
    return name ? name : "the pipe";
}

size_t stuck_fds_of(const struct waits_holder *holders, size_t count, size_t first)
{
    size_t fds = 1;
    while (first + fds < count && holders[first + fds].process == holders[first].process)
        fds++;
    return fds;
}

size_t stuck_processes_in(const struct waits_holder *holders, size_t count)
{
    size_t processes = 0;
    for (size_t i = 0; i < count; i += stuck_fds_of(holders, count, i))
        processes++;
    return processes;
}

/* "fd 4", "fds 4 and 6". */
const char *stuck_fds_text(const struct teller *t, const struct waits_holder *holders, size_t count)
{
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, count == 1 ? "fd " : "fds ");
    for (size_t i = 0; i < count; i++) {
        buf_add_link(&text, i, count, " and ");
        buf_printf(&text, "%d", holders[i].fd);
    }
    return arena_string(t->arena, text.data);
}

/* "child 2 itself (fd 4) and in the parent (fd 4)" of those who hold the other end of what a wait is on. */
static const char *holders_text(const struct teller *t, const struct waits_wait *wait, const char *link)
{
    AUTO_BUF struct buf text = {0};
    const struct waits_holder *holders = wait->holders;
    size_t total = stuck_processes_in(holders, wait->holder_count), n = 0;
    size_t said = total > HOLDERS_SAID_MAX ? HOLDERS_SAID_MAX - 1 : total;
    for (size_t i = 0; i < wait->holder_count && n < said; i += stuck_fds_of(holders, wait->holder_count, i), n++) {
        buf_add_link(&text, n, total, link);
        buf_add_string(&text, stuck_who(t, holders[i].process));
        if (holders[i].process == wait->process)
            buf_add_string(&text, " itself");
        if (holders[i].fd >= 0)
            buf_printf(&text, " (%s)", stuck_fds_text(t, &holders[i], stuck_fds_of(holders, wait->holder_count, i)));
    }
    buf_add_more(&text, said, total);
    return text.data ? arena_string(t->arena, text.data) : "a message that nobody receives from its socket";
}

static const char *socket_text(const struct waits_wait *wait)
{
    return wait->holder_count > 0 ? "its end of a socket pair" : "a socket";
}

static const char *ipc_text(const struct teller *t, const struct waits_wait *wait)
{
    static const struct {
        int64_t call;
        const char *said;
    } calls[] = {
        {SYS_msgrcv, "for a message of the type that it asks for"},
        {SYS_msgsnd, "for room in its queue, which is full"},
        {SYS_mq_timedreceive, "for a message in its queue, which is empty"},
        {SYS_mq_timedsend, "for room in its queue, which is full"},
        {SYS_semop, "for a semaphore to get another value"},
        {SYS_semtimedop, "for a semaphore to get another value"},
    };
    if (wait->call == SYS_msgrcv && wait->has_type)
        return wait->type == 0 ? "for a message in its queue, which is empty"
                               : arena_printf(t->arena, "for a message of %s %" PRId64,
                                              wait->type < 0 ? "a type of at most" : "type",
                                              wait->type < 0 ? -wait->type : wait->type);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].call == wait->call)
            return calls[i].said;
    return "for somebody to use the same semaphore or queue";
}

/* Do both stand at the same place for the same reason, with nobody in particular to wait for? */
static bool is_alike(const struct teller *t, const struct waits_wait *a, const struct waits_wait *b)
{
    const struct report_place *x = stuck_place(t->report, a->stack), *y = stuck_place(t->report, b->stack);
    bool is_same = a->on == b->on && a->call == b->call && a->pending == b->pending && a->type == b->type;
    return is_same && a->holder_count == 0 && b->holder_count == 0 && x && y && x->line == y->line &&
           strcmp(x->file, y->file) == 0;
}

/* "child 2 waits in read() at line 36 for data from pipe 1 (fd 3), or for its end." and what is in the way. */
static void tell_wait(const struct teller *t, const struct waits_wait *wait, size_t alike, struct buf *text, bool first)
{
    const char *name = first ? who_waits(t, wait) : stuck_capital(t->arena, who_waits(t, wait));
    const char *pipe = stuck_pipe_text(t, wait->object);
    if (wait->on == WAIT_STOPPED) {
        buf_printf(text, "%s was stopped by a signal%s, and nobody will continue it.", name,
                   stuck_with_line(t, " at ", wait->stack, ""));
        return;
    }
    for (size_t i = 0; i < alike; i++) {
        buf_add_link(text, i, alike, " and ");
        buf_add_string(text, i == 0 ? name : who_waits(t, wait + i));
    }
    buf_printf(text, " %s in %s()%s ", alike > 1 ? "wait" : "waits", stuck_call(t->report, wait),
               stuck_with_line(t, " at ", wait->stack, ""));
    switch (wait->on) {
    case WAIT_PIPE_DATA:
        buf_printf(text, "for data from %s (fd %d), or for its end; but the write end of %s is still open in %s", pipe,
                   wait->fd, pipe, holders_text(t, wait, " and in "));
        break;
    case WAIT_PIPE_ROOM:
        buf_printf(text, "for room in %s (fd %d), which is full; its read end is open in %s, and nobody reads", pipe,
                   wait->fd, holders_text(t, wait, " and in "));
        break;
    case WAIT_CHILD:
        buf_printf(text, "for %s to end", holders_text(t, wait, " or "));
        break;
    case WAIT_FUTEX:
        stuck_tell_lock(t, wait, text);
        break;
    case WAIT_SIGNAL:
        if (wait->pending > 0)
            buf_printf(text, "for a signal; %s, for which it has a handler, has come, but is blocked there",
                       signal_text(wait->pending, t->arena));
        else
            buf_add_string(text, "for a signal that nobody will send");
        break;
    case WAIT_IPC:
        buf_add_string(text, ipc_text(t, wait));
        break;
    case WAIT_LOCK:
        stuck_tell_file_lock(t, wait, text);
        break;
    case WAIT_SOCKET:
        buf_printf(text, "for %s %s (fd %d)", wait_call_sends(wait->call) ? "room in" : "something to come over",
                   socket_text(wait), wait->fd);
        if (wait->holder_count > 0)
            buf_printf(text, ", whose other end is open in %s", holders_text(t, wait, " and in "));
        break;
    case WAIT_FDS:
        buf_add_string(text, "for one of the descriptors that it watches, and nobody will use their other ends");
        if (wait->holder_count > 0)
            buf_printf(text, ": all are pipes whose write ends are open only in %s", holders_text(t, wait, " and in "));
        break;
    case WAIT_FIFO_OPEN:
        buf_add_string(text, "for somebody to open the other end of the FIFO");
        if (wait->path && *wait->path) {
            buf_add_string(text, " \"");
            buf_add_printable(text, wait->path, strlen(wait->path));
            buf_add_string(text, "\"");
        }
        break;
    case WAIT_EVENT:
        buf_add_string(text, "for an event that nobody will make");
        break;
    case WAIT_STOPPED:
    case WAIT_TIME:
    case WAIT_NOTHING: /* told in their own words */
        break;
    }
    buf_add_string(text, ".");
}

const struct waits_wait *stuck_wait_of(const struct teller *t, uint32_t process)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++)
        if (t->deadlock->waits[i].process == process)
            return &t->deadlock->waits[i];
    return NULL;
}

static const char *message_text(const struct teller *t)
{
    AUTO_BUF struct buf text = {0};
    size_t said = 0, told = 0, total = t->deadlock->wait_count;
    bool is_part = t->deadlock->partial || t->deadlocks > 1;
    buf_add_string(&text, t->deadlock->of_rest ? "What the first process left behind is stuck: "
                          : is_part            ? "A part of the program is stuck: "
                                               : "The program is stuck: ");
    if (t->reader) {
        tell_wait(t, t->reader, 1, &text, true);
        said = told = 1;
    }
    for (size_t i = 0, alike; i < total && said < SENTENCES_MAX; i += alike) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        alike = 1;
        if (wait == t->reader)
            continue;
        while (i + alike < total && alike < NAMES_MAX && is_alike(t, wait, wait + alike))
            alike++;
        if (said > 0)
            buf_add_string(&text, " ");
        tell_wait(t, wait, alike, &text, said++ == 0);
        told += alike;
    }
    if (total > told)
        buf_printf(&text, " %zu more wait as well.", total - told);
    if (!is_part)
        buf_add_string(&text, " So nothing will ever move again.");
    else if (!t->deadlock->partial)
        buf_printf(&text, " So %s will never move again, whatever becomes of the rest, which is stuck, too.",
                   total == 1 ? "it" : "these");
    else
        buf_printf(&text, " So %s will never move again, while the rest of the program went on until it was stopped.",
                   total == 1 ? "it" : "these");
    return arena_string(t->arena, text.data);
}

/* --- findings ----------------------------------------------------------------------------------------------------- */

static void add_place(const struct teller *t, struct waits_stack stack, struct place *places, size_t *count)
{
    const struct report_place *place = stuck_place(t->report, stack);
    if (!place || *count == PLACES_MAX)
        return;
    for (size_t i = 0; i < *count; i++)
        if (places[i].line == place->line && strcmp(places[i].file, place->file) == 0)
            return;
    places[(*count)++] = (struct place){.file = place->file, .line = place->line, .function = place->function};
}

static void add_deadlock(const struct teller *t, struct finding *f)
{
    struct place *places = arena_alloc(t->arena, PLACES_MAX, sizeof *places);
    const struct waits_wait *first = t->reader ? t->reader : &t->deadlock->waits[0];
    const struct report_process *process = stuck_process_of(t->report, first->process);
    f->code = FINDING_DEADLOCK;
    f->severity = SEVERITY_ERROR;
    f->process = stuck_process(t->report, first->process);
    f->thread = process && process->threads > 1 ? first->thread : 0;
    f->message = message_text(t);
    f->hint = t->again ? arena_printf(t->arena, "%s The same in %s.", stuck_hint(t), t->again) : stuck_hint(t);
    f->stuck = t->report;
    add_place(t, first->stack, places, &f->where_count);
    for (size_t i = 0; i < t->deadlock->wait_count; i++)
        add_place(t, t->deadlock->waits[i].stack, places, &f->where_count);
    f->where = places;
}

/* Since when it has its copy: "since fork at line 21". */
static const char *since(const struct teller *t, const struct fds_row *row)
{
    if (row->from == FDS_FROM_DUP)
        return stuck_with_line(
            t,
            arena_printf(t->arena, ", a copy of fd %d that %s() made at ", row->from_fd, stuck_copier(t->report, row)),
            row->made_at, "");
    for (size_t i = 0; i < t->deadlock->fork_count; i++)
        if (t->deadlock->forks[i].process == row->process)
            return stuck_with_line(t,
                                   t->deadlock->forks[i].is_vfork ? ", which it has since it was started at "
                                                                  : ", which it has since fork() at ",
                                   t->deadlock->forks[i].stack, "");
    return "";
}

/* An end that its process has used is held too long, but not left open: the deadlock itself says where to close it.
 * So is one of which nobody can say whether it was used, unless it is the reader's own: who reads hardly ever writes.
 * NULL then. */
static const struct fds_row *left_open(const struct teller *t, const struct waits_holder *culprit)
{
    const struct fds_row *row = t->report->ledger.is_whole ? stuck_row(t, culprit) : NULL;
    bool is_left = row && !row->used && !ends_printed_to(t->report, row) &&
                   (!row->unseen || culprit->process == t->reader->process);
    return is_left ? row : NULL;
}

/* May it be to write to that pipe when the children it waits for have ended? */
static bool may_write_later(const struct teller *t, const struct waits_wait *own)
{
    return own && own->on == WAIT_CHILD && stuck_may_write_later(t);
}

/* Who may be to write to that pipe yet, or did so when nobody looked any more, may need its end. is_said: so it is said
 * already. */
static void soften(const struct teller *t, const struct fds_row *row, bool is_said, struct finding *f)
{
    bool is_known = row->object < t->report->ledger.object_count;
    bool is_needed = is_known && (ends_may_be_needed(t->report, row) || stuck_may_be_a_handlers(t, row));
    if (!is_needed && !row->unseen && !(is_known && ends_may_be_tokens(t->report, row)))
        return;
    f->severity = is_needed ? SEVERITY_NOTE : row->unseen ? SEVERITY_WARNING : f->severity;
    if (!is_said)
        f->hint = arena_printf(t->arena, "Unless %s is still to write to it, %c%s", stuck_plain_who(t, row->process),
                               tolower((unsigned char)*f->hint), f->hint + 1);
}

static void add_culprit(const struct teller *t, const struct waits_holder *culprit, const struct fds_row *row,
                        struct findings *out)
{
    struct finding *f = findings_add(out, t->arena);
    struct place *places = arena_alloc(t->arena, PLACES_MAX, sizeof *places);
    const struct waits_wait *own = stuck_wait_of(t, culprit->process);
    const char *pipe = stuck_pipe_text(t, t->deadlock->culprit_object);
    bool itself = culprit->process == t->reader->process;
    f->severity = SEVERITY_ERROR;
    f->code = FINDING_PIPE_END_LEFT_OPEN;
    f->process = stuck_process(t->report, culprit->process);
    f->pipe = pipe;
    f->end = "write";
    f->fd = culprit->fd;
    const char *call = stuck_call(t->report, t->reader);
    const char *whose = itself ? arena_printf(t->arena, "its own %s()", call)
                               : arena_printf(t->arena, "the %s() of %s", call, stuck_who(t, t->reader->process));
    f->message = arena_printf(t->arena, "%s still holds the write end of %s as fd %d%s; so %s%s never sees the end.",
                              stuck_capital(t->arena, stuck_who(t, culprit->process)), pipe, culprit->fd, since(t, row),
                              whose, stuck_with_line(t, " at ", t->reader->stack, ""));
    bool is_copy = !stuck_is_fifo(t) && !stuck_is_original(t, culprit);
    const char *stream = hygiene_stream_close(t->report, row, t->arena), *kit = hygiene_kit_close(t->report, row);
    const char *close = stream             ? stream
                        : kit              ? kit
                        : stuck_is_fifo(t) ? "a close() of it"
                        : is_copy          ? arena_printf(t->arena, "close(%d)", culprit->fd)
                                           : stuck_close_text(t->report, row, t->arena);
    f->hint = arena_printf(
        t->arena, "Add %s in %s%s.%s", close, stuck_plain_who(t, culprit->process), stuck_before(t, culprit->process),
        is_copy && culprit->fd <= 2
            ? " If exec was to take it over and failed, end the process there: _exit(127) after exec."
            : "");
    if (hygiene_popen_of(t->report, culprit->process))
        f->hint = arena_printf(t->arena,
                               "Close that end before popen() starts %s, or make the pipe with pipe2(fd, O_CLOEXEC).",
                               stuck_plain_who(t, culprit->process));
    else if (stuck_is_spawned(t, culprit->process))
        f->hint = arena_printf(t->arena,
                               "Before %s is started, call posix_spawn_file_actions_addclose(&actions, %d); or make "
                               "the pipe with pipe2(fd, O_CLOEXEC).",
                               stuck_plain_who(t, culprit->process), culprit->fd);
    const bool is_later = may_write_later(t, own);
    if (is_later) {
        f->severity = SEVERITY_WARNING;
        f->hint =
            arena_printf(t->arena, "If %s is to write to that pipe, it must do so before it waits%s. If not: %s",
                         stuck_plain_who(t, culprit->process), stuck_with_line(t, " at ", own->stack, ""), f->hint);
    }
    soften(t, row, is_later, f);
    if (own)
        add_place(t, own->stack, places, &f->where_count);
    if (f->where_count == 0)
        add_place(t, t->reader->stack, places, &f->where_count);
    f->where = places;
}

/* Does it run a program, or wait in system() for one? */
static bool is_shell(const struct report *report, const struct waits_deadlock *deadlock, uint32_t process)
{
    bool is_system = false;
    for (size_t i = 0; i < deadlock->wait_count; i++)
        is_system |=
            deadlock->waits[i].process == process && strcmp(stuck_call(report, &deadlock->waits[i]), "system") == 0;
    return is_system || *stuck_executed(report, process);
}

/* Leaves out who has the end only of another of them whose command it is: it has none if that one closes it before. */
static void drop_commands(const struct report *report, struct waits_deadlock *deadlock, struct arena *arena)
{
    struct waits_holder *kept = arena_alloc(arena, deadlock->culprit_count + 1, sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < deadlock->culprit_count; i++) {
        const struct report_process *process = stuck_process_of(report, deadlock->culprits[i].process);
        uint32_t above = process && process->parent >= 0 ? report->processes[process->parent].id : 0;
        bool is_command = false;
        for (size_t k = 0; k < deadlock->culprit_count && above != 0; k++)
            is_command |= deadlock->culprits[k].process == above && is_shell(report, deadlock, above);
        if (!is_command)
            kept[count++] = deadlock->culprits[i];
    }
    deadlock->culprits = kept;
    deadlock->culprit_count = count;
}

static const struct waits_wait *find_reader(const struct waits_deadlock *deadlock)
{
    for (size_t i = 0; i < deadlock->wait_count && deadlock->culprit_count > 0; i++)
        if (deadlock->waits[i].on == WAIT_PIPE_DATA && deadlock->waits[i].object == deadlock->culprit_object)
            return &deadlock->waits[i];
    return NULL;
}

/* Does everybody in part, but those who wait for children, stand where somebody of whole stands? Then it is the same
 * mistake, made once more by another process. */
static bool is_again(const struct report *report, const struct waits_deadlock *whole, const struct waits_deadlock *part)
{
    for (size_t i = 0; i < part->wait_count; i++) {
        const struct report_place *place = stuck_place(report, part->waits[i].stack);
        bool is_known = part->waits[i].on == WAIT_CHILD;
        for (size_t k = 0; k < whole->wait_count && place && !is_known; k++) {
            const struct report_place *other = stuck_place(report, whole->waits[k].stack);
            is_known = other && other->line == place->line && strcmp(other->file, place->file) == 0;
        }
        if (!is_known)
            return false;
    }
    return true;
}

/* A deadlock, and all that are like it. */
struct apart {
    struct waits_deadlock all;
    const char *again; /* "child 2, child 3": in whom else; NULL: in nobody */
};

/* Puts the waits of part among those of the others, in order of task id. */
static void join(struct apart *apart, const struct waits_deadlock *part, const struct report *report,
                 struct arena *arena)
{
    struct waits_deadlock *all = &apart->all;
    struct waits_wait *waits = arena_alloc(arena, all->wait_count + part->wait_count, sizeof *waits);
    size_t count = 0, i = 0, k = 0;
    while (i < all->wait_count || k < part->wait_count) {
        bool is_first = k == part->wait_count || (i < all->wait_count && all->waits[i].task < part->waits[k].task);
        waits[count++] = is_first ? all->waits[i++] : part->waits[k++];
    }
    all->waits = waits;
    all->wait_count = count;
    const struct waits_wait *reader = find_reader(part);
    const char *name = stuck_process(report, reader ? reader->process : part->waits[0].process);
    apart->again = apart->again ? arena_printf(arena, "%s, %s", apart->again, name) : name;
}

/* The deadlocks of a report that are to be told one by one. */
static size_t take_apart(const struct report *report, struct arena *arena, struct apart **out)
{
    const struct waits_deadlock *all = &report->deadlock;
    size_t count = 0;
    *out = arena_alloc(arena, all->part_count + 1, sizeof **out);
    (*out)[0].all = *all;
    for (size_t i = 0; i < all->part_count; i++) {
        size_t alike = 0;
        while (alike < count && !is_again(report, &(*out)[alike].all, &all->parts[i]))
            alike++;
        if (alike < count)
            join(&(*out)[alike], &all->parts[i], report, arena);
        else
            (*out)[count++].all = all->parts[i];
    }
    if (count == 1)
        (*out)[0].all = *all;
    return count > 0 ? count : 1;
}

static void add_findings(const struct teller *t, struct findings *out)
{
    add_deadlock(t, findings_add(out, t->arena));
    for (size_t i = 0; t->reader && i < t->deadlock->culprit_count; i++) {
        const struct fds_row *row = left_open(t, &t->deadlock->culprits[i]);
        if (row)
            add_culprit(t, &t->deadlock->culprits[i], row, out);
    }
}

void stuck_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out)
{
    size_t first = 0, seen = 0;
    for (size_t i = 0; i < count; i++)
        if (runs[i].report.deadlock.proved)
            first = seen++ == 0 ? i : first;
    if (seen == 0)
        return;
    const struct run_evidence *run = &runs[first];
    struct apart *apart;
    size_t apart_count = take_apart(&run->report, arena, &apart);
    const char *when = runs_text(first, seen, count, arena);
    size_t told = out->count;
    for (size_t i = 0; i < apart_count; i++) {
        struct report *report = arena_alloc(arena, 1, sizeof *report);
        *report = run->report;
        report->deadlock = stuck_in_order(&run->report, &apart[i].all, arena);
        drop_commands(&run->report, &report->deadlock, arena);
        const struct teller t = {.report = report,
                                 .deadlock = &report->deadlock,
                                 .whole = &run->report.deadlock,
                                 .arena = arena,
                                 .reader = find_reader(&report->deadlock),
                                 .deadlocks = apart_count,
                                 .again = apart[i].again};
        add_findings(&t, out);
    }
    for (size_t i = told; i < out->count; i++) {
        struct finding *f = &out->items[i];
        f->case_id = run->case_id;
        f->run = run->case_id ? run->run : 0;
        f->message = *when ? arena_printf(arena, "%s%s", f->message, when) : f->message;
    }
}
