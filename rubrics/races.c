/* races.c -- what the schedules of a program show: findings, and whether values end as they should. */
#include "rubrics/races_parts.h"

#include "rubrics/unlike.h"
#include "sandbox/base/err.h"

#include <stdlib.h>
#include <string.h>

/* What the guest told costs points here and earns none: a finding is made of what it saw, "clean" is said only by
 * check_values.c, which looks at what was not seen first. And what was not seen may have been a lock: then a race is
 * told as what it is, two accesses that nothing visible orders, and accuses nobody. */

enum { OUTCOMES_TOLD = 4, OUTCOME_COLUMNS = 40 };

/* --- values --------------------------------------------------------------------------------------------------- */

static bool whole_number(const char *text, int64_t *out)
{
    char *end;
    *out = strtoll(text, &end, 10);
    return end != text && *end == '\0' && *out > INT64_MIN / 4 && *out < INT64_MAX / 4;
}

struct races_count races_count(const struct value_seen *value)
{
    struct races_count count = {.kinds = value->outcome_count};
    int64_t wanted = 0, seen;
    bool counts = value->wanted && value->wanted->allowed_count == 1 && value->wanted->source != VALUE_STDOUT &&
                  whole_number(value->wanted->allowed[0], &wanted);
    for (size_t i = 0; i < value->outcome_count; i++) {
        const struct outcome_seen *outcome = &value->outcomes[i];
        if (races_outcome_ok(value, outcome)) {
            count.right += outcome->count;
            continue;
        }
        count.wrong += outcome->count;
        count.first_wrong = count.first_wrong ? count.first_wrong : outcome;
        if (!counts || !outcome->is_value || !whole_number(outcome->text, &seen) || seen >= wanted)
            continue;
        uint64_t lost = (uint64_t)(wanted - seen);
        count.lost_min = count.lost_min == 0 || lost < count.lost_min ? lost : count.lost_min;
        count.lost_max = lost > count.lost_max ? lost : count.lost_max;
    }
    return count;
}

/* --- words ---------------------------------------------------------------------------------------------------- */

static const char *times(uint32_t count, struct arena *arena)
{
    return count == 1 ? "once" : arena_printf(arena, "%u times", count);
}

/* "child 1", "thread 2 of child 1": threads are named only where there are several. */
static const char *who(const struct race_side *side, const struct race_side *other, struct arena *arena)
{
    bool threads = side->thread > 1 || (other->thread > 1 && strcmp(side->process, other->process) == 0);
    return threads ? arena_printf(arena, "thread %u of %s", side->thread, side->process) : side->process;
}

const char *races_at_line(const struct place *place, struct arena *arena)
{
    return place->line > 0 ? arena_printf(arena, " in line %u", place->line) : "";
}

static const char *does(const struct race_side *side)
{
    return side->writes ? (side->atomic ? "changes it atomically" : "changes it")
                        : (side->atomic ? "reads it atomically" : "reads it");
}

const char *races_seed_hint(uint64_t seed, struct arena *arena)
{
    return arena_printf(arena, " (Replay it step by step: --seed %llu.)", (unsigned long long)seed);
}

void races_add_place(struct finding *f, struct place *places, const struct place *place)
{
    for (size_t i = 0; i < f->where_count; i++)
        if (places[i].line == place->line && strcmp(places[i].file, place->file) == 0)
            return;
    if (!place->file || place->line == 0 || f->where_count == RACES_PLACES_MAX)
        return;
    places[f->where_count++] = *place;
    f->where = places;
}

struct finding *races_begin(struct findings *out, struct arena *arena, enum finding_code code,
                            const struct race_evidence *race)
{
    struct finding *f = findings_add(out, arena);
    f->code = code;
    f->severity = SEVERITY_ERROR;
    f->case_id = race->case_id;
    return f;
}

/* --- data races ----------------------------------------------------------------------------------------------- */

/* "slot[3]" and "slot[4]" are one finding: the same mistake at the same array. */
static size_t base_size(const char *variable)
{
    return strcspn(variable, "[");
}

