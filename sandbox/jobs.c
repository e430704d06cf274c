/* jobs.c -- SIGSTOP and SIGCONT: one that was taken back must not stop anybody.
 *
 * A thread that is about to be stopped by SIGSTOP first stops at its tracer. Where another thread executes a program
 * meanwhile, which kills all others, the kernel queues that SIGSTOP again for the whole process (ptrace_signal() in its
 * kernel/signal.c), after any SIGCONT that has come since. The new program would be stopped by what was taken back
 * already, and nobody would continue it: without a tracer it runs. So who sends either of the two is seen as it does,
 * and a process that had threads when it executed is not stopped if the last word to it was SIGCONT. */
#include "sandbox/jobs.h"

#include <signal.h>
#include <sys/syscall.h>

static int signal_of(const struct __ptrace_syscall_info *info)
{
    bool has_thread = info->seccomp.nr == SYS_tgkill || info->seccomp.nr == SYS_rt_tgsigqueueinfo;
    return (int)info->seccomp.args[has_thread ? 2 : 1];
}

/* A group of processes, or a descriptor of one, may be any. */
void jobs_enter(struct tracer *tracer, const struct __ptrace_syscall_info *info)
{
    pid_t to = info->seccomp.nr == SYS_pidfd_send_signal ? 0 : (pid_t)info->seccomp.args[0];
    for (size_t i = 0; i < tracer->count; i++) {
        struct task *first = tracer_task(tracer, tracer->tasks[i].process);
        if (first && (to <= 0 || tracer->tasks[i].inside == to))
            first->is_continued = signal_of(info) == SIGCONT;
    }
}

void jobs_exec(struct task *task)
{
    task->had_threads = task->has_threads;
    task->has_threads = false;
}

bool jobs_is_stale(const struct tracer *tracer, const struct task *task, int signal)
{
    const struct task *first = signal == SIGSTOP ? tracer_task(tracer, task->process) : NULL;
    return first && first->had_threads && first->is_continued;
}
