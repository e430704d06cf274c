/* core.c -- what every part of the runtime stands on: interned stacks, lock sets and sites, clocks, objects, names. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <string.h>

_Thread_local struct self me;
struct local here;

uint64_t guest_mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9e3779b97f4a7c15ULL;
    x ^= x >> 29;
    x *= 0xbf58476d1ce4e5b9ULL;
    return x ^ (x >> 32);
}

uint64_t guest_random(void)
{
    uint64_t x = R->random;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    R->random = x;
    return x * 0x2545f4914f6cdd1dULL >> 16;
}

void guest_copy_name(char *to, size_t size, const char *from)
{
    size_t n = 0;
    while (from && from[n] && n + 1 < size) {
        to[n] = from[n];
        n++;
    }
    to[n] = 0;
}

void guest_limit(uint32_t limit, const char *detail)
{
    if (R->limits[limit]++ == 0)
        guest_copy_name(R->limit_detail[limit], NAME_BYTES, detail);
}

/* --- interning: rows of chains, never emptied; what is interned lies side by side, and begins with 1 -------------- */

uint32_t core_frames(uint64_t pc, uint64_t *out, uint32_t most)
{
    uint32_t count = 0;
    if (pc - here.base < (1ULL << 32)) /* not into libc, and not nowhere */
        out[count++] = pc - here.base - 1;
    for (uint32_t d = me.depth < CALLS_MAX ? me.depth : CALLS_MAX; d > 1 && count < most; d--)
        if (me.frame[d - 1] - here.base < (1ULL << 32)) /* the first was called by us */
            out[count++] = me.frame[d - 1] - here.base - 1;
    return count;
}

uint32_t core_stack(uint64_t pc)
{
    uint32_t depth = me.depth < CALLS_MAX ? me.depth : CALLS_MAX;
    uint64_t hash = guest_mix((depth ? me.hash[depth - 1] : 0) ^ pc * 31) | 1;
    uint16_t *row = &R->stack_row[hash >> 1 & (STACK_ROWS - 1)];
    for (uint32_t at = *row; at; at = R->stack[at].next)
        if (R->stack[at].hash == hash)
            return at;
    if (R->stack_count + 1 >= STACKS_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "stacks");
        return 0;
    }
    uint32_t at = ++R->stack_count;
    struct stack *s = &R->stack[at];
    *s = (struct stack){.hash = hash, .next = *row};
    *row = (uint16_t)at;
    s->count = core_frames(pc, s->pc, STACK_DEPTH);
    return at;
}

uint32_t core_set(void)
{
    if (me.set_known)
        return me.set;
    me.set_known = 1;
    me.set = 0;
    struct task *t = me.task;
    uint32_t n = t->held_count < SET_MAX ? t->held_count : SET_MAX;
    uint64_t hash = 7;
    if (n == 0)
        return 0;
    for (uint32_t i = 0; i < n; i++)
        hash = guest_mix(hash ^ t->held[i]);
    hash |= 1;
    uint16_t *row = &R->set_row[hash >> 1 & (SET_ROWS - 1)];
    for (uint32_t at = *row; at; at = R->set[at].next)
        if (R->set[at].hash == hash)
            return me.set = at;
    if (R->set_count + 1 >= SETS_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "lock sets");
        return 0;
    }
    uint32_t at = ++R->set_count;
    R->set[at] = (struct lock_set){.hash = hash, .count = (uint16_t)n, .next = *row};
    *row = (uint16_t)at;
    memcpy(R->set[at].object, t->held, n * sizeof t->held[0]);
    return me.set = at;
}

/* A stack and a lock set in 16 bits. The last one asked for is at hand. */
uint32_t core_site(uint64_t pc)
{
    uint32_t set = core_set();
    uint32_t depth = me.depth < CALLS_MAX ? me.depth : CALLS_MAX;
    uint64_t quick = (depth ? me.hash[depth - 1] : 0) ^ pc * 31 ^ (uint64_t)set << 48;
    if (quick == me.site_hash)
        return me.site;
    uint32_t stack = core_stack(pc);
    uint64_t hash = guest_mix((uint64_t)stack << 32 | set);
    uint16_t *row = &R->site_row[hash & (SITE_ROWS - 1)];
    uint32_t at = *row;
    while (at && (R->site[at].stack != stack || R->site[at].set != set))
        at = R->site[at].next;
    if (!at && R->site_count + 1 >= SITES_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "sites");
        return 0;
    }
    if (!at) {
        at = ++R->site_count;
        R->site[at] = (struct site){(uint16_t)stack, (uint16_t)set, *row};
        *row = (uint16_t)at;
    }
    me.site_hash = quick;
    return me.site = at;
}

