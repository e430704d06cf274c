/* pump.h -- what the program writes to stdout or stderr, into a memory file, up to a cap. */
#ifndef SANDBOX_PUMP_H
#define SANDBOX_PUMP_H

#include "sandbox/base/err.h"
#include "sandbox/walls/ids.h"

#include <stdbool.h>
#include <stdint.h>

struct pump {
    int from;       /* reading end of the pipe, non-blocking; -1 after its EOF */
    int to;         /* the reader's memory file */
    uint64_t bytes; /* taken out of the pipe */
    uint64_t kept;  /* written to the memory file, at its begin: its own position stays at 0 */
    uint64_t cap;   /* kept at most */
};

/* Makes the pipe; *to is its writing end. The program may also open it by name (/dev/stdout), so it is its user's. */
bool pump_pipe(struct pump *pump, const struct ids *ids, int *to, struct err *e);

/* Moves what is in the pipe now, at most some 64 KiB a call. False with errno set when the memory file could not be
 * written: our fault. */
bool pump_move(struct pump *pump);

/* After everything is dead: moves the rest, at most what a pipe can hold. */
bool pump_drain(struct pump *pump);

bool pump_is_over(const struct pump *pump);

#endif
