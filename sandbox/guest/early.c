/* early.c -- pthread_cond_wait() may return though nobody signalled, and a time be over: schedules in which it is so.
 */
#include "sandbox/guest/server.h"

#include <signal.h>
#include <string.h>

/* POSIX allows it, so who waits must look again whether what it waits for has come. In our schedules nobody wakes early
 * (models that let it happen anywhere have more orders for every right program); Relacy wakes by chance, ten times at
 * most, ESBMC and Dartagnan always may, Loom never does. Here it is asked apart, when all other schedules have shown no
 * fault: for each place that waits, one schedule is made again up to there, and then the wait ends at once, with
 * nobody else's turn in between. So nothing of what it looked at has changed, and whoever looks again waits again.
 *
 * It is told only if it did not wait again before it gave back the mutex, and then came a crash, a race or a deadlock,
 * or an end that no other schedule has. That last is certain only where the others are all there are, or all end alike;
 * and it is no harm where he looked again at all that he had looked at, and left it as it was: he decided with open
 * eyes. None of these schedules counts in anything else that is told.
 *
 * In the same way a wait for a limited time (a lock, a semaphore, a condition, poll(), a join, a queue) is tried whose
 * time is over although others can go on, as it is on a busy machine. Whoever gives up then may print and end as he
 * likes, stuck or by abort(): harm is a data race alone, or a crash. */

enum {
    EARLY_MAX = 8,  /* schedules */
    AT_A_PLACE = 2, /* of them, by different people */
    SIGNS_MAX = 256,
    LOOKS_MAX = 32,
    CUT_MS = 1000, /* CPU time of one */
    STEPS_FEW = 100000,
};

/* --- in the program ----------------------------------------------------------------------------------------------- */

bool early_ends(uint64_t pc, bool timed)
{
    const uint32_t name = sched_person_name(me.id), stack = core_stack(pc), nth = ++me.task->waits;
    bool known = R->wait_count == WAITS_MAX;
    for (uint32_t i = 0; i < R->wait_count && !known; i++)
        known = R->wait[i].stack == stack && R->wait[i].name == name;
    if (!known)
        R->wait[R->wait_count++] = (struct wait){stack, name, nth, R->switches, timed};
    return R->config.wake_name == name && R->config.wake_nth == nth;
}

void early_ended(uint32_t does)
{
    R->woken_at = R->trace_count;
    if (R->config.record && R->woken_at > 0 && R->woken_at <= TRACE_MAX)
        R->trace[R->woken_at - 1].does = (uint8_t)does;
}

/* --- in the server: what the schedules without it showed ---------------------------------------------------------- */

static struct candidate {
    struct wait wait;
    struct pick_switch made[WITNESS_SWITCHES_MAX]; /* until then */
} candidates[EARLY_MAX];
static uint32_t candidate_count;

static struct {
    uint32_t schedules, end_count, text_count;
    uint64_t ends[SIGNS_MAX], texts[SIGNS_MAX]; /* how they ended, what they printed: digests, each once */
    uint64_t value[WATCHES_MAX];                /* of the first; varies: another ended with another */
    bool varies[WATCHES_MAX];
    bool harmed; /* something is wrong without it, or was not looked at */
} seen;

/* The same lines in another order are the same. */
static uint64_t sign_text(const struct shown *shown)
{
    uint64_t sum = shown->output_size, line = 1;
    for (uint32_t i = 0; i < shown->output_kept; i++) {
        line = guest_mix(line ^ (uint64_t)(unsigned char)shown->output[i] * 0x9e3779b97f4a7c15ULL);
        if (shown->output[i] == '\n') {
            sum += line;
            line = 1;
        }
    }
    return sum + line;
}

static uint64_t sign_end(const struct shown *shown)
{
    uint64_t sign = guest_mix(sign_text(shown) ^ (uint64_t)(uint32_t)shown->exit_code << 8);
    for (uint32_t i = 0; i < R->config.watch_count; i++)
        if (R->watch[i].seen)
            sign = guest_mix(sign ^ R->watch[i].value * 0x9e3779b97f4a7c15ULL ^ i);
    for (uint32_t i = 0; i < shown->file_count; i++)
        for (uint32_t k = 0; k < shown->files[i].size; k++)
            sign = guest_mix(sign ^ (uint64_t)(unsigned char)shown->files[i].data[k] ^ (uint64_t)i << 32);
    return sign;
}

static bool is_among(const uint64_t *signs, uint32_t count, uint64_t sign)
{
    for (uint32_t i = 0; i < count; i++)
        if (signs[i] == sign)
            return true;
    return count == SIGNS_MAX; /* then nobody can say that it is new */
}

