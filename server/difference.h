/* difference.h -- the lines in which two texts differ. */
#ifndef SERVER_DIFFERENCE_H
#define SERVER_DIFFERENCE_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdint.h>

/* As few "-" and "+" lines as there can be, in order, with the numbers of the old text's; of what is the same between
 * them at most the first two and the last two lines. *line is that of the first change. */
const char *difference(struct bytes old, struct bytes new, struct arena *arena, uint32_t *line);

#endif
