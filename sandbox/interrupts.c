/* interrupts.c -- calls that are interrupted only because the program is traced. */
#include "sandbox/interrupts.h"

#include "sandbox/base/err.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/user.h>

/* Being traced wakes a task even for signals that it ignores, SIGCHLD above all; some calls then fail with EINTR that
 * would have slept on untraced: semop, epoll_wait, sigtimedwait, whatever reads a socket that has a timeout. A parent
 * that waits on a System V semaphore while a child ends is the smallest program that shows it. Such a call is made
 * again, unless a signal that has a handler waits, too: for that one EINTR is right. So is a poll() without a timeout:
 * the kernel would go on with it as restart_syscall(), of which nobody can say that it has none.
 *
 * A write() that has filled a pipe and waits to go on comes back with what it has written so far. Then the rest is
 * written by a call of the same kind, at whose end the registers are made what they would have been. */

#if defined __x86_64__

/* The set of signals that follows key in the text of /proc/PID/status: bit 0 is signal 1. */
static uint64_t signals_of(const char *text, const char *key)
{
    const char *set = strstr(text, key);
    return set ? strtoull(set + strlen(key), NULL, 16) : 0;
}

/* And no signal that has a handler waits? */
static bool is_ignored(pid_t pid, int signal)
{
    char text[2048];
    if (proc_read(pid, "status", text, sizeof text) <= 0)
        return false;
    uint64_t bit = (uint64_t)1 << (signal - 1), caught = signals_of(text, "\nSigCgt:");
    uint64_t pending = signals_of(text, "\nSigPnd:") | signals_of(text, "\nShdPnd:");
    bool is_of_no_effect =
        signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH || signals_of(text, "\nSigIgn:") & bit;
    return is_of_no_effect && !(caught & bit) && !(pending & caught & ~signals_of(text, "\nSigBlk:"));
}

/* Did it send a part only? A file may be as long as it can be, a pipe or a socket only waits. */
static bool is_part(pid_t pid, const struct user_regs_struct *regs)
{
    char path[48];
    struct stat st;
    if ((regs->orig_rax != SYS_write && regs->orig_rax != SYS_sendto) || (int64_t)regs->rax <= 0 ||
        regs->rax >= regs->rdx)
        return false;
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, (int)regs->rdi) < (int)sizeof path);
    return stat(path, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

void interrupts_undo(struct task *task, int signal)
{
    enum { RESTART_BLOCK = 516 }; /* the kernel's ERESTART_RESTARTBLOCK */
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, task->pid, 0, &regs) < 0 || (int64_t)regs.orig_rax < 0)
        return; /* orig_rax is negative outside of calls */
    bool is_poll = (int64_t)regs.rax == -RESTART_BLOCK && regs.orig_rax == SYS_poll && (int32_t)regs.rdx < 0;
    bool has_sent = signal != SIGPIPE && is_part(task->pid, &regs); /* SIGPIPE says that nobody reads the rest */
    if (((int64_t)regs.rax != -EINTR && !is_poll && !has_sent) || !is_ignored(task->pid, signal))
        return;
    if (has_sent) {
        task->is_sending = true;
        task->sent = regs.rax;
        task->sends_at = regs.rsi;
        task->sends = regs.rdx;
        regs.rsi += regs.rax;
        regs.rdx -= regs.rax;
    }
    regs.rax = regs.orig_rax;
    regs.rip -= 2;                                     /* the length of `syscall` */
    (void)ptrace(PTRACE_SETREGS, task->pid, 0, &regs); /* killed meanwhile */
}

void interrupts_return(struct task *task)
{
    struct user_regs_struct regs;
    struct __ptrace_syscall_info info = {0};
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->pid, sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_EXIT ||
        ptrace(PTRACE_GETREGS, task->pid, 0, &regs) < 0)
        return; /* killed meanwhile, or it only begins */
    task->is_sending = false;
    regs.rax = task->sent + ((int64_t)regs.rax > 0 ? regs.rax : 0); /* of a part that failed, the one before counts */
    regs.rsi = task->sends_at;
    regs.rdx = task->sends;
    (void)ptrace(PTRACE_SETREGS, task->pid, 0, &regs); /* killed meanwhile */
}

#else

/* This machine's registers are not known here: the call fails with EINTR, or sends a part. */
void interrupts_undo(struct task *task, int signal)
{
    (void)task, (void)signal;
}

void interrupts_return(struct task *task)
{
    (void)task;
}

#endif
