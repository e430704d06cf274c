/* witness.c -- the shortest way found to show an outcome, a deadlock or a race, step by step. */
#include "sandbox/guest/server.h"

#include <string.h>

/* Of each thing to show, the schedule with the fewest switches is kept. At the end switches are dropped from it, halves
 * first, then one by one, as long as the thing still shows; what is left is run once more with every step recorded, and
 * of these the ones on the objects concerned are told. */

enum {
    OUTCOMES_KEPT = 16,
    RACES_KEPT = 8,
    KEPT = OUTCOMES_KEPT + RACES_KEPT,
    OUTCOMES_SHOWN = 4,
    RACES_SHOWN = 2,
    REPLAYS = 20,
    STEPS_SHOWN = 40,
    CHAIN_MAX = 512, /* steps on one object that are looked at for a lost update */
};

struct kept {
    uint32_t count; /* of switches + 1; 0: nothing kept */
    uint64_t seed;
    struct pick_switch made[WITNESS_SWITCHES_MAX];
};
static struct kept kept[KEPT];

static void keep(struct kept *k, uint64_t seed)
{
    if (R->switches >= WITNESS_SWITCHES_MAX || (k->count && k->count <= R->switches + 1))
        return;
    k->count = R->switches + 1;
    k->seed = seed;
    memcpy(k->made, R->made, R->switches * sizeof k->made[0]);
}

void witness_consider(const struct server *s, uint32_t outcome)
{
    (void)s;
    if (outcome < OUTCOMES_KEPT)
        keep(&kept[outcome], R->config.seed);
    for (uint32_t i = 0; i < RACES_KEPT; i++)
        if (collect_saw_race(i))
            keep(&kept[OUTCOMES_KEPT + i], R->config.seed);
}

static bool replay(struct server *s, const struct pick_switch *list, uint32_t n, bool record, struct shown *shown)
{
    const struct plan plan = {.mode = MODE_REPLAY, .record = record, .seed = 0};
    memcpy(R->plan, list, n * sizeof list[0]);
    R->config.switch_count = n;
    server_run(s, &plan, shown);
    return !s->stop;
}

/* Does the schedule that just ran show it again? which: an outcome, or OUTCOMES_KEPT + a race. */
static bool shows(const struct shown *shown, uint32_t which)
{
    if (which >= OUTCOMES_KEPT)
        return collect_shows_race(which - OUTCOMES_KEPT);
    return collect_outcome(shown) == which;
}

static uint32_t without(const struct pick_switch *list, uint32_t n, uint32_t from, uint32_t count,
                        struct pick_switch *out)
{
    memcpy(out, list, from * sizeof list[0]);
    memcpy(out + from, list + from + count, (n - from - count) * sizeof list[0]);
    return n - count;
}

static uint32_t minimise(struct server *s, struct kept *k, uint32_t which, bool record)
{
    static struct pick_switch fewer[WITNESS_SWITCHES_MAX];
    uint32_t n = k->count - 1, replays = 0;
    struct shown shown;
    for (uint32_t part = n; part > 0; part = part > 1 ? (part + 1) / 2 : 0)
        for (uint32_t at = 0; at < n && replays < REPLAYS;) {
            uint32_t count = part < n - at ? part : n - at;
            uint32_t left = without(k->made, n, at, count, fewer);
            replays++;
            if (replay(s, fewer, left, record, &shown) && shows(&shown, which)) {
                memcpy(k->made, fewer, left * sizeof fewer[0]);
                n = left;
            } else {
                at += count;
            }
        }
    return n;
}

/* --- what to tell ------------------------------------------------------------------------------------------------- */

static bool same_object(const struct step *a, const struct step *b)
{
    return a->key.domain == b->key.domain && a->key.at == b->key.at;
}

static bool is_access(const struct step *s)
{
    return s->does == RACE_DOES_READ || s->does == RACE_DOES_WRITE;
}

struct lost {
    uint32_t read, between, write; /* indices in the trace */
};

/* A task read, another wrote, the task wrote what it had made of the old value. */
static bool find_lost(const struct step *trace, uint32_t n, struct lost *out)
{
    for (uint32_t i = 0; i < n; i++) {
        if (trace[i].does != RACE_DOES_READ || trace[i].key.domain & DOMAIN_KERNEL)
            continue;
        uint32_t between = 0, looked = 0;
        for (uint32_t k = i + 1; k < n && looked < CHAIN_MAX; k++, looked++) {
            if (!is_access(&trace[k]) || !same_object(&trace[k], &trace[i]))
                continue;
            if (trace[k].task != trace[i].task) {
                if (trace[k].does == RACE_DOES_WRITE && !between)
                    between = k;
                continue;
            }
            if (trace[k].does == RACE_DOES_WRITE && !trace[k].swaps && between) {
                *out = (struct lost){i, between, k};
                return true;
            }
            break; /* it read again, or wrote undisturbed */
        }
    }
    return false;
}