static bool same_base(const struct race_seen *a, const struct race_seen *b)
{
    size_t size = base_size(a->variable);
    return a->is_stale == b->is_stale && size == base_size(b->variable) && strncmp(a->variable, b->variable, size) == 0;
}

/* One lock that both hold, and that let both in. */
static const struct {
    const char *before, *after, *hint;
} lets_in[] = {
    [RACE_BOTH_SEMAPHORE] = {" Each has come through ", ", a semaphore that lets more than one in at once.",
                             "A semaphore that counts free places or things lets as many in. Around every use of this "
                             "value something must let only one in: a semaphore that starts at 1, or a mutex."},
    [RACE_BOTH_READ_LOCK] = {" Each holds ", " there for reading only.",
                             "A lock that is taken for reading lets all readers in at once. Who changes this value "
                             "must take it for writing (pthread_rwlock_wrlock), or make it atomic."},
    [RACE_BOTH_FILE_LOCK] = {" Each holds the lock of ", " there: it let both in.",
                             "A lock of flock() belongs to the open() that made the descriptor: who has it from "
                             "fork() holds the same lock, and is let in. Open the file in each process, after "
                             "fork(). (A lock that is taken for reading, LOCK_SH or F_RDLCK, lets all readers in.)"},
    [RACE_BOTH_THREADS_FILE_LOCK] = {" Each holds the lock of ",
                                     " there, which does not keep the threads of one process apart.",
                                     "A lock of fcntl() belongs to the process, and one of flock() to the open() that "
                                     "made the descriptor: threads that share it hold the same lock, and are let in. "
                                     "Take a pthread_mutex_t between threads."},
    [RACE_BOTH_OTHER] = {" Each holds ", " there.", NULL},
    [RACE_BOTH_TWO_FILES] = {" Each holds the lock of a file there", ", but not of the same file.",
                             "A lock is that of the file, not of its name: whoever opened it before it was unlinked "
                             "and made again, or renamed, has locked another one. Make the lock file once, before "
                             "fork(), and do not unlink it before all are done."},
};

/* "what strtok() keeps": the hint, else NULL. */
static const char *kept_hint(const char *variable, struct arena *arena)
{
    const size_t size = strcspn(variable, "(");
    if (strncmp(variable, "what ", 5) != 0 || strcmp(variable + size, "() keeps") != 0)
        return NULL;
    const char *call = arena_copy(arena, variable + 5, size - 5);
    return arena_printf(arena,
                        "%s() has one place for all threads: what one thread is in the middle of, the next call of "
                        "another overwrites. Call %s_r(), which keeps it in a variable that you give it, and give each "
                        "thread its own.",
                        call, call);
}

static const char *race_hint(const struct race_seen *race, struct arena *arena)
{
    const struct race_side *first = &race->first, *second = &race->second;
    const char *kept = kept_hint(race->variable, arena);
    if (kept)
        return kept;
    bool same_process = strcmp(first->process, second->process) == 0;
    if (first->atomic != second->atomic)
        return "One use of it is atomic and the other is not: an atomic variable protects only those who all use it "
               "atomically, readers too.";
    if (lets_in[race->both].hint)
        return lets_in[race->both].hint;
    if (*first->holding && !same_process && strcmp(first->holding, second->holding) == 0 &&
        race->both == RACE_BOTH_NOTHING)
        return arena_printf(arena,
                            "Each process has %s for itself, and that keeps out only its own threads. Put one into the "
                            "memory that all share (mmap with MAP_SHARED), before fork(), and make it for processes: "
                            "PTHREAD_PROCESS_SHARED for a mutex, pshared 1 for a semaphore.",
                            first->holding);
    if (*first->holding && *second->holding && race->both == RACE_BOTH_NOTHING)
        return "Two different locks keep nobody apart: every use of one value must hold the same lock.";
    if (!same_process && ((strcmp(first->process, "parent") == 0 && !first->writes) ||
                          (strcmp(second->process, "parent") == 0 && !second->writes)))
        return "If the parent reads the result, it must first wait for every child that writes it (waitpid); what "
               "happens before a child's end is seen by whoever waited for it. While the children still run, every use "
               "needs the lock, reading too.";
    if (*first->holding || *second->holding) {
        const struct race_side *with = *first->holding ? first : second, *without = with == first ? second : first;
        return arena_printf(arena,
                            "If %s is the lock of %s, take it%s, too: a lock keeps out only those who take it, and "
                            "every use of a shared value needs it, reading too.",
                            with->holding, race->variable,
                            without->where.line > 0 ? arena_printf(arena, " around line %u", without->where.line) : "");
    }
    const char *lock = same_process ? "a pthread_mutex_t that all threads share"
                                    : "a sem_t with pshared 1 or a pthread_mutex_t with PTHREAD_PROCESS_SHARED, itself "
                                      "in the shared mapping";
    return arena_printf(
        arena,
        "A change such as %s++ is three steps: load, add, store; whoever comes in between is lost. Take "
        "one lock around every use of it (%s), or make it atomic (atomic_int and atomic_fetch_add), or "
        "give each its own place and add up at the end. A right result in a test run proves nothing.",
        strchr(race->variable, ' ') ? "counter" : race->variable, lock);
}

