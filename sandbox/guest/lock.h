/* lock.h -- what all locks and the like have in common. Functions leave the runtime by guest_leave() themselves. */
#ifndef SANDBOX_GUEST_LOCK_H
#define SANDBOX_GUEST_LOCK_H

#include "sandbox/guest/region.h"

/* Enters the runtime at a step: others may come first, unless it blocks, where there is nothing to decide before it is
 * free. p: where it lies; kind: enum object_kind; does: enum race_does and STEP_*. */
struct object *lock_begin(const volatile void *p, uint32_t kind, uint32_t does, uint64_t pc);
struct object *lock_begin_unless(const volatile void *p, uint32_t kind, uint32_t does, bool blocks, uint64_t pc);
void lock_decide_unless(const struct object *o, uint32_t does, bool blocks, uint64_t pc);

/* A use by this task: was it made for that, is it there, is it the only one? misuse: what to call it where it is in
 * shared memory, and not shared. */
void lock_seen(struct object *o, uint32_t misuse, bool shared, uint64_t pc);

void lock_by_hand(const volatile void *p, bool takes, uint64_t pc);
void lock_taken(struct object *o, uint64_t pc);
void lock_given(struct object *o);

/* Calls of their own: they enter the runtime, and leave it. block: enum block of who waits for it. */
void lock_init(const volatile void *p, uint32_t kind, uint64_t pc);
struct object *lock_destroy(const volatile void *p, uint32_t kind, uint32_t block, uint64_t pc);

#endif
