/* shadow.c -- who touched which bytes, and whether the next to touch them is ordered after it. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/copied.h"
#include "sandbox/guest/result.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

/* A read is kept beside the last writes, as FastTrack does, but with exact bytes: bit-fields, an int against half a
 * double, neighbours. What happened before the access at hand, touches no other bytes and is no weaker is forgotten: a
 * later access that conflicts with the old one and is not ordered after it is not ordered after the new one either.
 * Four accesses lie in the granule; more go to a chain of spills, so nothing is ever forgotten by chance. */

struct look {
    uint64_t address;
    uint32_t mask, how; /* how: bits of SLOT_* */
    uint64_t pc;
    struct slot race; /* the first that conflicts; high 0: none */
    struct slot *room;
};

/* On a thread's own stack it is no place to stop at for that thread, until another is seen to use it in no order with
 * it: the first schedule, which does not count, is there to learn of such places. */
static uint64_t *lent(uint64_t address)
{
    const uint64_t granule = address | 7, hash = guest_mix(granule);
    uint64_t i = 0;
    while (R->lent[(hash + i) & (LENT_MAX - 1)] && R->lent[(hash + i) & (LENT_MAX - 1)] != granule)
        i++; /* a half of it stays free */
    return &R->lent[(hash + i) & (LENT_MAX - 1)];
}

/* A thread's memory from malloc() lies among the stacks. */
bool shadow_on_stack(uint64_t address, uint32_t process)
{
    for (uint32_t i = 0; i < R->person_count && i < PEOPLE_MAX && address < STACK_AT; i++)
        if (R->person[i].process == process && address - R->person[i].stack_low < R->person[i].stack_bytes)
            return true;
    return address >= STACK_AT;
}

static void lend(uint64_t address)
{
    uint64_t *place = lent(address);
    if (*place || !shadow_on_stack(address, here.process))
        return;
    if (!R->config.learns || R->lent_count == LENT_MAX / 2) {
        guest_cut(RACE_CUT_LENT);
        return;
    }
    *place = address | 7;
    R->lent_count++;
}

static inline uint32_t slot_task(struct slot s)
{
    return s.high & 0xff;
}

/* One old access against the new one. */
static inline __attribute__((always_inline)) void look_at(struct look *l, struct slot *s)
{
    uint32_t old = s->low;
    if (old == 0) {
        if (!l->room)
            l->room = s;
        return;
    }
    if (!(old & l->mask & 0xff))
        return;
    bool within = !(old & 0xff & ~l->mask);
    uint32_t both = old & l->how & (SLOT_WRITE | SLOT_PLAIN);
    uint32_t task = slot_task(*s);
    if (task != me.id && s->high >> 8 > me.task->vc[task]) {
        if (((old | l->how) & SLOT_WRITE) && ((old | l->how) & SLOT_PLAIN) && !l->race.high)
            l->race = *s;
        return;
    }
    /* ordered before: is it no stronger than the new one? */
    if (within && both == (old & (SLOT_WRITE | SLOT_PLAIN))) {
        *s = (struct slot){0, 0};
        if (!l->room)
            l->room = s;
    }
}

static void look_spills(struct look *l, struct slot *last)
{
    uint32_t index = last->high;
    for (uint32_t hops = 0; index && hops < SPILLS_MAX; hops++) {
        struct spill *more = &R->spill[index];
        for (int i = 0; i < 7; i++)
            look_at(l, &more->slot[i]);
        if (l->room || more->next)
            index = more->next;
        else if (R->spill_count + 1 < SPILLS_MAX) {
            more->next = ++R->spill_count;
            l->room = &R->spill[more->next].slot[0];
            return;
        } else {
            guest_limit(RACE_LIMIT_OBJECTS, "access histories");
            l->room = &more->slot[guest_random() % 7];
            return;
        }
    }
}

static struct slot *look_for_room(struct look *l, struct granule *g)
{
    if (l->room)
        return l->room;
    if (R->spill_count + 1 >= SPILLS_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "access histories");
        return &g->slot[guest_random() % (SLOTS - 1)];
    }
    struct slot *last = &g->slot[SLOTS - 1];
    uint32_t index = ++R->spill_count;
    R->spill[index].slot[0] = *last;
    *last = (struct slot){SLOT_SPILL, index};
    return &R->spill[index].slot[1];
}

static uint32_t how_of(uint32_t low)
{
    return (low & SLOT_WRITE ? RACE_WRITE : 0U) | (low & SLOT_PLAIN ? 0U : RACE_ATOMIC) |
           (low & SLOT_RANGE ? RACE_RANGE : 0U);
}

