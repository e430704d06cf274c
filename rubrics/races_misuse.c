/* races_misuse.c -- locks and the like that are used as they must not be, or could be used better. */
#include "rubrics/races_parts.h"

#include "sandbox/base/err.h"

#include <inttypes.h>
#include <string.h>

/* Did anything go wrong that a lock of one's own explains, or a variable? Two who have one each do not race for it. */
static bool has_harm(const struct race_evidence *all, enum misuse kind)
{
    bool harm = all->stuck_count > 0;
    for (size_t i = 0; i < all->race_count && kind != MISUSE_VALUE_COPIED; i++)
        harm |= !all->races[i].is_stale;
    for (size_t i = 0; i < all->value_count; i++)
        harm |= races_is_wrong(&all->values[i]);
    return harm;
}

static const char *share_hint(const char *what)
{
    static const struct {
        const char *what, *hint;
    } rows[] = {
        {"semaphore", "Write sem_init(&lock, 1, 1): the second argument 1 says that processes share it."},
        {"mutex", "Make it with an attribute: pthread_mutexattr_init(&attr), pthread_mutexattr_setpshared(&attr, "
                  "PTHREAD_PROCESS_SHARED), pthread_mutex_init(&lock, &attr)."},
        {"condition variable", "Make it with pthread_condattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)."},
        {"barrier", "Make it with pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)."},
        {"rwlock", "Make it with pthread_rwlockattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].what, what) == 0)
            return rows[i].hint;
    return "Make it with the attribute that says that processes share it.";
}

/* What is no misuse, and yet worth a note: [who] before VARIABLE between [in line 7] after. */
static void note_words(const struct misuse_seen *seen, struct finding *f, struct arena *arena)
{
    static const struct {
        bool who;
        const char *before, *between, *after, *hint;
    } rows[] = {
        {false, "Whoever takes ", " takes it once, around all of its work",
         ", so they work one after another, and never at the same time.",
         "That is right, but no faster than one alone. Unless the whole must be one step for others: hold the lock "
         "only "
         "around what several touch, or let each work on its own and add up under the lock at the end."},
        {true, " waits until ", " changes, and then loads",
         " what was stored before that: the memory orders used do not promise that it is there by then. It is on x86, "
         "whose stores become visible in their order; on ARM it may not be.",
         "Store the flag with memory_order_release and load it with memory_order_acquire, or leave the order out "
         "(atomic_store, atomic_load): then all that came before the store is seen after the load."},
        {false, "", " is added to with memory_order_relaxed",
         ". That is enough here: no addition is lost, and nobody loads it while others may still add.",
         "Where somebody reads it to learn what the others have done so far, relaxed is not enough."},
        {true, " looks at ", "",
         " without the lock under which it is changed. That is no mistake here: it is atomic, and loaded with acquire "
         "order.",
         "Who decides by what it saw must look again once it has the lock (double-checked locking)."},
    };
    const unsigned row = seen->kind - MISUSE_TOO_STRONG;
    CHECK(row < sizeof rows / sizeof *rows);
    f->message = arena_printf(arena, "%s%s%s%s%s%s", rows[row].who ? seen->process : "", rows[row].before,
                              seen->variable, rows[row].between, races_at_line(&seen->where, arena), rows[row].after);
    f->hint = rows[row].hint;
}

#define DESTROY_HINT                                                                                                 \
    "One of them destroys it, once, after waitpid() or pthread_join() of all others that use it. No process has to " \
    "destroy it before it ends."

/* "thread 2 of parent", where a thread has to be told from another. */
static const char *who(const struct race_evidence *all, const struct misuse_seen *seen, struct arena *arena)
{
    bool has_threads = seen->thread > 1;
    for (size_t i = 0; i < all->misuse_count; i++)
        has_threads |= all->misuses[i].thread > 1 && strcmp(all->misuses[i].process, seen->process) == 0;
    return has_threads ? arena_printf(arena, "thread %u of %s", seen->thread, seen->process) : seen->process;
}

/* ": thread 2 of parent holds it", of a lock that another gives back. */
static const char *holds(const struct misuse_seen *seen, struct arena *arena)
{
    if (!*seen->holder)
        return ": nobody holds it at that time";
    const char *thread = strcmp(seen->holder, seen->process) == 0 ? "thread 1 of " : "";
    return arena_printf(arena, ": %s%s holds it", thread, seen->holder);
}

/* Of a mutex, and who has it when. */
static void holder_words(const struct race_evidence *all, const struct misuse_seen *seen, struct finding *f,
                         struct arena *arena)
{
    const char *line = races_at_line(&seen->where, arena), *name = seen->variable, *by = who(all, seen, arena);
    const bool is_c11 = strncmp(seen->what, "cnd_", 4) == 0;
    switch ((unsigned)seen->kind) {
    case MISUSE_UNLOCK_NOT_HELD:
        f->message =
            arena_printf(arena, "%s gives back %s%s without holding it%s.", by, name, line, holds(seen, arena));
        f->hint = "A lock is given back by the thread that took it, once for each time. For a signal from one to "
                  "another use a semaphore.";
        break;
    case MISUSE_UNLOCK_REFUSED:
        f->message = arena_printf(arena,
                                  "%s gives back %s%s without holding it: pthread_mutex_unlock() refuses that (EPERM), "
                                  "and nothing happens.",
                                  by, name, line);
        f->hint = "If that is meant, no more is to be done than to look at what the call returns. Else take it before: "
                  "what is done between is not protected.";
        break;
    case MISUSE_COND_NOT_HELD:
        f->message = arena_printf(arena,
                                  "%s waits for a condition variable%s without holding the mutex %s that it gives: "
                                  "then anything may happen.",
                                  by, line, name);
        f->hint = "Take the mutex, look in a loop whether the condition holds, and wait while it does not: "
                  "pthread_cond_wait() gives the mutex back while it sleeps. Without it a signal can come between the "
                  "look and the wait, and be lost.";
        break;
    case MISUSE_COND_TWO_MUTEXES:
        f->message = arena_printf(arena,
                                  "%s waits for the condition variable %s%s with another mutex than those who wait for "
                                  "it already: then anything may happen.",
                                  by, name, line);
        f->hint = "All who wait for one condition variable at the same time give the same mutex: let one mutex protect "
                  "all that they wait for, or give each of the two a condition variable of its own.";
        break;
    case MISUSE_COND_ONCE:
        f->message = arena_printf(arena,
                                  "%s waits for %s%s. %s() may return though nobody signalled (%s allows it); tried "
                                  "once, it did, and %s went on: %s.",
                                  by, name, line, seen->what, is_c11 ? "C" : "POSIX", by, seen->then);
        f->hint =
            arena_printf(arena,
                         "Wait in a loop that looks each time: while (!ready) %s(&changed, &lock); with \"if\", or "
                         "with no look at all, an early wake-up is taken for the signal. The C library seldom "
                         "wakes anybody early, so tests do not show it: --seed %" PRIu64 " does, step by step.",
                         seen->what, seen->seed);
        break;
    case MISUSE_TIMED_OUT:
        f->message = arena_printf(arena,
                                  "%s waits for %s%s for a limited time. Tried once, that was over first, as it may be "
                                  "on a busy machine; %s() said so, and %s went on: %s.",
                                  by, name, line, seen->what, by, seen->then);
        f->hint = arena_printf(arena,
                               "Look at what %s() returns: when the time is over, nothing was taken, and nobody has "
                               "signalled. Then give up or wait again, and leave alone what it was waited for. Where "
                               "nothing is slow, tests do not show it: --seed %" PRIu64 " does, step by step.",
                               seen->what, seen->seed);
        break;
    case MISUSE_HELD_AT_EXIT:
        f->message =
            arena_printf(arena, "%s ended while it still held %s, taken%s.", by, name, *line ? line : " before");
        f->hint = "Whoever wants it next waits for ever: give it back on every way out, also before exit() and return "
                  "after an error.";
        break;
    default:
        CHECK(false);
    }
}

static const char *copied_text(const char *what)
{
    return strcmp(what, "mapping") == 0 ? "in memory that was mapped MAP_PRIVATE"
           : strcmp(what, "heap") == 0  ? "in memory that malloc() gave"
                                        : "an ordinary variable";
}

static void misuse_words(const struct race_evidence *all, const struct misuse_seen *seen, struct finding *f,
                         struct arena *arena)
{
    const char *line = races_at_line(&seen->where, arena), *name = f->variable;
    switch (seen->kind) {
    case MISUSE_LOCK_NOT_SHARED:
        f->message = arena_printf(arena,
                                  "The %s %s is used by several processes, but was made for the threads of one process "
                                  "only: between processes nothing is promised, and a sleeper may never be woken.",
                                  seen->what, name);
        f->hint = share_hint(seen->what);
        break;
    case MISUSE_LOCK_COPIED:
        f->message = arena_printf(arena,
                                  "The %s %s is an ordinary variable: fork() copied it, so each process has one of its "
                                  "own, and it keeps no other process away.",
                                  seen->what, name);
        f->hint = arena_printf(arena, "Put it into the shared mapping, beside what it protects, before fork(). %s",
                               share_hint(seen->what));
        break;
    case MISUSE_UNLOCK_NOT_HELD:
    case MISUSE_UNLOCK_REFUSED:
    case MISUSE_COND_NOT_HELD:
    case MISUSE_COND_TWO_MUTEXES:
    case MISUSE_COND_ONCE:
    case MISUSE_TIMED_OUT:
    case MISUSE_HELD_AT_EXIT:
        holder_words(all, seen, f, arena);
        break;
    case MISUSE_MADE_IN_USE:
        f->message =
            arena_printf(arena,
                         "The %s %s is initialised while another may use it already (seen by %s%s): it may use "
                         "what lay there before, or lose what it did.",
                         seen->what, name, who(all, seen, arena), line);
        f->hint = "Initialise it once, before fork() or pthread_create(): not in each child, and not after others have "
                  "begun.";
        break;
    case MISUSE_DESTROYED_IN_USE:
        f->message = arena_printf(arena, "%s destroys the %s %s%s while another may still use it.",
                                  who(all, seen, arena), seen->what, name, line);
        f->hint = DESTROY_HINT;
        break;
    case MISUSE_USED_DESTROYED:
        f->message = arena_printf(arena, "%s uses the %s %s%s after it was destroyed.", who(all, seen, arena),
                                  seen->what, name, line);
        f->hint = DESTROY_HINT;
        break;
    case MISUSE_TOO_STRONG:
    case MISUSE_ONLY_ON_X86:
    case MISUSE_RELAXED_ENOUGH:
    case MISUSE_LOOKS_WITHOUT:
        note_words(seen, f, arena);
        break;
    case MISUSE_VALUE_COPIED:
    case MISUSE_COUNT:
        f->message = arena_printf(arena,
                                  "%s is %s: fork() gave each process a copy of its own, so what %s "
                                  "changes%s no other process ever sees.",
                                  name, copied_text(seen->what), seen->process, line);
        f->hint = "If others are to see it, put it into memory that all share, made before fork(): mmap(NULL, size, "
                  "PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0); or send it through a pipe.";
        break;
    }
}

/* Of a variable of which each has its own, the runtime tells each element and each member: "slot[3]", "s->sent". */
static size_t whole_size(const struct misuse_seen *seen)
{
    return seen->kind == MISUSE_VALUE_COPIED ? strcspn(seen->variable, "[.-") : strlen(seen->variable);
}

static bool same_misuse(const struct misuse_seen *a, const struct misuse_seen *b)
{
    const size_t size = whole_size(a);
    return a->kind == b->kind && size == whole_size(b) && strncmp(a->variable, b->variable, size) == 0;
}

/* All of it, where more than a part is. */
static const char *misused(const struct race_evidence *all, const struct misuse_seen *seen, struct arena *arena)
{
    bool several = false;
    for (size_t i = 0; i < all->misuse_count; i++)
        several |= same_misuse(&all->misuses[i], seen) && strcmp(all->misuses[i].variable, seen->variable) != 0;
    return several ? arena_copy(arena, seen->variable, whole_size(seen)) : seen->variable;
}

static void say_misuse(const struct race_evidence *all, const struct misuse_seen *seen, struct arena *arena,
                       struct findings *out)
{
    static const struct {
        enum finding_code code;
        enum severity severity, without_harm; /* the latter: nothing went wrong in any schedule */
    } rows[MISUSE_COUNT] = {
        [MISUSE_LOCK_NOT_SHARED] = {FINDING_LOCK_NOT_SHARED, SEVERITY_ERROR, SEVERITY_ERROR},
        [MISUSE_LOCK_COPIED] = {FINDING_LOCK_NOT_SHARED, SEVERITY_ERROR, SEVERITY_NOTE},
        [MISUSE_UNLOCK_NOT_HELD] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_ERROR},
        [MISUSE_HELD_AT_EXIT] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_WARNING},
        [MISUSE_MADE_IN_USE] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_ERROR},
        [MISUSE_DESTROYED_IN_USE] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_WARNING},
        [MISUSE_USED_DESTROYED] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_WARNING},
        [MISUSE_UNLOCK_REFUSED] = {FINDING_LOCK_MISUSE, SEVERITY_WARNING, SEVERITY_NOTE},
        [MISUSE_COND_NOT_HELD] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_ERROR},
        [MISUSE_COND_TWO_MUTEXES] = {FINDING_LOCK_MISUSE, SEVERITY_ERROR, SEVERITY_ERROR},
        [MISUSE_COND_ONCE] = {FINDING_LOCK_MISUSE, SEVERITY_NOTE, SEVERITY_NOTE},
        [MISUSE_VALUE_COPIED] = {FINDING_VALUE_NOT_SHARED, SEVERITY_ERROR, SEVERITY_NOTE},
        [MISUSE_TOO_STRONG] = {FINDING_TOO_STRONG, SEVERITY_NOTE, SEVERITY_NOTE},
        [MISUSE_ONLY_ON_X86] = {FINDING_ONLY_ON_X86, SEVERITY_NOTE, SEVERITY_NOTE},
        [MISUSE_RELAXED_ENOUGH] = {FINDING_BENIGN_IDIOM, SEVERITY_NOTE, SEVERITY_NOTE},
        [MISUSE_LOOKS_WITHOUT] = {FINDING_BENIGN_IDIOM, SEVERITY_NOTE, SEVERITY_NOTE},
        [MISUSE_TIMED_OUT] = {FINDING_LOCK_MISUSE, SEVERITY_NOTE, SEVERITY_NOTE},
    };
    CHECK((unsigned)seen->kind < MISUSE_COUNT);
    struct finding *f = races_begin(out, arena, rows[seen->kind].code, all);
    struct place *places = arena_alloc(arena, RACES_PLACES_MAX, sizeof *places);
    f->severity = has_harm(all, seen->kind) ? rows[seen->kind].severity : rows[seen->kind].without_harm;
    if (f->severity == SEVERITY_NOTE && strcmp(seen->what, "mapping") == 0)
        f->severity = SEVERITY_WARNING; /* who maps memory and lets a child write to it means to share it */
    f->process = seen->process;
    f->thread = seen->thread;
    f->variable = misused(all, seen, arena);
    f->seed = seen->seed;
    races_add_place(f, places, &seen->where);
    misuse_words(all, seen, f, arena);
}

