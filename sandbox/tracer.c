/* tracer.c -- follows every process and thread of a run by ptrace, and says what happens to them as events.
 *
 * Theory of operation. The first process is seized before it runs a line of the program; its children are seized by the
 * kernel as they are born. Each stop below is one word of the kernel's, and each is answered at once:
 *
 *   EVENT_FORK/VFORK/CLONE  in the parent: a task is born; its pid is the message. The child stops too, and the two may
 *                           be seen in either order: a child that comes first stays stopped until its parent's word
 *                           gives it an id, so ids follow the order of births, not that of our wake-ups.
 *   EVENT_EXEC              when a thread that is not the leader does it, it takes over the leader's pid: the leader's
 * id lives on, the thread's own id ends here. EVENT_EXIT              still with its memory: the last moment at which
 * its CPU clock can be read. EVENT_SECCOMP           a call that the policy forbids: named, and then never continued.
 *   EVENT_STOP              group-stop (SIGSTOP, ...): left listening, so that the program's own job control works and
 *                           SIGCONT reaches it; or SIGTRAP: just born, or continued.
 *   any other               a signal about to be delivered: passed on unchanged.
 *
 * A task that a SIGKILL hits may skip every stop, even EVENT_EXIT; its end is then all we hear. Its parent (the
 * program's) sees the end only after we did, so ends are announced before anything that follows from them. */
#include "sandbox/tracer.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"
#include "sandbox/stacks.h"
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OPTIONS = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT |
              PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL,
    RETURN = SIGTRAP | 0x80, /* TRACESYSGOOD: a stop at the end of a call, told from any signal */
    PIPES_MAX = 1000,
    ADOPT_NS = 50 * 1000 * 1000
};

void tracer_begin(struct tracer *tracer, struct stream *stream)
{
    free(tracer->tasks);
    *tracer = (struct tracer){.stream = stream};
}

static struct task *find(struct tracer *tracer, pid_t pid)
{
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].pid == pid)
            return &tracer->tasks[i];
    return NULL;
}

static struct task *append(struct tracer *tracer, pid_t pid)
{
    if (tracer->count == tracer->capacity) {
        tracer->capacity = tracer->capacity ? 2 * tracer->capacity : 64;
        tracer->tasks = reallocarray(tracer->tasks, tracer->capacity, sizeof *tracer->tasks);
        CHECK(tracer->tasks);
    }
    struct task *task = &tracer->tasks[tracer->count++];
    *task = (struct task){.pid = pid};
    return task;
}

static void erase(struct tracer *tracer, struct task *task)
{
    *task = tracer->tasks[--tracer->count];
}

/* A request that fails finds its task killed meanwhile; its end will be heard of. */
static void go_on(pid_t pid, int signal)
{
    (void)ptrace(PTRACE_CONT, pid, 0, signal);
}

/* CPU time of one task, thread or not. A clock id cannot say it: those of other processes' threads are not to be had.
 */
static uint64_t cpu_of(pid_t pid)
{
    char text[64];
    return proc_read(pid, "schedstat", text, sizeof text) > 0 ? strtoull(text, NULL, 10) : 0;
}

/* From /proc/PID/status: the process it belongs to, and the innermost of its pids. False when it is gone. */
static bool look_up(pid_t pid, pid_t *process, pid_t *inside)
{
    char text[2048];
    if (proc_read(pid, "status", text, sizeof text) <= 0)
        return false;
    const char *tgid = strstr(text, "\nTgid:");
    const char *pids = strstr(text, "\nNSpid:");
    if (!tgid || !pids)
        return false;
    *process = (pid_t)strtol(tgid + 6, NULL, 10);
    char *end = NULL;
    for (const char *p = pids + 7; *p != '\n' && *p; p = end) {
        long number = strtol(p, &end, 10);
        if (end == p)
            break;
        *inside = (pid_t)number;
    }
    return true;
}

static void announce_birth(struct tracer *tracer, struct task *task, uint32_t parent, enum task_kind kind)
{
    pid_t process = task->pid, inside = 0;
    (void)look_up(task->pid, &process, &inside); /* gone already: then it was killed, and what it was is moot */
    task->id = ++tracer->created;
    struct task *first = process == task->pid ? NULL : find(tracer, process);
    task->process = first ? first->process : task->id;
    if (kind == TASK_FORK && first)
        kind = TASK_THREAD;
    task->inside = inside;
    for (size_t i = 0; i < tracer->count; i++)
        task->has_timer |= tracer->tasks[i].id == parent && tracer->tasks[i].has_timer;
    tracer->alive++;
    stream_add(tracer->stream, EV_TASK, task->id, task->process, ARGS(parent, kind, inside), NULL);
}

