/* words.h -- what lies in memory where a task sleeps, whose that memory is, and who has the file lock it waits for. */
#ifndef SANDBOX_WORDS_H
#define SANDBOX_WORDS_H

#include "sandbox/cuts.h"

/* Between the two passes of a look: fills in the words of those who sleep. */
void words_read(struct cuts *cuts);

#endif
