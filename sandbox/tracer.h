/* tracer.h -- follows every process and thread of a run by ptrace, and says what happens to them as events. */
#ifndef SANDBOX_TRACER_H
#define SANDBOX_TRACER_H

#include "sandbox/base/err.h"
#include "sandbox/observe/alarms.h"
#include "sandbox/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/user.h>

struct task {
    pid_t pid;         /* as we see it; 0: ended, its exit is held back */
    pid_t inside;      /* as it sees itself */
    uint32_t id;       /* 0: seen before its parent's word about it */
    uint32_t process;  /* id of the process's first task */
    bool ended;        /* status holds how; the entry waits to be announced */
    int status;        /* id 0: the stop or end that is still to be answered */
    uint64_t seen_ns;  /* id 0: since when */
    uint64_t cpu_ns;   /* set as it ends */
    uint64_t delay_ns; /* for how long it waited for a CPU; set as it ends */
    bool has_timer;    /* its process may get a signal from nowhere, whatever becomes of its alarms */
    bool is_stopped;   /* left stopped by SIGSTOP or its like, until somebody continues it */
    bool is_halted;    /* stopped at our word: for good, or by what held says */
    bool has_threads;  /* of its process, as the next two: it had others since it executed a program, */
    bool had_threads;  /* or had when it did, see jobs.c */
    bool is_continued; /* of SIGSTOP and SIGCONT, the last that was sent is SIGCONT */
    int held; /* the stop at a birth that is answered when the threads of its process that end have ended; or 0 */
    struct part_call {
        bool is_open;                 /* it makes the rest of a call of which a part was done */
        uint64_t done;                /* bytes so far */
        struct user_regs_struct regs; /* at the end of that call */
    } part;                           /* see interrupts.c */
    struct fd_call {
        uint8_t stop;   /* enum policy_stop: at its end it is to be told what the call did; 0: it is not */
        bool is_move;   /* it moves bytes, and may fail with EBADF */
        bool may_end;   /* it reads from an end, and may find that nothing more will come */
        int64_t number; /* of the call */
        uint64_t arg[4];
    } call; /* the call it is in, see fdcalls.c */
    struct timer_call {
        bool is_open; /* its end is still to be seen */
        int64_t number;
        uint64_t id_at; /* where the number of a new timer will be written */
        uint32_t takes_back; /* which call to set a descriptor's timer it is, if that takes back the only one; else 0 */
        struct alarm_fact fact;
    } timer;              /* the call it is in, see timers.c */
    struct alarms alarms; /* of its process; in the entry of the process's first task */
    uint32_t credit;      /* calls for which it is watched at least */
    uint32_t failures;    /* calls of it, or of who made it, that were to make a descriptor and gave -1 */
    uint32_t watched;     /* calls for which it was watched so far */
    uint32_t after_fork;  /* calls for which it is watched still: does it wait for anything after it forked? */
    uint32_t lived_on;    /* the last task born before it last made a call that may wait */
    uint32_t parent;      /* of its process, the process */
    struct echo {
        uint64_t at;  /* where its stdout lies; 0: not known */
        size_t bytes; /* that waited in the buffer of stdout when it was forked; 0: none, or it executed something */
        char text[EVENT_TEXT];
    } echo; /* see echoes.c; in the entry of its process's first task */
    bool is_exiting;
    uint32_t image;                  /* equal for tasks whose memory is laid out the same: by fork, until they exec */
    uint64_t loader_from, loader_to; /* code of ld.so in that image */
};

struct dead { /* a process that has ended while its parent had not */
    pid_t pid;
    uint32_t process, parent;
};

struct stacks;
struct fds;
struct cpus;

