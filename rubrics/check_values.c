/* check_values.c -- the checks that rest on schedules: race-free, value-outcome, uses-lock, no-lock-misuse. */
#include "rubrics/look.h"
#include "rubrics/races.h"
#include "sandbox/base/err.h"

#include <string.h>

#define BIT(code) (UINT64_C(1) << FINDING_##code)

/* Nothing is passed on a word that was not given, or that cannot be believed: what could not be looked at is "not
 * decided", as a program that was stopped before its end is. */

/* The schedules in which a value was looked at, and the value there. */
static const struct race_evidence *race_of(const struct look *look, size_t which, const struct value_seen **value)
{
    const struct rubric_value *wanted = &look->rubric->values[which];
    for (size_t i = 0; i < look->evidence->race_count; i++) {
        const struct race_evidence *race = &look->evidence->races[i];
        for (size_t k = 0; k < race->value_count; k++)
            if (race->values[k].wanted == wanted) {
                *value = &race->values[k];
                return race;
            }
    }
    CHECK(false); /* the pipeline runs the schedules of every value that the rubric names */
    return NULL;
}

static size_t see_findings(struct look *look, const char *case_id, uint64_t codes, const char *variable)
{
    size_t count = 0;
    for (size_t i = 0; i < look->findings->count; i++) {
        const struct finding *f = &look->findings->items[i];
        if (!(codes >> f->code & 1) || !look_same(f->case_id, case_id) || f->run != 0 ||
            (variable && !look_same(f->variable, variable)))
            continue;
        look_see(look, i);
        count++;
    }
    return count;
}

static const char *undecided(const struct race_evidence *race, struct arena *arena)
{
    if (race->broken)
        return race->broken;
    return race->unknown_count > 0 ? race->unknown[0] : arena_printf(arena, "no schedule was run");
}

static const char *no_variable(const struct value_seen *value, struct arena *arena)
{
    return arena_printf(arena, "the program has no shared %s",
                        value->wanted->variable ? value->wanted->variable : value->name);
}

/* Why not all schedules were tried of which the rubric asks for all. A whole sentence comes after the rest. */
static const char *not_all(const struct race_evidence *race, struct arena *arena)
{
    if (race->unknown_count > 0)
        return race->unknown[0];
    const char *why = arena_printf(arena, "the rubric asks for all schedules, and the %u that were tried are not all",
                                   race->schedules);
    if (race->reason_count == 0)
        return why;
    const char *text = race->reasons[0].text;
    return arena_printf(arena, "%s. %.*s", why, (int)(strlen(text) - 1), text); /* its full stop comes with the rest */
}

struct verdict check_race_free(struct look *look)
{
    struct verdict verdict = {.message = "No two accesses to shared memory get in each other's way."};
    const char *unknown = NULL;
    size_t races = 0;
    for (size_t i = 0; i < look->criterion->value_count; i++) {
        const struct value_seen *value;
        const struct race_evidence *race = race_of(look, look->criterion->values[i], &value);
        bool again = false; /* several values of one case: its races count once */
        for (size_t k = 0; k < i; k++) {
            const struct value_seen *other;
            again |= race_of(look, look->criterion->values[k], &other) == race;
        }
        if (again)
            continue;
        size_t found = see_findings(look, race->case_id, BIT(DATA_RACE), NULL);
        found = race->is_doubtful ? 0 : found;
        (void)see_findings(look, race->case_id, BIT(LOCK_NOT_SHARED) | BIT(SLEEP_AS_SYNCHRONISATION), NULL);
        bool decided = !race->broken && race->unknown_count == 0 && race->schedules > 0;
        unknown = decided || found > 0 ? unknown : undecided(race, look->arena);
        races += found;
        verdict.looked_at += found > 0 ? found : 1;
        verdict.right += found == 0 && decided;
    }
    if (races > 0)
        verdict.message = arena_printf(look->arena, "%zu variable%s used by several at once without protection.", races,
                                       races == 1 ? " is" : "s are");
    else if (unknown)
        verdict.message = arena_printf(look->arena, "This could not be decided: %s.", unknown);
    return verdict;
}

static const char *list_names(const struct look *look, const bool *wrong)
{
    AUTO_BUF struct buf names = {0};
    buf_add_string(&names, "");
    for (size_t i = 0; i < look->criterion->value_count; i++)
        if (wrong[i])
            buf_printf(&names, "%s%s", names.size == 0 ? "" : ", ",
                       look->rubric->values[look->criterion->values[i]].name);
    return arena_string(look->arena, names.data);
}

static void explain_outcome(struct look *look, const struct race_evidence *race, const struct value_seen *value)
{
    if (races_only_stuck(race, value)) {
        (void)look_codes(look, race->case_id, BIT(DEADLOCK)); /* of a run, or of a schedule */
    } else {
        struct finding f;
        races_wrong(race, value, look->arena, &f);
        look_add(look, &f);
    }
    (void)see_findings(look, race->case_id,
                       BIT(VALUE_NOT_SHARED) | BIT(LOCK_NOT_SHARED) | BIT(LOCK_MISUSE) | BIT(DEADLOCK), NULL);
}

