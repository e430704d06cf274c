/* notes.c -- what is right, but stronger than it need be, or only by this machine's grace, or only looks wrong. */
#include "sandbox/guest/server.h"

#include "sandbox/guest/result.h"

#include <string.h>

/* Each is told only if a schedule showed all of it, and none showed the contrary.
 *
 * TOO STRONG. Several took one lock, each once, made all their changes under it, many of them, and gave it back: nobody
 * worked while another did. Need that be? Not if all changed but one place, again and again, or if nobody touched what
 * another changed. Where several places belong together (a sort, a transfer), nothing is said.
 *
 * ONLY ON x86. A task loaded a flag again and again until it changed, and then loads what the flag's writer had written
 * before: no release and acquire order the two (C11 5.1.2.4), so it may find what was there before. It never does where
 * stores become visible in their order (Sewell et al. 2010, x86-TSO).
 *
 * BENIGN. Relaxed additions to what nobody reads before they have ended; a look without the lock at something atomic
 * that is changed under the lock only. */

enum { CHANGES_MANY = 8, NOTES_MAX = 64 };

/* --- in the program ----------------------------------------------------------------------------------------------- */

static struct worker *worker_of(uint32_t person)
{
    return &R->worker[person % WORKERS_MAX]; /* of more people than that nothing is told */
}

void notes_taken(const struct object *o, uint64_t pc)
{
    struct worker *w = worker_of(me.task->person);
    const uint32_t lock = (uint32_t)(o - R->object) + 1;
    w->mixed = w->mixed || o->kind == OBJECT_RWLOCK || (w->lock && w->lock != lock);
    w->lock = lock;
    w->takes++;
    if (w->takes == 1)
        w->stack = core_stack(pc);
}

void notes_given(const struct object *o)
{
    struct worker *w = worker_of(me.task->person);
    w->gives += w->lock == (uint32_t)(o - R->object) + 1;
}

void notes_changed(uint64_t address)
{
    struct worker *w = worker_of(me.task->person);
    if (address - me.stack_low < me.stack_span)
        return;
    w->changes++;
    w->mixed = w->mixed || me.task->held_count != 1 || w->lock != me.task->held[0] + 1U || w->takes != 1;
}

/* Here is what somebody else used, at that clock. */
void notes_met(uint32_t slot, uint32_t clock)
{
    struct worker *other = worker_of(core_person(slot, clock));
    if (other->changes > 0)
        other->met = worker_of(me.task->person)->met = true;
}

static struct stored *stored_at(struct key key)
{
    return &R->stored[guest_mix(key.domain * 0x9e3779b97f4a7c15ULL ^ key.at) % STORED_MAX];
}

static bool same_key(struct key a, struct key b)
{
    return a.domain == b.domain && a.at == b.at;
}

/* Has nobody else stored anything, and will nobody before he is born, who then knows of all that was done? */
static bool is_alone(void)
{
    return R->stores == 0 && !shadow_others_live();
}

void notes_stored(struct key key)
{
    if (is_alone())
        return;
    *stored_at(key) = (struct stored){key, me.task->person, me.id, me.tag >> 8, ++R->stores};
}

/* The last store to it, if somebody else made it. */
static const struct stored *stored_by_other(struct key key)
{
    const struct stored *s = stored_at(key);
    return s->nth && same_key(s->at, key) && s->person != me.task->person ? s : NULL;
}

static void see_order(struct key key, uint64_t value, uint64_t pc)
{
    const struct stored *s = stored_by_other(key);
    const bool again = same_key(key, me.spin.at) && pc == me.spin.pc;
    if (again && value != me.spin.value && me.spin.times > 0)
        me.waited = s ? *s : (struct stored){0};
    else if (me.waited.nth && s && s->person == me.waited.person && s->nth < me.waited.nth &&
             s->clock > me.task->vc[s->slot])
        core_misuse(RACE_ONLY_ON_X86, core_object(me.waited.at, OBJECT_ATOMIC), pc);
    me.spin.times = again && value == me.spin.value ? me.spin.times + 1 : 0;
    me.spin.at = key;
    me.spin.pc = pc;
    me.spin.value = value;
}