struct tracer {
    struct stream *stream;
    struct stacks *stacks; /* NULL: nobody wants to know where forks were made */
    struct fds *fds;       /* the ledger of descriptors; NULL: nobody wants one */
    struct cpus *cpus;     /* where the program may work; NULL: nobody watches its calls */
    struct task *tasks;    /* alive, or dead with their exit not yet announced */
    size_t count, capacity;
    uint32_t created;                               /* tasks so far, so the next id is one more */
    uint32_t alive;                                 /* announced and not ended */
    bool first_ended;                               /* the first process is dead */
    bool is_forbidden;                              /* somebody made a call that ends the run; announced */
    bool has_timer;                                 /* somebody set up what may wake anybody of the run from nowhere */
    bool has_timerfd;                               /* somebody set a timer that is a descriptor, and it may ring */
    uint32_t timerfds, timerfd_calls;               /* so many were to be made, and calls to set one had begun so far */
    bool shares_table;                              /* two processes had one table of descriptors */
    uint32_t pipes, changes, kept, watched, images; /* so far, see fdcalls.c */
    uint64_t task_limit;                            /* RLIMIT_NPROC as it was set for the program */
    struct dead *dead;
    size_t dead_count, dead_capacity;
    bool killed_one; /* some task died of SIGKILL since this was last cleared: was it the kernel, for memory? */
    bool may_kill;   /* somebody of the run sent a SIGKILL, or set up what may send one later */
    bool was_killed; /* a process died of a SIGKILL that nobody of the run can have sent, nor we */
    bool is_over;    /* whoever is born now stays halted, and so does its maker */
    bool is_killing; /* exits are held back, to be announced in order of ids */
    uint64_t dead_cpu_ns, dead_delay_ns; /* of tasks that ended: the sum, the most */
    uint64_t peak_kib;                   /* largest process seen at its end */
};

void tracer_begin(struct tracer *tracer, struct stream *stream);

/* Says an event about a task, also to the ledger. */
void tracer_say(struct tracer *tracer, const struct task *task, enum event_kind kind, const int64_t arg[EVENT_ARGS],
                const char *text);

/* Seizes the first process. Fails when it is gone or tracing is not permitted. */
bool tracer_seize(struct tracer *tracer, pid_t pid, struct err *e);

/* The entry of a task, by its id; NULL: there is none, or no longer. */
struct task *tracer_task(const struct tracer *tracer, uint32_t id);

/* At which call a stopped task is, and how; false: it was killed meanwhile. */
static inline bool tracer_call(const struct task *task, struct __ptrace_syscall_info *info)
{
    *info = (struct __ptrace_syscall_info){0};
    return ptrace(PTRACE_GET_SYSCALL_INFO, task->pid, sizeof *info, info) > 0;
}

/* Do we trace whoever has this number now? */
bool tracer_is_ours(pid_t pid);

/* Handles what wait4 said about pid, which is no child of ours but a traced task. */
void tracer_see(struct tracer *tracer, pid_t pid, int status, uint64_t maxrss_kib);

/* A task whose birth nobody announced, since the creator was killed in the act, is announced now; called once in a
 * while. */
void tracer_adopt(struct tracer *tracer);

/* Ends tasks that are no more though nobody said so: threads that executed a program and were killed in the act. For
 * when the end of all is waited for; true if there were any. */
bool tracer_miss(struct tracer *tracer);

/* A task that is about to end, or has ended and was not waited for yet: all it used so far. */
void tracer_count(struct tracer *tracer, pid_t pid);

/* CPU time of all tasks, dead and alive. */
uint64_t tracer_cpu_ns(const struct tracer *tracer);

/* For how long the task, dead or alive, that had to wait most for a CPU did so. Many wait at the same time: their sum
 * would be more than what the run lost. */
uint64_t tracer_delay_ns(const struct tracer *tracer);

/* Kills all tasks, also those being born. From now on exits are held back. */
void tracer_kill(struct tracer *tracer);

/* All are dead: announces the exits held back. What it holds is freed by tracer_free. */
void tracer_end(struct tracer *tracer);
void tracer_free(struct tracer *tracer);

#endif