enum { CLOCK_LAST = (1 << 24) - 2 };

/* --- clocks ------------------------------------------------------------------------------------------------------- */

void core_join(uint32_t *to, const uint32_t *from)
{
    uint32_t n = R->task_count;
    for (uint32_t i = 0; i < n; i++)
        to[i] = from[i] > to[i] ? from[i] : to[i];
}

uint32_t *core_clock(uint32_t *index)
{
    static uint32_t nowhere[TASKS_MAX]; /* when there are no more: wrong at worst towards silence, and it is said */
    if (*index == 0) {
        if (R->clock_count + 1 >= CLOCKS_MAX) {
            guest_limit(RACE_LIMIT_OBJECTS, "clocks");
            return nowhere;
        }
        *index = ++R->clock_count;
    }
    return R->clock[*index];
}

/* What follows is not ordered before what others acquired from us so far. */
void core_tick(void)
{
    if (++R->stamp > CLOCK_LAST) {
        R->stamp--;
        guest_limit(RACE_LIMIT_STEPS, "clock");
    }
    me.task->vc[me.id] = R->stamp;
    me.tag = R->stamp << 8 | me.id;
}

void core_acquire(struct object *o)
{
    if (o->clock)
        core_join(me.task->vc, R->clock[o->clock]);
    if (R->wild)
        core_join(me.task->vc, R->clock[R->wild]);
}

/* For what tells of others in a way that no object of ours stands for: at worst an order too much, which hides a race
 * in this schedule and accuses nobody. The others go on with a clock of their own (sched.c: wait_turn). */
void core_acquire_all(void)
{
    for (uint32_t i = 0; i < R->task_count; i++) {
        struct task *t = &R->task[i];
        if (i == me.id || t->state == TASK_FREE)
            continue;
        core_join(me.task->vc, t->vc);
        if (t->state != TASK_DEAD && R->stamp < CLOCK_LAST)
            t->vc[i] = ++R->stamp;
    }
}
void core_release_all(void)
{
    core_join(core_clock(&R->wild), me.task->vc);
    core_tick();
}

void core_release(struct object *o)
{
    core_join(core_clock(&o->clock), me.task->vc);
    core_tick();
}

void core_reset(struct object *o)
{
    for (int i = 0; i < 2; i++) {
        uint32_t clock = i ? o->clock2 : o->clock;
        if (clock)
            memset(R->clock[clock], 0, sizeof R->clock[clock]);
    }
    o->count = o->arrived = o->generation = o->owner = 0;
    o->first_process = here.process;
    o->shared_known = o->reported = 0;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

struct range *core_find_range(uint64_t address)
{
    for (uint32_t i = 0; i < here.range_count; i++)
        if (address >= here.range[i].low && address < here.range[i].high) {
            me.range = i;
            return &here.range[i];
        }
    return NULL;
}

struct object *core_object(struct key key, uint32_t kind)
{
    struct object *again = &R->object[me.object];
    if (me.object && again->used && again->key.domain == key.domain && again->key.at == key.at && again->kind == kind)
        return again;
    uint64_t hash = guest_mix(key.domain * 0x9e3779b97f4a7c15ULL ^ key.at);
    uint16_t *row = &R->object_row[hash & (OBJECT_ROWS - 1)];
    for (uint32_t at = *row; at; at = R->object[at].next) {
        struct object *o = &R->object[at];
        if (o->key.domain != key.domain || o->key.at != key.at)
            continue;
        if (o->kind == OBJECT_ATOMIC)
            o->kind = kind;
        me.object = at;
        return o;
    }
    if (R->object_count + 1 >= OBJECTS_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "locks and channels");
        return &R->object[0];
    }
    me.object = ++R->object_count;
    R->object[me.object] =
        (struct object){.key = key, .used = 1, .kind = kind, .next = *row, .first_process = here.process};
    *row = (uint16_t)me.object;
    return &R->object[me.object];
}

