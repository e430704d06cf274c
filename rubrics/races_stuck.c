/* races_stuck.c -- a schedule in which all wait for ever: who waits for what, and what mends that. */
#include "rubrics/races_parts.h"

#include <string.h>

/* In a deadlock everybody who has not ended is stuck. So whoever holds what another waits for is stuck himself, or has
 * ended with it. A semaphore is held by nobody: who took it last may have used up what it counts. */

enum { WAITS_TOLD = 6, HINTS_TOLD = 2 };

/* --- who waits for what ------------------------------------------------------------------------------------------ */

static const char *waiter(const struct race_wait *wait, struct arena *arena)
{
    return wait->thread > 1 ? arena_printf(arena, "thread %u of %s", wait->thread, wait->process) : wait->process;
}

static bool is_own(const struct race_wait *wait, struct arena *arena)
{
    return strcmp(wait->owner, waiter(wait, arena)) == 0;
}

static const char *owner_text(const struct race_wait *wait, struct arena *arena)
{
    if (!*wait->owner)
        return "";
    if (wait->awaits != RACE_AWAITS_SEMAPHORE)
        return arena_printf(arena, ", held by %s%s", wait->owner, wait->owner_waits ? "" : ", which has ended");
    if (!wait->owner_waits)
        return arena_printf(arena, ", which %s took before it ended, with no sem_post() since", wait->owner);
    return is_own(wait, arena) ? "" : arena_printf(arena, ", which %s took last", wait->owner);
}

static uint32_t stuck_in(const struct race_evidence *all)
{
    uint32_t total = 0;
    for (size_t i = 0; i < all->stuck_count; i++)
        total += all->stuck[i].schedules;
    return total;
}

static const char *seen_text(const struct race_evidence *all, struct arena *arena)
{
    const uint32_t told = all->stuck[0].schedules, total = stuck_in(all);
    if (told == total)
        return arena_printf(arena, "Seen in %u of %u schedules.", told, all->schedules);
    return arena_printf(arena, "Seen in this way in %u of %u schedules, and in others in %u.", told, all->schedules,
                        total - told);
}

static const char *message_text(const struct race_evidence *all, struct arena *arena)
{
    const struct race_stuck *stuck = &all->stuck[0];
    AUTO_BUF struct buf text = {0};
    buf_printf(&text, "In %s the program is stuck for ever:",
               stuck_in(all) < all->schedules ? "some schedules"
               : all->schedules > 1           ? "every schedule that was tried"
                                              : "this schedule");
    for (size_t i = 0; i < stuck->wait_count && i < WAITS_TOLD; i++) {
        const struct race_wait *wait = &stuck->waits[i];
        buf_printf(&text, "%s %s waits", i == 0 ? "" : ";", waiter(wait, arena));
        if (*wait->call)
            buf_printf(&text, " in %s()", wait->call);
        buf_add_string(&text, races_at_line(&wait->where, arena));
        if (*wait->on && strcmp(wait->on, wait->process) != 0)
            buf_printf(&text, " for %s%s", wait->on, owner_text(wait, arena));
        else if (wait->awaits == RACE_AWAITS_SIGNAL)
            buf_add_string(&text, " for a signal");
        else if (wait->awaits == RACE_AWAITS_FIFO_OPEN)
            buf_add_string(&text, " for somebody to open the other end of that FIFO");
    }
    buf_printf(&text, ". (%s)", seen_text(all, arena));
    return arena_string(arena, text.data);
}

/* --- what mends it ----------------------------------------------------------------------------------------------- */

static bool is_lock(const struct race_wait *wait)
{
    return wait->awaits == RACE_AWAITS_LOCK || wait->awaits == RACE_AWAITS_FILE_LOCK ||
           wait->awaits == RACE_AWAITS_SEMAPHORE;
}

/* Two at least, who wait for locks of different others: all who wait for one lock wait for one holder. */
static bool is_circle(const struct race_stuck *stuck, struct arena *arena)
{
    const struct race_wait *first = NULL;
    for (size_t i = 0; i < stuck->wait_count; i++) {
        const struct race_wait *wait = &stuck->waits[i];
        if (!is_lock(wait) || !*wait->owner || !wait->owner_waits || is_own(wait, arena))
            continue;
        if (first && strcmp(first->owner, wait->owner) != 0)
            return true;
        first = first ? first : wait;
    }
    return false;
}

static const char *lock_hint(const struct race_wait *wait, struct arena *arena)
{
    if (!*wait->owner)
        return "Nobody is there who could give this lock back. fork() copies a lock as it is, and of the threads only "
               "the one that called it: a lock that another thread held stays locked in the child. Fork before there "
               "are threads, or while none can hold a lock.";
    if (is_own(wait, arena))
        return "It holds this lock already: who has locked a mutex must not lock it again before it has unlocked it.";
    if (!wait->owner_waits)
        return "Unlock on every way out, also before exit() and return after an error: when its holder has ended, "
               "nobody can give a lock back.";
    return "Unlock before you wait for what others do who need this lock.";
}