static void announce_end(struct tracer *tracer, const struct task *task)
{
    int64_t code = WIFEXITED(task->status) ? WEXITSTATUS(task->status) : -1;
    int64_t signal = WIFSIGNALED(task->status) ? WTERMSIG(task->status) : 0;
    stream_add(tracer->stream, EV_EXIT, task->id, task->process, ARGS(code, signal, (int64_t)task->cpu_ns), NULL);
}

/* Holds the end of a task back while we kill, else announces it; the entry may be gone afterwards. */
static void end_task(struct tracer *tracer, struct task *task, int status)
{
    task->status = status;
    task->ended = true;
    if (task->id == 0) {
        task->seen_ns = clock_ns();
        return;
    }
    tracer->alive--;
    bool by_kill = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    tracer->killed_one |= by_kill;
    tracer->was_killed |= by_kill && task->id == task->process && !tracer->is_killing && !tracer->may_kill;
    tracer->first_ended |= task->id == 1;
    if (tracer->is_killing) {
        task->pid = 0; /* the kernel may give the number away again */
        return;
    }
    announce_end(tracer, task);
    erase(tracer, task);
}

bool tracer_seize(struct tracer *tracer, pid_t pid, struct err *e)
{
    if (ptrace(PTRACE_SEIZE, pid, 0, OPTIONS) < 0)
        return err_set(e, ERR_SYSTEM, "ptrace: %s", strerror(errno));
    announce_birth(tracer, append(tracer, pid), 0, TASK_FIRST);
    return true;
}

static bool is_group_stop(int signal)
{
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

static void see_stop(struct tracer *tracer, struct task *task, int status);

static void see_birth(struct tracer *tracer, struct task *parent, enum task_kind kind)
{
    unsigned long message = 0;
    uint32_t parent_id = parent->id;
    pid_t parent_pid = parent->pid;
    if (ptrace(PTRACE_GETEVENTMSG, parent_pid, 0, &message) < 0)
        return; /* killed meanwhile; tracer_adopt finds the child */
    struct task *child = find(tracer, (pid_t)message);
    bool was_first = child != NULL;
    if (!child)
        child = append(tracer, (pid_t)message); /* may move parent */
    if (child->id != 0)
        return;
    uint32_t number = tracer->stream->next;
    announce_birth(tracer, child, parent_id, kind);
    const struct task *maker = find(tracer, parent_pid);
    if (tracer->stacks && maker)
        stacks_fork(tracer->stacks, maker, number);
    if (!was_first)
        return;
    if (child->ended)
        end_task(tracer, child, child->status);
    else
        see_stop(tracer, child, child->status);
}

/* The last component of what the process executes now. */
static void see_exec(struct tracer *tracer, struct task *task)
{
    unsigned long former = 0;
    pid_t pid = task->pid;
    if (ptrace(PTRACE_GETEVENTMSG, pid, 0, &former) == 0 && (pid_t)former != pid) {
        struct task *thread = find(tracer, (pid_t)former);
        if (thread && thread->id)
            end_task(tracer, thread, 0);
        task = find(tracer, pid); /* erasing moves entries */
        CHECK(task);
    }
    char path[32], name[4096];
    CHECK(snprintf(path, sizeof path, "/proc/%d/exe", (int)pid) < (int)sizeof path);
    ssize_t n = readlink(path, name, sizeof name - 1);
    name[n > 0 ? n : 0] = 0;
    const char *slash = strrchr(name, '/');
    stream_add(tracer->stream, EV_EXEC, task->id, task->process, ARGS(0), slash ? slash + 1 : name);
}

static void see_exit(struct tracer *tracer, struct task *task)
{
    task->cpu_ns = cpu_of(task->pid);
    tracer->dead_cpu_ns += task->cpu_ns;
}

static void see_forbidden(struct tracer *tracer, struct task *task)
{
    struct __ptrace_syscall_info info = {0};
    char name[EVENT_TEXT];
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->pid, sizeof info, &info) <= 0)
        return; /* killed meanwhile */
    int64_t number = (int64_t)info.seccomp.nr;
    policy_call_name(info.arch, number, name, sizeof name);
    if (!tracer->is_forbidden && !tracer->is_killing)
        stream_add(tracer->stream, EV_FORBIDDEN, task->id, task->process, ARGS(number, info.arch), name);
    tracer->is_forbidden = true; /* the task stays stopped until it is killed */
}

