/* result.h -- what a race run is asked, and what it leaves: many schedules of one program, as plain data. */
#ifndef SANDBOX_GUEST_RESULT_H
#define SANDBOX_GUEST_RESULT_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* THE RUN. A program built with `-O0 -g -fno-builtin -fsanitize=thread` and linked to bothends-guest.o (README.md)
 * runs main once for each schedule, all in one sandboxed run; what it prints is kept in the result, not on stdout. It
 * reads its request from the file /box/race.request and writes its result to /work/race.result (a PLACE_OUT file).
 * Outside the walls the environment variables BOTHENDS_RACE_REQUEST and BOTHENDS_RACE_RESULT name other files. Without
 * a request the program just runs, once and unchecked.
 *
 * THE FORMAT, of both files, is lines of a word and its fields, a blank between two: numbers in decimal, strings with
 * every byte that is no visible ASCII character, and '%' itself, written %XX ("%" alone: the empty string). The first
 * line is the word "race/1", the last "end" with the number of lines between. The rows below are all words and fields
 * there are; a table of the same rows writes and reads them. The same request to the same program gives the same bytes.
 *
 * THE RESULT IS THE GUEST'S WORD: the program under test may have forged any of it. race_result_parse checks numbers,
 * indices and sizes, so that nothing in it can hurt; whoever judges must let it cost points, never earn them beyond
 * what an honest run would. No result, or a broken one, means "unknown". */

#define RACE_NONE UINT32_MAX /* an index that points at nothing */

enum race_strategy {
    RACE_AUTO,       /* the portfolio: systematic first, then walks and PCT until the budget is used */
    RACE_WALK,       /* random walk */
    RACE_PCT,        /* random priorities, few change points */
    RACE_SYSTEMATIC, /* partial-order reduction: all orders that can differ, until the budget is used */
    RACE_STRATEGY_COUNT
};

/* How a schedule ended. */
enum race_end { RACE_EXITED, RACE_SIGNALED, RACE_DEADLOCK, RACE_ENDLESS /* step or time limit */, RACE_END_COUNT };

enum race_object_kind {
    RACE_OBJECT_OTHER,
    RACE_OBJECT_GLOBAL,    /* name: the variable; offset within it; at: its address in the program file */
    RACE_OBJECT_HEAP,      /* stack: where it was allocated, if known */
    RACE_OBJECT_STACK,     /* a variable on some thread's stack; offset > 0: so far below the end of main's frame */
    RACE_OBJECT_ANONYMOUS, /* mmap MAP_SHARED|MAP_ANONYMOUS; stack: the mmap; offset within it */
    RACE_OBJECT_FILE,      /* a mapped file or shm_open object; name: its path */
    RACE_OBJECT_SYSV,
    RACE_OBJECT_SEMAPHORE, /* sem_open; name */
    RACE_OBJECT_PIPE,      /* name: "pipe 1" by order of creation; also FIFOs and socket pairs */
    RACE_OBJECT_LOCKFILE,  /* a file that is read and written, or locked (fcntl, flock, O_EXCL); name: its path */
    RACE_OBJECT_STREAM,    /* what is printed: name "stdout" or "stderr" */
    RACE_OBJECT_TASK,      /* a process or thread that somebody waits for; name */
    RACE_OBJECT_QUEUE,     /* POSIX and System V queues and semaphore sets, eventfd */
    RACE_OBJECT_FRAME,     /* a local variable of the function of its stack; offset: below the end of its frame */
    RACE_OBJECT_KIND_COUNT
};

/* What keeps others away. ATOMIC is no object: it is said of changes (guards, below). */
enum race_lock_kind {
    RACE_LOCK_NONE,
    RACE_LOCK_MUTEX,
    RACE_LOCK_RWLOCK,
    RACE_LOCK_SPINLOCK,
    RACE_LOCK_SEMAPHORE, /* of any make */
    RACE_LOCK_FILE,
    RACE_LOCK_ATOMIC,
    RACE_LOCK_OTHER, /* condition variable, barrier */
    RACE_LOCK_KIND_COUNT
};

/* Bits of an access. */
enum race_how { RACE_WRITE = 1, RACE_ATOMIC = 2, RACE_RANGE = 4 /* by memcpy, read() and the like */ };

