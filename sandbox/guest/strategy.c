/* strategy.c -- which schedules are run: partial-order reduction while it is cheap, then a mixture of random ones. */
#include "sandbox/guest/explore.h"
#include "sandbox/guest/server.h"
#include "sandbox/guest/symbols.h"

#include <string.h>
#include <sys/mman.h>

/* No strategy wins everywhere (values.md in the design measured them): walks that switch often find lost updates, walks
 * that switch rarely find orders of whole phases, few changes of priority find what needs one task to be late. */

enum { SYSTEMATIC_STEPS_MAX = 2000, SWITCHES_WANTED = 256, SWITCHES_FEW = 24, ENDLESS_MOST = 5 };

static const struct {
    uint32_t mode, one_in, depth;
} mixture[] = {
    {MODE_WALK, 2, 0}, {MODE_PCT, 0, 3},  {MODE_WALK, 20, 0}, {MODE_WALK, 2, 0}, {MODE_PCT, 0, 2},
    {MODE_WALK, 2, 0}, {MODE_WALK, 0, 0}, {MODE_PCT, 0, 3},   {MODE_WALK, 2, 0}, {MODE_PCT, 0, 5},
};

/* A switch costs as much as thousands of steps: long programs get as many switches as short ones, not more. */
static uint32_t one_in(uint32_t wanted, uint64_t steps)
{
    uint64_t least = steps / SWITCHES_WANTED;
    if (wanted == 0)
        least = steps / SWITCHES_FEW;
    uint64_t n = wanted > least ? wanted : least;
    return n < 2 ? 2 : n > 1000000 ? 1000000 : (uint32_t)n;
}

static void plan_random(const struct server *s, uint64_t seed, struct plan *plan)
{
    const size_t n = sizeof mixture / sizeof mixture[0];
    size_t which = seed % n;
    if (s->request.line.strategy == RACE_WALK)
        while (mixture[which].mode != MODE_WALK)
            which = (which + 1) % n;
    if (s->request.line.strategy == RACE_PCT)
        while (mixture[which].mode != MODE_PCT)
            which = (which + 1) % n;
    *plan = (struct plan){.mode = mixture[which].mode,
                          .depth = mixture[which].depth,
                          .one_in = one_in(mixture[which].one_in, s->expected_steps),
                          .seed = seed};
}

struct course {
    struct server *server;
    uint64_t seed, last, told; /* the next schedule's; of the last one to run; of the one to tell, 0: all */
    uint64_t done, steps;
    uint64_t redundant_steps; /* not among those: who reads the result knows only of the schedules that count */
    uint32_t cuts;            /* of all, told or not */
    uint32_t endless;         /* of those that count: they were cut */
};

static uint64_t steps_at_most(const struct course *c)
{
    return (uint64_t)RACE_STEPS_EACH * c->server->request.line.schedules;
}

/* A program that has no end in any of a few schedules has none. */
static bool has_more(const struct course *c)
{
    if (c->done >= ENDLESS_MOST && c->endless == c->done)
        return false;
    return !c->server->stop && c->seed <= c->last && (c->done < RACE_SCHEDULES_LEAST || c->steps <= steps_at_most(c));
}

/* Runs one and adds it. With `only`, all before the wanted one just lead there. */
static void one(struct course *c, struct plan *plan, struct shown *shown)
{
    struct server *s = c->server;
    plan->seed = c->seed;
    server_run(s, plan, shown);
    const bool told = !c->told || c->seed == c->told;
    if (told) {
        collect_limits();
        collect_cuts(R->cuts);
    }
    c->cuts |= R->cuts;
    *(shown->redundant ? &c->redundant_steps : &c->steps) += shown->steps;
    if (shown->redundant || s->stop)
        return;
    c->done++;
    c->endless += shown->end == RACE_ENDLESS;
    early_consider(shown);
    if (told) {
        uint32_t outcome = collect_schedule(s, shown, c->seed);
        witness_consider(s, outcome);
    }
    c->seed++;
}

/* The first run, without a switch that need not be: how long the program is, and what it shares. */
static void learn(struct server *s)
{
    collect_limits();
    s->expected_steps = R->step;
    for (uint32_t i = 0; s->request.line.watch_found && i < R->found_count && s->watch_count < WATCHES_MAX; i++) {
        const struct found *f = &R->found[i];
        struct symbol symbol;
        if (!(f->at.domain & DOMAIN_PRIVATE)) /* of threads: a global of the first process, which never goes away */
            s->watch[s->watch_count++] = (struct watch){.at = f->at, .size = f->size};
        else if (f->process == 0 && symbols_at(f->address - here.base, &symbol))
            s->watch[s->watch_count++] = (struct watch){.address = f->address, .size = f->size};
    }
}