static void add_step(uint32_t witness, const struct step *s)
{
    struct race_result *all = collect_result();
    if (all->step_count >= collect_step_room())
        return;
    struct race_step *to = &all->steps[all->step_count++];
    *to = (struct race_step){.witness = witness,
                             .does = s->does < RACE_DOES_COUNT ? s->does : RACE_DOES_OTHER,
                             .object = collect_object(s->key, s->address),
                             .value = s->value,
                             .size = s->address ? s->size : 0,
                             .stack = collect_stack(s->stack)};
    collect_person(core_person_at(s->task), &to->process, &to->thread);
}

/* From the other's read, if it read just before, to the write that loses. */
static void tell_lost(uint32_t witness, const struct step *trace, const struct lost *lost)
{
    uint32_t from = lost->read;
    for (uint32_t i = lost->read; i > 0 && lost->read - i < CHAIN_MAX; i--) {
        const struct step *s = &trace[i - 1];
        if (!is_access(s) || !same_object(s, &trace[lost->read]))
            continue;
        if (s->task == trace[lost->between].task && s->does == RACE_DOES_READ)
            from = i - 1;
        break;
    }
    uint32_t told = 0;
    for (uint32_t i = from; i <= lost->write && told < STEPS_SHOWN; i++)
        if (is_access(&trace[i]) && same_object(&trace[i], &trace[lost->read]) &&
            (i < lost->between || i == lost->between || i == lost->write || trace[i].task == trace[lost->read].task)) {
            add_step(witness, &trace[i]);
            told++;
        }
}

/* Is it touched by two tasks, one of which writes? */
static bool is_contended(const struct step *trace, uint32_t n, uint32_t which)
{
    bool others = false, writes = trace[which].writes;
    for (uint32_t i = 0; i < n && !(others && writes); i++)
        if (same_object(&trace[i], &trace[which])) {
            others = others || trace[i].task != trace[which].task;
            writes = writes || trace[i].writes;
        }
    return others && writes;
}

/* Of who woke though nobody signalled, all that he did from there on. */
static bool is_of_woken(const struct step *trace, uint32_t which)
{
    return R->woken_at > 0 && which + 1 >= R->woken_at && trace[which].task == trace[R->woken_at - 1].task;
}

/* Woken, somebody else was faster: he waits on. */
static bool waits_on(const struct step *trace, uint32_t which)
{
    const struct step *s = &trace[which];
    uint32_t before = which;
    while (before > 0 && trace[before - 1].task != s->task)
        before--;
    return s->made && before > 0 && trace[before - 1].made && same_object(&trace[before - 1], s);
}

static void tell_end(uint32_t witness, const struct step *trace, uint32_t n, bool all)
{
    uint32_t list[STEPS_SHOWN], count = 0;
    for (uint32_t i = n; i > 0 && count < STEPS_SHOWN && n - i < CHAIN_MAX; i--)
        if (trace[i - 1].does != RACE_DOES_OTHER && trace[i - 1].does != RACE_DOES_SLEEP &&
            (all || is_access(&trace[i - 1])) && !waits_on(trace, i - 1) &&
            (is_contended(trace, n, i - 1) || is_of_woken(trace, i - 1) || trace[i - 1].does == RACE_DOES_CRASH))
            list[count++] = i - 1;
    while (count > 0)
        add_step(witness, &trace[list[--count]]);
}

/* Is the step that was added last the one that the same task was told to make before it? */
static bool is_told(const struct race_result *all)
{
    const struct race_step *last = &all->steps[all->step_count - 1], *before = last;
    do {
        if (before == all->steps || (--before)->witness != last->witness)
            return false;
    } while (before->thread != last->thread || before->process.size != last->process.size ||
             memcmp(before->process.data, last->process.data, last->process.size) != 0);
    return before->does == last->does && before->object == last->object && before->stack == last->stack;
}

