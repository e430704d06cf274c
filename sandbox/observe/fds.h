/* fds.h -- the ledger of descriptors: who got each from where, whether he used it, and how he gave it back. */
#ifndef SANDBOX_OBSERVE_FDS_H
#define SANDBOX_OBSERVE_FDS_H

#include "sandbox/base/arena.h"
#include "sandbox/event.h"
#include "sandbox/observe/waits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pure fold over a run's events, with one row for each descriptor that a process ever had; a number used again is a
 * new row. The sandbox folds, too, as it goes: what it need not watch any more, the ledger says. */

enum fds_end {
    FDS_NO_END, /* no pipe, FIFO or socket pair that the program made */
    FDS_READ,
    FDS_WRITE,
    FDS_BOTH /* of a socket pair, or a FIFO opened for both */
};

enum fds_from { FDS_FROM_START, FDS_FROM_PIPE, FDS_FROM_OPEN, FDS_FROM_DUP, FDS_FROM_FORK, FDS_FROM_RIGHTS };
const char *fds_from_name(enum fds_from from); /* "start", "pipe", "open", "dup", "fork", "scm_rights" */

enum fds_closed {
    FDS_OPEN, /* never: the process ended with it */
    FDS_BY_CLOSE,
    FDS_BY_DUP2,
    FDS_BY_EXEC, /* close-on-exec */
};

struct fds_row {
    uint32_t process; /* id as in events */
    int fd;
    enum fds_end end;
    enum fd_kind kind;
    size_t object; /* index in objects; of no meaning without an end */
    enum fds_from from;
    int from_fd;     /* FDS_FROM_DUP: what it is a copy of; else -1 */
    bool used;       /* read from or written to by the process, or waited on, as far as the kernel let us see */
    bool unseen;     /* not used as long as anybody looked, and nobody did to its end: it may have been used later */
    bool is_stream;  /* 0, 1 or 2, and not put there by a pipe() of its own: a program's stdin, stdout, stderr */
    bool is_foreign; /* the process ended as another program than the first of the run */
    bool is_judged;  /* what the process holds is the doing of the program's own code, or of what that executed */
    enum fds_closed closed;
    const char *name; /* what was opened, "" if not known */
    struct waits_stack made_at, closed_at;
    struct waits_stack asked_at; /* of an end: where it, or what a fork() copied it from, became a stream, perhaps */
    uint64_t unsent;             /* bytes in the buffer of its stream, as the run was ended */
    uint64_t made_ns, closed_ns; /* since the run began; closed_ns 0: never closed, or nobody saw when */
};

struct fds_object { /* in order of creation */
    enum fd_kind kind;
    int64_t id, second_id; /* of a socket pair's other socket; else 0 */
    uint32_t number;       /* among those of its kind, from 1 */
    struct waits_stack made_at;
};

enum fds_fault_kind { FDS_DOUBLE_CLOSE, FDS_BAD_CLOSE, FDS_BAD_CALL, FDS_BROKEN, FDS_REFUSED /* a fork */ };

struct fds_fault {
    enum fds_fault_kind kind;
    uint32_t process;
    int fd;
    int64_t row;      /* of the last descriptor that had that number; -1: there was none */
    int64_t before;   /* there was none, but who forked the process, or one before that, had had this one and closed
                         it (index + 1); else 0 */
    bool is_open;     /* it is open, and the call asks for what it cannot do */
    const char *call; /* "close", "write" */
    struct waits_stack at;
    const char *failed; /* the last call of the process, or before it was forked, that was to make a descriptor and
                           could not; NULL: none */
    int error;          /* why it could not */
    struct waits_stack failed_at;
    size_t first_close,
        close_count; /* FDS_DOUBLE_CLOSE, FDS_BAD_CLOSE: of closes, if it may be one of a sweep; else 0 */
};

/* One of a series of calls of close(), each of a higher number than the one before, or each of a lower one. If it is a
 * loop that makes them, and not only of numbers that the program had, it closes whatever may be open, and knows that
 * most of it is not: a sweep is no mistake. Which it is, the calls' lines say. */
enum { FDS_SWEEP_MIN = 4 }; /* calls */
struct fds_close {
    bool never_open; /* neither the process nor who forked it can have had that number */
    struct waits_stack at;
};

/* A child that its parent had not waited for when it ended. Who is faster is chance, so that what is left is the same
 * whether the child had ended a little before that or ends a little later. */
enum fds_left {
    FDS_LEFT,       /* it was the parent's to wait for */
    FDS_GIVEN_AWAY, /* the parent, not the first process, ended at once after it forked */
    FDS_TAKEN_OVER, /* it was forked by another, who had ended: parent is who took it over (a subreaper) */
    FDS_OUTLIVED,   /* it went on for long when the first process had ended, and then ended, too */
};
struct fds_child {
    uint32_t process, parent;
    enum fds_left left;
};

struct fds_ledger {
    bool is_whole; /* no event was lost, no table overflowed */
    const struct fds_object *objects;
    size_t object_count;
    const struct fds_row *rows; /* in order of making */
    size_t row_count;
    const struct fds_fault *faults; /* each once for its process, kind and fd, and whether that was open */
    size_t fault_count;
    const struct fds_close *closes; /* of all series that may be sweeps */
    size_t close_count;
    const struct fds_child *children; /* in order of birth */
    size_t child_count;
    const struct waits_fork *forks; /* where each process but the first was made, in order of birth */
    size_t fork_count;
};

struct fds;
struct fds *fds_begin(struct arena *arena);
void fds_see(struct fds *fds, const struct event *ev);
void fds_end(struct fds *fds, struct fds_ledger *out);

/* --- what may be asked as it goes --- */

bool fds_is_open(const struct fds *fds, uint32_t process, int fd);
/* Has the process an end there that it may so use? *is_new: and it never did so far. */
bool fds_may_use(const struct fds *fds, uint32_t process, int fd, bool writes, bool *is_new);
/* Is it an end to read from, of which nobody said yet that the process came to the end of what there is? */
bool fds_may_end(const struct fds *fds, uint32_t process, int fd);
/* Is it an end, of which it may still be told that it becomes a stream? */
bool fds_may_be_stream(const struct fds *fds, uint32_t process, int fd);
/* Has it an end that it has not used so far, and at whose use somebody still looks? is_far: one of a pipe that it uses
 * in no other way. */
bool fds_has_unused(const struct fds *fds, uint32_t process, bool is_far);
/* Has it any end at all? */
bool fds_has_ends(const struct fds *fds, uint32_t process);
/* Does it close one number after the other, so many that were never open that nobody will ask where? */
bool fds_is_sweeping(const struct fds *fds, uint32_t process);
bool fds_is_foreign(const struct fds *fds, uint32_t process);
/* Was any pipe, FIFO or socket pair made so far? */
bool fds_has_objects(const struct fds *fds);

#endif
