/* sleeper.h -- one task that sleeps, as /proc tells it. */
#ifndef SANDBOX_OBSERVE_SLEEPER_H
#define SANDBOX_OBSERVE_SLEEPER_H

#include "sandbox/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum sleeper_state {
    SLEEPER_AWAKE,   /* runs, or may */
    SLEEPER_ASLEEP,  /* in a call, until somebody wakes it */
    SLEEPER_STOPPED, /* by SIGSTOP or its like, or by its tracer */
    SLEEPER_DEAD,    /* ended, and still counted: the first thread of others that live */
};

struct sleeper { /* a task that was asleep throughout a cut */
    pid_t pid;
    uint32_t task, process;
    enum sleeper_state state;
    int64_t call;
    uint64_t arg[6], sp, pc;
    uint64_t voluntary, involuntary; /* context switches so far: equal counts, no switch in between */
    uint64_t bits;                   /* of enum blocked */
    int64_t word[4];                 /* what lies where it waits in futex(), and more (words.c) */
    bool has_word;
    char path[EVENT_TEXT]; /* open(): what it was given, cut to fit, as long as nobody wrote over it; pause() and
                              sigsuspend(): number of a signal that has a handler, has come and is blocked, or how
                              many children have ended and are not waited for, negative, and then '!' and the bits of
                              the signals that it ignores; msgrcv(): the type of message it asks for; wait4() and
                              waitid(): SIGCHLD, if it has a handler and is blocked; read() into a buffer as large as
                              stdio's: "line" if the text that lies there ends in '\n', "part" if not; else "" */
    uint64_t since_ns; /* when it was first seen in this call */
    uint32_t event;    /* number of its EV_BLOCKED */
};

/* The texts of /proc/PID/syscall and /proc/PID/status, read in this order: state, call and counts. AWAKE is whatever is
 * not clearly something else: one that sleeps outside any call or where nobody can say why, one with an unblocked
 * signal on its way. */
void sleeper_parse(const char *call, const char *status, struct sleeper *out);

/* The hexadecimal, octal or decimal number that follows key in the text. */
bool sleeper_number(const char *text, const char *key, int base, uint64_t *out);

/* Two looks at one task: did it sleep all the time between them? (cuts.c says why.) */
bool sleeper_is_same(const struct sleeper *a, const struct sleeper *b);

/* Is it a parent in vfork()? The only call in which one sleeps in state D until somebody else of the run does
 * something: nothing but a signal that kills ends it sooner. */
bool sleeper_is_vfork(const struct sleeper *sleeper);

/* Does the call end by itself when a time is over? */
bool sleeper_is_timed(const struct sleeper *sleeper);

/* Where the memory begins that tells more of its wait: the word of futex(), the list of poll(), the set of select(). 0:
 * there is none. size: how many bytes of it count, at most those of word. */
uint64_t sleeper_word_at(const struct sleeper *sleeper, size_t *size);

/* What is known of a call, by its number. */
enum sleeper_trait {
    SLEEPER_WAITS = 1,    /* it may wait, whatever its arguments */
    SLEEPER_MOVES = 2,    /* it moves bytes: it may wait, but hardly at stdin, stdout and stderr */
    SLEEPER_ON_FD = 4,    /* for the descriptor that is its first argument, */
    SLEEPER_POLLS = 8,    /* for one of several, */
    SLEEPER_NO_FD = 16,   /* for nothing that could be a descriptor; none of these: nobody knows */
    SLEEPER_PAUSES = 32,  /* often for nothing but a time */
    SLEEPER_HAS_LIST = 64, /* the several are a list of struct pollfd, */
    SLEEPER_HAS_SETS = 128, /* or sets of bits */
};
bool sleeper_call_is(int64_t call, enum sleeper_trait trait);
bool sleeper_is_epoll(int64_t call);

#endif