enum race_kind {
    RACE_DATA,  /* a data race as C11 has it: first and second are not ordered, and one writes */
    RACE_STALE, /* no data race: first read and later wrote (second), in between third wrote: that update was lost */
    RACE_KIND_COUNT
};

enum race_misuse_kind {
    RACE_NOT_SHARED_MUTEX, /* used by two processes, but not made PTHREAD_PROCESS_SHARED (or pshared = 1) */
    RACE_NOT_SHARED_SEMAPHORE,
    RACE_NOT_SHARED_COND,
    RACE_NOT_SHARED_BARRIER,
    RACE_NOT_SHARED_RWLOCK,
    RACE_PRIVATE_COPY,   /* a lock in private memory, copied by fork, that two processes used: it excludes nobody */
    RACE_UNLOCK_NOT_HELD,
    RACE_HELD_AT_EXIT,
    RACE_PRIVATE_VALUE,  /* a global that parent and child both used after fork and one wrote: each has its own */
    /* no misuse, but notes: */
    RACE_TOO_STRONG,     /* a lock that each took once, around all of its work */
    RACE_ONLY_ON_X86,    /* an atomic flag was waited for; what was stored before it is loaded: no order is promised */
    RACE_RELAXED_ENOUGH, /* relaxed additions, by several, to what nobody reads before they have ended */
    RACE_LOOKS_WITHOUT,  /* an acquire load without the lock under which all changes are made, atomically */
    /* a misuse, here because the numbers are kept in stored results: */
    RACE_MADE_IN_USE,    /* a lock or the like was initialised while another may have used it already */
    RACE_DESTROYED_IN_USE, /* destroyed while another may still use it */
    RACE_USED_DESTROYED,   /* used after it was destroyed */
    RACE_UNLOCK_REFUSED,   /* a mutex given back by who does not hold it, of the kind that refuses that: a note */
    RACE_COND_NOT_HELD,    /* a condition is waited for without the mutex that goes with it; object: the mutex */
    RACE_COND_TWO_MUTEXES, /* two wait for one condition at the same time with different mutexes */
    RACE_MISUSE_KIND_COUNT
};

enum race_does {
    RACE_DOES_READ,
    RACE_DOES_WRITE,
    RACE_DOES_LOCK,
    RACE_DOES_UNLOCK,
    RACE_DOES_WAIT, /* sem_wait, cond_wait, barrier_wait, wait, join, receive: may sleep */
    RACE_DOES_POST,
    RACE_DOES_CREATE, /* fork, pthread_create */
    RACE_DOES_EXIT,
    RACE_DOES_SEND,
    RACE_DOES_RECEIVE,
    RACE_DOES_SLEEP,
    RACE_DOES_OTHER,
    RACE_DOES_WAKE, /* it waits for a condition, and goes on at once though nobody signalled */
    RACE_DOES_TIME_OUT, /* its time is over, and it waits no longer */
    RACE_DOES_CRASH, /* a signal that it brought on itself ends its process */
    RACE_DOES_COUNT
};

/* What stands in the way of saying "checked": the judge says "unknown", never "clean". */
#define RACE_LIMITS(X)                                                                                         \
    X(MEMORY, "memory")              /* more shared memory than the region has room for; detail: bytes */      \
    X(TASKS, "tasks")                /* too many processes and threads at once */                              \
    X(OBJECTS, "objects")            /* too many locks, pipes, stacks or access histories */                   \
    X(STEPS, "steps")                /* a schedule was cut at the step limit */                                \
    X(TIME, "time")                  /* a schedule was cut at its CPU time or hung, or the run stopped early */ \
    X(EXEC, "exec")                  /* another program was executed; detail: its name */                      \
    X(DISPATCH, "dispatch")          /* the kernel refused syscall user dispatch */                            \
    X(CALL, "call")                  /* a blocking call that is not modelled; detail: its name or number */    \
    X(UNSTABLE, "unstable")          /* a replay took another course: the program depends on more than order */ \
    X(KILLED, "killed")              /* a process died in a way that was not seen */

enum race_limit_kind {
#define RACE_LIMIT_ENUM(name, text) RACE_LIMIT_##name,
    RACE_LIMITS(RACE_LIMIT_ENUM)
#undef RACE_LIMIT_ENUM
    RACE_LIMIT_COUNT
};
const char *race_limit_name(uint32_t limit);

/* Why schedules are not called complete, though all was looked at (what was not is a limit). Numbers are kept: append
 * only. A host's table says each to people (server/race_why.c). */
