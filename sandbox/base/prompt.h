/* prompt.h -- who sleeps most of the time, and does little when awake, need not wait for those who compute. */
#ifndef SANDBOX_BASE_PROMPT_H
#define SANDBOX_BASE_PROMPT_H

#include <stdbool.h>

/* From now on the calling thread, woken, comes before whoever has a longer slice of the CPU, often 4 ms; its share of
 * the CPU stays as it was. is_inherited: the same for threads and processes that it makes. Only speed depends on it:
 * kernels before Linux 6.12 pay no heed, and a refusal is none of the caller's business. */
void prompt_me(bool is_inherited);

#endif
