/* frames.h -- the functions that were at work when a thread was made: what lies in their frames has names. */
#ifndef SANDBOX_GUEST_FRAMES_H
#define SANDBOX_GUEST_FRAMES_H

#include "sandbox/guest/result.h"

#include <stdbool.h>
#include <stdint.h>

enum { FRAMES_MAX = 64 };

/* low <= address < high; pc: a place in the function, as the program file has it. */
struct frame {
    uint64_t low, high, pc;
    uint32_t process;
};

/* pthread_create() is called; frame: of the function that the program called for that. */
void frames_see(void *const *frame);

/* Whose local variable it is. False: nobody's who lent any. */
bool frames_name(struct race_object *o, uint64_t address, uint32_t process);

#endif