#define RACE_CUTS(X)                                                                                           \
    X(BUDGET, "schedules")    /* there were more orders to try than the budget of schedules or steps allows */ \
    X(STRATEGY, "strategy")   /* only random schedules were asked for */                                       \
    X(REPLAY, "replay")       /* only one was asked for */                                                     \
    X(LONG, "long")           /* a schedule has more steps than are recorded to be reversed */                 \
    X(TABLE, "table")         /* more tasks, places or orders than a table of the search has room for */       \
    X(CLOCK, "clock")         /* it is another time elsewhere, not only in another order */                    \
    X(TIMEOUT, "timeout")     /* a time that was waited for: here it is over when nobody else can go on */     \
    X(WEAK, "memory-order")   /* C17 allows an order of atomic accesses that is not sequentially consistent */ \
    X(COPY, "copy")           /* a race with a copy of many bytes, which is one step here */                   \
    X(SIGNAL, "signal")       /* one was sent to others, or it was asked whether they are there */             \
    X(CANCEL, "cancellation") /* of a thread that was not at its end */                                        \
    X(LEFT, "exit-with-threads")                                                                               \
    X(FORKED, "fork-with-threads")                                                                             \
    X(LOOK, "look")           /* somebody was told how something stands that no step of others says */         \
    X(UNDO, "undo")           /* SEM_UNDO: the kernel gives back for the dead */                               \
    X(MAPPED, "mapped-file")  /* read or written and mapped, too */                                            \
    X(END, "closed-by-end")   /* an end of a pipe was written to that a process's end closed */              \
    X(LENT, "local-variable") /* on a stack; that others use it showed only in some orders */

enum race_cut_kind {
#define RACE_CUT_ENUM(name, text) RACE_CUT_##name,
    RACE_CUTS(RACE_CUT_ENUM)
#undef RACE_CUT_ENUM
    RACE_CUT_COUNT
};
const char *race_cut_name(uint32_t cut);

/* ROWS: X(type, field). N: uint32_t number; I: int32_t; Q: uint64_t; S: string; and K(field, count): a number < count.
 * Indices are checked by race_result_parse: RACE_NONE or within the table they point into. */

#define RACE_REQUEST_ROW(N, I, Q, S, K)                                                                        \
    K(strategy, RACE_STRATEGY_COUNT)                                                                           \
    N(schedules)     /* budget, at least 1 */                                                                  \
    Q(seed)          /* of the first schedule; schedule i has seed + i */                                      \
    N(only)          /* 0, or which of the schedules to tell, from 1 on, with its witness (replay) */          \
    N(steps)         /* limit of a schedule; 0: 2 million */                                                   \
    N(schedule_ms)   /* limit of a schedule, CPU time; 0: 10000 */                                             \
    N(run_ms)        /* limit of all, CPU time; 0: none */                                                     \
    N(watch_found)   /* 1: watch shared variables that are found by themselves too */                          \
    N(keep_stdout)   /* bytes of stdout kept for each outcome; at most 65536 */                                \
    N(lines_alike)   /* 1: of the threads of a process, it is no matter whose line comes first */
#define RACE_WATCHED_ROW(N, I, Q, S, K) S(name) /* a global variable: "counter", "table[3]" */
#define RACE_FILE_ROW(N, I, Q, S, K) S(name) /* of a file that the program leaves: its path from where main begins */
#define RACE_SUMMARY_ROW(N, I, Q, S, K)                                                                        \
    N(schedules)  /* run */                                                                                    \
    N(complete)   /* 1: no other order can give anything else: outcomes and races are all there are */         \
    N(racy)       /* schedules in which a data race was seen */                                                \
    N(tasks)      /* most processes and threads in a schedule */                                               \
    Q(steps)      /* of the longest schedule */                                                                \
    Q(trace)      /* digest of all schedules: equal for equal request and program */
#define RACE_LIMIT_ROW(N, I, Q, S, K) K(what, RACE_LIMIT_COUNT) S(detail) N(count)
#define RACE_CUT_ROW(N, I, Q, S, K) K(why, RACE_CUT_COUNT) N(count) /* of schedules; none: complete */
#define RACE_FRAME_ROW(N, I, Q, S, K)                                                                          \
    N(stack)      /* stacks are numbered from 0; a stack's frames follow one another, innermost first */       \
    Q(pc)         /* address in the program file, inside the calling instruction (for addr2line as it is) */
