/* stuck_watch.c -- what mends a deadlock of one who watches several descriptors, or waits for signals. */
#include "rubrics/faults.h"
#include "rubrics/stuck_parts.h"

#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

enum { OWN_MAX = 32 };

/* Of one who has the only write ends of all that it watches. */
static const char *holders_hint(const struct teller *t, const struct waits_wait *wait)
{
    return arena_printf(t->arena,
                        "Close these write ends (%s) in %s%s, after the last fork() that needs them: %s() tells of a "
                        "pipe's end only when every copy of its write end is closed.",
                        stuck_fds_text(t, wait->holders, wait->holder_count), stuck_plain_who(t, wait->process),
                        stuck_before(t, wait->process), stuck_call(t->report, wait));
}

static const char *edge_hint(const struct teller *t, const struct waits_wait *wait)
{
    return arena_printf(t->arena,
                        "With EPOLLET, %s() tells of data only when it comes, and not again of what is left of it: at "
                        "each event, read until read() gives -1 with EAGAIN (the descriptor must be O_NONBLOCK), or "
                        "leave EPOLLET out. If that is done, look at who was to write, and at copies of the other ends "
                        "that are still open.",
                        stuck_call(t->report, wait));
}

/* Does nobody but this process, of those who live, hold an end of that kind, and does this one? */
static const struct fds_row *only_own(const struct teller *t, uint32_t process, size_t object, enum fds_end end)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    const struct fds_row *own = NULL;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        const struct report_process *holder = stuck_process_of(t->report, row->process);
        if (row->object != object || row->closed != FDS_OPEN || (row->end != end && row->end != FDS_BOTH) || !holder ||
            holder->ended_by != ENDED_BY_GRADER)
            continue;
        if (row->process != process || row->end == FDS_BOTH)
            return NULL;
        own = row;
    }
    return own;
}

/* Of one who watches, and has both ends of pipes that nobody else could write to, the write ends never used: whether it
 * is these that it watches nobody knows. NULL: there are none. */
static const char *own_hint(const struct teller *t, const struct waits_wait *wait)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    struct waits_holder ends[OWN_MAX];
    AUTO_BUF struct buf pipes = {0};
    size_t count = 0;
    for (size_t i = 0; i < ledger->row_count && ledger->is_whole && count < OWN_MAX; i++) {
        const struct fds_row *row = &ledger->rows[i];
        if (row->end != FDS_WRITE || row->kind != FD_PIPE || row->used || row->unseen ||
            row->process != wait->process || row->from != FDS_FROM_PIPE || row->object >= ledger->object_count ||
            only_own(t, wait->process, row->object, FDS_WRITE) != row)
            continue;
        const struct fds_row *reads = only_own(t, wait->process, row->object, FDS_READ);
        if (!reads || !reads->used)
            continue;
        buf_printf(&pipes, "%s%s", count > 0 ? ", " : "", stuck_pipe_text(t, ledger->objects[row->object].id));
        ends[count++] = (struct waits_holder){.process = row->process, .fd = row->fd};
    }
    if (count == 0)
        return NULL;
    const char *who = stuck_plain_who(t, wait->process);
    return arena_printf(t->arena,
                        "%s is the only one that still has the write end%s of %s (%s), and has never used %s. If it "
                        "waits for the end of what comes there, close %s in %s%s, after the last fork() that needs %s: "
                        "%s() tells of a pipe's end only when every copy of its write end is closed. If not, look at "
                        "who was to write, and whether every descriptor is among those it watches.",
                        stuck_capital(t->arena, who), count > 1 ? "s" : "", pipes.data, stuck_fds_text(t, ends, count),
                        count > 1 ? "them" : "it", count > 1 ? "them" : "it", who, stuck_before(t, wait->process),
                        count > 1 ? "them" : "it", stuck_call(t->report, wait));
}