/* On the way into a call that makes a pipe: its result can be had at the end of the call only. */
static void see_pipe(struct tracer *tracer, struct task *task)
{
    struct __ptrace_syscall_info info = {0};
    if (tracer->pipes == PIPES_MAX || ptrace(PTRACE_GET_SYSCALL_INFO, task->pid, sizeof info, &info) <= 0) {
        go_on(task->pid, 0);
        return;
    }
    tracer->pipes++;
    task->ends_at = info.seccomp.args[info.seccomp.nr == SYS_socketpair ? 3 : 0];
    (void)ptrace(PTRACE_SYSCALL, task->pid, 0, 0); /* killed meanwhile */
}

/* Another thread may have written to where the descriptors are, or closed them: what counts is what they are. */
static void see_pipe_made(struct tracer *tracer, struct task *task)
{
    struct __ptrace_syscall_info info = {0};
    int fds[2];
    struct iovec ours = {fds, sizeof fds}, theirs = {(void *)(uintptr_t)task->ends_at, sizeof fds};
    struct stat st[2];
    task->ends_at = 0;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->pid, sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_EXIT ||
        info.exit.is_error || process_vm_readv(task->pid, &ours, 1, &theirs, 1, 0) != sizeof fds)
        return;
    for (size_t i = 0; i < 2; i++) {
        char path[48];
        CHECK(snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)task->pid, fds[i]) < (int)sizeof path);
        if (fds[i] < 0 || stat(path, &st[i]) < 0)
            return;
    }
    bool is_pipe = S_ISFIFO(st[0].st_mode) && st[0].st_dev == st[1].st_dev && st[0].st_ino == st[1].st_ino;
    bool is_pair = S_ISSOCK(st[0].st_mode) && S_ISSOCK(st[1].st_mode);
    if (is_pipe || is_pair)
        stream_add(tracer->stream, EV_PIPE, task->id, task->process,
                   ARGS(is_pipe ? FD_PIPE : FD_SOCKET, (int64_t)(st[0].st_ino & INT64_MAX), fds[0], fds[1], -1), NULL);
}

/* The policy made the call stop here; the task is let go on, unless the call is forbidden. */
static void see_seccomp(struct tracer *tracer, struct task *task)
{
    unsigned long why = 0;
    if (ptrace(PTRACE_GETEVENTMSG, task->pid, 0, &why) < 0)
        return; /* killed meanwhile */
    switch ((enum policy_stop)why) {
    case POLICY_MAKES_PIPE:
        see_pipe(tracer, task);
        return;
    case POLICY_SETS_TIMER:
        for (size_t i = 0; i < tracer->count; i++)
            tracer->tasks[i].has_timer |= tracer->tasks[i].process == task->process;
        tracer->may_kill = true;
        break;
    case POLICY_WAKES_ANY:
        tracer->has_timer = true;
        tracer->may_kill = true;
        break;
    case POLICY_SENDS_KILL:
        tracer->may_kill = true;
        break;
    case POLICY_FORBIDS:
    default:
        see_forbidden(tracer, task);
        return;
    }
    go_on(task->pid, 0);
}

/* Is the signal in the set that follows key in the text of /proc/PID/status? */
static bool has_signal(const char *text, const char *key, int signal)
{
    const char *set = strstr(text, key);
    return set && strtoull(set + strlen(key), NULL, 16) >> (signal - 1) & 1;
}

/* Being traced wakes a task even for signals that it ignores, SIGCHLD above all; a few calls then fail with EINTR that
 * would have slept on untraced: a parent that waits on a System V semaphore while a child ends is the smallest program
 * that shows it. Such a call is made again. */
static void undo_interruption(pid_t pid, int signal)
{
#if defined __x86_64__
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, pid, 0, &regs) < 0 || (int64_t)regs.rax != -EINTR)
        return;
    long call = (long)regs.orig_rax;
    if (call != SYS_semop && call != SYS_semtimedop && call != SYS_epoll_wait && call != SYS_epoll_pwait &&
        call != SYS_rt_sigtimedwait)
        return;
    char text[2048];
    if (proc_read(pid, "status", text, sizeof text) <= 0)
        return;
    bool by_default = signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH;
    if (has_signal(text, "\nSigCgt:", signal) || !(by_default || has_signal(text, "\nSigIgn:", signal)))
        return; /* it has a handler, or stops or dies */
    regs.rax = regs.orig_rax;
    regs.rip -= 2;                               /* the length of `syscall` */
    (void)ptrace(PTRACE_SETREGS, pid, 0, &regs); /* killed meanwhile */