/* Before an acquire load joins the clock of who stored: so what it orders is not yet in place for itself. */
void notes_loaded(const volatile void *p, uint64_t value, bool acquires, uint64_t pc)
{
    if (is_alone())
        return;
    const struct key key = core_key(p);
    struct guard *g = shadow_guard(key);
    see_order(key, value, pc);
    if (!g || !shadow_others_live())
        return;
    g->strict = true;
    if (acquires && me.task->held_count == 0 && g->count > 0 && !g->peek_site) {
        g->peek_site = core_site(pc);
        g->peek_person = me.task->person;
    }
}

/* --- in the server ------------------------------------------------------------------------------------------------ */

static struct note {
    struct race_misuse row;
    bool seen, broken;
} notes[NOTES_MAX];
static uint32_t note_count;

static struct note *note_of(uint32_t kind, uint32_t object)
{
    for (uint32_t i = 0; i < note_count; i++)
        if (notes[i].row.kind == kind && notes[i].row.object == object)
            return &notes[i];
    if (note_count == NOTES_MAX || object == RACE_NONE)
        return NULL; /* a note too few */
    notes[note_count].row = (struct race_misuse){.kind = kind, .object = object};
    return &notes[note_count++];
}

static void note_says(struct note *n, bool seen, bool broken, uint32_t person, uint32_t stack, uint64_t seed)
{
    if (!n)
        return;
    n->broken = n->broken || broken;
    if (!seen)
        return;
    n->row.count++;
    if (n->seen)
        return;
    n->seen = true;
    n->row.seed = seed;
    n->row.stack = collect_stack(stack);
    collect_person(person, &n->row.process, &n->row.thread);
}

static bool is_under(const struct guard *g, uint32_t lock)
{
    for (uint32_t i = 0; i < g->count && i < HELD_MAX; i++)
        if (g->object[i] + 1U == lock)
            return true;
    return false;
}

static void see_lock(uint32_t lock, uint64_t seed)
{
    uint32_t workers = 0, busy = 0, met = 0, first = NOBODY, places = 0;
    bool broken = R->person_count > WORKERS_MAX;
    for (uint32_t i = 0; i < R->person_count && i < WORKERS_MAX; i++) {
        const struct worker *w = &R->worker[i];
        if (w->lock != lock)
            continue;
        broken = broken || w->mixed || w->takes != 1 || w->gives != 1 || w->changes == 0;
        first = first == NOBODY ? i : first;
        workers++;
        busy += w->changes >= CHANGES_MANY;
        met += w->met;
    }
    if (workers < 2 && !broken)
        return;
    for (uint32_t i = 0; i < GUARDS_MAX; i++)
        places += is_under(&R->guard[i], lock);
    note_says(note_of(RACE_TOO_STRONG, collect_object(R->object[(lock - 1) & (OBJECTS_MAX - 1)].key, 0)),
              busy == workers && (places == 1 || met == 0), broken, first, R->worker[first % WORKERS_MAX].stack, seed);
}

static void see_place(const struct guard *g, uint64_t seed)
{
    const bool several = g->people & (g->people - 1);
    const struct site *relaxed = &R->site[g->site % SITES_MAX], *peek = &R->site[g->peek_site % SITES_MAX];
    if (g->plain || (!several && !g->peek_site))
        return;
    const uint32_t object = collect_object(g->at, g->at.at);
    if (several)
        note_says(note_of(RACE_RELAXED_ENOUGH, object), !g->strict, g->strict, g->person, relaxed->stack, seed);
    note_says(note_of(RACE_LOOKS_WITHOUT, object), g->peek_site && g->count > 0, g->count == 0, g->peek_person,
              peek->stack, seed);
}

void notes_schedule(uint64_t seed)
{
    for (uint32_t i = 0; i < R->person_count && i < WORKERS_MAX; i++) {
        bool told = R->worker[i].lock == 0;
        for (uint32_t k = 0; k < i && !told; k++)
            told = R->worker[k].lock == R->worker[i].lock;
        if (!told)
            see_lock(R->worker[i].lock, seed);
    }
    for (uint32_t i = 0; R->stores && i < GUARDS_MAX; i++)
        if (R->guard[i].at.domain)
            see_place(&R->guard[i], seed);
}

void notes_tell(void)
{
    for (uint32_t i = 0; i < note_count; i++)
        if (notes[i].seen && !notes[i].broken)
            collect_note(&notes[i].row);
}