static const char *signal_hint(const struct race_wait *wait)
{
    if (strcmp(wait->call, "sigsuspend") == 0)
        return "sigsuspend() is woken only by a signal that its mask lets through, and whose handler had not run "
               "before: block the signal with sigprocmask() before it may come, look at the flag, and then wait with "
               "a mask that does not have it. Who sends it must not wait himself.";
    if (strncmp(wait->call, "sigw", 4) == 0 || strncmp(wait->call, "sigt", 4) == 0)
        return "sigwait() takes a signal only if it was blocked when it came: block it with sigprocmask() before "
               "fork() and pthread_create(). Who sends it must not wait himself.";
    return "The signal may come before pause(): then nothing is left that ends it. Block the signal with "
           "sigprocmask() before it may come, and wait with sigsuspend(), which lets it in and waits in one step.";
}

/* By what is waited for, the likeliest cause first; NULL: it is chosen by more. Last, what is only the effect. */
static const struct {
    enum race_awaits awaits;
    const char *hint;
} hints[] = {
    {RACE_AWAITS_LOCK, NULL},
    {RACE_AWAITS_FILE_LOCK, "Give a file lock back (LOCK_UN, F_UNLCK) before you wait for another process."},
    {RACE_AWAITS_SEMAPHORE,
     "Each sem_wait() needs a sem_post(), by somebody who is not stuck before it: post on every way out, take a "
     "semaphore that serves as a lock only after waiting for what others must do, and let it begin with the right "
     "value. sem_getvalue() tells what was, not what is: sem_trywait() looks and takes in one step."},
    {RACE_AWAITS_CONDITION,
     "pthread_cond_signal() wakes only who waits already: change what is waited for under the lock, look at it under "
     "the lock before you wait (while (!ready) pthread_cond_wait(...)), and wake all with pthread_cond_broadcast() "
     "where they wait for different things."},
    {RACE_AWAITS_BARRIER,
     "A barrier lets all go when as many have come as pthread_barrier_init() was told: that must be just those who "
     "come, each time."},
    {RACE_AWAITS_SIGNAL, NULL},
    {RACE_AWAITS_QUEUE,
     "Each msgrcv() needs a msgsnd(), and each semop() that takes one that gives, by somebody who is not waiting "
     "himself: look at who has ended, and at the value or the kind of message that is waited for."},
    {RACE_AWAITS_DATA,
     "read() waits until somebody writes, or nobody holds the other end any more: who is to write must not wait for "
     "this reader, and everybody closes the ends that they do not use."},
    {RACE_AWAITS_ROOM,
     "write() waits while the pipe is full: somebody must read at the same time, and not only after the writer has "
     "ended or answered."},
    {RACE_AWAITS_FIFO_OPEN,
     "open() of a FIFO waits until another process opens the other end: open several in the same order on both sides, "
     "and look at who has ended before."},
    {RACE_AWAITS_OTHER,
     "Give back what the others need before you wait, and see that nobody can be woken before he waits: then the "
     "wake-up is lost."},
    {RACE_AWAITS_END, "Nobody can wait for one who waits for him: let one of them end first."},
};

static const char *hint_text(const struct race_stuck *stuck, struct arena *arena)
{
    AUTO_BUF struct buf text = {0};
    size_t told = 0;
    bool circle = is_circle(stuck, arena);
    buf_add_string(&text, "");
    if (circle) {
        buf_add_string(&text, "Take several locks in the same order everywhere, and give each back on every way out.");
        told++;
    }
    for (size_t i = 0; i < sizeof hints / sizeof *hints && told < HINTS_TOLD; i++)
        for (size_t k = 0; k < stuck->wait_count; k++) {
            const struct race_wait *wait = &stuck->waits[k];
            if (wait->awaits != hints[i].awaits || (circle && is_lock(wait)) ||
                (told > 0 && wait->awaits == RACE_AWAITS_END))
                continue;
            const char *hint = hints[i].hint                        ? hints[i].hint
                               : wait->awaits == RACE_AWAITS_SIGNAL ? signal_hint(wait)
                                                                    : lock_hint(wait, arena);
            buf_printf(&text, "%s%s", told++ > 0 ? " " : "", hint);
            break;
        }
    return arena_string(arena, text.data);
}

struct finding races_stuck(const struct race_evidence *all, struct arena *arena)
{
    const struct race_stuck *stuck = &all->stuck[0];
    struct place *places = arena_alloc(arena, RACES_PLACES_MAX, sizeof *places);
    struct finding f = {
        .code = FINDING_DEADLOCK, .severity = SEVERITY_ERROR, .case_id = all->case_id, .seed = stuck->seed};
    for (size_t i = 0; i < stuck->wait_count && i < WAITS_TOLD; i++)
        races_add_place(&f, places, &stuck->waits[i].where);
    f.process = stuck->wait_count > 0 ? stuck->waits[0].process : NULL;
    f.thread = stuck->wait_count > 0 ? stuck->waits[0].thread : 0;
    f.message = message_text(all, arena);
    f.hint = arena_printf(arena, "%s%s", hint_text(stuck, arena), races_seed_hint(stuck->seed, arena));
    return f;
}