static const char *holds(const struct race_side *side)
{
    return side->by_semaphore ? "has taken" : "holds";
}

static const char *holding_text(const struct race_seen *race, struct arena *arena)
{
    const struct race_side *first = &race->first, *second = &race->second;
    const char *a = who(first, second, arena), *b = who(second, first, arena);
    if (first->atomic && second->atomic)
        return "";
    if (race->both != RACE_BOTH_NOTHING)
        return arena_printf(arena, "%s%s%s", lets_in[race->both].before, race->both_name, lets_in[race->both].after);
    if (!*first->holding && !*second->holding)
        return " Neither holds a lock there.";
    if (*first->holding && *second->holding)
        return strcmp(first->holding, second->holding) == 0
                   ? arena_printf(arena, " Each %s %s there, but not the same one.", holds(first), first->holding)
                   : arena_printf(arena, " There %s %s %s, and %s %s %s.", a, holds(first), first->holding, b,
                                  holds(second), second->holding);
    const struct race_side *has = *first->holding ? first : second;
    return arena_printf(arena, " There %s %s %s, but %s holds no lock.", has == first ? a : b, holds(has), has->holding,
                        has == first ? b : a);
}

static void say_race(const struct race_evidence *all, size_t which, struct arena *arena, struct findings *out)
{
    const struct race_seen *race = &all->races[which];
    const struct race_side *first = &race->first, *second = &race->second;
    struct finding *f = races_begin(out, arena, FINDING_DATA_RACE, all);
    struct place *places = arena_alloc(arena, RACES_PLACES_MAX, sizeof *places);
    for (size_t i = which; i < all->race_count; i++) {
        if (!same_base(race, &all->races[i]))
            continue;
        races_add_place(f, places, &all->races[i].first.where);
        races_add_place(f, places, &all->races[i].second.where);
    }
    f->process = first->process;
    f->thread = first->thread;
    f->variable = race->variable;
    f->seed = race->seed;
    f->message = arena_printf(arena, "%s on %s: %s %s%s, %s %s%s, and nothing%s says which comes first.%s",
                              all->is_doubtful ? "Perhaps a data race" : "Data race", race->variable,
                              who(first, second, arena), does(first), races_at_line(&first->where, arena),
                              who(second, first, arena), does(second), races_at_line(&second->where, arena),
                              all->is_doubtful ? " that could be seen" : "", holding_text(race, arena));
    f->hint = race_hint(race, arena);
    if (all->uses_relaxed && !first->atomic && !second->atomic && race->both == RACE_BOTH_NOTHING)
        f->hint = arena_printf(arena,
                               "If an atomic flag says when it may be used, store that with memory_order_release and "
                               "load it with memory_order_acquire: memory_order_relaxed orders nothing else. %s",
                               f->hint);
    if (!all->is_doubtful)
        return;
    f->severity = SEVERITY_NOTE;
    f->hint = arena_printf(arena, "It is not certain, because %s. %s", all->unknown[0], f->hint);
}