struct verdict check_value_outcome(struct look *look)
{
    size_t count = look->criterion->value_count;
    struct verdict verdict = {.looked_at = count, .message = "Whatever the schedule, it ends as it should."};
    bool *wrong = arena_alloc(look->arena, count + 1, sizeof *wrong);
    const char *unknown = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct value_seen *value;
        const struct race_evidence *race = race_of(look, look->criterion->values[i], &value);
        struct races_count seen = races_count(value);
        wrong[i] = seen.wrong > 0 && !race->broken && !race->is_doubtful;
        if (wrong[i]) {
            explain_outcome(look, race, value);
            continue;
        }
        const char *why = NULL;
        if (race->broken || (seen.wrong > 0 && race->is_doubtful))
            why = undecided(race, look->arena);
        else if (!value->is_known || seen.right == 0)
            why = no_variable(value, look->arena);
        else if (value->wanted->complete && !race->is_complete)
            why = not_all(race, look->arena);
        unknown = why && !unknown ? why : unknown;
        verdict.right += why == NULL;
    }
    const char *names = list_names(look, wrong);
    if (*names)
        verdict.message = arena_printf(look->arena, "Not as it should in every schedule: %s.", names);
    else if (unknown)
        verdict.message = arena_printf(look->arena, "This could not be decided: %s.", unknown);
    return verdict;
}

static uint32_t locks_wanted(const struct rubric_criterion *criterion)
{
    uint32_t wanted = 0;
    for (size_t i = 0; i < LOCK_KINDS; i++)
        for (size_t k = 0; k < criterion->lock_count; k++)
            if (strcmp(criterion->locks[k], rubric_locks[i]) == 0)
                wanted |= 1U << i;
    return criterion->lock_count > 0 ? wanted : (1U << LOCK_KINDS) - 1;
}

/* A lock that is there but shared with nobody, that lets two in at once, or that another use of the value does without,
 * is no evidence. */
struct verdict check_uses_lock(struct look *look)
{
    size_t count = look->criterion->value_count;
    struct verdict verdict = {.looked_at = count, .message = "Every change is made under a lock."};
    bool *wrong = arena_alloc(look->arena, count + 1, sizeof *wrong);
    uint32_t wanted = locks_wanted(look->criterion);
    const char *unknown = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct value_seen *value;
        const struct race_evidence *race = race_of(look, look->criterion->values[i], &value);
        if (race->broken || !value->is_known || value->tasks == 0) {
            unknown = race->broken      ? race->broken
                      : value->is_known ? "no shared variable was seen to be changed"
                                        : no_variable(value, look->arena);
            continue;
        }
        bool lame = false;
        for (size_t k = 0; k < look->findings->count; k++)
            lame |= look->findings->items[k].code == FINDING_LOCK_NOT_SHARED &&
                    look->findings->items[k].severity == SEVERITY_ERROR &&
                    look_same(look->findings->items[k].case_id, race->case_id);
        (void)see_findings(look, race->case_id, lame ? BIT(LOCK_NOT_SHARED) : 0, NULL);
        const bool lets_in = races_lets_in(race, value);
        (void)see_findings(look, race->case_id, lets_in ? BIT(DATA_RACE) : 0, NULL);
        const bool is_guarded = (value->guards & wanted) != 0 && !lame && !lets_in;
        wrong[i] = !is_guarded && !race->is_doubtful; /* doubtful: the lock may be what was not seen */
        unknown = is_guarded || wrong[i] ? unknown : undecided(race, look->arena);
        verdict.right += is_guarded;
    }
    const char *names = list_names(look, wrong);
    AUTO_BUF struct buf kinds = {0};
    buf_add_string(&kinds, "");
    for (size_t k = 0; k < look->criterion->lock_count; k++)
        buf_printf(&kinds, "%s%s", k == 0 ? " of the kind " : " or ", look->criterion->locks[k]);
    if (*names)
        verdict.message =
            arena_printf(look->arena, "Changed without a lock%s that keeps others out: %s.", kinds.data, names);
    else if (unknown)
        verdict.message = arena_printf(look->arena, "This could not be decided: %s.", unknown);
    return verdict;
}

/* Is a lock used in a way that the system promises nothing for, or kept for ever? A note is not: nothing went wrong. */
static size_t see_misuse(struct look *look, const char *case_id)
{
    static const uint64_t codes = BIT(LOCK_NOT_SHARED) | BIT(LOCK_MISUSE);
    size_t count = 0;
    for (size_t i = 0; i < look->findings->count; i++) {
        const struct finding *f = &look->findings->items[i];
        if (!(codes >> f->code & 1) || f->severity == SEVERITY_NOTE || !look_same(f->case_id, case_id))
            continue;
        look_see(look, i);
        count++;
    }
    return count;
}

struct verdict check_no_lock_misuse(struct look *look)
{
    struct verdict verdict = {.looked_at = look->criterion->value_count,
                              .message = "Every lock is made for those who share it, and given back by who took it."};
    const char *unknown = NULL;
    size_t wrong = 0;
    for (size_t i = 0; i < look->criterion->value_count; i++) {
        const struct value_seen *value;
        const struct race_evidence *race = race_of(look, look->criterion->values[i], &value);
        size_t found = see_misuse(look, race->case_id);
        bool decided = !race->broken && race->schedules > 0;
        unknown = decided || found > 0 ? unknown : undecided(race, look->arena);
        verdict.right += found == 0 && decided;
        wrong += found > 0;
    }
    if (wrong > 0)
        verdict.message = "A lock is not made for those who share it, or is given back by who never took it, or never.";
    else if (unknown)
        verdict.message = arena_printf(look->arena, "This could not be decided: %s.", unknown);
    return verdict;
}