/* Somebody waits for what only the one that watches could send. */
static const char *asked_hint(const struct teller *t, const struct waits_wait *wait)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *reader = &t->deadlock->waits[i];
        bool is_its = (reader->on == WAIT_PIPE_DATA || reader->on == WAIT_SOCKET) && reader->holder_count > 0 &&
                      reader->process != wait->process;
        for (size_t k = 0; k < reader->holder_count; k++)
            is_its &= reader->holders[k].process == wait->process;
        if (!is_its)
            continue;
        const char *who = stuck_plain_who(t, wait->process), *other = stuck_plain_who(t, reader->process);
        bool is_pipe = reader->on == WAIT_PIPE_DATA;
        return arena_printf(
            t->arena,
            "%s waits for what only %s could send, and %s waits in %s() for others: one of them must go first. Decide "
            "who "
            "sends first and who answers; what fprintf() wrote is sent only by fflush(). If %s waits for the end of "
            "what "
            "it is sent, %s of %s in %s%s (fd %d). And look at copies of the other ends of what %s() watches that are "
            "still open.",
            stuck_capital(t->arena, other), who, who, stuck_call(t->report, wait), other,
            is_pipe ? "close the write end" : "close the other end",
            is_pipe ? stuck_pipe_text(t, reader->object) : "its socket pair", who, stuck_before(t, wait->process),
            reader->holders->fd, stuck_call(t->report, wait));
    }
    return NULL;
}

const char *stuck_event_hint(const struct report *report, const struct waits_wait *wait)
{
    static const struct {
        const char *name, *hint;
    } kinds[] = {
        {"anon_inode:[eventfd]",
         "A read() of an eventfd returns after a write() to it, by somebody who is not waiting himself. Where each "
         "waits for another, one must go first: let him write before he reads, or begin with a higher value "
         "(eventfd(1, 0))."},
        {"anon_inode:[timerfd]",
         "A read() of a timerfd returns when it has rung since the last one: it must have been "
         "set (timerfd_settime()) and not taken back, and rings once only if it_interval is 0."},
        {"anon_inode:[signalfd]",
         "A read() of a signalfd returns when a signal of its set comes, which must be blocked (sigprocmask()), or its "
         "handler gets it: look at who should send it, and at the set."},
    };
    const char *name = stuck_waits_at(report, wait);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0)
            return kinds[i].hint;
    return NULL;
}

const char *stuck_watch_hint(const struct teller *t)
{
    const struct waits_wait *watching = stuck_first_on(t, WAIT_FDS), *event = stuck_first_on(t, WAIT_EVENT);
    if (watching && watching->holder_count > 0 && !event)
        return holders_hint(t, watching);
    watching = watching ? watching : event;
    if (!watching)
        return NULL;
    if (watching->on == WAIT_EVENT && !strstr(stuck_call(t->report, watching), "epoll"))
        return stuck_event_hint(t->report, watching);
    if (watching->is_edge)
        return edge_hint(t, watching);
    const char *own = own_hint(t, watching);
    return own ? own : asked_hint(t, watching);
}

const char *stuck_past_text(const struct teller *t)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        if (wait->past_count > 0)
            return arena_printf(t->arena,
                                "The first argument of %s() is the highest descriptor + 1: here%s it is %d, so fd %d, "
                                "which is in its set, is not watched. Give it at least %d.",
                                stuck_call(t->report, wait), stuck_with_line(t, " (", wait->stack, ")"),
                                wait->past_count, wait->past_fd, wait->past_fd + 1);
    }
    return "";
}

/* --- signals ------------------------------------------------------------------------------------------------------ */

const char *stuck_handler_text(const struct teller *t)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        const struct report_place *place = stuck_place(t->report, wait->stack);
        if (wait->in_handler && place && *place->function && strcmp(place->function, "main") != 0)
            return arena_printf(t->arena,
                                "If %s() is the handler of SIGCHLD, it must not wait for children that go on: call "
                                "waitpid(-1, NULL, WNOHANG) at line %" PRIu32
                                ", in a loop until it gives 0 or -1. If it is not: ",
                                place->function, place->line);
    }
    return "";
}

static bool has_ended(const struct report_process *process)
{
    return process && (process->ended_by == ENDED_ITSELF || process->ended_by == ENDED_BY_SIGNAL);
}

/* Children of a process that have ended by themselves, and how often it was sent SIGCHLD. */
static size_t ended_children(const struct teller *t, uint32_t process, size_t *signals)
{
    size_t ended = 0;
    for (size_t i = 0; i < t->report->process_count; i++) {
        const struct report_process *child = &t->report->processes[i];
        ended += child->parent >= 0 && t->report->processes[child->parent].id == process && has_ended(child);
    }
    *signals = 0;
    for (size_t i = 0; i < t->report->timeline.step_count; i++) {
        const struct timeline_step *step = &t->report->timeline.steps[i];
        *signals += step->kind == TIMELINE_SIGNAL && step->process == process && step->code == SIGCHLD;
    }
    return ended;
}