static bool races(void)
{
    for (uint32_t i = 0; i < R->report_count && i < REPORTS_MAX; i++)
        if (R->report[i].kind == 0)
            return true;
    return false;
}

static void keep_wait(const struct wait *wait)
{
    uint32_t here_already = 0;
    for (uint32_t i = 0; i < candidate_count; i++) {
        if (candidates[i].wait.stack != wait->stack)
            continue;
        if (candidates[i].wait.name == wait->name)
            return;
        here_already++;
    }
    if (candidate_count == EARLY_MAX || here_already == AT_A_PLACE || wait->switches > WITNESS_SWITCHES_MAX)
        return;
    candidates[candidate_count].wait = *wait;
    memcpy(candidates[candidate_count++].made, R->made, wait->switches * sizeof R->made[0]);
}

void early_consider(const struct shown *shown)
{
    seen.harmed = seen.harmed || shown->end != RACE_EXITED || races();
    for (uint32_t i = 0; i < RACE_LIMIT_COUNT; i++)
        seen.harmed = seen.harmed || R->limits[i] != 0;
    if (seen.harmed)
        return;
    const uint64_t end = sign_end(shown), text = sign_text(shown);
    if (!is_among(seen.ends, seen.end_count, end))
        seen.ends[seen.end_count++] = end;
    if (!is_among(seen.texts, seen.text_count, text))
        seen.texts[seen.text_count++] = text;
    for (uint32_t i = 0; i < R->config.watch_count; i++) {
        seen.varies[i] = seen.varies[i] || (seen.schedules > 0 && R->watch[i].value != seen.value[i]);
        seen.value[i] = R->watch[i].value;
    }
    seen.schedules++;
    for (uint32_t i = 0; i < R->wait_count && i < WAITS_MAX; i++)
        keep_wait(&R->wait[i]);
}

/* --- and with it -------------------------------------------------------------------------------------------------- */

static bool overlap(const struct step *a, const struct step *b)
{
    return a->object.domain == b->object.domain && a->object.at < b->object.at + b->size &&
           b->object.at < a->object.at + a->size;
}

static bool is_at(const struct step *s, const struct step *other)
{
    return s->key.domain == other->key.domain && s->key.at == other->key.at;
}

/* Where in the trace whoever woke gave back the mutex, or came to his end; 0: he waited again, or it is not known. */
static uint32_t went_on_to(uint32_t at, uint32_t n)
{
    const struct step *wait = &R->trace[at - 1], *lock = &R->trace[at];
    if (lock->task != wait->task || lock->does != RACE_DOES_LOCK)
        return 0; /* somebody came in between */
    for (uint32_t i = at + 1; i < n; i++) {
        const struct step *s = &R->trace[i];
        if (s->task != wait->task)
            continue;
        if (s->does == RACE_DOES_WAIT && is_at(s, wait))
            return 0;
        if ((s->does == RACE_DOES_UNLOCK && is_at(s, lock)) || s->does == RACE_DOES_EXIT)
            return i;
    }
    return R->trace_count < TRACE_MAX ? n : 0;
}

static bool is_own(const struct step *s, const struct step *other, uint32_t does)
{
    return s->task == other->task && s->does == does && overlap(s, other);
}

/* From where he took the mutex before he waited; and to where he takes it next, after he gave it back at `to`. */
static uint32_t took_at(uint32_t at)
{
    uint32_t i = at - 1;
    while (i > 0 && (R->trace[i - 1].task != R->trace[at].task || !is_at(&R->trace[i - 1], &R->trace[at])))
        i--;
    return i;
}
static uint32_t takes_next(uint32_t at, uint32_t to, uint32_t n)
{
    while (to < n && (R->trace[to].task != R->trace[at].task || R->trace[to].does != RACE_DOES_LOCK ||
                      !is_at(&R->trace[to], &R->trace[at])))
        to++;
    return to;
}

/* Did he look again at all that he had looked at before he waited, but for what he changed there himself, and leave it
 * as it was? */
static bool looked_again(uint32_t at, uint32_t to, uint32_t n)
{
    const struct step *trace = R->trace;
    const uint32_t from = took_at(at), end = takes_next(at, to, n);
    uint32_t looks = 0;
    for (uint32_t i = from; i + 1 < at && looks < LOOKS_MAX; i++) {
        const struct step *look = &trace[i];
        if (look->task != trace[at].task || look->does != RACE_DOES_READ)
            continue;
        bool again = false, his_own = false;
        for (uint32_t k = from; k + 1 < at; k++)
            his_own = his_own || is_own(&trace[k], look, RACE_DOES_WRITE);
        for (uint32_t k = at + 1; k < end && !his_own; k++) {
            again = again || is_own(&trace[k], look, RACE_DOES_READ);
            if (is_own(&trace[k], look, RACE_DOES_WRITE) &&
                (trace[k].size != look->size || trace[k].value != look->value))
                return false;
        }
        if (!again && !his_own)
            return false;
        looks += !his_own;
    }
    return looks > 0;
}

