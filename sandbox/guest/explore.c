/* explore.c -- which order to try next so that all that can differ are tried: dynamic partial-order reduction. */
#include "sandbox/guest/explore.h"

#include "sandbox/guest/result.h"

#include <string.h>

enum { DEPTH_MAX = 8192, TASKS = 64, DONE_MAX = 65536, PLACES = 8192, PLACES_OF_A_STEP = 64 };

/* A state on the way, and the step that was made from it. */
struct node {
    uint64_t enabled, backtrack, done; /* sets of tasks */
    struct step chosen;
    uint32_t done_from, done_to; /* in done: steps that were tried here before */
};

/* A granule of memory, or a lock: who came here last, and for each byte what its next visitor comes after. By the byte,
 * for two neighbours that share a granule order nobody: taken for an order, they would hide one that can be reversed.
 */
struct place {
    struct key key;
    uint32_t used, last; /* the last step here + 1 */
    uint32_t writes[8][TASKS], all[8][TASKS];
};

struct explore {
    struct node node[DEPTH_MAX];
    uint32_t depth, prefix; /* nodes; how many of them the last run had to follow */
    uint32_t broken;        /* see explore_broken(), + 1; 0: it is not */
    bool wide;              /* a step of this trace lies over several places, and chains do not tell */
    struct step done[DONE_MAX];
    struct place place[PLACES];
    uint32_t place_count, places_used[PLACES];
    uint32_t tasks;                /* how many there ever were */
    uint32_t clock[TASKS][TASKS];  /* by task: steps it comes after, as counts of each task's */
    uint32_t count[TASKS];         /* steps each made so far */
    uint32_t number[DEPTH_MAX];    /* of each step: which of its task's it is */
    uint32_t before[DEPTH_MAX];    /* of each step: the last one at its place + 1 */
    uint32_t at[DEPTH_MAX][TASKS]; /* of each step: its task's clock when it was made */
};

size_t explore_bytes(void)
{
    return sizeof(struct explore);
}

struct explore *explore_begin(void *memory)
{
    return memory;
}

uint32_t explore_broken(const struct explore *x)
{
    return x->broken ? x->broken - 1 : RACE_NONE;
}

static void break_off(struct explore *x, uint32_t why)
{
    x->broken = x->broken ? x->broken : why + 1;
}

static bool depend(const struct step *a, const struct step *b)
{
    return a->object.domain == b->object.domain && (a->writes || b->writes) && a->object.at < b->object.at + b->size &&
           b->object.at < a->object.at + a->size;
}

static struct place *place_of(struct explore *x, uint64_t domain, uint64_t at)
{
    uint64_t hash = (domain * 0x9e3779b97f4a7c15ULL ^ at) * 0xbf58476d1ce4e5b9ULL;
    for (uint32_t i = 0; i < PLACES; i++) {
        uint32_t slot = (uint32_t)((hash >> 40) + i) & (PLACES - 1);
        struct place *p = &x->place[slot];
        if (!p->used) {
            if (x->place_count > PLACES / 2)
                break;
            p->used = 1;
            p->key = (struct key){domain, at};
            x->places_used[x->place_count++] = slot;
        }
        if (p->key.domain == domain && p->key.at == at)
            return p;
    }
    break_off(x, RACE_CUT_TABLE);
    return NULL;
}

static void join(const struct explore *x, uint32_t *to, const uint32_t *from)
{
    for (uint32_t i = 0; i < x->tasks; i++)
        to[i] = from[i] > to[i] ? from[i] : to[i];
}

static bool has_byte(const struct step *s, const struct place *p, uint64_t byte)
{
    const uint64_t at = (p->key.at << 3) + byte, size = s->size ? s->size : 1;
    return at >= s->object.at && at < s->object.at + size;
}

/* to: the clock of a step that comes after all that it depends on there. */
static void pass(const struct explore *x, const struct step *s, const struct place *p, uint32_t *to)
{
    for (uint64_t byte = 0; byte < 8; byte++)
        if (has_byte(s, p, byte))
            join(x, to, s->writes ? p->all[byte] : p->writes[byte]);
}

/* And what comes there later after it. */
static void leave(const struct explore *x, const struct step *s, struct place *p)
{
    for (uint64_t byte = 0; byte < 8; byte++)
        if (has_byte(s, p, byte)) {
            join(x, p->all[byte], x->clock[s->task]);
            if (s->writes)
                join(x, p->writes[byte], x->clock[s->task]);
        }
}

