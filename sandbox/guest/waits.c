/* waits.c -- waiting for children: for their ends, and for what stops them. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* All that a process did so far comes before what its parent does from now on. */
static void come_after(uint32_t process, bool is_reaped)
{
    for (uint32_t i = 0; i < R->task_count; i++) {
        struct task *t = &R->task[i];
        if (t->process == process && t->state != TASK_FREE && !t->joined) {
            core_join(me.task->vc, t->vc);
            t->joined = is_reaped;
        }
    }
}

/* The parent just made the step that waited for its end. */
static void join_process(uint32_t process)
{
    sched_waited_for(R->process[process].left);
    come_after(process, true);
    R->process[process].reaped = 1;
}

static uint32_t process_of(pid_t pid)
{
    for (uint32_t i = R->process_count; i > 0; i--)
        if (R->process[i - 1].pid == (uint32_t)pid && !R->process[i - 1].reaped)
            return i - 1;
    return NOBODY;
}

/* The child that wait would give: of the dead the first to have died. */
static uint32_t dead_child(pid_t pid, bool *any)
{
    uint32_t best = NOBODY;
    *any = false;
    for (uint32_t i = 0; i < R->process_count; i++) {
        const struct process *p = &R->process[i];
        if (p->parent != here.process || p->reaped || !signal_means(i, pid))
            continue;
        *any = true;
        if (p->threads_alive == 0 && (best == NOBODY || p->dead_order < R->process[best].dead_order))
            best = i;
    }
    return best;
}

/* A child that stopped or goes on, and of which the wait has not been told yet; NOBODY: none. */
static uint32_t changed_child(pid_t pid, int options)
{
    for (uint32_t i = 0; i < R->process_count; i++) {
        const struct process *p = &R->process[i];
        const int asked = WIFCONTINUED((int)p->news) ? WCONTINUED : WUNTRACED;
        if (p->parent == here.process && p->news && options & asked && signal_means(i, pid))
            return i;
    }
    return NOBODY;
}

/* Whoever ended as no child of ours: an orphan that came to us (PR_SET_CHILD_SUBREAPER), or none of the run's. */
static void join_other(pid_t got, const int *status)
{
    const uint32_t process = got > 0 ? process_of(got) : NOBODY;
    if (process != NOBODY && (!status || WIFEXITED(*status) || WIFSIGNALED(*status))) {
        task_process_dead(process);
        join_process(process);
    }
}

/* WNOWAIT: the end is seen, and may be waited for again. */
pid_t __real_wait4(pid_t pid, int *status, int options, struct rusage *usage);
static pid_t wait_for(pid_t pid, int *status, int options, struct rusage *usage, uint64_t pc)
{
    bool any;
    struct key key = task_ends(here.process);
    sched_call(pc);
    if (options & WNOHANG)
        sched_point(RACE_DOES_OTHER, key, false);
    else if (dead_child(pid, &any) != NOBODY || !any)
        sched_point(RACE_DOES_WAIT | STEP_TAKES, key, false);
    else /* nothing to decide before somebody dies */
        sched_next(RACE_DOES_WAIT | STEP_TAKES, key, false);
    for (;;) {
        uint32_t child = dead_child(pid, &any);
        if (child != NOBODY && options & WNOWAIT) {
            come_after(child, false);
            return (pid_t)R->process[child].pid;
        }
        if (child != NOBODY) {
            pid_t got;
            do
                got = REAL(wait4)((pid_t)R->process[child].pid, status, options & ~WNOHANG, usage);
            while (got < 0 && errno == EINTR);
            if (got > 0 || errno == ECHILD)
                join_process(child);
            if (got < 0 &&
                errno == ECHILD) /* SIGCHLD is ignored: nothing is left of it, and the wait is for the last */
                continue;
            return got;
        }
        child = changed_child(pid, options);
        if (child != NOBODY) {
            come_after(child, false);
            *status = (int)R->process[child].news;
            R->process[child].news = options & WNOWAIT ? R->process[child].news : 0;
            return (pid_t)R->process[child].pid;
        }
        if (!any && options & WNOWAIT) {
            errno = ECHILD;
            return -1;
        }
        pid_t got = options & WNOWAIT ? 0 : REAL(wait4)(pid, status, options | WNOHANG, usage);
        join_other(got, status);
        if (got != 0 || (options & WNOHANG))
            return got;
        if (!any) { /* a child of libc's own (popen), or an orphan to come */
            sched_outside();
            got = REAL(wait4)(pid, status, options, usage);
            sched_inside();
            join_other(got, status);
            return got;
        }
        if (signal_ends_sleep(BLOCK_CHILD, key, pc)) {
            errno = EINTR;
            return -1;
        }
    }
}