/* And what each of them would do next, if it could: who is to take a lock waits for it. */
static void tell_stuck(uint32_t witness)
{
    struct race_result *all = collect_result();
    for (uint32_t i = 0, told = 0; i < R->task_count && i < TASKS_MAX && told < STEPS_SHOWN; i++) {
        struct step next = R->task[i].next;
        if (R->task[i].state != TASK_BLOCKED)
            continue;
        next.task = (uint8_t)i;
        next.does = next.does == RACE_DOES_LOCK ? (uint8_t)RACE_DOES_WAIT : next.does;
        add_step(witness, &next);
        all->step_count -= next.made && is_told(all);
        told++;
    }
}

static void tell_race(uint32_t witness, const struct step *trace, uint32_t n, uint32_t race)
{
    const struct race_race *r = &collect_result()->races[race];
    uint32_t first = n, second = n;
    for (uint32_t i = 0; i < n && second == n; i++) {
        uint32_t stack = collect_stack(trace[i].stack);
        if (first < n && trace[i].task != trace[first].task && same_object(&trace[i], &trace[first]) &&
            (stack == r->first_stack || stack == r->second_stack))
            second = i;
        else if (is_access(&trace[i]) && (stack == r->first_stack || stack == r->second_stack))
            first = i;
    }
    if (second == n)
        return;
    add_step(witness, &trace[first]);
    add_step(witness, &trace[second]);
}

/* False: these switches do not show it. */
static bool tell(struct server *s, struct kept *k, uint32_t n, uint32_t which, bool usual)
{
    struct race_result *all = collect_result();
    struct shown shown;
    if (!replay(s, k->made, n, true, &shown) || all->witness_count >= collect_witness_room())
        return true;
    if (!shows(&shown, which))
        return false;
    const uint32_t steps = R->trace_count < TRACE_MAX ? R->trace_count : TRACE_MAX, witness = all->witness_count++;
    struct race_witness *w = &all->witnesses[witness];
    struct lost lost;
    *w = (struct race_witness){RACE_NONE, RACE_NONE, RACE_NONE, k->seed, 0};
    for (uint32_t i = 0; i < n; i++)
        w->switches += !k->made[i].forced && k->made[i].from != k->made[i].to;
    if (which >= OUTCOMES_KEPT) {
        w->race = which - OUTCOMES_KEPT;
        tell_race(witness, R->trace, steps, w->race);
    } else if (shown.end == RACE_DEADLOCK) {
        w->deadlock = all->outcomes[which].deadlock;
        tell_end(witness, R->trace, steps, true);
        tell_stuck(witness);
    } else {
        w->outcome = which;
        if (!usual && find_lost(R->trace, steps, &lost)) {
            tell_lost(witness, R->trace, &lost);
            collect_lost(&R->trace[lost.read], &R->trace[lost.between], &R->trace[lost.write], k->seed);
        } else {
            tell_end(witness, R->trace, steps, true);
        }
    }
    if (w->outcome == RACE_NONE && w->race == RACE_NONE && w->deadlock == RACE_NONE)
        all->witness_count--;
    return true;
}

/* Of a task's accesses in a row the last is told as racing where each is recorded as a step, else the first. So of a
 * race that does not show any more, switches are dropped again with all steps recorded; and that a walk saw it at
 * another line is no reason to call the program unstable. */
static void make(struct server *s, uint32_t which, bool usual)
{
    static struct kept whole;
    struct kept *k = &kept[which];
    if (k->count == 0 || s->stop)
        return;
    whole = *k;
    bool told = tell(s, k, minimise(s, k, which, false), which, usual);
    if (!told && which >= OUTCOMES_KEPT)
        told = tell(s, &whole, minimise(s, &whole, which, true), which, usual) || R->report_count > 0;
    if (!told)
        collect_limit(RACE_LIMIT_UNSTABLE, "a replay ended otherwise", 1);
}

void witness_make_all(struct server *s)
{
    const struct race_result *all = collect_result();
    const uint32_t outcomes = all->outcome_count < OUTCOMES_KEPT ? all->outcome_count : OUTCOMES_KEPT;
    const uint32_t plain = 0; /* what comes out when nobody is interrupted; a lost update may well be more frequent */
    uint32_t shown = 0;
    for (uint32_t i = 0; i < outcomes && outcomes > 1; i++)
        if (i != plain && shown++ < OUTCOMES_SHOWN)
            make(s, i, false);
    if (outcomes > 0 && (s->request.line.only || all->outcomes[plain].end == RACE_DEADLOCK))
        make(s, plain, true);
    for (uint32_t i = 0; i < RACES_SHOWN && i < all->race_count; i++)
        if (all->races[i].kind == RACE_DATA)
            make(s, OUTCOMES_KEPT + i, false);
}