static void report_race(const struct look *l, uint32_t site, struct key key)
{
    uint32_t old_site = l->race.low >> SITE_SHIFT;
    if ((l->race.low | l->how) & SLOT_RANGE)
        guest_cut(RACE_CUT_COPY); /* a copy of many bytes is one step here; others may come in between */
    for (uint32_t i = 0; i < R->report_count; i++) {
        const struct report *r = &R->report[i];
        if (r->kind == 0 && ((r->first_site == old_site && r->second_site == site) ||
                             (r->first_site == site && r->second_site == old_site)))
            return;
    }
    if (R->report_count >= REPORTS_MAX) {
        guest_limit(RACE_LIMIT_OBJECTS, "races");
        return;
    }
    const uint32_t common = l->race.low & l->mask & 0xff; /* of free(), or of a struct, all is one access */
    const uint64_t skip = common ? (uint64_t)__builtin_ctz(common) - (l->address & 7) : 0;
    R->report[R->report_count++] = (struct report){
        .first = core_person(slot_task(l->race), l->race.high >> 8),
        .second = me.task->person,
        .first_how = how_of(l->race.low),
        .second_how = how_of(l->how),
        .first_size = (uint32_t)__builtin_popcount(l->race.low & 0xff),
        .second_size = (uint32_t)__builtin_popcount(l->mask),
        .first_site = old_site,
        .second_site = site,
        .object = {key.domain, key.at + skip},
        .address = l->address + skip,
    };
}

/* Variables that several tasks touch, of whom one writes: candidates for what a program computes. */
static void note_found(const struct look *l, struct key key)
{
    uint32_t size = (uint32_t)__builtin_popcount(l->mask);
    for (uint32_t i = 0; i < R->found_count; i++)
        if (R->found[i].at.domain == key.domain && R->found[i].at.at == key.at) {
            if (size > R->found[i].size)
                R->found[i].size = size;
            return;
        }
    if (R->found_count < FOUND_MAX)
        R->found[R->found_count++] = (struct found){key, l->address, size, here.process};
}

static struct guard *guard_of(struct key key)
{
    uint64_t hash = guest_mix(key.domain * 0x9e3779b97f4a7c15ULL ^ key.at);
    for (uint32_t i = 0; i < 16; i++) {
        struct guard *g = &R->guard[(hash + i) & (GUARDS_MAX - 1)];
        if (g->at.domain == 0 || (g->at.domain == key.domain && g->at.at == key.at))
            return g;
    }
    return NULL; /* of so many places no value is made */
}

struct guard *shadow_guard(struct key key)
{
    struct guard *g = guard_of(key);
    return g && g->at.domain ? g : NULL;
}

bool shadow_others_live(void)
{
    for (uint32_t i = 0; i < R->task_count; i++)
        if (i != me.id && R->task[i].state != TASK_FREE && R->task[i].state != TASK_DEAD)
            return true;
    return false;
}

/* Which locks keep others away from a place is what is left when all changes have been looked at (Eraser's lock sets;
 * Savage et al. 1997). It is no race detector here: it says how a value is protected. */
static void note_change(struct key key, uint64_t address, uint32_t how, uint64_t pc)
{
    if (!shadow_others_live())
        return;
    struct guard *g = guard_of(key);
    notes_changed(address);
    if (!g)
        return;
    const struct task *t = me.task;
    if (g->at.domain == 0) {
        *g = (struct guard){.at = key, .count = (uint16_t)(t->held_count < HELD_MAX ? t->held_count : HELD_MAX)};
        memcpy(g->object, t->held, g->count * sizeof g->object[0]);
        g->site = core_site(pc);
        g->person = t->person;
    }
    g->strict = g->strict || !me.relaxes;
    g->people |= 1ULL << (t->person & 63);
    g->plain |= !!(how & SLOT_PLAIN);
    for (uint32_t i = 0; i < g->count;) {
        bool held = false;
        for (uint32_t k = 0; k < t->held_count && k < HELD_MAX; k++)
            held = held || t->held[k] == g->object[i];
        if (held)
            i++;
        else
            g->object[i] = g->object[--g->count];
    }
}

/* Nobody is remembered here but this task, by one access to the same bytes in the same way. */
static inline bool is_again(const struct granule *g, uint32_t low)
{
    return slot_task(g->slot[0]) == me.id && (g->slot[0].low & ((1U << SITE_SHIFT) - 1)) == low &&
           !(g->slot[1].low | g->slot[2].low | g->slot[3].low);
}