/* whole: the others are all there are. */
static bool is_harm(const struct shown *shown, bool whole, uint32_t at, uint32_t to, uint32_t n)
{
    if (shown->end != RACE_EXITED || races())
        return shown->end != RACE_ENDLESS;
    const bool sure = whole || (seen.end_count == 1 && seen.schedules >= RACE_SCHEDULES_LEAST);
    return sure && !is_among(seen.ends, seen.end_count, sign_end(shown)) && !looked_again(at, to, n);
}

/* Of a time that was over. */
static bool is_harm_of_time(const struct shown *shown)
{
    const uint32_t signal = shown->end == RACE_SIGNALED ? shown->signal : 0;
    return races() || signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL;
}

static void tell(const struct shown *shown, const struct wait *ended, uint32_t at, uint32_t n, uint64_t seed)
{
    const struct step *wait = &R->trace[at - 1], *next = NULL;
    for (uint32_t i = at; i < n && !next; i++)
        if (R->trace[i].task == wait->task &&
            (R->trace[i].does == RACE_DOES_READ || R->trace[i].does == RACE_DOES_WRITE))
            next = &R->trace[i];
    struct race_early row = {.object = collect_object(wait->key, 0),
                             .stack = collect_stack(ended->stack),
                             .next_object = next ? collect_object(next->key, next->address) : RACE_NONE,
                             .next_does = next ? next->does : RACE_DOES_OTHER,
                             .next_value = next ? next->value : 0,
                             .next_size = next ? next->size : 0,
                             .next_stack = next ? collect_stack(next->stack) : RACE_NONE,
                             .end = shown->end,
                             .signal = shown->signal,
                             .races = races(),
                             .prints = !is_among(seen.texts, seen.text_count, sign_text(shown)),
                             .watch = RACE_NONE,
                             .seed = seed,
                             .timed = ended->timed};
    collect_person(core_person_at(wait->task), &row.process, &row.thread);
    for (uint32_t i = 0; i < R->config.watch_count && row.watch == RACE_NONE && shown->end == RACE_EXITED; i++)
        if (R->watch[i].seen && !seen.varies[i] && R->watch[i].value != seen.value[i]) {
            row.watch = i;
            row.value = R->watch[i].value;
        }
    collect_early(&row, shown);
}

static void try_one(struct server *s, uint32_t which, bool whole, uint64_t seed, struct shown *shown)
{
    const struct plan plan = {.mode = MODE_REPLAY, .record = true, .extra = true};
    const struct candidate *c = &candidates[which];
    R->config.wake_name = c->wait.name;
    R->config.wake_nth = c->wait.nth;
    R->config.switch_count = c->wait.switches;
    memcpy(R->plan, c->made, c->wait.switches * sizeof c->made[0]);
    server_run(s, &plan, shown);
    const uint32_t n = R->trace_count < TRACE_MAX ? R->trace_count : TRACE_MAX, at = R->woken_at;
    const bool timed = c->wait.timed;
    const uint32_t to = timed || at == 0 || at >= n ? 0 : went_on_to(at, n);
    if (timed ? at > 0 && at <= n && is_harm_of_time(shown) : to > 0 && is_harm(shown, whole, at, to, n))
        tell(shown, &c->wait, at, n, seed);
}

void early_run(struct server *s, bool whole)
{
    const uint64_t first = s->request.line.seed + RACE_EARLY_FIRST;
    const uint32_t only = s->request.line.only;
    if (seen.harmed || s->stop || collect_result()->limit_count > 0)
        return;
    /* The last schedules: nothing comes after them but their replays. */
    s->request.line.steps = (uint32_t)(s->longest < STEPS_FEW ? 4 * s->longest + 1000 : s->longest);
    s->request.line.schedule_ms = CUT_MS;
    for (uint32_t i = 0; i < candidate_count; i++) {
        struct shown shown;
        if (only && only - RACE_EARLY_FIRST - 1 != i)
            continue;
        try_one(s, i, whole, first + i, &shown);
        if (!only)
            continue;
        collect_limits();
        R->config.seed = first + i; /* a replay of switches has none, and what is told has this one */
        witness_consider(s, collect_schedule(s, &shown, first + i));
    }
}