/* What came after step `of` and not because of it, and then s: who could have gone first? Each of them begins an order
 * in which s comes before that step; whoever has something before it in there does not. (Source sets: Abdulla,
 * Aronsson, Jonsson, Sagonas, POPL 2014. s's own task need not be one of them; and where it sleeps, what must come
 * before s would never be tried.) */
static uint64_t initials(const struct explore *x, uint32_t of, uint32_t upto, const struct step *s,
                         const uint32_t *clock)
{
    const uint32_t task = x->node[of].chosen.task;
    uint64_t seen = 0, first = 0;
    uint32_t begin[TASKS];
    for (uint32_t i = of + 1; i <= upto; i++) {
        const uint32_t *at = i < upto ? x->at[i] : clock, who = i < upto ? x->node[i].chosen.task : s->task;
        if ((i < upto && at[task] >= x->number[of]) || seen >> who & 1)
            continue;
        bool is_first = true;
        for (uint64_t left = seen; left != 0 && is_first; left &= left - 1) {
            const int other = __builtin_ctzll(left);
            is_first = at[other] < begin[other];
        }
        first |= is_first ? 1ULL << who : 0;
        seen |= 1ULL << who;
        begin[who] = i < upto ? x->number[i] : UINT32_MAX;
    }
    return first;
}

static bool covers(const struct step *a, const struct step *b)
{
    return a->object.at <= b->object.at && a->object.at + a->size >= b->object.at + b->size;
}

/* Of a condition: those who wait for it, and no others, can go on then. */
static bool is_signal(const struct step *s)
{
    return s->does == RACE_DOES_POST && s->pairs == 0;
}

/* Each step that conflicts with s and could as well have come after it: somebody must be tried before it with whom s
 * can come first. known: what s comes after, by its own task's steps; clock: by all. */
static void reverse(struct explore *x, const struct step *s, uint32_t from, uint32_t upto, uint32_t *known,
                    const uint32_t *clock)
{
    for (uint32_t at = from; at > 0; at = x->wide ? at - 1 : x->before[at - 1]) {
        struct node *n = &x->node[at - 1];
        if (n->chosen.task == s->task || !depend(&n->chosen, s))
            continue;
        if (known[n->chosen.task] >= x->number[at - 1])
            continue;
        if (n->chosen.pairs && s->pairs && n->chosen.pairs != s->pairs)
            continue; /* an unlock and a lock: what matters is which lock came first, and that is earlier */
        const uint64_t first = initials(x, at - 1, upto, s, clock) & n->enabled, bit = 1ULL << s->task;
        if (first == 0)
            n->backtrack |= n->enabled;
        else if ((first & n->backtrack) == 0)
            n->backtrack |= first & bit ? bit : first & -first;
        if (first == 0 && is_signal(&n->chosen))
            continue; /* it is what woke them: with who was woken before it, s may change places */
        if (n->chosen.writes && covers(&n->chosen, s))
            return; /* all else that conflicts came before this one */
        join(x, known, x->at[at - 1]);
    }
}

static void forget_places(struct explore *x)
{
    for (uint32_t i = 0; i < x->place_count; i++)
        memset(&x->place[x->places_used[i]], 0, sizeof x->place[0]);
    x->place_count = 0;
    x->wide = false;
    memset(x->clock, 0, sizeof x->clock);
    memset(x->count, 0, sizeof x->count);
}

/* One step, in the order in which they were made. */
static void add_step(struct explore *x, uint32_t i, bool is_new)
{
    const struct step *s = &x->node[i].chosen;
    struct place *places[PLACES_OF_A_STEP] = {NULL};
    uint32_t n = 0, task = s->task;
    uint64_t first = s->object.at >> 3, last = (s->object.at + (s->size ? s->size : 1) - 1) >> 3;
    if (last - first >= PLACES_OF_A_STEP) {
        break_off(x, RACE_CUT_TABLE);
        return;
    }
    for (uint64_t at = first; at <= last; at++) {
        struct place *p = place_of(x, s->object.domain, at);
        if (!p)
            return;
        places[n++] = p;
    }
    if (n == 0)
        return;
    uint32_t known[TASKS];
    memcpy(known, x->clock[task], sizeof known);
    x->wide = x->wide || n > 1;
    x->before[i] = places[0]->last;
    x->number[i] = ++x->count[task];
    /* Who waited for an end comes after that one alone; others that ended before just happened to be faster. */
    if (s->of)
        join(x, x->clock[task], x->clock[s->of - 1]);
    for (uint32_t k = 0; k < n && !s->of; k++)
        pass(x, s, places[k], x->clock[task]);
    x->clock[task][task] = x->number[i];
    memcpy(x->at[i], x->clock[task], x->tasks * sizeof x->at[i][0]);
    if (is_new)
        reverse(x, s, x->wide ? i : places[0]->last, i, known, x->at[i]);
    for (uint32_t k = 0; k < n && !s->of; k++) {
        leave(x, s, places[k]);
        places[k]->last = i + 1;
    }
}

