/* tape.h -- what the walls answered while one submission was graded: judged again without running anything. */
#ifndef SERVER_TAPE_H
#define SERVER_TAPE_H

#include "rubrics/digest.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/event.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A tape is the evidence of a grade in its rawest form: for each run that went through a box (unpacking, the compiler,
 * the program, readers of its stacks) the events and the bytes that came out, under the digest of all that went in.
 * Everything said of a submission is a fold over these, so the pipeline with a tape in its box says again what it said
 * then, and whatever the folds have learned since. A job that is not on the tape was never run: nothing is guessed. */
struct tape;

enum tape_mode {
    TAPE_RECORD, /* everything is run, and goes onto the tape */
    TAPE_REPLAY, /* nothing is run: what is not on the tape is ERR_ABSENT */
    TAPE_REUSE,  /* what is on the tape is not run; what is not is run and goes onto it */
};

enum { TAPE_BYTES_MAX = 16 * 1024 * 1024 }; /* of all runs; one that does not fit any more is left out */

/* One run as it came out of the walls. blobs: stdout, stderr, side file, then one for each file of the spec in its
 * order, empty but for those that came out; and last the names of these (PLACE_OUT), each with a newline behind it. */
struct tape_run {
    char digest[65]; /* of what went in */
    const struct event *events; /* as on the wire, EV_BEGIN to EV_END */
    size_t event_count;
    const struct bytes *blobs;
    size_t blob_count;
};

/* Of a job: its spec but for the least isolation and the files that come out, which it has last, and the bytes of those
 * that go in, in order, stdin first. To take more files out of a run changes nothing in it. */
void tape_digest(const struct spec *spec, const struct bytes *inputs, size_t input_count, char out[static 65]);

/* An empty tape. Lives, with all it is told, in the arena. */
struct tape *tape_make(struct arena *arena);

/* The next run of this job out of which these files came, or more: the first call gives the first one that was
 * recorded, the second the second. NULL: there are no more. */
const struct tape_run *tape_next(struct tape *tape, const char digest[static 65], struct bytes outs);

/* The names of the files that came out of a run. */
struct bytes tape_outs(const struct tape_run *run);

/* Copies the run onto the end. One that would make the tape larger than TAPE_BYTES_MAX is left out. */
void tape_add(struct tape *tape, const struct tape_run *run);

/* As bytes, for the store. Only the same version reads them: facts mean what the program that wrote them meant. */
struct bytes tape_write(const struct tape *tape, struct arena *arena);
/* ERR_INPUT: not a tape, or one of another version. The events are checked when they are replayed. */
bool tape_read(struct bytes data, struct arena *arena, struct tape **out, struct err *e);

#endif