#define RACE_OBJECT_ROW(N, I, Q, S, K)                                                                         \
    K(kind, RACE_OBJECT_KIND_COUNT) S(name) Q(at) Q(offset) N(size)                                            \
    S(process)    /* whose private memory it is in; empty: shared */                                           \
    N(stack)                                                                                                   \
    K(lock, RACE_LOCK_KIND_COUNT) /* it was used as one */
#define RACE_HELD_ROW(N, I, Q, S, K) N(set) N(object) /* sets are numbered as stacks are */
#define RACE_RACE_ROW(N, I, Q, S, K)                                                                           \
    K(kind, RACE_KIND_COUNT) N(object)                                                                         \
    S(first_process) N(first_thread) N(first_how) N(first_size) N(first_stack) N(first_held)                   \
    S(second_process) N(second_thread) N(second_how) N(second_size) N(second_stack) N(second_held)             \
    S(third_process) N(third_thread) N(third_stack) /* RACE_STALE */                                           \
    N(count) Q(seed)
#define RACE_MISUSE_ROW(N, I, Q, S, K)                                                                         \
    K(kind, RACE_MISUSE_KIND_COUNT) N(object) S(process) N(thread) N(stack) N(count) Q(seed)                   \
    S(owner_process) N(owner_thread) /* who holds it then; empty: nobody */
#define RACE_DEADLOCK_ROW(N, I, Q, S, K) N(count) Q(seed)
#define RACE_WAITER_ROW(N, I, Q, S, K)                                                                         \
    N(deadlock) S(process) N(thread) S(call) N(object) N(stack)                                                \
    S(owner_process) N(owner_thread) /* who holds what it waits for; empty: nobody, or not known */
#define RACE_WATCH_ROW(N, I, Q, S, K)                                                                          \
    S(name) N(size) N(object)                                                                                  \
    N(changers)   /* most processes and threads that changed it in one schedule, after the first fork or create */ \
    N(guards)     /* bits 1 << enum race_lock_kind: kinds of the locks that all those changes, of all schedules, \
                     were made under, the same object each time; ATOMIC: all of them were atomic; 0: no one lock */
#define RACE_OUTCOME_ROW(N, I, Q, S, K)                                                                        \
    K(end, RACE_END_COUNT) I(exit_code) /* -1: none */ N(signal)                                               \
    S(output)     /* stdout, the first keep_stdout bytes */                                                    \
    Q(output_size) Q(output_digest)                                                                            \
    N(deadlock)   /* index, if end is RACE_DEADLOCK */                                                         \
    N(count) Q(seed)
#define RACE_VALUE_ROW(N, I, Q, S, K) N(outcome) N(watch) Q(value) /* when the first process exits */
#define RACE_FILE_TEXT_ROW(N, I, Q, S, K)                                                                      \
    N(outcome) N(file) /* which of the request's */                                                            \
    S(text)       /* all of it; a file that was not there, or is no plain file, has no row */
/* A wait for a condition that returned though nobody signalled, and the harm of it: in a schedule that counts in
 * nothing else. */
#define RACE_EARLY_ROW(N, I, Q, S, K)                                                                          \
    N(object) S(process) N(thread) N(stack)                                                                    \
    N(next_object) K(next_does, RACE_DOES_COUNT) Q(next_value) N(next_size) N(next_stack) /* its next access */ \
    K(end, RACE_END_COUNT) N(signal) N(races) /* 1: a data race was seen */                                    \
    N(prints) S(output)  /* 1: it printed what no other schedule prints */                                     \
    N(watch) Q(value)    /* what ended with this, and with something else in all others; RACE_NONE: nothing */ \
    Q(seed)                                                                                                    \
    N(timed)             /* 1: not early, but its time was over; harm is a data race or a crash */
#define RACE_WITNESS_ROW(N, I, Q, S, K)                                                                        \
    N(outcome) N(race) N(deadlock) /* what it shows: exactly one of them, the others RACE_NONE */              \
    Q(seed)       /* a replay of it shows the same */                                                          \
    N(switches)   /* preemptions left after minimising */
#define RACE_STEP_ROW(N, I, Q, S, K)                                                                           \
    N(witness) S(process) N(thread) K(does, RACE_DOES_COUNT) N(object) Q(value) N(size) N(stack)

