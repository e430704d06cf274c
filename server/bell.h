/* bell.h -- wakes the other processes of this service. */
#ifndef SERVER_BELL_H
#define SERVER_BELL_H

#include "sandbox/base/err.h"

#include <stdbool.h>

/* Eventfds shared by the processes of one `bothends serve`. A bell only saves waiting: whoever listens also looks by
 * itself once a second, so a missed ring costs time and never a job. -1: there is no such bell (a worker elsewhere). */
struct bells {
    int work;    /* rung once for each queued submission; a worker takes one ring */
    int done;    /* a submission moved; the HTTP process takes all rings */
    int deliver; /* the outbox has something new; the deliverer takes all rings */
};

bool bells_make(struct bells *out, struct err *e);
/* Bells inherited through exec, from the environment (BOTHENDS_BELLS=work,done,deliver); all -1 when there are none. */
void bells_import(struct bells *out);
/* Lets a child about to be exec'ed inherit them. */
bool bells_export(const struct bells *bells, struct err *e);
void bell_ring(int bell);
/* Takes a ring without waiting; poll() the fd for POLLIN to wait. */
bool bell_take(int bell);

#endif
