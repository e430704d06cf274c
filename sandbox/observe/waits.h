/* waits.h -- who waits for whom at one instant, and whether anything can ever move again. */
#ifndef SANDBOX_OBSERVE_WAITS_H
#define SANDBOX_OBSERVE_WAITS_H

#include "sandbox/base/arena.h"
#include "sandbox/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pure fold over a run's events. At the end of each cut it builds the wait-for graph (Holt 1972; OR model as in
 * Knapp 1987): a sleeping task waits for any one of its possible wakers; it is stuck when no chain of possible wakers
 * leads to a task that can still run. When every task of the run is stuck, the run may be stopped at once. Where others
 * lived on until a limit of time ended the run, those that were stuck in the last look are said. What the fold does not
 * know (a call, an object, an unsure task, an armed timer, a descriptor that leads outside) counts as able to run. */

enum wait_on {
    WAIT_PIPE_DATA,
    WAIT_PIPE_ROOM,
    WAIT_CHILD,
    WAIT_FUTEX,
    WAIT_SIGNAL,
    WAIT_IPC,
    WAIT_LOCK,
    WAIT_SOCKET,
    WAIT_FDS,
    WAIT_FIFO_OPEN,
    WAIT_EVENT,   /* eventfd, epoll and their like */
    WAIT_STOPPED, /* by a signal, until SIGCONT */
    WAIT_TIME,    /* only in others: for a time that runs out */
    WAIT_NOTHING, /* only in others: it ran, or nobody knows what it waits for */
};

/* What the word tells that a task waits at in futex(). */
enum wait_word { WORD_UNKNOWN, WORD_MUTEX, WORD_JOIN };

/* Where stdio reads into a buffer: does what lies there end in a '\n'? It is what came before, as a rule. */
enum wait_tail { TAIL_UNKNOWN, TAIL_LINE, TAIL_PART };

enum deadlock_kind {
    DEADLOCK_SELF_HELD_END, /* a reader holds the write end it waits for the end of */
    DEADLOCK_CIRCULAR_WAIT,
    DEADLOCK_NO_SENDER, /* somebody else holds the write end and will never write */
    DEADLOCK_FULL_PIPE,
    DEADLOCK_LOCK_CYCLE,  /* as far as the fold knows: all wait in futex() */
    DEADLOCK_LOST_WAKEUP, /* told apart from it by the names of calls */
    DEADLOCK_CHILD_STUCK, /* waits for a child that is stuck */
    DEADLOCK_OTHER,
    DEADLOCK_KIND_COUNT
};
const char *deadlock_kind_name(enum deadlock_kind kind); /* as in contract.md: "self-held-end", ... */

/* "read", "wait4": of a call that tasks are known to wait in; NULL for others. */
const char *wait_call_name(int64_t number);

/* Does it wait for room, not for data? */
bool wait_call_sends(int64_t number);

struct waits_stack { /* a struct stack_record in the side file; size 0: none came */
    uint32_t offset, size;
};

struct waits_holder { /* a process that keeps a wait from ending */
    uint32_t process; /* id as in events */
    int fd;           /* of the end it holds; -1: it is waited for itself (a child) */
    uint32_t thread;  /* which of its process, from 1: it has the lock, or is to end; 0: no particular one */
    bool has_ended;   /* it has the lock, and is no more */
};

struct waits_wait {
    uint32_t task, process;
    uint32_t thread; /* which of its process, from 1 */
    uint32_t parent; /* of its process; 0: none */
    int64_t call;    /* syscall number */
    enum wait_on on;
    int fd;         /* -1: on no fd */
    int64_t object; /* id of the pipe; 0: none */
    const char *path;  /* WAIT_FIFO_OPEN: as the program wrote it, perhaps cut; else "" */
    int pending;       /* WAIT_SIGNAL: it has a handler for this signal, which has come and is blocked; 0: none */
    int ended;         /* WAIT_SIGNAL: so many of its children have ended, and it has not waited for them */
    uint64_t ignored;    /* WAIT_SIGNAL: bits of the signals that it ignores */
    enum wait_tail tail; /* WAIT_PIPE_DATA */
    bool in_handler;   /* WAIT_CHILD: it has a handler for SIGCHLD and blocks it now, as that handler would */
    bool is_edge;      /* WAIT_EVENT: it watches something with EPOLLET */
    int past_fd;       /* select(): a pipe's end or socket in its first set that it does not look at, for its number */
    int past_count;    /* is not below this, the first argument; 0: none */
    bool has_type;     /* msgrcv(): */
    int64_t type;      /* the type of message that it asks for is known */
    enum wait_word lock;
    uint64_t word;                      /* address it waits at in futex(); 0: none */
    bool is_made_private;               /* the word is said to be for threads of this process only, */
    bool is_mapped_private;             /* or lies in memory of this process alone */
    uint32_t barrier;                   /* if the word is a barrier's: it opens for so many */
    bool has_writer;                    /* if the word is a read-write lock's: it is locked for writing, */
    struct waits_holder writer;         /* by this task */
    uint32_t turn;                      /* steps of a loop that it goes round in without changing anything; 0: none */
    int64_t turn_call, turn_result;     /* a call in it that brings nothing; -1: none */
    uint32_t turn_event;                /* number of the event that said so */
    bool catches;                       /* it has a handler for a signal that it does not block */
    bool is_long;                       /* at the end of the run it had been in this call for a while */
    const struct waits_holder *holders; /* its own first, then by process and fd; none where anybody might wake it */
    size_t holder_count;
    struct waits_stack stack;
};

/* Does it wait for its own copy of a mutex, which somebody of another process had when fork() made it? */
bool waits_is_copied_lock(const struct waits_wait *wait);

/* Does the reader of a pipe have the lock that other waits for, who holds the pipe's write end? */
bool waits_locks_out(const struct waits_wait *reader, const struct waits_wait *other);

struct waits_fork { /* one for each process but the first, in order of id */
    uint32_t process;
    struct waits_stack stack;
    bool is_vfork; /* vfork, or what the library makes of posix_spawn, system, popen */
};

struct waits_pipe { /* in order of creation */
    int64_t object;
    struct waits_stack stack;
};

struct waits_deadlock {
    bool proved;
    bool partial;   /* others lived on */
    bool of_rest;   /* the first process had ended, and left these behind; set by the reader */
    uint64_t at_ns; /* of the first cut that shows it */
    enum deadlock_kind kind;
    const struct waits_wait *waits; /* every task that is stuck, in order of task id */
    size_t wait_count;
    /* The tasks that were not stuck when a limit of time ended the run, proved or not: what each was in. */
    const struct waits_wait *others;
    size_t other_count;
    /* The ends whose closing would let a stuck reader of culprit_object see its end: what is missing is these closes.
     */
    const struct waits_holder *culprits;
    size_t culprit_count;
    int64_t culprit_object;
    const struct waits_fork *forks;
    size_t fork_count;
    const struct waits_pipe *pipes;
    size_t pipe_count;
    /* Several that have nothing to do with each other, each with its own waits, kind and culprits; none: it is one. */
    struct waits_deadlock *parts;
    size_t part_count;
};

struct waits;
struct waits *waits_begin(struct arena *arena);
/* The same for what is left when the first process has ended, and only then: who ended is not said to be stuck. */
struct waits *waits_begin_rest(struct arena *arena);
/* True once a deadlock is proved: the reader may stop the run. */
bool waits_see(struct waits *waits, const struct event *ev);
/* What was proved, with the stacks that came after the stop. */
void waits_end(struct waits *waits, struct waits_deadlock *out);

#endif