static void find_races(const struct race_evidence *all, struct arena *arena, struct findings *out)
{
    for (size_t i = 0; i < all->race_count; i++) {
        bool told = all->races[i].is_stale; /* explains an outcome; by itself it is no fault (Peterson's turn) */
        for (size_t k = 0; k < i && !told; k++)
            told = same_base(&all->races[k], &all->races[i]);
        if (!told)
            say_race(all, i, arena, out);
    }
}

/* --- outcomes ------------------------------------------------------------------------------------------------- */

static bool is_about(const struct race_seen *race, const struct value_seen *value)
{
    bool variable = value->wanted ? value->wanted->source <= VALUE_MP : strcmp(value->name, "stdout") != 0;
    const char *name = value->wanted && value->wanted->variable ? value->wanted->variable : value->name;
    return !variable || strcmp(race->variable, name) == 0;
}

static bool has_step_at(const struct witness_seen *witness, const struct place *place)
{
    for (size_t i = 0; i < witness->step_count && place->file; i++) {
        const struct place *where = &witness->steps[i].where;
        if (where->file && where->line == place->line && strcmp(where->file, place->file) == 0)
            return true;
    }
    return false;
}

static const struct race_seen *race_on(const struct race_evidence *all, const struct value_seen *value, bool stale)
{
    for (size_t i = 0; i < all->race_count; i++)
        if (all->races[i].is_stale == stale && is_about(&all->races[i], value))
            return &all->races[i];
    return NULL;
}

bool races_lose(const struct race_evidence *all, const struct value_seen *value)
{
    return race_on(all, value, true) != NULL;
}

bool races_lets_in(const struct race_evidence *all, const struct value_seen *value)
{
    for (size_t i = 0; i < all->race_count; i++) {
        const struct race_seen *race = &all->races[i];
        if (!race->is_stale && race->both != RACE_BOTH_NOTHING && is_about(race, value))
            return true;
    }
    return false;
}

/* Of all that may explain it, the race whose two places are in the steps that are shown of it; else the first. */
static const struct race_seen *race_shown(const struct race_evidence *all, const struct value_seen *value)
{
    const struct witness_seen *witness = races_witness(all, value);
    for (size_t i = 0; witness && i < all->race_count; i++) {
        const struct race_seen *race = &all->races[i];
        if (!race->is_stale && is_about(race, value) && has_step_at(witness, &race->first.where) &&
            has_step_at(witness, &race->second.where))
            return race;
    }
    return race_on(all, value, false);
}

/* Of several outcomes about which nobody said which is right, the one to explain; NULL: there are no several. Where
 * updates are lost, the smallest number lost most; else what is less frequent, if steps were kept of it. */
static const struct outcome_seen *odd_outcome(const struct race_evidence *race, const struct value_seen *value)
{
    bool lost = race_on(race, value, false) || race_on(race, value, true);
    const struct outcome_seen *odd = NULL;
    for (size_t i = 1; i <= value->outcome_count && value->outcome_count > 1; i++) {
        const struct outcome_seen *one = &value->outcomes[i % value->outcome_count];
        int64_t a, b;
        if (one->witness && (!odd || (lost && whole_number(one->text, &a) && whole_number(odd->text, &b) && a < b)))
            odd = one;
    }
    return odd || value->outcome_count < 2 ? odd : &value->outcomes[1];
}

const struct witness_seen *races_witness(const struct race_evidence *race, const struct value_seen *value)
{
    struct races_count count = races_count(value);
    const struct outcome_seen *odd = value->wanted ? NULL : odd_outcome(race, value);
    if (race->replay)
        return race->replay;
    if (count.first_wrong && count.first_wrong->witness)
        return count.first_wrong->witness;
    if (odd && odd->witness)
        return odd->witness;
    const struct race_seen *seen = race_on(race, value, false);
    return seen ? seen->witness : NULL;
}

