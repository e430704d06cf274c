/* stuck_locks.c -- of one who waits for a lock, a semaphore or a barrier: for what, and who could have ended that. */
#include "rubrics/stuck_parts.h"

#include <inttypes.h>
#include <string.h>
#include <sys/syscall.h>

enum { ABSENT_MAX = 4 };

/* What a task in futex() waits for can be told by what the program called. */
static const char *futex_text(const char *call)
{
    static const struct {
        const char *part, *said;
    } rows[] = {
        {"pthread_join", "for another thread to end"},     {"cond_", "for a signal that nobody will give"},
        {"barrier", "for others to come to the barrier"},  {"sem_", "for a sem_post() that nobody will make"},
        {"lock", "for a lock that nobody will give back"}, {"acquire", "for a lock that nobody will give back"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(call, rows[i].part))
            return rows[i].said;
    return "for somebody to let it go on";
}

/* " `first`"; "" when its name is not known. */
static const char *variable_text(const struct teller *t, const struct waits_wait *wait)
{
    const char *name = stuck_lock(t->report, wait);
    return name ? arena_printf(t->arena, " `%s`", name) : "";
}

/* " at line 8", or "" when it is not known. */
static const char *taken_text(const struct teller *t, const struct waits_wait *wait, const struct waits_holder *owner)
{
    const struct report_taken *taken = stuck_taken(t->report, wait, owner);
    return taken ? arena_printf(t->arena, " at line %" PRIu32, taken->line) : "";
}

/* "for the lock `table`, which thread 3 of the parent has locked for writing". */
static void tell_writer(const struct teller *t, const struct waits_wait *wait, struct buf *text)
{
    const struct waits_holder *writer = &wait->writer;
    bool itself = writer->process == wait->process && writer->thread == wait->thread;
    buf_printf(text, "for the lock%s, which %s has locked for writing%s", variable_text(t, wait),
               itself ? "it" : stuck_who_is(t, writer->process, writer->thread),
               itself              ? " itself already"
               : writer->has_ended ? " and did not unlock before it ended"
                                   : "");
}

/* Was this thread (0: any of the process) there at the end, stuck or not? */
static bool is_there(const struct waits_deadlock *d, uint32_t process, uint32_t thread)
{
    for (size_t i = 0; i < d->wait_count; i++)
        if (d->waits[i].process == process && (thread == 0 || d->waits[i].thread == thread))
            return true;
    for (size_t i = 0; i < d->other_count; i++)
        if (d->others[i].process == process && (thread == 0 || d->others[i].thread == thread))
            return true;
    return false;
}

/* Can only threads of its process end this wait? */
static bool is_alone(const struct waits_wait *wait)
{
    return wait->is_made_private || wait->is_mapped_private;
}

/* Who could have come to a barrier, or posted a semaphore: threads of the same process, and if it is not that process's
 * alone, others. */
struct absent {
    const char *ended[ABSENT_MAX];
    size_t ended_count; /* also those that have no room */
    size_t here;        /* wait at the same word, itself too */
    size_t elsewhere;   /* wait for something else */
};

static void add_ended(struct absent *absent, const char *name)
{
    if (absent->ended_count < ABSENT_MAX)
        absent->ended[absent->ended_count] = name;
    absent->ended_count++;
}

static void find_absent(const struct teller *t, const struct waits_wait *wait, struct absent *out)
{
    const struct waits_deadlock *whole = t->whole;
    for (size_t i = 0; i < whole->wait_count; i++) {
        const struct waits_wait *other = &whole->waits[i];
        if (other->process != wait->process && is_alone(wait))
            continue;
        bool same = other->on == WAIT_FUTEX && other->word == wait->word;
        out->here += same;
        out->elsewhere += !same;
    }
    for (size_t i = 0; i < t->report->process_count; i++) {
        const struct report_process *process = &t->report->processes[i];
        bool has_ended = process->ended_by == ENDED_ITSELF || process->ended_by == ENDED_BY_SIGNAL;
        if (process->id != wait->process) {
            if (has_ended && !is_alone(wait) && !is_there(whole, process->id, 0))
                add_ended(out, stuck_who(t, process->id));
            continue;
        }
        for (uint32_t thread = 1; thread <= process->threads; thread++)
            if (!is_there(whole, process->id, thread))
                add_ended(out, stuck_who_is(t, process->id, thread));
    }
}

/* "; 2 are there, thread 4 of the parent has ended, 1 waits elsewhere" */
static void tell_absent(const struct teller *t, const struct waits_wait *wait, bool is_barrier, struct buf *text)
{
    const struct report_process *own = stuck_process_of(t->report, wait->process);
    struct absent absent = {.ended_count = 0};
    if (is_alone(wait) && own && own->threads < 2) {
        buf_printf(text, "; but %s",
                   wait->is_mapped_private ? "it lies in memory that no other process shares"
                                           : "when this wait began it was for the threads of one process only: made "
                                             "with pshared 0, or not made yet");
        return;
    }
    find_absent(t, wait, &absent);
    const char *link = "; of the others, ";
    if (is_barrier) {
        buf_printf(text, "; %zu %s there", absent.here, absent.here == 1 ? "is" : "are");
        link = ", ";
    }
    size_t told = absent.ended_count < ABSENT_MAX ? absent.ended_count : ABSENT_MAX;
    buf_add_string(text, told > 0 ? link : "");
    for (size_t i = 0; i < told; i++) {
        buf_add_link(text, i, absent.ended_count, " and ");
        buf_add_string(text, absent.ended[i]);
    }
    buf_add_more(text, told, absent.ended_count);
    if (absent.ended_count > 0) {
        buf_add_string(text, absent.ended_count == 1 ? " has ended" : " have ended");
        link = ", ";
    }
    if (absent.elsewhere > 0 && (is_barrier || absent.ended_count > 0))
        buf_printf(text, "%s%zu %s elsewhere", link, absent.elsewhere, absent.elsewhere == 1 ? "waits" : "wait");
}

/* Does it wait for a mutex that it has itself? */
static bool is_own(const struct waits_wait *wait)
{
    const struct waits_holder *owner = wait->holders;
    return owner->process == wait->process && owner->thread == wait->thread;
}

/* "for the lock `first`, which thread 3 of the parent has locked". */
void stuck_tell_lock(const struct teller *t, const struct waits_wait *wait, struct buf *text)
{
    const char *call = stuck_call(t->report, wait);
    const struct waits_holder *owner = wait->holders;
    if (wait->lock == WORD_UNKNOWN) {
        if (strstr(call, "rwlock") && wait->has_writer) {
            tell_writer(t, wait, text);
            return;
        }
        buf_add_string(text, futex_text(call));
        if (strstr(call, "barrier") && wait->barrier > 0)
            buf_printf(text, ", which opens when %" PRIu32 " have come", wait->barrier);
        const char *name = variable_text(t, wait);
        if (*name)
            buf_printf(text, " (%s)", name + 1);
        if (strstr(call, "barrier") || strstr(call, "sem_"))
            tell_absent(t, wait, strstr(call, "barrier") != NULL, text);
        return;
    }
    bool itself = is_own(wait);
    const char *name = stuck_who_is(t, owner->process, owner->thread);
    if (wait->lock == WORD_JOIN)
        buf_printf(text, "for %s to end", name);
    else if (itself)
        buf_printf(text, "for the lock%s, which it has locked itself already", variable_text(t, wait));
    else if (waits_is_copied_lock(wait))
        buf_printf(text, "for its own copy of the lock%s, which %s had locked when fork() made that copy",
                   variable_text(t, wait), name);
    else if (owner->has_ended)
        buf_printf(text, "for the lock%s, which %s had locked and did not unlock before it ended",
                   variable_text(t, wait), name);
    else
        buf_printf(text, "for the lock%s, which %s has locked%s", variable_text(t, wait), name,
                   taken_text(t, wait, owner));
}

const char *stuck_waits_at(const struct report *report, const struct waits_wait *wait)
{
    const char *name = "";
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *row = &report->ledger.rows[i];
        if (row->process == wait->process && row->fd == wait->fd && row->closed == FDS_OPEN && row->name)
            name = row->name;
    }
    return name;
}