/* TABLES: X(name of the struct race_NAME and of the line, its row, most lines, plural field in struct race_result). */
#define RACE_RESULT_TABLES(X)                                                                                  \
    X(limit, RACE_LIMIT_ROW, 64, limits)                                                                       \
    X(cut, RACE_CUT_ROW, 32, cuts)                                                                             \
    X(frame, RACE_FRAME_ROW, 16384, frames)                                                                    \
    X(object, RACE_OBJECT_ROW, 4096, objects)                                                                  \
    X(held, RACE_HELD_ROW, 4096, held)                                                                         \
    X(race, RACE_RACE_ROW, 256, races)                                                                         \
    X(misuse, RACE_MISUSE_ROW, 256, misuses)                                                                   \
    X(deadlock, RACE_DEADLOCK_ROW, 64, deadlocks)                                                              \
    X(waiter, RACE_WAITER_ROW, 1024, waiters)                                                                  \
    X(watch, RACE_WATCH_ROW, 64, watches)                                                                      \
    X(outcome, RACE_OUTCOME_ROW, 256, outcomes)                                                                \
    X(value, RACE_VALUE_ROW, 16384, values)                                                                    \
    X(file_text, RACE_FILE_TEXT_ROW, 4096, file_texts)                                                         \
    X(witness, RACE_WITNESS_ROW, 32, witnesses)                                                                \
    X(step, RACE_STEP_ROW, 8192, steps)                                                                        \
    X(early, RACE_EARLY_ROW, 8, early_wakes)

#define RACE_FIELD_N(name) uint32_t name;
#define RACE_FIELD_I(name) int32_t name;
#define RACE_FIELD_Q(name) uint64_t name;
#define RACE_FIELD_S(name) struct bytes name;
#define RACE_FIELD_K(name, count) uint32_t name;
#define RACE_STRUCT(name, ROW, most, plural)                                                                   \
    struct race_##name {                                                                                       \
        ROW(RACE_FIELD_N, RACE_FIELD_I, RACE_FIELD_Q, RACE_FIELD_S, RACE_FIELD_K)                              \
    };
RACE_RESULT_TABLES(RACE_STRUCT)
RACE_STRUCT(summary, RACE_SUMMARY_ROW, 1, _)
RACE_STRUCT(request_line, RACE_REQUEST_ROW, 1, _)
RACE_STRUCT(watched, RACE_WATCHED_ROW, 64, _)
RACE_STRUCT(file, RACE_FILE_ROW, 16, _)

enum { RACE_FILES_MAX = 16, RACE_FILE_BYTES_MAX = 4096 }; /* of a longer file it is said that it was not looked at */
enum { RACE_WATCHED_MAX = 64, RACE_OUTPUT_MAX = 65536, RACE_RESULT_BYTES_MAX = 8 * 1024 * 1024 };

struct race_result {
    struct race_summary summary;
#define RACE_TABLE(name, ROW, most, plural)                                                                    \
    struct race_##name *plural;                                                                                \
    uint32_t name##_count;
    RACE_RESULT_TABLES(RACE_TABLE)
#undef RACE_TABLE
};

struct race_request {
    struct race_request_line line;
    struct race_watched *watched;
    uint32_t watched_count;
    struct race_file *files;
    uint32_t file_count;
};

/* A text of fixed room: what does not fit sets full. Nothing here allocates. */
struct race_sink {
    char *data;
    size_t size, room;
    bool full;
};

void race_request_write(const struct race_request *request, struct race_sink *sink);
void race_result_write(const struct race_result *result, struct race_sink *sink);

/* Read what may be hostile; everything lives in the arena. ERR_INPUT names the line. */
bool race_request_parse(struct bytes text, struct arena *arena, struct race_request *out, struct err *e);
bool race_result_parse(struct bytes text, struct arena *arena, struct race_result *out, struct err *e);

/* The schedules that RACE_AUTO runs when nothing else is said. */
enum {
    RACE_SCHEDULES_DEFAULT = 200,
    RACE_SCHEDULES_MAX = 100000,
    RACE_SCHEDULES_LEAST = 20, /* so many, however long they are; beyond them only as many as */
    RACE_EARLY_FIRST = 90000, /* so many seeds after the first, those of schedules with an early wake-up begin */
    RACE_STEPS_EACH = 2000,    /* this times the budget of schedules allows, counted in steps: never by the clock */
};

#endif
