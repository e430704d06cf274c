/* evidence.h -- all that the judge may look at: how it built, what it refers to, how each run ended. */
#ifndef RUBRICS_EVIDENCE_H
#define RUBRICS_EVIDENCE_H

#include "rubrics/finding.h"
#include "rubrics/rubric.h"
#include "sandbox/base/buf.h"
#include "sandbox/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a graded program is called where it runs, and so in what the sandbox tells of it. */
#define PROGRAM_NAME "main"

/* One submitted file. name passes spec_name_ok. */
struct source {
    const char *name;
    struct bytes data;
};

/* A reference to a symbol that the program does not define itself, from a line of a submitted file. The program's
 * symbol table decides that it is used; the line table says where (0: not known). */
struct symbol_use {
    const char *symbol;
    struct place where;
    bool by_kit; /* in a function of mp.h that the program uses: never the student's fault */
};

struct build_evidence {
    bool compiled;
    const struct finding *findings; /* compile-error, compile-warning */
    size_t finding_count;
    bool symbols_known;              /* false when the rubric asks for none */
    const struct symbol_use *uses;
    size_t use_count;
    size_t variable_count; /* that are there as long as the program is, and can be changed: globals and static ones */
};

struct run_evidence {
    const char *case_id;
    uint32_t run; /* from 1 */
    struct report report;
};

/* --- what the schedules of a case told: the guest's word, validated (server/race.c). It explains and costs points. */

struct step_seen {
    const char *process;
    uint32_t thread;
    const char *does; /* "reads counter = 41" */
    struct place where;
};
struct witness_seen {
    uint64_t seed;
    const struct step_seen *steps;
    size_t step_count;
};

struct race_side { /* one access */
    const char *process;
    uint32_t thread; /* from 1 */
    bool writes, atomic;
    struct place where;  /* file NULL: not known */
    const char *holding; /* "counter_lock"; "" when it held no lock */
    bool by_semaphore;   /* it took what it holds with sem_wait(): nothing says that it gives it back */
};

enum race_both {
    RACE_BOTH_NOTHING,
    RACE_BOTH_SEMAPHORE,
    RACE_BOTH_READ_LOCK,
    RACE_BOTH_FILE_LOCK,   /* two processes */
    RACE_BOTH_THREADS_FILE_LOCK, /* two threads of one process */
    RACE_BOTH_OTHER,
    RACE_BOTH_TWO_FILES /* each a file's lock, but not the same file's, and both_name is "" */
};

struct race_seen {
    const char *variable; /* "shared->count" */
    bool is_stale;        /* no data race: first read it, between changed it, second wrote over that change */
    struct race_side first, second, between; /* between: only with is_stale */
    enum race_both both;                     /* what first and second hold alike, and which let both in */
    const char *both_name;                   /* "b->empty"; NULL: RACE_BOTH_NOTHING */
    uint32_t schedules;
    uint64_t seed; /* of a schedule that shows it, as all seeds here */
    const struct witness_seen *witness; /* NULL: none was kept */
};

enum misuse {
    MISUSE_LOCK_NOT_SHARED, /* in shared memory, but made for the threads of one process only */
    MISUSE_LOCK_COPIED,     /* in private memory, copied by fork */
    MISUSE_UNLOCK_NOT_HELD,
    MISUSE_HELD_AT_EXIT,
    MISUSE_VALUE_COPIED,    /* a variable in private memory that fork copied, and that two processes used */
    MISUSE_MADE_IN_USE,     /* initialised while another process or thread may have used it already */
    MISUSE_DESTROYED_IN_USE, /* destroyed while another process or thread may still use it */
    MISUSE_USED_DESTROYED,  /* used after it was destroyed */
    MISUSE_UNLOCK_REFUSED,  /* given back by who does not hold it, which this kind of mutex refuses: EPERM */
    MISUSE_COND_NOT_HELD,   /* a condition is waited for without its mutex, of which this tells */
    MISUSE_COND_TWO_MUTEXES, /* a condition with several mutexes at the same time */
    MISUSE_COND_ONCE,        /* a wait for a condition that goes on when it returns without a signal */
    /* No misuse, but worth a note: */
    MISUSE_TOO_STRONG,      /* a lock that each took once, around all its work */
    MISUSE_ONLY_ON_X86,     /* who waits for this flag loads later what no memory order says is there by then */
    MISUSE_RELAXED_ENOUGH,  /* added to in relaxed order, by several; nobody reads it before they have ended */
    MISUSE_LOOKS_WITHOUT,   /* changed under a lock, loaded atomically without it */
    /* Misuse again: */
    MISUSE_TIMED_OUT,       /* who waits for a limited time, and goes on as if he had not when it is over */
    MISUSE_COUNT
};
struct misuse_seen {
    enum misuse kind;
    const char *variable, *what; /* what: "mutex", "semaphore", ...; of a value "", "heap", or "mapping": MAP_PRIVATE */
    const char *process;
    uint32_t thread;
    struct place where;
    uint32_t schedules;
    uint64_t seed;
    const char *holder; /* MISUSE_UNLOCK_NOT_HELD: who holds it at that time; "": nobody */
    const char *then; /* of a wait (COND_ONCE, TIMED_OUT), whose call is what: "line 9 reads data = 0, and then ..." */
};