/* An object of the kernel is known by who made it, and which of its own it is. */
void core_channel_made(uint64_t inode)
{
    if (R->channel_count >= CHANNELS_MAX)
        return;
    R->channel[R->channel_count].inode = inode;
    R->channel[R->channel_count++].stable = guest_mix((uint64_t)sched_person_name(me.id) << 20 | ++me.task->made) >> 8;
}

bool core_is_channel(uint64_t inode)
{
    for (uint32_t i = 0; i < R->channel_count; i++)
        if (R->channel[i].inode == (uint32_t)inode)
            return true;
    return false;
}

struct key core_stable(struct key key)
{
    if (key.domain & DOMAIN_PRIVATE)
        return (struct key){DOMAIN_PRIVATE | R->process[(uint32_t)key.domain % PROCESSES_MAX].stable, key.at};
    if (key.domain & DOMAIN_FILE) {
        for (uint32_t i = 0; i < R->channel_count; i++)
            if (R->channel[i].inode == (uint32_t)key.at)
                return (struct key){DOMAIN_FILE, R->channel[i].stable};
        return (struct key){DOMAIN_FILE, 1}; /* all others as if they were one: more orders to try, none too few */
    }
    if (key.domain & DOMAIN_KERNEL) {
        uint32_t kind = (uint32_t)(key.domain >> 32) & 0xff;
        if (kind == KERNEL_TASK && key.domain & 1)
            return (struct key){key.domain, R->person[key.at % PEOPLE_MAX].name};
        if (kind == KERNEL_TASK)
            return (struct key){key.domain, R->process[key.at % PROCESSES_MAX].stable};
        return (struct key){key.domain & ~0xffffffffULL, kind == KERNEL_PATH || kind == KERNEL_STREAM ? key.at : 0};
    }
    return (struct key){R->segment[(key.domain - 1) % SEGMENTS_MAX].stable, key.at};
}

void core_held(struct object *o, bool now)
{
    struct task *t = me.task;
    uint16_t id = (uint16_t)(o - R->object);
    me.set_known = 0;
    if (now) {
        if (t->held_count < HELD_MAX)
            t->held[t->held_count++] = id;
        else if (o->kind != OBJECT_SEMAPHORE) /* that one is for reports alone */
            guest_limit(RACE_LIMIT_OBJECTS, "locks held at once");
        return;
    }
    for (uint32_t i = t->held_count; i > 0; i--)
        if (t->held[i - 1] == id) {
            memmove(&t->held[i - 1], &t->held[i], (t->held_count - i) * sizeof t->held[0]);
            t->held_count--;
            return;
        }
}

bool core_holds(const struct object *o)
{
    for (uint32_t i = 0; i < me.task->held_count; i++)
        if (me.task->held[i] == o - R->object)
            return true;
    return false;
}

void core_misuse(uint32_t kind, const struct object *o, uint64_t pc)
{
    uint32_t site = core_site(pc);
    for (uint32_t i = 0; i < R->report_count; i++)
        if (R->report[i].kind == 1 && R->report[i].what == kind && R->report[i].first_site == site)
            return;
    if (R->report_count >= REPORTS_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "misuses");
        return;
    }
    R->report[R->report_count++] = (struct report){.kind = 1,
                                                   .what = kind,
                                                   .first = me.task->person,
                                                   .second = o->owner ? R->task[o->owner - 1].person + 1 : 0,
                                                   .first_site = site,
                                                   .object = o->key,
                                                   .address = o->key.at};
}

uint32_t core_person(uint32_t slot, uint32_t clock)
{
    for (uint32_t i = R->person_count; i > 0; i--)
        if (R->person[i - 1].slot == slot && R->person[i - 1].since <= clock)
            return i - 1;
    return 0;
}

/* Who had the slot last: in a trace slots are rarely used twice, and then the younger name is told. */
uint32_t core_person_at(uint32_t slot)
{
    return R->task[slot % TASKS_MAX].person;
}

/* Something that outlives the schedule in the file system or the kernel. */
void core_made(enum made_kind kind, const char *name)
{
    for (uint32_t i = 0; i < R->name_count; i++)
        if (R->name_kind[i] == kind && strncmp(R->names[i], name, NAME_BYTES - 1) == 0)
            return;
    if (R->name_count >= NAMES_MAX || strlen(name) >= NAME_BYTES) {
        guest_limit(RACE_LIMIT_OBJECTS, "names");
        return;
    }
    R->name_kind[R->name_count] = kind;
    guest_copy_name(R->names[R->name_count++], NAME_BYTES, name);
}