/* "for a lock on "b.lock", the file of its fd 4, which child 1 has and never gives back". */
void stuck_tell_file_lock(const struct teller *t, const struct waits_wait *wait, struct buf *text)
{
    const char *name = stuck_waits_at(t->report, wait);
    buf_add_string(text, *name ? "for a lock on \"" : "for a lock on ");
    buf_add_printable(text, name, strlen(name));
    buf_printf(text, "%sthe file of its fd %d", *name ? "\", " : "", wait->fd);
    if (wait->holder_count > 0)
        buf_printf(text, ", which %s has and never gives back",
                   wait->holders->process == wait->process ? "it" : stuck_who(t, wait->holders->process));
    else
        buf_add_string(text, ", which is never given back");
}

/* Does whoever has the mutex that this one waits for wait in sem_wait()? */
static bool is_kept_by_semaphore(const struct report *report, const struct waits_wait *wait)
{
    const struct waits_holder *owner = wait->holders;
    for (size_t i = 0; i < report->deadlock.wait_count && wait->lock == WORD_MUTEX; i++) {
        const struct waits_wait *other = &report->deadlock.waits[i];
        if (other->process == owner->process && other->thread == owner->thread)
            return strstr(stuck_call(report, other), "sem_") != NULL;
    }
    return false;
}

