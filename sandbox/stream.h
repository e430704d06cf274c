/* stream.h -- the writing end of a run's events: numbered, bounded, never blocking the supervisor. */
#ifndef SANDBOX_STREAM_H
#define SANDBOX_STREAM_H

#include "sandbox/base/err.h"
#include "sandbox/event.h"
#include "sandbox/observe/waits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Events wait in memory until the reader takes them: a slow reader costs us memory (EVENTS_MAX events at most), never
 * the control over a running program. */
struct stream {
    int fd; /* -1: nobody is to hear of it */
    uint64_t begin_ns;
    uint32_t next;        /* number of the next event */
    uint64_t lost;        /* events that did not fit */
    uint32_t signals;     /* EV_SIGNAL so far: they have a share of their own, as a program can make millions */
    struct event *events; /* waiting to be written; sent bytes of the first are gone already */
    size_t count, capacity, sent;
    uint64_t due_ns;    /* when those that wait are to be written; UINT64_MAX: there are none, or the reader is slow */
    bool is_slow;       /* the reader did not take all */
    struct waits *rest; /* folds all that is said, too; NULL: nobody asks */
    bool is_rest_stuck; /* what the first process left behind will never move again */
};

/* Starts the stream of a new run on the non-blocking fd. */
void stream_begin(struct stream *stream, int fd);

/* Appends an event about no task, or about a task; args beyond those given are 0, text may be NULL and is cut to fit.
 * Bytes of it that are no printable ASCII become '?': a program may be named anything. Beyond the maximum ordinary
 * events are only counted; those that end a run always fit. */
void stream_add(struct stream *stream, enum event_kind kind, uint32_t task, uint32_t process,
                const int64_t arg[EVENT_ARGS], const char *text);
#define ARGS(...) ((const int64_t[EVENT_ARGS]){__VA_ARGS__})

/* Would so many ordinary events all fit? */
bool stream_has_room(const struct stream *stream, size_t events);

/* Writes what the reader takes now, if it is due or at_once. To wake the reader for each event would cost the program
 * more than most of what is said: only what somebody may act upon is due as it is said. False when the reader is gone.
 */
bool stream_flush(struct stream *stream, bool at_once);

/* Writes all, waiting for the reader; gives up (false) when the reader, or the writer of control_fd, is gone. */
bool stream_end(struct stream *stream, int control_fd);

#endif
