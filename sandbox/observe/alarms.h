/* alarms.h -- whether a timer of one process may still ring: a fold over what was done to its timers. */
#ifndef SANDBOX_OBSERVE_ALARMS_H
#define SANDBOX_OBSERVE_ALARMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A process has one timer of real time (alarm, setitimer) and any number of POSIX timers. The two interval timers of
 * CPU time are none of them: while a process sleeps they stand still. What is not known may ring. */

enum { ALARM_REAL = -1, ALARMS_MAX = 16 };

enum alarm_kind {
    ALARM_MADE, /* by timer_create() */
    ALARM_SET,
    ALARM_GONE, /* by timer_delete() */
    ALARM_RANG, /* its signal was delivered */
    ALARM_EXEC, /* the process executed a program: POSIX timers are gone, the other one goes on */
    ALARM_LOST, /* something was done that could not be read */
};

struct alarm_fact {
    enum alarm_kind kind;
    int64_t id;      /* of the timer: ALARM_REAL, or what timer_create() gave; of no matter for EXEC and LOST */
    bool counts_cpu; /* MADE: it counts CPU time of its own process */
    bool is_armed;   /* SET: else it was taken back */
    bool repeats;    /* SET: it rings again and again */
    bool is_fresh;   /* SET: no signal of an earlier ring can still be on its way, so the next one is its own */
};

struct alarms { /* of one process; all zero: it has none, as after fork() */
    struct alarm {
        int64_t id;
        bool counts_cpu, is_armed, rings_once;
    } items[ALARMS_MAX];
    size_t count;
    bool is_lost;
};

void alarms_see(struct alarms *alarms, const struct alarm_fact *fact);

/* Was this one set, and is not known to have rung for the last time? */
bool alarms_is_set(const struct alarms *alarms, int64_t id);

/* May one of them ring while the whole process sleeps? */
bool alarms_may_ring(const struct alarms *alarms);

/* The same of those that may send SIGCONT: the one of real time sends SIGALRM. */
bool alarms_may_continue(const struct alarms *alarms);

#endif
