/* worker.h -- one worker: takes a submission, has it graded, writes the grade, again and again; or a task. */
#ifndef SERVER_WORKER_H
#define SERVER_WORKER_H

#include "server/bell.h"
#include "server/box.h"
#include "server/pipeline.h"
#include "server/store.h"

#include <stdbool.h>
#include <stdint.h>

struct worker {
    const char *name; /* unique among all workers of the store */
    struct store *store;
    struct box *box;
    int broker; /* its socket, when the box has one; -1: none */
    struct bells bells;
    /* pipeline_grade, but for tests */
    bool (*grade)(struct box *box, const struct pipeline_job *job, struct arena *arena, struct grade *out,
                  struct err *e);
    /* tasks_do, but for tests */
    bool (*task)(struct store *store, struct box *box, const struct store_task *task,
                 bool (*progress)(void *context, const char *what), void *context, struct arena *arena,
                 struct bytes *result, struct err *e);
    int stop;          /* becomes readable when the worker shall end: a signalfd, or a test's eventfd */
    int64_t lease_ms;  /* 30000 */
    uint64_t grace_ms; /* how long the job in hand may go on after stop */
};

/* Works until stop. False: the store cannot be asked any more, or the broker is gone (its job counts no attempt). The
 * job in hand at stop is finished within grace_ms, or given back without counting as an attempt. */
bool worker_run(struct worker *worker, struct err *e);

#endif