void explore_see(struct explore *x, const struct step *trace, const uint64_t *enabled, uint32_t n)
{
    if (n >= DEPTH_MAX || n < x->prefix)
        break_off(x, n >= DEPTH_MAX ? RACE_CUT_LONG : RACE_CUT_COUNT);
    if (x->broken)
        return;
    uint32_t done = x->prefix ? x->node[x->prefix - 1].done_to : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (trace[i].task >= TASKS || (i + 1 < x->prefix && trace[i].task != x->node[i].chosen.task)) {
            break_off(x, trace[i].task >= TASKS ? RACE_CUT_TABLE : RACE_CUT_COUNT);
            return;
        }
        if (i >= x->prefix)
            x->node[i] = (struct node){
                .enabled = enabled[i], .backtrack = 1ULL << trace[i].task, .done_from = done, .done_to = done};
        x->node[i].chosen = trace[i];
        x->tasks = trace[i].task >= x->tasks ? trace[i].task + 1U : x->tasks;
    }
    x->depth = n;
    forget_places(x);
    for (uint32_t i = 0; i < n && !x->broken; i++)
        add_step(x, i, i + 1 >= x->prefix);
}

void explore_stuck(struct explore *x, const struct step *step)
{
    if (step->task >= TASKS)
        break_off(x, RACE_CUT_TABLE);
    struct place *p = x->broken ? NULL : place_of(x, step->object.domain, step->object.at >> 3);
    if (!p)
        return;
    uint32_t known[TASKS], clock[TASKS];
    memcpy(known, x->clock[step->task], sizeof known);
    memcpy(clock, known, sizeof clock);
    pass(x, step, p, clock);
    reverse(x, step, x->wide ? x->depth : p->last, x->depth, known, clock);
}

/* The sleep set of the state after this one's step: who slept or was tried here and would do the same there. */
static uint32_t sleep_on(const struct explore *x, const struct node *n, struct step *asleep, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = n->done_from; i < n->done_to && count < ASLEEP_MAX; i++)
        asleep[count++] = x->done[i];
    for (uint32_t i = 0; i < count; i++)
        if (asleep[i].task != n->chosen.task && !depend(&asleep[i], &n->chosen))
            asleep[kept++] = asleep[i];
    return kept;
}

/* The deepest state with somebody left to try. */
static bool find_open(const struct explore *x, uint32_t *where, uint64_t *open)
{
    struct step asleep[ASLEEP_MAX];
    uint32_t count = 0;
    bool found = false;
    for (uint32_t i = 0; i < x->depth; i++) {
        const struct node *n = &x->node[i];
        uint64_t left = n->backtrack & n->enabled & ~n->done & ~(1ULL << n->chosen.task);
        for (uint32_t k = 0; k < count; k++)
            left &= ~(1ULL << asleep[k].task);
        if (left) {
            *where = i;
            *open = left;
            found = true;
        }
        count = sleep_on(x, n, asleep, count);
    }
    return found;
}

bool explore_next(struct explore *x, uint8_t *prefix, uint32_t *prefix_count, struct step *asleep,
                  uint32_t *asleep_count)
{
    uint32_t where = 0, count = 0;
    uint64_t open = 0;
    if (x->broken || !find_open(x, &where, &open))
        return false;
    if (where + 1 >= PREFIX_MAX || x->node[where].done_to + 1 >= DONE_MAX) {
        break_off(x, RACE_CUT_LONG);
        return false;
    }
    for (uint32_t i = 0; i < where; i++) {
        count = sleep_on(x, &x->node[i], asleep, count);
        prefix[i] = x->node[i].chosen.task;
    }
    struct node *n = &x->node[where];
    n->done |= 1ULL << n->chosen.task;
    x->done[n->done_to++] = n->chosen;
    for (uint32_t i = n->done_from; i < n->done_to && count < ASLEEP_MAX; i++)
        asleep[count++] = x->done[i];
    n->chosen.task = (uint8_t)__builtin_ctzll(open);
    prefix[where] = n->chosen.task;
    *prefix_count = x->prefix = x->depth = where + 1;
    *asleep_count = count;
    return true;
}
