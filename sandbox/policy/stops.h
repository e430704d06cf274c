/* stops.h -- why the policy lets a call stop at the tracer. */
#ifndef SANDBOX_POLICY_STOPS_H
#define SANDBOX_POLICY_STOPS_H

/* The message of PTRACE_EVENT_SECCOMP. */
enum policy_stop {
    POLICY_FORBIDS = 1,
    POLICY_MAKES_PIPE, /* pipe, pipe2, socketpair */
    POLICY_SETS_TIMER, /* the process may get a signal later, with nobody sending it */
    POLICY_WAKES_ANY,  /* so may any process that shares a descriptor, or a call on one may end by itself */
    POLICY_SENDS_KILL, /* somebody may get SIGKILL */
};

#endif
