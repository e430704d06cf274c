/* copied.h -- variables of which each process has its own since fork(), and who takes them for one. */
#ifndef SANDBOX_GUEST_COPIED_H
#define SANDBOX_GUEST_COPIED_H

#include "sandbox/guest/region.h"

/* An access to private memory of a process with one thread. how: bits of SLOT_*. */
void copied_access(uint64_t address, uint64_t size, uint32_t how, uint64_t pc);

/* free() or realloc() is: who gives it back had no need of anybody else to see it. */
void copied_given_back(void *p);

/* fork() is called next; frame: of the function that the program called for that. */
void copied_forks(void *const *frame);

/* After the schedule: the first one that lies behind this address; NULL: there is none. */
const struct copied *copied_after(uint64_t address);

#endif
