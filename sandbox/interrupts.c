/* interrupts.c -- calls that are interrupted only because the program is traced. */
#include "sandbox/interrupts.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <unistd.h>

/* Being traced wakes a task even for signals that it ignores, SIGCHLD above all; some calls then fail with EINTR that
 * would have slept on untraced: semop, epoll_wait, sigtimedwait, whatever reads a socket that has a timeout. A parent
 * that waits on a System V semaphore while a child ends is the smallest program that shows it. Such a call is made
 * again, unless a signal that has a handler waits, too: for that one EINTR is right. So is a poll() without a timeout:
 * the kernel would go on with it as restart_syscall(), of which nobody can say that it has none.
 *
 * A write() that has filled a pipe and waits to go on comes back with what it has written so far, and so does a
 * recv() that was to wait for all (MSG_WAITALL). Then the rest is moved by calls of the same kind, one for each piece
 * of a vector; at the end of the last the registers are made what they would have been. A signal that has a handler
 * may come between two of them: then what was moved until then is what the call has done. */

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

enum shape { BUFFER, VECTOR, MESSAGE }; /* what the call's second argument is */

/* The calls of which a part may be done, and what moves one piece of the rest. */
static const struct parted {
    uint64_t call, rest;
    enum shape shape;
    bool receives;
} parted[] = {
    {SYS_write, SYS_write, BUFFER, false},      {SYS_writev, SYS_write, VECTOR, false},
    {SYS_sendto, SYS_sendto, BUFFER, false},    {SYS_sendmsg, SYS_sendto, MESSAGE, false},
    {SYS_recvfrom, SYS_recvfrom, BUFFER, true}, {SYS_recvmsg, SYS_recvfrom, MESSAGE, true},
};

static const struct parted *parted_of(uint64_t call)
{
    for (size_t i = 0; i < sizeof parted / sizeof *parted; i++)
        if (parted[i].call == call)
            return &parted[i];
    return NULL;
}

/* What is to be moved next when so much is done; false: nothing is, or nobody knows. */
static bool next_piece(pid_t pid, const struct user_regs_struct *regs, uint64_t done, struct iovec *piece)
{
    const struct parted *row = parted_of(regs->orig_rax);
    struct iovec vector[UIO_MAXIOV] = {{(void *)(uintptr_t)regs->rsi, regs->rdx}};
    struct msghdr message = {.msg_iov = vector[0].iov_base, .msg_iovlen = regs->rdx};
    size_t count = 1;
    if (row->shape == MESSAGE && proc_memory(pid, regs->rsi, &message, sizeof message) != sizeof message)
        return false;
    if (row->receives && message.msg_control)
        return false; /* descriptors may come with the rest */
    if (row->shape != BUFFER) {
        count = message.msg_iovlen;
        if (count == 0 || count > UIO_MAXIOV ||
            proc_memory(pid, (uintptr_t)message.msg_iov, vector, count * sizeof *vector) != count * sizeof *vector)
            return false;
    }
    for (size_t i = 0; i < count; done -= vector[i++].iov_len)
        if (done < vector[i].iov_len) {
            *piece = (struct iovec){(char *)vector[i].iov_base + done, vector[i].iov_len - done};
            return true;
        }
    return false;
}

/* A datagram is whole as it is. Our copy of the socket is gone before anybody goes on. */
static bool is_stream(pid_t pid, int fd)
{
    char text[2048];
    int type = 0;
    socklen_t size = sizeof type;
    const char *group = proc_read(pid, "status", text, sizeof text) > 0 ? strstr(text, "\nTgid:") : NULL;
    AUTO_CLOSE int process = group ? (int)syscall(SYS_pidfd_open, strtol(group + strlen("\nTgid:"), NULL, 10), 0) : -1;
    AUTO_CLOSE int copy = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, fd, 0);
    return copy >= 0 && getsockopt(copy, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

/* Did it move a part only? A file may be as long as it can be, a pipe or a socket only waits. */
static bool is_part(pid_t pid, const struct user_regs_struct *regs, struct iovec *piece)
{
    char path[48];
    struct stat st;
    const struct parted *row = parted_of(regs->orig_rax);
    if (!row || (int64_t)regs->rax <= 0 || !next_piece(pid, regs, regs->rax, piece))
        return false;
    if (row->receives) {
        uint64_t flags = row->shape == MESSAGE ? regs->rdx : regs->r10;
        return (flags & MSG_WAITALL) && !(flags & MSG_PEEK) && is_stream(pid, (int)regs->rdi);
    }
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, (int)regs->rdi) < (int)sizeof path);
    return stat(path, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

/* Back to the instruction, to make that call. */
static void make(struct user_regs_struct *regs, uint64_t call)
{
    regs->rax = call;
    regs->rip -= 2; /* the length of `syscall` */
}

static void make_piece(struct user_regs_struct *regs, const struct iovec *piece)
{
    const struct parted *row = parted_of(regs->orig_rax);
    if (row->shape == MESSAGE) {
        regs->r10 = regs->rdx; /* its flags */
        regs->r8 = regs->r9 = 0;
    }
    regs->rsi = (uintptr_t)piece->iov_base;
    regs->rdx = piece->iov_len;
    make(regs, row->rest);
}

/* The call has done what its parts have. */
static void end_parts(struct task *task, struct user_regs_struct *regs)
{
    task->part.is_open = false;
    *regs = task->part.regs;
    regs->rax = task->part.done;
    (void)ptrace(PTRACE_SETREGS, task->pid, 0, regs); /* killed meanwhile */
}

void interrupts_undo(struct task *task, int signal)
{
    enum { RESTART_BLOCK = 516 }; /* the kernel's ERESTART_RESTARTBLOCK */
    struct user_regs_struct regs;
    struct iovec piece;
    if (ptrace(PTRACE_GETREGS, task->pid, 0, &regs) < 0)
        return;
    if (task->part.is_open)
        end_parts(task, &regs);
    if ((int64_t)regs.orig_rax < 0)
        return; /* outside of calls */
    bool is_poll = (int64_t)regs.rax == -RESTART_BLOCK && regs.orig_rax == SYS_poll && (int32_t)regs.rdx < 0;
    bool has_part = signal != SIGPIPE && is_part(task->pid, &regs, &piece); /* SIGPIPE: nobody reads the rest */
    if (((int64_t)regs.rax != -EINTR && !is_poll && !has_part) || !is_ignored(task->pid, signal))
        return;
    if (has_part) {
        task->part = (struct part_call){true, regs.rax, regs};
        make_piece(&regs, &piece);
    } else {
        make(&regs, regs.orig_rax);
    }
    (void)ptrace(PTRACE_SETREGS, task->pid, 0, &regs); /* killed meanwhile */
}

void interrupts_return(struct task *task)
{
    struct user_regs_struct regs;
    struct iovec piece;
    struct __ptrace_syscall_info info;
    if (!tracer_call(task, &info) || info.op != PTRACE_SYSCALL_INFO_EXIT ||
        ptrace(PTRACE_GETREGS, task->pid, 0, &regs) < 0)
        return; /* killed meanwhile, or it only begins */
    bool is_whole = regs.rax == regs.rdx;
    task->part.done += (int64_t)regs.rax > 0 ? regs.rax : 0; /* of a part that failed, those before count */
    if (!is_whole || !next_piece(task->pid, &task->part.regs, task->part.done, &piece)) {
        end_parts(task, &regs);
        return;
    }
    regs = task->part.regs;
    make_piece(&regs, &piece);
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