static bool may_be_systematic(const struct server *s)
{
    return s->request.line.strategy == RACE_AUTO || s->request.line.strategy == RACE_SYSTEMATIC;
}

/* Of the systematic schedules, how many before the random ones get their turn. */
static uint64_t systematic_share(const struct server *s)
{
    const uint64_t budget = s->request.line.schedules;
    return s->request.line.strategy == RACE_SYSTEMATIC ? budget : budget / 2;
}

static void see(struct explore *x)
{
    explore_see(x, R->trace, R->trace_enabled, R->trace_count < TRACE_MAX ? R->trace_count : TRACE_MAX);
    for (uint32_t i = 0; i < R->task_count && i < TASKS_MAX; i++)
        if (R->task[i].state == TASK_BLOCKED) {
            struct step next = R->task[i].next;
            next.task = (uint8_t)i;
            explore_stuck(x, &next);
        }
}

/* RACE_NONE: every order that can make a difference was tried. Else why not; RACE_CUT_COUNT: a limit says it. */
static uint32_t explores(struct course *c, struct explore *x)
{
    struct server *s = c->server;
    struct shown shown;
    struct plan plan = {.mode = MODE_PREFIX, .record = true, .trace_max = PREFIX_MAX};
    const uint64_t stop = c->seed + systematic_share(s);
    uint32_t redundant = 0;
    for (;;) {
        uint32_t prefix = 0, asleep = 0;
        if (!explore_next(x, R->prefix, &prefix, R->asleep, &asleep))
            return explore_broken(x);
        if (s->stop)
            return RACE_CUT_COUNT;
        if (!has_more(c) || c->seed >= stop || redundant >= 4 * s->request.line.schedules ||
            c->redundant_steps > steps_at_most(c))
            return RACE_CUT_BUDGET;
        R->config.prefix_count = prefix;
        R->config.asleep_count = asleep;
        one(c, &plan, &shown);
        redundant += shown.redundant;
        if (R->unknown_choice || shown.end == RACE_ENDLESS)
            return RACE_CUT_COUNT;
        see(x);
    }
}

/* The systematic schedules, after the one to learn from (which comes again as the first that counts). */
static uint32_t tries_all(struct course *c, const struct shown *learnt, struct plan *first)
{
    struct server *s = c->server;
    struct shown shown;
    if (!may_be_systematic(s))
        return RACE_CUT_STRATEGY;
    if (learnt->end == RACE_ENDLESS)
        return RACE_CUT_COUNT;
    if (R->trace_count > SYSTEMATIC_STEPS_MAX)
        return RACE_CUT_LONG;
    struct explore *x = explore_begin(
        mmap(NULL, explore_bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    R->config.prefix_count = R->config.asleep_count = 0;
    one(c, first, &shown);
    see(x);
    return explores(c, x);
}

void strategy_run(struct server *s)
{
    const struct race_request_line *line = &s->request.line;
    const bool early = line->only > RACE_EARLY_FIRST;
    struct course c = {.server = s, .seed = line->seed, .told = line->only ? line->seed + line->only - 1 : 0};
    c.last = line->seed + (line->only && !early ? line->only : line->schedules) - 1;
    struct plan first = {.mode = MODE_PREFIX, .record = true, .trace_max = SYSTEMATIC_STEPS_MAX + 1}, plan;
    struct shown shown;
    R->config.prefix_count = R->config.asleep_count = 0;
    R->config.learns = 1;
    server_run(s, &first, &shown); /* to learn from: it does not count, and comes again as the first that does */
    R->config.learns = 0;
    learn(s);
    const uint32_t why = tries_all(&c, &shown, &first);
    if (why == RACE_CUT_COUNT && collect_result()->limit_count == 0)
        collect_limit(RACE_LIMIT_UNSTABLE, "", 1);
    if (line->only || why < RACE_CUT_COUNT)
        collect_cuts(1U << (line->only ? RACE_CUT_REPLAY : why));
    const bool whole = why == RACE_NONE && c.cuts == 0 && collect_result()->limit_count == 0;
    collect_result()->summary.complete = whole && !line->only;
    const bool is_beyond = line->only && !early; /* or may be: the seed of a replay after the last one */
    while ((!whole || is_beyond) && has_more(&c) && line->strategy != RACE_SYSTEMATIC) {
        plan_random(s, c.seed, &plan);
        one(&c, &plan, &shown);
    }
    if (!early)
        witness_make_all(s);
    if (early || !line->only)
        early_run(s, whole);
    if (early)
        witness_make_all(s);
}