pid_t __wrap_wait4(pid_t pid, int *status, int options, struct rusage *usage);
static pid_t waits(pid_t pid, int *status, int options, struct rusage *usage, uint64_t pc)
{
    int local, error;
    if (!guest_on())
        return REAL(wait4)(pid, status, options, usage);
    task_test_cancel();
    guest_enter();
    const pid_t real = pid > 0 ? task_real_pid(pid) : pid < -1 ? -task_real_pid(-pid) : pid;
    pid_t got = wait_for(real, status ? status : &local, options, usage, pc);
    error = errno;
    if (got > 0)
        got = task_shown(got);
    guest_leave();
    if (got < 0)
        task_test_cancel();
    if (got > 0 && status)
        shadow_range(status, sizeof *status, true, pc);
    if (got > 0 && usage)
        shadow_range(usage, sizeof *usage, true, pc);
    errno = error;
    return got;
}
pid_t __wrap_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    return waits(pid, status, options, usage, CALLER);
}
WRAP(pid_t, waitpid, pid_t pid, int *status, int options)
{
    return waits(pid, status, options, NULL, CALLER);
}
WRAP(pid_t, wait, int *status)
{
    return waits(-1, status, 0, NULL, CALLER);
}
WRAP(pid_t, wait3, int *status, int options, struct rusage *usage)
{
    return waits(-1, status, options, usage, CALLER);
}

/* waitid is wait4 with another answer; WNOWAIT leaves the child to be waited for. */
WRAP(int, waitid, idtype_t type, id_t id, siginfo_t *info, int options)
{
    const bool known = type == P_ALL || type == P_PID || type == P_PGID;
    if (!guest_on() || !(options & WEXITED) || !known) {
        bool on = guest_on();
        if (on) {
            guest_enter();
            guest_limit(RACE_LIMIT_CALL, "waitid");
            sched_outside();
        }
        int code = REAL(waitid)(type, id, info, options), error = errno;
        if (on) {
            sched_inside();
            guest_leave();
        }
        errno = error;
        return code;
    }
    int status = 0;
    const pid_t whom = type == P_PID ? (pid_t)id : type == P_PGID ? -(pid_t)id : -1;
    pid_t got = waits(whom, &status, options & (WNOHANG | WNOWAIT | WSTOPPED | WCONTINUED), NULL, CALLER);
    siginfo_t seen = {0};
    if (got > 0 && options & WNOWAIT && status == 0) {
        guest_enter();
        (void)REAL(waitid)(P_PID, (id_t)task_real_pid(got), &seen, WEXITED | WNOWAIT); /* it is dead */
        guest_leave();
        status = seen.si_code == CLD_EXITED ? seen.si_status << 8 : seen.si_status;
    }
    if (info) {
        shadow_range(info, offsetof(siginfo_t, si_status) + sizeof info->si_status, true, CALLER);
        memset(info, 0, sizeof *info);
        if (got > 0) {
            info->si_signo = SIGCHLD;
            info->si_pid = got;
            info->si_code = WIFEXITED(status)      ? CLD_EXITED
                            : WIFSTOPPED(status)   ? CLD_STOPPED
                            : WIFCONTINUED(status) ? CLD_CONTINUED
                                                   : CLD_KILLED;
            info->si_status = WIFEXITED(status)      ? WEXITSTATUS(status)
                              : WIFSTOPPED(status)   ? WSTOPSIG(status)
                              : WIFCONTINUED(status) ? SIGCONT
                                                     : WTERMSIG(status);
        }
    }
    return got < 0 ? -1 : 0;
}
