/* heap.h -- what malloc() and its like gave, and who asked. */
#ifndef SANDBOX_GUEST_HEAP_H
#define SANDBOX_GUEST_HEAP_H

#include <stddef.h>
#include <stdint.h>

enum {
    ALLOCATED_MAX = 4096, /* a power of 2: of more the oldest are forgotten */
    ALLOCATED_FRAMES = 3, /* who asked, in a helper of a helper at most */
};
struct allocated {
    uint64_t low;
    uint32_t size, process, count;
    uint64_t pc[ALLOCATED_FRAMES]; /* of the program, from the inside; 0 after the first count */
};

void heap_made(const void *p, size_t size, uint64_t pc);

/* Which of those that the first process asked for has this address in this process, from 1 on; 0: none, or it has
 * another there by now. */
uint32_t heap_block(uint64_t address);
void heap_forked(void); /* in the child */

/* An object of the heap that is only an address yet: what it is a part of, and where that was made, if it is known. */
struct race_object;
void heap_name(struct race_object *o, uint32_t process);

#endif