/* Do all who wait for a lock want to write under it, which nobody else does? Then it is readers who are in the way. */
static bool is_kept_by_readers(const struct report *report)
{
    bool any = false;
    for (size_t i = 0; i < report->deadlock.wait_count; i++) {
        const struct waits_wait *wait = &report->deadlock.waits[i];
        const struct report_process *process = stuck_process_of(report, wait->process);
        bool may_be_copied = wait->is_mapped_private && process && process->parent >= 0; /* locked, by fork() */
        bool is_writer =
            wait->on == WAIT_FUTEX && !wait->has_writer && !may_be_copied && strstr(stuck_call(report, wait), "wrlock");
        if (!is_writer && wait->on != WAIT_CHILD && wait->lock != WORD_JOIN)
            return false;
        any |= is_writer;
    }
    return any;
}

static const char reader_hint[] =
    "pthread_rwlock_wrlock() waits until nobody has the lock for reading, the one who calls it included: a read lock "
    "does not turn into a write lock. Unlock first, then lock for writing and look again at what was read; or lock for "
    "writing from the start. And look at every way out, and at what is held while waiting for another process: each "
    "pthread_rwlock_rdlock() needs an unlock.";

/* May one of them be a copy, or made for the threads of one process, where there are several processes? */
static bool is_any_private(const struct report *report)
{
    bool any = false;
    for (size_t i = 0; i < report->deadlock.wait_count; i++)
        any |= report->deadlock.waits[i].is_made_private || report->deadlock.waits[i].is_mapped_private;
    return any && report->process_count > 1;
}

const char *stuck_futex_hint(const struct teller *t)
{
    if (stuck_calls(t->report, "barrier"))
        return "A barrier opens when as many have come as pthread_barrier_init() was told, the one who made them "
               "included if it waits there too: count them again, and look at who ends or goes another way before it "
               "comes.";
    if (is_kept_by_readers(t->report))
        return reader_hint;
    return arena_printf(
        t->arena,
        "Each sem_wait() needs a sem_post(), each lock an unlock, by somebody who is not waiting himself: look at "
        "every way out, at what is held while waiting for another process, and at the value it starts with.%s",
        is_any_private(t->report)
            ? " And it must lie in memory that the processes share: mmap(MAP_SHARED | MAP_ANONYMOUS) before fork, "
              "sem_init() with pshared 1. One on the stack, in a global variable or from malloc() is copied by fork, "
              "and each process waits on its own copy for ever."
            : "");
}