static const char *outcomes_text(const struct value_seen *value, bool wrong_only, struct arena *arena)
{
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, "");
    size_t told = 0, total = 0;
    const char **texts = arena_alloc(arena, value->outcome_count + 1, sizeof *texts),
               **names = arena_alloc(arena, value->outcome_count + 1, sizeof *names);
    for (size_t i = 0; i < value->outcome_count; i++) {
        texts[i] = value->outcomes[i].text;
        total += !wrong_only || !races_outcome_ok(value, &value->outcomes[i]);
    }
    unlike_names(texts, value->outcome_count, OUTCOME_COLUMNS, arena, names);
    for (size_t i = 0; i < value->outcome_count && told < OUTCOMES_TOLD; i++) {
        const struct outcome_seen *outcome = &value->outcomes[i];
        if (wrong_only && races_outcome_ok(value, outcome))
            continue;
        buf_add_link(&text, told++, total, " and ");
        buf_printf(&text, "%s (%s)", *names[i] ? names[i] : "nothing", times(outcome->count, arena));
    }
    if (total > told)
        buf_printf(&text, " and %zu other%s", total - told, total - told == 1 ? "" : "s");
    return arena_string(arena, text.data);
}

static const char *stale_text(const struct race_seen *race, struct arena *arena)
{
    const char *first = who(&race->first, &race->between, arena), *between = who(&race->between, &race->first, arena);
    return arena_printf(arena,
                        " %s read %s%s, then %s changed it%s, and then %s wrote%s what it had made of the old value: "
                        "the change of %s is lost.",
                        first, race->variable, races_at_line(&race->first.where, arena), between,
                        races_at_line(&race->between.where, arena), who(&race->second, &race->between, arena),
                        races_at_line(&race->second.where, arena), between);
}

bool races_only_stuck(const struct race_evidence *all, const struct value_seen *value)
{
    uint32_t stuck = 0, others = 0;
    size_t kinds = 0;
    for (size_t i = 0; i < all->stuck_count; i++)
        stuck += all->stuck[i].schedules;
    for (size_t i = 0; i < value->outcome_count; i++) {
        const struct outcome_seen *one = &value->outcomes[i];
        others += value->wanted ? !races_outcome_ok(value, one) * one->count : !one->is_value * one->count;
        kinds += !value->wanted && one->is_value;
    }
    return stuck > 0 && others == stuck && kinds <= 1;
}

static void explain_outcome(struct finding *f, const struct race_evidence *all, const struct value_seen *value,
                            struct arena *arena)
{
    const struct race_seen *stale = race_on(all, value, true), *race = race_shown(all, value);
    struct place *places = arena_alloc(arena, RACES_PLACES_MAX, sizeof *places);
    if (race) {
        f->hint = arena_printf(arena, "The data race on %s explains it: mend that first.", race->variable);
        races_add_place(f, places, &race->first.where);
        races_add_place(f, places, &race->second.where);
    } else if (stale) {
        f->message = arena_printf(arena, "%s%s", f->message, stale_text(stale, arena));
        f->hint = "To read, to compute and to write must be one step: hold the lock from the read to the write, or use "
                  "atomic_fetch_add() or atomic_compare_exchange. That each step by itself is locked or atomic is not "
                  "enough.";
        races_add_place(f, places, &stale->first.where);
        races_add_place(f, places, &stale->between.where);
        races_add_place(f, places, &stale->second.where);
    } else {
        f->hint = "What comes out depends on who is faster. Let those who need a result wait for it (waitpid, a "
                  "semaphore, a pipe, a condition variable), and keep a lock for as long as a step must not be "
                  "disturbed.";
    }
}