/* A program with a fault hears of that alone: what is right about it, or could be faster, is for later. */
static bool is_premature(const struct race_evidence *all, enum misuse kind)
{
    return kind >= MISUSE_TOO_STRONG && kind != MISUSE_TIMED_OUT && (races_have_data_race(all) || has_harm(all, kind));
}

static bool is_misuse_told(const struct race_evidence *all, size_t which)
{
    const struct misuse_seen *seen = &all->misuses[which];
    /* Whoever used it before it was initialised found it made for nobody; in another order than the one in which it is
     * destroyed in use, it is used when it is destroyed. */
    static const enum misuse follows[MISUSE_COUNT] = {
        [MISUSE_LOCK_NOT_SHARED] = MISUSE_MADE_IN_USE, [MISUSE_USED_DESTROYED] = MISUSE_DESTROYED_IN_USE};
    for (size_t i = 0; i < all->misuse_count && follows[seen->kind]; i++)
        if (all->misuses[i].kind == follows[seen->kind] && strcmp(all->misuses[i].variable, seen->variable) == 0)
            return true;
    for (size_t i = 0; i < which; i++)
        if (same_misuse(&all->misuses[i], seen))
            return true;
    return false;
}

void races_misuses(const struct race_evidence *all, struct arena *arena, struct findings *out)
{
    for (size_t k = 0; k < all->misuse_count; k++)
        if (!is_misuse_told(all, k) && !is_premature(all, all->misuses[k].kind))
            say_misuse(all, &all->misuses[k], arena, out);
}