static void granule_access(uint64_t address, uint32_t mask, uint32_t how, uint64_t pc, struct key key)
{
    struct granule *g = shadow_of(address);
    if (is_again(g, mask | how)) { /* what the loop below comes to */
        g->slot[0] = (struct slot){mask | how | core_site(pc) << SITE_SHIFT, me.tag};
        return;
    }
    struct look l = {.address = address, .mask = mask, .how = how, .pc = pc};
    bool others = false, written = how & SLOT_WRITE || me.expected;
    for (int i = 0; i < SLOTS; i++) {
        struct slot *s = &g->slot[i];
        if (s->low == SLOT_SPILL) {
            look_spills(&l, s);
            notes_met(me.id, me.tag >> 8); /* one of those many, or not: it is not looked at */
            others = true;
            continue;
        }
        if (s->low && !(s->low & mask & 0xff))
            continue;
        if (s->low && slot_task(*s) != me.id) {
            others = true;
            written = written || (s->low & SLOT_WRITE);
            if (me.task->held_count && (s->low | how) & SLOT_WRITE)
                notes_met(slot_task(*s), s->high >> 8);
        }
        look_at(&l, s);
    }
    uint32_t site = core_site(pc);
    struct slot *room = look_for_room(&l, g);
    *room = (struct slot){mask | how | site << SITE_SHIFT, me.tag};
    if (others && written)
        note_found(&l, key);
    if (!l.race.high)
        return;
    if (!core_range(address))
        lend(address);
    report_race(&l, site, key);
}

/* May others come between here? Memory that only one thread ever touched is no place to stop at. */
static bool is_place(uint64_t address, uint32_t how, const struct range *range)
{
    if (range || !(how & SLOT_PLAIN))
        return true;
    if (address - me.stack_low >= me.stack_span || *lent(address))
        return true;
    const struct granule *g = shadow_of(address);
    for (int i = 0; i < SLOTS; i++)
        if (g->slot[i].low && (g->slot[i].low == SLOT_SPILL || slot_task(g->slot[i]) != me.id))
            return true;
    return false;
}

/* An access of up to many bytes, before it is made: first a place to stop, then the check. */
void shadow_access(uint64_t address, uint64_t size, uint32_t how, uint64_t pc)
{
    struct range *range = core_range(address);
    struct key key;
    if (!range && !here.multi && !me.inside)
        copied_access(address, size, how, pc);
    if ((!range && !here.multi) || address - REGION_AT < REGION_BYTES || me.inside)
        return;
    key = core_key((const void *)address);
    guest_enter();
    if (me.left <= 0 && is_place(address, how, range)) {
        struct step step = {.key = key,
                            .address = how & SLOT_RANGE ? 0 : address,
                            .size = (uint32_t)size,
                            .does = how & SLOT_WRITE ? RACE_DOES_WRITE : RACE_DOES_READ,
                            .writes = !!(how & SLOT_WRITE)};
        step.stack = core_stack(pc);
        sched_step(&step);
    }
    /* C11 7.17.7.4: a compare-and-exchange that finds another value than it expects is only a load. Nobody comes
     * between this look and the operation. */
    if (me.expected && memcmp((const void *)address, me.expected, size) != 0)
        how &= ~(uint32_t)SLOT_WRITE;
    uint64_t end = address + size;
    if (how & SLOT_WRITE || me.expected) /* who tries to change it is one of those it is there for */
        note_change(key, address, how, pc);
    while (address < end) {
        uint64_t n = 8 - (address & 7);
        n = n > end - address ? end - address : n;
        granule_access(address, ((1U << n) - 1) << (address & 7), how, pc, key);
        address += n;
        key.at += n;
    }
    guest_leave();
    if (me.task->cancelled) /* anywhere, if it asked for that */
        task_test_call();
}

enum { RANGE_LOOKED_AT = 16 << 20 };

void shadow_range(const volatile void *p, uint64_t size, bool writes, uint64_t pc)
{
    uint64_t a = (uint64_t)p;
    if (size == 0 || !guest_on() || a - me.low >= me.span)
        return;
    if (size > RANGE_LOOKED_AT) {
        guest_limit(RACE_LIMIT_MEMORY, "a block");
        size = RANGE_LOOKED_AT;
    }
    me.left--;
    shadow_access(a, size, SLOT_PLAIN | SLOT_RANGE | (writes ? SLOT_WRITE : 0), pc);
}

