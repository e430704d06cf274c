/* timeline.h -- what each process did and when: the steps that a picture of a run is drawn from. */
#ifndef SANDBOX_OBSERVE_TIMELINE_H
#define SANDBOX_OBSERVE_TIMELINE_H

#include "sandbox/base/arena.h"
#include "sandbox/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pure fold over a run's events. Steps are in the order of the events, which is the order in which the kernel told of
 * them: where the program leaves no choice, it is the same in every run. */

enum { TIMELINE_STEPS_MAX = 2000, TIMELINE_ENDS_MAX = 1000 };

/*     kind              in documents  what the step's other fields say                            */
#define TIMELINE_KINDS(X)                                                                          \
    X(FORK, "fork")     /* code: id of the new process                                          */ \
    X(THREAD, "thread") /* code: number of the new thread within its process                    */ \
    X(EXEC, "exec")     /* text: name of the program                                            */ \
    X(PIPE, "pipe")     /* object, fd: of the read end, code: fd of the write end               */ \
    X(DUP, "dup")       /* object, writes, fd: of the old one, code: fd of the new one          */ \
    X(CLOSE, "close")   /* object, writes, fd                                                   */ \
    X(READ, "read")     /* object, fd: the first time                                           */ \
    X(WRITE, "write")   /* object, fd: the first time                                           */ \
    X(EOF, "eof")       /* object, fd: the first read that found that nothing more will come    */ \
    X(SIGNAL, "signal") /* code: the signal that is delivered                                   */ \
    X(EXIT, "exit")     /* code: exit status, -1: none; fd: the signal that ended it, 0: none   */

enum timeline_kind {
#define TIMELINE_KIND(name, text) TIMELINE_##name,
    TIMELINE_KINDS(TIMELINE_KIND)
#undef TIMELINE_KIND
        TIMELINE_KIND_COUNT
};
const char *timeline_kind_name(enum timeline_kind kind);

struct timeline_step {
    enum timeline_kind kind;
    uint64_t at_ns;
    uint32_t event;   /* number of the event it comes from */
    uint32_t process; /* id as in events */
    uint32_t thread;  /* which of its process, from 1 */
    int fd;
    bool writes; /* it is a write end */
    int64_t object, code;
    const char *text;                  /* "" unless the kind has one */
    uint32_t stack_offset, stack_size; /* of its struct stack_record in the side file; size 0: none came */
};

struct timeline_task { /* by id; process 0: not announced */
    uint32_t process, thread;
    uint32_t threads; /* so far; of a process's first task */
};

struct timeline_end { /* a pipe's end that a process holds */
    uint32_t process;
    int fd;
    bool writes;
    int64_t object;
};

/* Start with {0}. */
struct timeline {
    struct timeline_step *steps;
    size_t step_count, step_capacity;
    size_t left_out; /* steps after the first TIMELINE_STEPS_MAX */
    struct timeline_task *tasks;
    size_t task_capacity;
    struct timeline_end *ends; /* at most TIMELINE_ENDS_MAX; what is beyond is not told of */
    size_t end_count;
};

/* The event has passed event_ok. One about a task that was never announced is no step. */
void timeline_see(struct timeline *timeline, const struct event *ev, struct arena *arena);

#endif
