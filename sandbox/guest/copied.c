/* copied.c -- variables of which each process has its own since fork(), and who takes them for one. */
#include "sandbox/guest/copied.h"

#include "sandbox/guest/result.h"
#include "sandbox/guest/server.h"

#include <malloc.h>

/* A child changes it, the first process looks at its own later and never changes that: so writes who takes it for one
 * variable. A counter of loops, which both change, is nothing of the kind.
 *
 * What malloc() gave and what main() keeps in its own variables serves many programs as room to work in: a child may
 * well sort its copy, or put a line together there. So of these it counts only if the child itself never looked again
 * at what it left: then that was for nobody, or for others; and only if the first process looks once it knows that the
 * child has come so far, as after wait(): who sets fd[1] to -1 in a child means the child's. And what a call put there,
 * as read() does, is no result. */

#define IN_MAIN UINT32_MAX /* a block */
enum { NOTED_MAX = 128, HOPS_MAX = 64 };

static uint64_t main_low, main_high; /* of its frame; 0: not known */

/* Up the frames to that of main(), whose variables lie between its end and what it called. */
void copied_forks(void *const *frame)
{
    const uint64_t end = server_frame() - 2 * sizeof(void *); /* where main() keeps the frame of its caller */
    uint64_t low = (uint64_t)(frame + 2), at = (uint64_t)frame[0];
    if (here.process != 0 || here.multi || low < STACK_AT) /* on a stack of its own, for signals perhaps */
        return;
    for (uint32_t i = 0; i < HOPS_MAX && at > low && at < end; i++) {
        low = at + 2 * sizeof(void *);
        at = *(uint64_t *)at; /* NOLINT: a frame's first word is the one before it */
    }
    if (at != end)
        return;
    main_low = low;
    main_high = end;
}

/* block: which that malloc() gave, IN_MAIN, or 0: all else that fork copies and programs take for one variable. */
static bool place_of(uint64_t address, struct key *key, uint32_t *block)
{
    *key = (struct key){DOMAIN_PRIVATE, address};
    *block = 0;
    if (address - here.data_low < here.data_high - here.data_low)
        return true;
    for (uint32_t i = 0; i < here.own_count; i++)
        if (address - here.own[i].low < here.own[i].high - here.own[i].low) {
            *key = (struct key){here.own[i].segment + 1, address - here.own[i].low};
            return true;
        }
    *block = address - main_low < main_high - main_low ? IN_MAIN : heap_block(address);
    return *block != 0;
}

static uint64_t *word_of(uint64_t address)
{
    return &R->copied_bits[address >> 8 & 63];
}
static uint64_t bit_of(uint64_t address)
{
    return 1ULL << (address >> 2 & 63);
}

static struct copied *find(uint64_t address, bool makes)
{
    enum { PROBES = 8 };
    for (uint64_t i = 0; i < PROBES; i++) {
        struct copied *c = &R->copied[(guest_mix(address) + i) & (COPIES_MAX - 1)];
        if (c->address == address || (makes && c->address == 0))
            return c;
        if (c->address == 0)
            return NULL;
    }
    return NULL;
}

static struct copied *make(uint64_t address, bool is_range)
{
    struct key key;
    uint32_t block;
    if (!place_of(address, &key, &block) || (block && (is_range || R->noted == NOTED_MAX)))
        return NULL;
    struct copied *c = find(address, true);
    if (!c)
        return NULL;
    R->copied_count += c->address == 0;
    R->noted += block != 0;
    *word_of(address) |= bit_of(address);
    *c = (struct copied){.address = address, .key = key, .block = block};
    return c;
}

/* A process and those that it was forked from know what it left there. */
static uint64_t looked(uint32_t process)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; process != 0 && process < PROCESSES_MAX && i < HOPS_MAX; i++) {
        bits |= 1ULL << (process & 63);
        process = R->process[process].parent;
    }
    return bits;
}

/* Did the child change it before all that comes now? */
static bool is_past(const struct copied *c)
{
    return c->tag >> 8 <= me.task->vc[c->tag & 0xff];
}

static void see(struct copied *c, uint32_t how, uint64_t pc)
{
    const bool writes = how & SLOT_WRITE;
    if (c->block && c->block != IN_MAIN && heap_block(c->address) != c->block)
        return; /* it is no longer what fork() copied */
    if (here.process == 0) {
        c->first_changes = c->first_changes || writes;
        c->first_reads = c->first_reads || (!writes && c->child_changes && (!c->block || is_past(c)));
        return;
    }
    c->unread = writes ? c->unread | 1ULL << (here.process & 63) : c->unread & ~looked(here.process);
    if (!writes || c->child_changes || (c->block && how & SLOT_RANGE))
        return;
    guest_enter();
    c->child_changes = true;
    c->person = me.task->person;
    c->tag = me.tag;
    c->site = core_site(pc);
    guest_leave();
}

void copied_access(uint64_t address, uint64_t size, uint32_t how, uint64_t pc)
{
    const bool is_range = how & SLOT_RANGE;
    if (R->process_count < 2)
        return;
    struct copied *c = *word_of(address) & bit_of(address) ? find(address, false) : NULL;
    me.left += address >= STACK_AT; /* that is no step of a schedule */
    if (!c && how & SLOT_WRITE)
        c = make(address, is_range);
    if (c)
        see(c, how, pc);
    for (uint32_t i = 0; is_range && R->copied_count > 0 && i < COPIES_MAX; i++)
        if (R->copied[i].address - address - 1 < size - 1)
            see(&R->copied[i], how, pc);
}

void copied_given_back(void *p)
{
    if (p && here.process != 0 && !here.multi && guest_on())
        copied_access((uint64_t)p, malloc_usable_size(p), SLOT_PLAIN | SLOT_RANGE, 0);
}

static bool is_told(const struct copied *c)
{
    return c->child_changes && c->first_reads && !c->first_changes && (!c->block || c->unread);
}

/* The order of the table is that of hashes, and another one whenever the runtime grows. */
const struct copied *copied_after(uint64_t address)
{
    const struct copied *next = NULL;
    for (uint32_t i = 0; i < COPIES_MAX; i++) {
        const struct copied *c = &R->copied[i];
        if (c->address > address && is_told(c) && (!next || c->address < next->address))
            next = c;
    }
    return next;
}