/* Of one who may count the ends of children by their signals, of which some came for several. "" otherwise. */
static const char *ends_text(const struct teller *t, const struct waits_wait *wait)
{
    size_t signals, ended = ended_children(t, wait->process, &signals);
    if (signals == 0 || signals >= ended || t->report->timeline.left_out > 0 || t->report->lost_events > 0 ||
        wait->pending > 0)
        return "";
    const char *left =
        wait->ended == 0 ? "" : arena_printf(t->arena, ", %d of whom nobody has waited for", wait->ended);
    return arena_printf(t->arena,
                        "Signals do not queue: one SIGCHLD may stand for the ends of several children, and here %zu "
                        "children have ended%s, and SIGCHLD came %s. If it is SIGCHLD that %s waits for, call "
                        "waitpid(-1, NULL, WNOHANG) in its handler in a loop, until it gives 0 or -1. ",
                        ended, left, signals == 1 ? "once" : arena_printf(t->arena, "%zu times", signals),
                        stuck_plain_who(t, wait->process));
}

/* Of one who may wait for the end of a child as if pause() told it. "" otherwise. */
static const char *child_text(const struct teller *t, const struct waits_wait *wait)
{
    if (wait->ended == 0 || wait->pending > 0 || wait->call != SYS_pause)
        return "";
    return arena_printf(t->arena,
                        "If it is the end of a child that %s waits for (%d %s ended, and nobody has waited for that): "
                        "wait() or waitpid() does so, whenever the child ends. SIGCHLD ends pause() only if there is a "
                        "handler for it, and only if it comes when pause() has begun. ",
                        stuck_plain_who(t, wait->process), wait->ended, wait->ended == 1 ? "has" : "have");
}

/* Of one whose last signal, but for the ends of children, it ignores. "" otherwise. */
static const char *ignored_text(const struct teller *t, const struct waits_wait *wait)
{
    int last = 0;
    for (size_t i = 0; i < t->report->timeline.step_count; i++) {
        const struct timeline_step *step = &t->report->timeline.steps[i];
        if (step->kind == TIMELINE_SIGNAL && step->process == wait->process && step->code != SIGCHLD)
            last = (int)step->code;
    }
    if (last < 1 || last > 64 || !(wait->ignored >> (last - 1) & 1))
        return "";
    return arena_printf(t->arena,
                        "%s has come to %s, which ignores it (SIG_IGN): such a signal does not end %s(). Give it a "
                        "handler with sigaction(), be it an empty one. ",
                        signal_text(last, t->arena), stuck_plain_who(t, wait->process), stuck_call(t->report, wait));
}

const char *stuck_signal_hint(const struct teller *t, const struct waits_wait *wait)
{
    const char *hint = "A signal that comes before pause() is not seen by it. Block it with sigprocmask() first and "
                       "wait with sigsuspend(), and look at who should send it.";
    if (wait->pending > 0 && wait->call == SYS_rt_sigsuspend)
        hint = "What is in the mask that sigsuspend() is given stays blocked while it waits: take the signal that is "
               "to end it out of that mask (sigdelset()), or give it the mask from before the signal was blocked.";
    else if (wait->pending > 0)
        hint = "pause() sees no signal that is blocked: wait with sigsuspend(), and a mask without that signal.";
    else if (wait->call == SYS_rt_sigsuspend)
        hint = "sigsuspend() returns for a signal that has a handler and that is not in the mask it is given: look at "
               "that mask, and at who should send the signal.";
    else if (wait->call == SYS_rt_sigtimedwait)
        hint = "sigwait() takes one signal of its set at each call, also one that came before, if it was blocked then. "
               "Of SIGUSR1 and other ordinary signals one is kept, however many came. Look at who should send it, how "
               "often, and at the set.";
    const char *ends = ends_text(t, wait);
    hint = arena_printf(t->arena, "%s%s%s", ignored_text(t, wait), *ends ? ends : child_text(t, wait), hint);
    for (size_t i = 0; i < t->deadlock->wait_count; i++) { /* does somebody wait for an end that it holds? */
        const struct waits_wait *reader = &t->deadlock->waits[i];
        for (size_t k = 0; k < reader->holder_count && reader->on == WAIT_PIPE_DATA; k++)
            if (reader->holders[k].process == wait->process)
                return arena_printf(t->arena,
                                    "%s Or, if the %s() of %s waits for the end of what is sent: close the write end "
                                    "of %s in %s%s (fd %d).",
                                    hint, stuck_call(t->report, reader), stuck_plain_who(t, reader->process),
                                    stuck_pipe_text(t, reader->object), stuck_plain_who(t, wait->process),
                                    stuck_before(t, wait->process), reader->holders[k].fd);
    }
    return hint;
}
