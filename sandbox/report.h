/* report.h -- how a run ended: a pure fold over its events. */
#ifndef SANDBOX_REPORT_H
#define SANDBOX_REPORT_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/event.h"
#include "sandbox/observe/timeline.h"
#include "sandbox/observe/fds.h"
#include "sandbox/observe/waits.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names as in contract.md, in this order. */
#define OUTCOMES(X)                                                                                            \
    X(EXITED, "exited") X(SIGNALED, "signaled") X(DEADLOCK, "deadlock") X(CPU_LIMIT, "cpu_limit")              \
    X(WALL_LIMIT, "wall_limit") X(MEMORY_LIMIT, "memory_limit") X(PROCESS_LIMIT, "process_limit")              \
    X(OUTPUT_LIMIT, "output_limit") X(FORBIDDEN_CALL, "forbidden_call")

enum outcome {
#define OUTCOME(name, text) OUTCOME_##name,
    OUTCOMES(OUTCOME)
#undef OUTCOME
    OUTCOME_COUNT
};
const char *outcome_name(enum outcome outcome);

enum ended_by { ENDED_ITSELF, ENDED_BY_SIGNAL, ENDED_BY_GRADER, ENDED_NOT /* the log does not say */ };

/* A process, named by fork order: "parent", "child 1", "child 2", a child's child "child 2.1". */
struct report_no_exec { /* the last exec of a process, if that failed */
    const char *program; /* what it was to run; NULL: it did not */
    int error;           /* why not */
    struct waits_stack at;
};

struct report_process {
    const char *name;
    int parent;    /* index in processes, -1 for the first */
    int exit_code; /* -1: none */
    int signal;    /* 0: none */
    enum ended_by ended_by;
    uint32_t id;      /* as in events */
    uint32_t threads; /* tasks it ever had, at least 1 */
    const char *program; /* what it last exec'ed, "" if nothing since its fork */
    struct waits_stack hit_at; /* where it was as the last signal hit it, if that was a crash; size 0: not known */
    struct report_no_exec no_exec;
    const char *echo; /* begins the text that waited in the buffer of stdout as it was forked, and that it has written;
                         NULL: it did not */
};

struct report_stream {
    struct bytes data; /* what was kept */
    uint64_t bytes;    /* what was written */
    bool truncated;
};

struct report_file { /* one for each PLACE_OUT of the spec, in its order */
    const char *name;
    enum file_fate fate;
    struct bytes data;
};

/* Where a saved stack was in the user's own sources, and what it called there. */
struct report_place {
    uint32_t stack; /* offset in the side file */
    const char *file;
    uint32_t line;
    const char *function;
    const char *called; /* "sem_wait"; "" if not known */
    const char *variable; /* what that was given: "first", "forks[2]", to pipe() "fd[0]"; NULL or "" if not known */
    const char *owner; /* the function whose own variable that is; "" of one outside; NULL: not known */
    uint64_t way; /* equal for stacks that came here through the same lines of the user's */
};

/* The one place at which the functions that a saved stack stands in lock this variable. */
struct report_taken {
    uint32_t stack;
    const char *variable, *file;
    uint32_t line;
};

/* All pointers live in the arena given to report_begin. */
struct report {
    enum outcome outcome;
    int exit_code; /* of the first process; -1: none */
    int signal;    /* that ended the first process; 0: none */
    uint64_t wall_ns, cpu_ns, peak_memory_kib;
    struct limits limits;
    struct report_stream out, err; /* data filled in by the reader after the fold */
    struct report_process *processes;
    size_t process_count;
    struct report_file *files;
    size_t file_count;
    const char *forbidden_call; /* name of the syscall, NULL if none */
    enum isolation isolation;
    uint32_t layers;     /* bits of enum layer */
    uint64_t lost_events;
    struct bytes side; /* struct stack_record at the offsets of EV_STACK; filled in by the reader */
    struct waits_deadlock deadlock; /* outcome is OUTCOME_DEADLOCK when it is proved; filled in by the reader */
    struct fds_ledger ledger; /* of descriptors */
    const struct report_place *places; /* of the stacks that the deadlock speaks of, as far as they are known */
    size_t place_count;
    const struct report_taken *taken; /* locks, as far as it is known where */
    size_t taken_count;
    struct timeline timeline;
};

/* The fold. begin once, see for each event in order, end after the last. report_end is false (ERR_SYSTEM, with the
 * sandbox's own words) when the run broke or its stream stopped short: our fault, and no report. */
struct report_fold;
struct report_fold *report_begin(struct arena *arena, const struct spec *spec);
void report_see(struct report_fold *fold, const struct event *ev);
bool report_end(struct report_fold *fold, struct report *out, struct err *e);

#endif
