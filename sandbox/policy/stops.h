/* stops.h -- the parts of a policy's filter, and why it lets a call stop at the tracer. */
#ifndef SANDBOX_POLICY_STOPS_H
#define SANDBOX_POLICY_STOPS_H

/* To load a filter is dear, and in proportion to its size. So most of it is in force already where a run is born: all
 * but what is said of the calls by which walls are built. The two together answer every call as the whole does. */
enum policy_part {
    POLICY_WHOLE, /* where nothing may be in force before the program is born: `minimal` */
    POLICY_BASE,  /* of the zygote, once and for all its runs; calls that build walls are let through */
    POLICY_REST,  /* of the program: those calls, and nothing else */
    POLICY_PARTS
};

/* The message of PTRACE_EVENT_SECCOMP. */
enum policy_stop {
    POLICY_FORBIDS = 1,
    POLICY_MAKES_PIPE,  /* pipe, pipe2, socketpair, mknod of a FIFO */
    POLICY_TIMES,       /* sets a timer of the process, takes it back, makes or removes one */
    POLICY_SETS_TIMER,  /* the process may get a signal later, with nobody sending it, for good */
    POLICY_ARMS_FD,     /* who reads or watches a certain descriptor may go on later: timerfd_settime */
    POLICY_WAKES_ANY,   /* so may any process that shares a descriptor, or a call on one may end by itself */
    POLICY_SENDS_KILL,  /* somebody may get SIGKILL, */
    POLICY_SENDS_STOP,  /* SIGSTOP or SIGCONT */
    POLICY_MAKES_FD,    /* what it returns is a descriptor: open, dup, eventfd, ... */
    POLICY_COPIES_FD,   /* dup2, dup3 */
    POLICY_CLOSES_FD,   /* close */
    POLICY_CHANGES_FDS, /* may open or close any number of them: recvmsg, close_range */
    POLICY_EXECUTES,    /* execve, execveat: it may fail */
    POLICY_MAKES_TASK,  /* fork, vfork, clone */
    POLICY_ASKS_FLAGS,  /* how a descriptor was opened, as fdopen() does: fcntl(F_GETFL) */
    POLICY_ASKS_CPUS,   /* which CPUs it may use: sched_getaffinity, sched_setaffinity */
};

#endif
