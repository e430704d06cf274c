/* box.h -- runs bothends-sandbox as a child: spec out, events in, stop byte. */
#ifndef SERVER_BOX_H
#define SERVER_BOX_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/event.h"
#include "sandbox/report.h"
#include "sandbox/spec.h"
#include "server/tape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A box is one slot of a bothends-sandbox process: runs go through it one after another. One thread, one box. */
struct box;

struct box_options {
    const char *sandbox; /* path of bothends-sandbox */
    int broker;          /* socket to a broker that starts slots for a process without root, or -1 to start our own */
    enum isolation least;
    bool exactly; /* that level, not a better one; means nothing to a broker */
    uint32_t grace_ms; /* beyond the wall limit, after which a silent sandbox is given up; 0: 120 s */
};

/* No slot is started before the first run. *out is the caller's, ended by box_close. */
bool box_open(struct box **out, const struct box_options *options, struct err *e);

/* Ends the slot with everything in it, waits for it, frees the box. NULL is fine. */
void box_close(struct box *box);

struct box_file {
    enum spec_place place;
    uint32_t mode; /* PLACE_WORK, PLACE_BOX */
    const char *name;
    struct bytes data;  /* PLACE_WORK, PLACE_BOX */
    uint32_t bytes_max; /* PLACE_OUT */
};

struct box_job {
    enum spec_policy policy;
    struct limits limits;
    enum spec_trace trace;
    const char *const *args; /* NULL at the end; args[0] absolute inside, e.g. "/box/main" */
    struct bytes input;      /* stdin */
    const struct box_file *files;
    size_t file_count;
    /* Called for each event once it is in the log, and with NULL at least once a second; may be NULL. Returning
     * false makes the box write the stop byte (once). */
    bool (*on_event)(void *context, const struct event *ev);
    void *context;
};

/* Runs one job; blocks. The report and all it points to live in the arena. False is always our fault (ERR_SYSTEM),
 * except ERR_INPUT and ERR_LIMIT for a job that no spec can hold. After a failure the next run starts a new slot. */
bool box_run(struct box *box, const struct box_job *job, struct arena *arena, struct report *out, struct err *e);

/* From now on runs are recorded on the tape, or answered from it (see enum tape_mode); NULL: no more. A job that would
 * have to be run and may not (TAPE_REPLAY) is ERR_ABSENT. The tape is borrowed. */
void box_tape(struct box *box, struct tape *tape, enum tape_mode mode);

/* What such an error begins with when the sandbox itself said why it will not run (a wall that cannot be built). */
extern const char box_refusal[];

#endif