static void say_wrong(const struct race_evidence *all, const struct value_seen *value, struct arena *arena,
                      struct findings *out)
{
    struct races_count count = races_count(value);
    uint32_t total = count.right + count.wrong;
    struct finding *f = races_begin(out, arena, count.right > 0 ? FINDING_OUTCOME_VARIES : FINDING_WRONG_OUTCOME, all);
    const char *wanted = races_wanted(value->wanted, arena), *wrong = outcomes_text(value, true, arena);
    const char *lost = count.lost_max == 0 || !races_lose(all, value) ? ""
                       : count.lost_max == 1
                           ? ": one was lost"
                           : arena_printf(arena, ": up to %llu were lost", (unsigned long long)count.lost_max);
    CHECK(count.first_wrong); /* nobody asks this of a value that is right */
    f->variable = value->name;
    f->seed = count.first_wrong->seed;
    if (total == 1)
        f->message = arena_printf(arena, "%s must end with %s, but ended with %s%s.", value->name, wanted, wrong, lost);
    else if (count.right > 0)
        f->message = arena_printf(arena, "%s must end with %s; it did in %u of %u schedules, but also ended with %s%s.",
                                  value->name, wanted, count.right, total, wrong, lost);
    else
        f->message = arena_printf(arena, "%s must end with %s, but did so in none of %u schedules: it ended with %s%s.",
                                  value->name, wanted, total, wrong, lost);
    if (count.right > 0 || count.kinds > 1) {
        explain_outcome(f, all, value, arena);
        f->hint = arena_printf(arena, "%s%s", f->hint, races_seed_hint(f->seed, arena));
    } else {
        f->hint = "It is the same whatever the schedule, so this is no matter of luck: look at what the program "
                  "computes, and whether what the children change is memory that the parent sees (MAP_SHARED).";
    }
}

void races_wrong(const struct race_evidence *all, const struct value_seen *value, struct arena *arena,
                 struct finding *out)
{
    struct findings list = {0};
    say_wrong(all, value, arena, &list);
    *out = list.items[0];
}

bool races_is_wrong(const struct value_seen *value)
{
    return value->wanted && value->is_known && races_count(value).wrong > 0;
}

/* Nobody said what is right. That a shared variable ends in different ways may be meant ("who came last"), unless
 * something shows that updates get lost. */
static void say_varies(const struct race_evidence *all, const struct value_seen *value, struct arena *arena,
                       struct findings *out)
{
    const struct race_seen *stale = race_on(all, value, true), *race = race_on(all, value, false);
    struct finding *f = races_begin(out, arena, FINDING_OUTCOME_VARIES, all);
    f->severity = race ? SEVERITY_ERROR : stale ? SEVERITY_WARNING : SEVERITY_NOTE;
    f->variable = value->name;
    f->seed = odd_outcome(all, value)->seed;
    f->message = arena_printf(arena, "%s does not end the same in every schedule: %s.", value->name,
                              outcomes_text(value, false, arena));
    explain_outcome(f, all, value, arena);
    f->hint = arena_printf(arena, "%s%s", f->hint, races_seed_hint(f->seed, arena));
}

/* Never right is told by the check that asks for it (races_wrong): whoever prints nothing hears of that already. Where
 * being stuck is all that is wrong, the deadlock says so, once. */
static void find_outcomes(const struct race_evidence *all, struct arena *arena, struct findings *out)
{
    for (size_t i = 0; i < all->value_count; i++) {
        const struct value_seen *value = &all->values[i];
        if (races_only_stuck(all, value))
            continue;
        if (races_is_wrong(value) && races_count(value).right > 0)
            say_wrong(all, value, arena, out);
        else if (!value->wanted && value->outcome_count > 1)
            say_varies(all, value, arena, out);
    }
}

bool races_have_data_race(const struct race_evidence *all)
{
    for (size_t i = 0; i < all->race_count; i++)
        if (!all->races[i].is_stale)
            return true;
    return false;
}

/* --- right, but --------------------------------------------------------------------------------------------- */

static bool same_task(const struct race_side *a, const struct race_side *b)
{
    return a->thread == b->thread && strcmp(a->process, b->process) == 0;
}

/* A race is kept for each pair of lines, not of tasks: is it sure that each of the two only does its own part? Then one
 * is the first task, and they run other code. */
static bool has_roles(const struct race_seen *race)
{
    const struct race_side *a = &race->first, *b = &race->second;
    const char *in = a->where.function, *other = b->where.function;
    if (!in || !other || (strcmp(in, other) == 0 && strcmp(in, "main") != 0))
        return false;
    return (a->thread == 1 && strcmp(a->process, "parent") == 0) ||
           (b->thread == 1 && strcmp(b->process, "parent") == 0);
}