/* What somebody who is stuck waits for. */
enum race_awaits {
    RACE_AWAITS_OTHER,
    RACE_AWAITS_LOCK, /* of pthread.h or threads.h */
    RACE_AWAITS_FILE_LOCK,
    RACE_AWAITS_SEMAPHORE,
    RACE_AWAITS_CONDITION,
    RACE_AWAITS_BARRIER,
    RACE_AWAITS_DATA, /* to be read */
    RACE_AWAITS_ROOM, /* to write to */
    RACE_AWAITS_SIGNAL,
    RACE_AWAITS_QUEUE,
    RACE_AWAITS_END, /* of a process or thread */
    RACE_AWAITS_FIFO_OPEN
};
struct race_wait {
    const char *process;
    uint32_t thread;
    const char *call; /* "pthread_mutex_lock"; "": not known, by which of several */
    const char *on;   /* "shared->lock", "pipe 1", "child 2" */
    const char *owner; /* who holds it, or took the semaphore last: "child 2", "thread 3 of parent"; "": not known */
    struct place where;
    enum race_awaits awaits;
    bool owner_waits; /* is stuck too; else the owner has ended */
};
struct race_stuck {
    const struct race_wait *waits;
    size_t wait_count;
    uint32_t schedules;
    uint64_t seed;
};

struct outcome_seen {
    const char *text; /* "2000"; "(deadlock)" and the like where there is no value */
    bool is_value;
    uint32_t count;
    uint64_t seed;
    const struct witness_seen *witness; /* NULL: none was kept */
};

/* What a value ended with. */
struct value_seen {
    const char *name;
    const struct rubric_value *wanted; /* NULL: found without being asked for */
    const struct outcome_seen *outcomes;
    size_t outcome_count;
    bool any_order; /* outcomes that have the same lines in another order were seen, and are told as one */
    bool is_known; /* false: a variable that the program does not have, or does not share */
    /* How changes are kept apart (number and stdout: those of all that is shared): bits of enum lock_kind, one that
     * every change was made under, or made as. 0: at least one had none. */
    uint32_t guards;
    uint32_t tasks; /* processes and threads that changed it, in one schedule; all variables together for stdout */
};

/* Why the schedules are not all that can make a difference. */
struct reason_seen {
    const char *reason; /* "clock": stable, for programs */
    const char *text;
    bool is_unknown; /* it is among `unknown`: half a sentence of what could not be looked at; else a whole one */
};

/* All schedules of a case with one strategy and one seed. */
struct race_evidence {
    const char *case_id;
    uint32_t schedules; /* that were run */
    bool is_complete;   /* no order of steps was left out that can make a difference */
    uint64_t seed;
    const char *broken; /* why nothing that was told can be believed; NULL: it can */
    const char *const *unknown; /* what could not be looked at, each half a sentence; none: all was looked at */
    size_t unknown_count;
    const struct reason_seen *reasons; /* why it is not complete; none: it is, or what was kept is too old to say */
    size_t reason_count;
    bool uses_relaxed; /* memory_order_relaxed stands in the program */
    bool is_doubtful; /* among it is what may have kept others apart: a race, a wait and an outcome are no proof */
    const struct place *sleeps; /* where the program lets time pass */
    size_t sleep_count;
    const struct race_seen *races;
    size_t race_count;
    const struct misuse_seen *misuses;
    size_t misuse_count;
    const struct race_stuck *stuck;
    size_t stuck_count;
    const struct value_seen *values;
    size_t value_count;
    const struct witness_seen *replay; /* of a replay: all that mattered in it; else NULL */
};

/* runs: for each case of the rubric in its order, its runs 1..n in order; empty when it did not compile. */
struct evidence {
    struct build_evidence build;
    const struct run_evidence *runs;
    size_t run_count;
    /* For each case of the rubric: it was never run as asked, so that runs has none of it. NULL: all were. Only where
     * evidence that was kept is judged by another rubric. */
    const bool *case_missing;
    const bool *value_missing; /* the same for each value: its schedules are in none of races */
    const struct race_evidence *races; /* each value of the rubric is in one of them */
    size_t race_count;
};

#endif