#else
    (void)pid, (void)signal; /* this machine's registers are not known here: the call fails with EINTR */
#endif
}

static void see_signal(struct tracer *tracer, struct task *task, int signal)
{
    siginfo_t info = {0};
    if (ptrace(PTRACE_GETSIGINFO, task->pid, 0, &info) < 0)
        return; /* killed meanwhile */
    bool is_fault = info.si_code > 0 && (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL);
    int64_t where = is_fault ? (int64_t)(intptr_t)info.si_addr : info.si_pid;
    stream_add(tracer->stream, EV_SIGNAL, task->id, task->process, ARGS(signal, info.si_code, where), NULL);
    undo_interruption(task->pid, signal);
    go_on(task->pid, signal);
}

static void see_stop(struct tracer *tracer, struct task *task, int status)
{
    static const enum task_kind kinds[] = {
        [PTRACE_EVENT_FORK] = TASK_FORK, [PTRACE_EVENT_VFORK] = TASK_VFORK, [PTRACE_EVENT_CLONE] = TASK_FORK};
    int signal = WSTOPSIG(status);
    unsigned event = (unsigned)status >> 16;
    pid_t pid = task->pid; /* entries move as others come and go */
    switch (event) {
    case 0:
        if (signal != RETURN) {
            see_signal(tracer, task, signal);
            return;
        }
        if (task->ends_at)
            see_pipe_made(tracer, task);
        break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
        see_birth(tracer, task, kinds[event]);
        break;
    case PTRACE_EVENT_EXEC:
        see_exec(tracer, task);
        break;
    case PTRACE_EVENT_EXIT:
        see_exit(tracer, task);
        break;
    case PTRACE_EVENT_SECCOMP:
        see_seccomp(tracer, task);
        return;
    case PTRACE_EVENT_STOP:
        if (!is_group_stop(signal))
            break;
        (void)ptrace(PTRACE_LISTEN, pid, 0, 0); /* killed meanwhile */
        return;
    default:
        break;
    }
    go_on(pid, 0);
}

void tracer_see(struct tracer *tracer, pid_t pid, int status, uint64_t maxrss_kib)
{
    struct task *task = find(tracer, pid);
    if (!task) { /* before its parent's word; or killed before it stopped for the first time */
        task = append(tracer, pid);
        task->status = status;
        task->seen_ns = clock_ns();
    }
    if (!WIFSTOPPED(status)) {
        tracer->peak_kib = maxrss_kib > tracer->peak_kib ? maxrss_kib : tracer->peak_kib;
        end_task(tracer, task, status);
    } else if (tracer->is_killing && (unsigned)status >> 16 != PTRACE_EVENT_EXIT) {
        go_on(pid, 0); /* to its death; whatever it was about to do */
    } else if (task->id != 0) {
        see_stop(tracer, task, status);
    } else if (tracer->is_killing) {
        go_on(pid, 0); /* its parent's word may never come: left stopped on its way out, it would never be dead */
    }
}

uint64_t tracer_cpu_ns(const struct tracer *tracer)
{
    uint64_t sum = tracer->dead_cpu_ns;
    for (size_t i = 0; i < tracer->count; i++)
        if (!tracer->tasks[i].ended && tracer->tasks[i].cpu_ns == 0)
            sum += cpu_of(tracer->tasks[i].pid);
    return sum;
}

void tracer_adopt(struct tracer *tracer)
{
    uint64_t now = clock_ns();
    for (size_t i = 0; i < tracer->count; i++) {
        struct task *task = &tracer->tasks[i];
        if (task->id != 0 || now - task->seen_ns < ADOPT_NS)
            continue;
        announce_birth(tracer, task, 1, TASK_FORK);
        if (!task->ended)
            see_stop(tracer, task, task->status);
        else
            end_task(tracer, task, task->status);
        return; /* entries may have moved: the others next time */
    }
}

void tracer_kill(struct tracer *tracer)
{
    tracer->is_killing = true;
}

static int by_id(const void *a, const void *b)
{
    const struct task *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

void tracer_end(struct tracer *tracer)
{
    if (tracer->count > 0)
        qsort(tracer->tasks, tracer->count, sizeof *tracer->tasks, by_id);
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].ended && tracer->tasks[i].id != 0)
            announce_end(tracer, &tracer->tasks[i]);
    tracer->count = 0;
}
