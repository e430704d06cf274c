/* pump.c -- what the program writes to stdout or stderr, into a memory file, up to a cap. */
#include "sandbox/pump.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    PIECE = 16384,
    PIECES = 4, /* a call: both streams, the tracer and the limits take turns */
    PIPE_BYTES_MAX = 1 << 20,
};

bool pump_pipe(struct pump *pump, const struct ids *ids, int *to, struct err *e)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return err_set(e, ERR_SYSTEM, "pipe: %s", strerror(errno));
    pump->from = ends[0];
    *to = ends[1];
    if (fcntl(pump->from, F_SETFL, O_NONBLOCK) < 0 || fchown(*to, ids->uid, ids->gid) < 0)
        return err_set(e, ERR_SYSTEM, "pipe: %s", strerror(errno));
    return true;
}

/* Moves one piece; *n is what read said. */
static bool move_piece(struct pump *pump, ssize_t *n)
{
    char piece[PIECE];
    *n = read(pump->from, piece, sizeof piece);
    if (*n == 0)
        fd_close(&pump->from);
    if (*n <= 0)
        return true; /* empty for now, or for ever */
    pump->bytes += (uint64_t)*n;
    uint64_t kept = pump->bytes < pump->cap ? pump->bytes : pump->cap;
    size_t keep = (size_t)(kept - pump->kept);
    if (pwrite(pump->to, piece, keep, (off_t)pump->kept) != (ssize_t)keep)
        return false;
    pump->kept = kept;
    return true;
}

bool pump_move(struct pump *pump)
{
    ssize_t n = PIECE;
    for (int i = 0; i < PIECES && n == PIECE && pump->from >= 0; i++)
        if (!move_piece(pump, &n))
            return false;
    return true;
}

bool pump_drain(struct pump *pump)
{
    ssize_t n = 1;
    for (int i = 0; i < PIPE_BYTES_MAX / PIECE && n > 0 && pump->from >= 0; i++)
        if (!move_piece(pump, &n))
            return false;
    return true;
}

bool pump_is_over(const struct pump *pump)
{
    return pump->bytes > pump->cap;
}