/* Writers only write and readers only read, of two variables at least (a value, and the flag that says it is there),
 * and no schedule, each in the order of the source, ended in another way. Where stores become visible in their order,
 * as on x86, only a load that overtakes an older store of its own task could make a difference, and nobody does both.
 */
static bool is_kept_by_x86(const struct race_evidence *all)
{
    const struct race_seen *first = NULL;
    bool several = false, ends = all->stuck_count == 0 && all->value_count > 0 && all->schedules > 1;
    for (size_t i = 0; i < all->value_count; i++)
        ends &= all->values[i].outcome_count == 1 && all->values[i].outcomes[0].is_value &&
                races_outcome_ok(&all->values[i], &all->values[i].outcomes[0]);
    for (size_t i = 0; i < all->race_count && ends; i++) {
        const struct race_seen *a = &all->races[i];
        if (a->is_stale || a->first.writes == a->second.writes || !has_roles(a))
            return false;
        first = first ? first : a;
        several |= !same_base(first, a);
        for (size_t k = 0; k < all->race_count; k++) {
            const struct race_seen *b = &all->races[k];
            if (same_task(a->first.writes ? &a->first : &a->second, b->first.writes ? &b->second : &b->first))
                return false;
        }
    }
    return ends && several;
}

static void find_kept_by_x86(const struct race_evidence *all, struct arena *arena, struct findings *out)
{
    if (!is_kept_by_x86(all))
        return;
    struct finding *f = races_begin(out, arena, FINDING_ONLY_ON_X86, all);
    struct place *places = arena_alloc(arena, RACES_PLACES_MAX, sizeof *places);
    for (size_t i = 0; i < all->race_count; i++) {
        races_add_place(f, places, &all->races[i].first.where);
        races_add_place(f, places, &all->races[i].second.where);
    }
    f->severity = SEVERITY_NOTE;
    f->message = arena_printf(arena,
                              "All %u schedules ended the same, in spite of these data races: x86 makes stores visible "
                              "in their order. Other processors (ARM) do not, and a compiler that optimises need not.",
                              all->schedules);
    f->hint = "volatile orders nothing between threads or processes. Make the flag an atomic_int: atomic_store() after "
              "the value is written, atomic_load() before it is read.";
}

/* Said only beside a race: else a sleep may be anything, work to be simulated for example. */
static void find_sleeps(const struct race_evidence *all, struct arena *arena, struct findings *out)
{
    if (!races_have_data_race(all) || all->sleep_count == 0)
        return;
    struct finding *f = races_begin(out, arena, FINDING_SLEEP_AS_SYNCHRONISATION, all);
    struct place *places = arena_alloc(arena, RACES_PLACES_MAX, sizeof *places);
    for (size_t i = 0; i < all->sleep_count; i++)
        races_add_place(f, places, &all->sleeps[i]);
    f->severity = SEVERITY_WARNING;
    f->message = arena_printf(arena,
                              "The sleep in line %u makes a race rarer, never impossible: on a busy machine the others "
                              "are slower than any time you choose.",
                              all->sleeps[0].line);
    f->hint = "Wait for what you need, not for time: waitpid() for a child's end, a semaphore or a condition variable "
              "for a step, read() on a pipe for data.";
}

/* --- all of it -------------------------------------------------------------------------------------------------- */

static bool is_stuck_already(const struct race_evidence *all, const struct findings *found)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].code == FINDING_DEADLOCK && found->items[i].case_id &&
            strcmp(found->items[i].case_id, all->case_id) == 0)
            return true;
    return false;
}

void races_find(const struct evidence *evidence, struct arena *arena, struct findings *out)
{
    for (size_t i = 0; i < evidence->race_count; i++) {
        const struct race_evidence *all = &evidence->races[i];
        if (all->broken)
            continue;
        find_races(all, arena, out);
        if (all->is_doubtful)
            continue;
        find_outcomes(all, arena, out);
        races_misuses(all, arena, out);
        find_kept_by_x86(all, arena, out);
        find_sleeps(all, arena, out);
        if (all->stuck_count > 0 && !is_stuck_already(all, out))
            *findings_add(out, arena) = races_stuck(all, arena);
    }
}