/* Do two wait for a lock of the same file, of which nobody knows who has it? */
static bool is_wanted_by_two(const struct report *report)
{
    const struct waits_wait *first = NULL;
    for (size_t i = 0; i < report->deadlock.wait_count; i++) {
        const struct waits_wait *wait = &report->deadlock.waits[i];
        if (wait->on != WAIT_LOCK || wait->call != SYS_fcntl || wait->holder_count > 0 ||
            !*stuck_waits_at(report, wait))
            continue;
        if (first && first->process != wait->process &&
            strcmp(stuck_waits_at(report, first), stuck_waits_at(report, wait)) == 0)
            return true;
        first = first ? first : wait;
    }
    return false;
}

const char *stuck_file_lock_hint(const struct report *report)
{
    return is_wanted_by_two(report)
               ? "If both have a read lock on that file (F_RDLCK) and want to make it a write lock (F_WRLCK), neither "
                 "can while the other reads: take the write lock from the start, or give the read lock back (F_UNLCK), "
                 "lock again and look again at what was read. If they lock several parts of it, take these in the same "
                 "order everywhere. If it is another process that has it, it must give it back before it waits."
               : "Give a file lock back (LOCK_UN, F_UNLCK) before waiting for another process, and take several in the "
                 "same order everywhere.";
}

static const char *copied_hint(const struct report *report, const struct waits_wait *wait)
{
    const struct report_process *owner = stuck_process_of(report, wait->holders->process);
    if (owner && owner->threads < 2)
        return "fork() copies a lock as it is: what is locked at that moment is locked in the child, too, and no "
               "unlock in the parent changes that. Unlock it before fork(), or after it in both. A lock that is for "
               "both processes must lie in memory that they share (mmap(MAP_SHARED | MAP_ANONYMOUS) before fork, "
               "PTHREAD_PROCESS_SHARED).";
    return "fork() copies a lock as it is, and of the threads only the one that calls it: what another thread has "
           "locked at that moment stays locked in the child for ever. Fork before the first thread is made; or lock it "
           "before fork(), and unlock it after that in both; or let the child do without it until it calls exec or "
           "_exit(). A lock that is for both processes must lie in memory that they share (mmap(MAP_SHARED | "
           "MAP_ANONYMOUS) before fork, PTHREAD_PROCESS_SHARED).";
}

const char *stuck_lock_hint(const struct report *report)
{
    if (is_kept_by_readers(report))
        return reader_hint;
    bool has_locks = stuck_calls(report, "lock") || stuck_calls(report, "acquire");
    if (!has_locks && stuck_calls(report, "sem_"))
        return "A semaphore needs a sem_post() for each sem_wait(). Whoever was to make it waits himself here: let him "
               "post before he waits, take a semaphore that serves as a lock only after waiting for what others must "
               "do, or begin with a higher value (sem_init(), sem_open()).";
    if (!has_locks && stuck_calls(report, "join"))
        return "A thread cannot end while it waits for the end of one that waits for it: let only one of the two join "
               "the other.";
    for (size_t i = 0; i < report->deadlock.wait_count; i++) {
        const struct waits_wait *wait = &report->deadlock.waits[i];
        if (waits_is_copied_lock(wait))
            return copied_hint(report, wait);
        if (wait->lock == WORD_MUTEX && wait->holders->has_ended)
            return "Unlock on every way out: before each return, exit() and pthread_exit() that comes after the lock. "
                   "What ends does not give its locks back.";
        if (wait->lock == WORD_MUTEX && is_own(wait))
            return "Unlock before you lock again: never lock a mutex that the same thread holds already, also not in a "
                   "function that is called while it is locked.";
        if (is_kept_by_semaphore(report, wait))
            return "Do not wait in sem_wait() while you hold a lock: whoever is to post needs that lock here. Call "
                   "sem_wait() first, and lock then.";
    }
    return "Take several locks in the same order everywhere, unlock on every way out, also before a thread ends, and "
           "never lock a mutex that the same thread holds already. A semaphore needs a sem_post() for each sem_wait().";
}