/* New memory where old was: what the old was used for says nothing of the new. */
void shadow_forget(uint64_t low, uint64_t size)
{
    if (!here.multi || size == 0)
        return;
    uint64_t high = low + size, from = (low + 1023) & ~1023ULL, to = high & ~1023ULL; /* a page of shadow each */
    if (core_range(low))
        return;
    if (from + 65536 < to) {
        (void)SYS3(SYS_madvise, shadow_of(from), (to - from) * 4, MADV_DONTNEED);
    } else {
        from = to = high;
    }
    for (uint64_t a = low & ~7ULL; a < from; a += 8)
        memset(shadow_of(a), 0, sizeof(struct granule));
    for (uint64_t a = to; a < high; a += 8)
        memset(shadow_of(a), 0, sizeof(struct granule));
}

static const uint64_t addresses_end = 1ULL << 47;

static void shadow_around(void)
{
    here.low = UINT64_MAX;
    here.high = 0;
    for (uint32_t i = 0; i < here.range_count; i++) {
        here.low = here.range[i].low < here.low ? here.range[i].low : here.low;
        here.high = here.range[i].high > here.high ? here.range[i].high : here.high;
    }
    here.shared_low = here.low;
    here.shared_high = here.high;
    if (R->process_count > 1) { /* what malloc() gave lies in between, and the frame of main() at the end */
        here.high = addresses_end;
        here.low = here.data_low < here.low ? here.data_low : here.low;
        for (uint32_t i = 0; i < here.own_count; i++)
            here.low = here.own[i].low < here.low ? here.own[i].low : here.low;
    }
    me.low = here.multi ? 0 : here.low;
    me.span = here.multi ? UINT64_MAX : here.high > here.low ? here.high - here.low : 0;
}

void shadow_forked(void)
{
    shadow_around();
}

void shadow_map(uint64_t low, uint64_t bytes, uint32_t segment, uint64_t offset)
{
    bytes = (bytes + 4095) & ~4095ULL;
    if (segment == NOBODY)
        return;
    if (here.range_count >= RANGES_MAX) {
        guest_limit(RACE_LIMIT_MEMORY, "mappings");
        return;
    }
    uint64_t from = REGION_AT + R->segment[segment].shadow + offset * 4, at = (uint64_t)shadow_of(low);
    long made = SYS6(SYS_mremap, from, 0, bytes * 4, MREMAP_MAYMOVE | MREMAP_FIXED, at, 0);
    if (made != (long)at) {
        guest_limit(RACE_LIMIT_MEMORY, "shadow");
        return;
    }
    here.range[here.range_count++] = (struct range){low, low + bytes, offset, segment};
    shadow_around();
}

static void shadow_private_again(uint64_t low, uint64_t high)
{
    (void)SYS6(SYS_mmap, shadow_of(low), (high - low) * 4, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0); /* the same place: it cannot fail */
}

void shadow_unmap(uint64_t low, uint64_t bytes)
{
    sched_see_written();
    uint64_t high = low + ((bytes + 4095) & ~4095ULL);
    for (uint32_t i = 0; i < here.range_count;) {
        struct range *r = &here.range[i];
        if (r->high <= low || r->low >= high) {
            i++;
            continue;
        }
        shadow_private_again(r->low > low ? r->low : low, r->high < high ? r->high : high);
        struct range below = *r, above = *r;
        below.high = low;
        above.low = high;
        above.offset = high > r->low ? r->offset + (high - r->low) : r->offset;
        *r = here.range[--here.range_count];
        if (below.low < below.high)
            here.range[here.range_count++] = below;
        if (above.low < above.high && here.range_count < RANGES_MAX)
            here.range[here.range_count++] = above;
        else if (above.low < above.high)
            guest_limit(RACE_LIMIT_MEMORY, "mappings");
        i = 0;
    }
    for (uint32_t i = here.own_count; i > 0; i--)
        if (here.own[i - 1].high > low && here.own[i - 1].low < high)
            here.own[i - 1] = here.own[--here.own_count];
    shadow_around();
}

void shadow_own(uint64_t low, uint64_t bytes, uint32_t segment)
{
    if (here.process != 0 || segment == NOBODY || here.own_count == OWN_MAX)
        return;
    here.own[here.own_count++] = (struct range){low, low + bytes, 0, segment};
    shadow_around();
}

void shadow_everything(void)
{
    here.multi = true;
    R->process[here.process].multi = 1;
    shadow_around();
}

/* In a child of a process with threads: it begins with one thread and no history. */
void shadow_drop_private(void)
{
    (void)SYS6(SYS_mmap, SHADOW_AT, SHADOW_WINDOW * 4, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    uint32_t n = here.range_count;
    here.range_count = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct range r = here.range[i];
        shadow_map(r.low, r.high - r.low, r.segment, r.offset);
    }
}
