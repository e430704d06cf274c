/* signal.c -- signals between tasks: a handler runs where its task may, and after all its sender did before. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A signal that arrives while its task is in the runtime (also: asleep until its turn) is noted, and its handler runs
 * when the task leaves the runtime. The sender wakes a task that sleeps in a call; the kernel has marked the signal
 * before the task gets its turn, so what happens does not depend on how fast it arrives. */

enum { SIGNALS = 64, QUEUED_MAX = 64 };

static struct sigaction handler[SIGNALS + 1];
static _Thread_local siginfo_t queue[QUEUED_MAX]; /* in the order in which they came */
static char crash_stack[32768];

/* In the sets, as in the kernel's: SIGRTMAX is the last one. */
static uint64_t bit_of(int sig)
{
    return 1ULL << (sig - 1);
}

static bool is_signal(int sig)
{
    return sig > 0 && sig <= SIGNALS;
}

static struct key signal_key(uint32_t pid, int sig)
{
    return (struct key){DOMAIN_KERNEL | (uint64_t)KERNEL_SIGNAL << 32 | (uint32_t)sig, pid};
}

static bool has_handler(const struct sigaction *a)
{
    return a->sa_handler != SIG_DFL && a->sa_handler != SIG_IGN;
}

static void run_handler(int sig, siginfo_t *info, void *context)
{
    struct sigaction a = handler[sig];
    if (!has_handler(&a))
        return;
    if (me.task) {
        guest_enter();
        core_acquire_all(); /* whoever sent it: a task, a timer, a queue, a child's end */
        me.inside--; /* the handler is the program's again; not guest_leave, which would run the others within this one
                      */
        trap_selector = (char)me.dispatching;
    }
    if (a.sa_flags & (int)SA_RESETHAND)
        handler[sig].sa_handler = SIG_DFL;
    if (a.sa_flags & SA_SIGINFO)
        a.sa_sigaction(sig, info, context);
    else
        a.sa_handler(sig);
}

/* Those in the set wait, though they came: a handler runs that keeps them out. */
static void keep_out(uint64_t masked)
{
    me.masked = masked;
    me.pending = me.came & ~masked;
}

/* As the kernel does: real-time signals wait in a queue, of the others there is one at most. */
static void keep(int sig, const siginfo_t *info)
{
    bool again = me.came & bit_of(sig) && sig < SIGRTMIN;
    me.came |= bit_of(sig);
    keep_out(me.masked);
    if (!again && me.queued < QUEUED_MAX)
        queue[me.queued++] = *info;
}

/* Who sent it, or which child it is about; of other signals another thing stands there. */
static bool tells_pid(const siginfo_t *info)
{
    return info->si_code <= 0 || info->si_signo == SIGCHLD;
}

static void arrives(int sig, siginfo_t *info, void *context)
{
    int error = errno;
    if (me.task && tells_pid(info))
        info->si_pid = task_shown(info->si_pid);
    if (me.task && (me.inside || me.masked & bit_of(sig)))
        keep(sig, info);
    else
        run_handler(sig, info, context);
    errno = error;
}

static siginfo_t take(int sig)
{
    siginfo_t info = {.si_signo = sig};
    uint32_t at = 0, kept = 0;
    if (me.queued == QUEUED_MAX) /* more may have come */
        guest_limit(RACE_LIMIT_CALL, "sigqueue");
    while (at < me.queued && queue[at].si_signo != sig)
        at++;
    if (at < me.queued)
        info = queue[at];
    me.came &= ~bit_of(sig);
    for (uint32_t i = 0; i < me.queued; i++)
        if (i != at) {
            me.came |= bit_of(queue[i].si_signo);
            queue[kept++] = queue[i];
        }
    me.queued = kept;
    keep_out(me.masked);
    return info;
}

void guest_run_signals(void)
{
    while (me.pending) {
        int sig = __builtin_ctzll(me.pending) + 1;
        siginfo_t info = take(sig);
        const struct sigaction *a = &handler[sig];
        const uint64_t before = me.masked, own = a->sa_flags & SA_NODEFER ? 0 : bit_of(sig);
        keep_out(before | a->sa_mask.__val[0] | own);
        guest_run_signals(); /* as the kernel puts the next one's frame on top: it runs first */
        run_handler(sig, &info, NULL);
        keep_out(before);
    }
}

/* Out of a handler, maybe: what it kept out comes then. */
#define JUMP(name)                                        \
    WRAP(void, name, struct __jmp_buf_tag *to, int value) \
    {                                                     \
        keep_out(0);                                      \
        REAL(name)(to, value);                            \
    }
JUMP(longjmp)
JUMP(_longjmp)
JUMP(siglongjmp)

void guest_handle_now(void)
{
    const uint32_t inside = me.inside;
    me.inside = 0;
    guest_run_signals();
    me.inside = inside;
    trap_selector = 0;
}

/* Are all signals at hand of the kind that restarts a call? */
static bool restarts(void)
{
    for (int sig = 1; sig <= SIGNALS; sig++)
        if (me.pending & bit_of(sig) && !(handler[sig].sa_flags & SA_RESTART))
            return false;
    return true;
}

bool signal_interrupts(void)
{
    return task_cancelled() || (me.pending && !restarts());
}

bool signal_ends_sleep(uint32_t block, struct key key, uint64_t pc)
{
    (void)sched_block(block, key, 0, pc);
    return signal_interrupts();
}

int __real_sigaction(int sig, const struct sigaction *new, struct sigaction *old);

/* A crash gives the turn on before it happens for good. */
static void crashes(int sig, siginfo_t *info, void *context)
{
    (void)info;
    if (me.task && R->active == me.id) {
        me.inside++;
        trap_selector = 0;
        sched_call(trap_place(context));
        sched_point(RACE_DOES_CRASH, task_key(me.task->person), false);
        task_leave_process();
    }
    struct sigaction a = {.sa_handler = SIG_DFL};
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, sig);
    (void)REAL(sigaction)(sig, &a, NULL);
    (void)SYS6(SYS_rt_sigprocmask, SIG_UNBLOCK, &set, 0, 8, 0, 0);
    (void)SYS3(SYS_tgkill, SYS3(SYS_getpid, 0, 0, 0), SYS3(SYS_gettid, 0, 0, 0), sig);
}

static const int crashing[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGPIPE};

static void on_crash(int sig)
{
    struct sigaction a = {.sa_sigaction = crashes, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    (void)sigemptyset(&a.sa_mask);
    (void)REAL(sigaction)(sig, &a, NULL);
}

void signal_start(void)
{
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    (void)sigaltstack(&stack, NULL); /* without it a stack overflow is seen by the server only */
    for (size_t i = 0; i < sizeof crashing / sizeof crashing[0]; i++)
        on_crash(crashing[i]);
}

void signal_keep_out(sigset_t *before)
{
    sigset_t all;
    (void)sigfillset(&all);
    (void)sigdelset(&all, SIGSYS);
    (void)SYS6(SYS_rt_sigprocmask, SIG_SETMASK, &all, before, 8, 0, 0);
}

/* The kernel wakes the main thread for a signal that is sent to the process, but whoever unblocks signals first takes
 * it: that thread's handler would run before it knew who it was, and after nobody. */
void signal_let_in(const sigset_t *mask)
{
    enum { YIELDS_MAX = 1000 }; /* the main thread may be gone */
    uint64_t pending = 0;
    for (int i = 0; i < YIELDS_MAX; i++) {
        (void)SYS3(SYS_rt_sigpending, &pending, 8, 0);
        if ((pending & ~R->process[here.process].blocked & ~(3ULL << 31)) == 0) /* libc's own two are a thread's */
            break;
        (void)SYS3(SYS_sched_yield, 0, 0, 0);
    }
    (void)SYS6(SYS_rt_sigprocmask, SIG_SETMASK, mask, 0, 8, 0, 0);
}

static void note_handler(int sig)
{
    struct process *p = &R->process[here.process];
    const uint64_t bit = bit_of(sig);
    p->handlers = (p->handlers & ~bit) | (has_handler(&handler[sig]) ? bit : 0);
    p->ignored = (p->ignored & ~bit) | (handler[sig].sa_handler == SIG_IGN ? bit : 0);
}

int __wrap_sigaction(int sig, const struct sigaction *new, struct sigaction *old);
int __wrap_sigaction(int sig, const struct sigaction *new, struct sigaction *old)
{
    if (!guest_on() || !is_signal(sig))
        return REAL(sigaction)(sig, new, old);
    if (new)
        shadow_range(new, sizeof *new, false, CALLER);
    guest_enter();
    struct sigaction before = handler[sig], a;
    int code = 0, error = 0;
    if (new) {
        a = *new;
        (void)sigdelset(&a.sa_mask, SIGSYS);
        if (has_handler(new)) {
            a.sa_sigaction = arrives;
            a.sa_flags |= SA_SIGINFO;
            a.sa_flags &= ~(int)SA_RESETHAND;
        }
        code = sig == SIGSYS ? 0 : REAL(sigaction)(sig, &a, NULL); /* that one is ours (trap.c) */
        error = errno;
        if (code == 0) {
            handler[sig] = *new;
            note_handler(sig);
            for (size_t i = 0; i < sizeof crashing / sizeof crashing[0]; i++)
                if (crashing[i] == sig && new->sa_handler == SIG_DFL)
                    on_crash(sig);
        }
    }
    guest_leave();
    if (old && code == 0) {
        shadow_range(old, sizeof *old, true, CALLER);
        *old = before;
    }
    if (code < 0)
        errno = error;
    return code;
}

typedef void (*signal_handler)(int);
WRAP(signal_handler, signal, int sig, signal_handler h)
{
    struct sigaction a = {.sa_handler = h, .sa_flags = SA_RESTART}, old = {.sa_handler = SIG_DFL};
    if (!guest_on())
        return REAL(signal)(sig, h);
    return __wrap_sigaction(sig, &a, &old) < 0 ? SIG_ERR : old.sa_handler;
}

/* If it sleeps where a handler can run. */
static void interrupt_task(struct task *t)
{
    if (t->state == TASK_BLOCKED && t->block != BLOCK_MUTEX && t->block != BLOCK_SPIN) {
        t->interrupted = 1;
        t->state = TASK_RUNS;
    }
}

static void interrupt(uint32_t process)
{
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].process == process && R->task[i].kind != KIND_THREAD)
            interrupt_task(&R->task[i]);
}

void signal_child_died(uint32_t parent)
{
    if (parent != NOBODY && R->process[parent].handlers & bit_of(SIGCHLD))
        interrupt(parent);
}

bool signal_ends(int sig, uint32_t process)
{
    const struct process *p = &R->process[process];
    bool ignored = sig == SIGCHLD || sig == SIGURG || sig == SIGWINCH || sig == SIGCONT || sig == SIGSTOP ||
                   sig == SIGTSTP || sig == SIGTTIN || sig == SIGTTOU;
    if (sig == SIGKILL)
        return true;
    return !ignored && !((p->handlers | p->blocked | p->ignored) & bit_of(sig));
}

/* SIGSTOP does, and what comes from a terminal, unless the program said otherwise. */
static bool stops(int sig, uint32_t process)
{
    const struct process *p = &R->process[process];
    const bool by_terminal = sig == SIGTSTP || sig == SIGTTIN || sig == SIGTTOU;
    return sig == SIGSTOP || (by_terminal && !((p->handlers | p->blocked | p->ignored) & bit_of(sig)));
}

/* To be stopped is the model's alone: who is stopped by the kernel could not be given the turn. */
static void stop(uint32_t process, int sig)
{
    struct process *p = &R->process[process];
    if (p->parent != NOBODY && R->process[p->parent].handlers & bit_of(SIGCHLD))
        guest_limit(RACE_LIMIT_CALL, "SIGSTOP"); /* that handler would be called */
    p->stopped = 1;
    p->news = (uint32_t)W_STOPCODE(sig);
    guest_cut(RACE_CUT_SIGNAL);
    sched_wake_all();
    while (process == here.process && p->stopped)
        (void)sched_block(BLOCK_STOPPED, task_key(me.task->person), 0, 0);
}

static void go_on(uint32_t process)
{
    R->process[process].stopped = 0;
    R->process[process].news = __W_CONTINUED;
    sched_wake(BLOCK_CHILD, task_ends(R->process[process].parent));
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].process == process && R->task[i].state != TASK_DEAD && R->task[i].state != TASK_FREE) {
            core_join(R->task[i].vc, me.task->vc);
            if (R->task[i].state == TASK_BLOCKED && R->task[i].block == BLOCK_STOPPED)
                R->task[i].state = TASK_RUNS;
        }
    core_tick();
}

/* What a signal that was sent means for one process of the run. */
static void sent_to(uint32_t process, int sig)
{
    struct process *p = &R->process[process];
    if (p->threads_alive == 0)
        return;
    if (!(p->blocked & bit_of(sig)))
        guest_cut(RACE_CUT_SIGNAL);
    if (sig == SIGCONT && p->stopped)
        go_on(process);
    if (stops(sig, process)) {
        stop(process, sig);
        return;
    }
    if (signal_ends(sig, process)) {
        if (sched_process_gone(p->pid, true))
            task_process_dead(process);
        return;
    }
    interrupt(process);
    sched_wake(BLOCK_SIGNAL, (struct key){DOMAIN_KERNEL, p->pid});
}

/* kill and its kin: which argument says whom, and which the signal. */
static const struct {
    long number;
    int pid, sig;
} sendings[] = {
    {SYS_kill, 0, 1},
    {SYS_tkill, 0, 1},
    {SYS_tgkill, 0, 2},
    {SYS_rt_sigqueueinfo, 0, 1},
    {SYS_rt_tgsigqueueinfo, 0, 2},
    {SYS_pidfd_send_signal, 0, 1},
};

static pid_t pid_of(int pidfd)
{
    char path[40], text[256];
    (void)snprintf(path, sizeof path, "/proc/self/fdinfo/%d", pidfd);
    long fd = SYS6(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0, 0, 0);
    long n = fd < 0 ? -1 : SYS3(SYS_read, fd, text, sizeof text - 1);
    if (fd >= 0)
        (void)SYS3(SYS_close, fd, 0, 0);
    text[n > 0 ? n : 0] = 0;
    const char *pid = strstr(text, "Pid:");
    return pid ? (pid_t)strtol(pid + 4, NULL, 10) : 0;
}

bool signal_means(uint32_t process, pid_t pid)
{
    const uint32_t real = R->process[process].pid;
    if (pid > 0)
        return real == (uint32_t)pid;
    return pid == -1 || SYS3(SYS_getpgid, real, 0, 0) == (pid == 0 ? SYS3(SYS_getpgid, 0, 0, 0) : -pid);
}

/* Nothing else comes of it: then the kernel need not know. */
static bool only_stops(int sig, pid_t pid)
{
    bool any = false, others = !is_signal(sig);
    for (uint32_t i = 0; i < R->process_count && !others; i++)
        if (R->process[i].threads_alive && signal_means(i, pid)) {
            any = true;
            others = !stops(sig, i);
        }
    return any && !others;
}

/* The pids in it are the kernel's. */
long signal_send(struct call *c)
{
    pid_t pid = 0;
    int sig = 0;
    for (size_t i = 0; i < sizeof sendings / sizeof sendings[0]; i++)
        if (sendings[i].number == c->number) {
            pid = (pid_t)c->arg[sendings[i].pid];
            sig = (int)c->arg[sendings[i].sig];
        }
    if (c->number == SYS_pidfd_send_signal)
        pid = pid_of(pid);
    sched_point(RACE_DOES_SEND, signal_key((uint32_t)pid, sig), true);
    if (pid > 0 && (uint32_t)pid == me.task->pid && is_signal(sig) && signal_ends(sig, here.process))
        task_leave_process();
    long code = 0;
    if (!only_stops(sig, pid))
        code = SYS6(c->number, c->arg[0], c->arg[1], c->arg[2], c->arg[3], c->arg[4], c->arg[5]);
    if (sig == 0 || code < 0) /* is it still there? Until its parent has waited for it */
        guest_cut(RACE_CUT_SIGNAL);
    if (code < 0)
        core_acquire_all(); /* that it is gone tells of its end */
    for (uint32_t i = 0; me.task && code == 0 && is_signal(sig) && i < R->process_count; i++)
        if (i != here.process && R->process[i].threads_alive && signal_means(i, pid))
            sent_to(i, sig);
    if (code == 0 && me.task && is_signal(sig) && stops(sig, here.process) && signal_means(here.process, pid))
        stop(here.process, sig);
    return code;
}

WRAP(int, kill, pid_t pid, int sig)
{
    if (me.task)
        pid = pid > 0 ? task_real_pid(pid) : pid < -1 ? -task_real_pid(-pid) : pid;
    if (!guest_on())
        return REAL(kill)(pid, sig);
    struct call c = {SYS_kill, {pid, sig}, CALLER};
    guest_enter();
    long code = signal_send(&c);
    if (me.task)
        guest_leave();
    if (code < 0)
        errno = (int)-code;
    return code < 0 ? -1 : 0;
}
WRAP(int, raise, int sig)
{
    bool fatal = guest_on() && is_signal(sig) && here.process != NOBODY && signal_ends(sig, here.process);
    if (fatal) {
        guest_enter();
        task_leave_process();
    }
    if (!guest_on() || !is_signal(sig) || !stops(sig, here.process))
        return REAL(raise)(sig);
    struct call c = {SYS_kill, {me.task->pid, sig}, CALLER};
    guest_enter();
    (void)signal_send(&c); /* to itself: it cannot fail */
    guest_leave();
    return 0;
}
WRAP(int, pthread_kill, pthread_t thread, int sig)
{
    if (!guest_on())
        return REAL(pthread_kill)(thread, sig);
    guest_enter();
    int code = REAL(pthread_kill)(thread, sig);
    struct task *to = task_of(thread);
    if (to && sig != 0)
        interrupt_task(to);
    guest_cut(RACE_CUT_SIGNAL);
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].process == here.process && R->task[i].state == TASK_BLOCKED && R->task[i].block == BLOCK_SIGNAL)
            R->task[i].state = TASK_RUNS;
    guest_leave();
    return code;
}

/* --- waiting for signals ------------------------------------------------------------------------------------------ */

static void note_mask(void)
{
    sigset_t now;
    uint64_t bits = 0;
    if (!me.task || me.task->kind == KIND_THREAD || pthread_sigmask(SIG_SETMASK, NULL, &now) != 0)
        return;
    for (int sig = 1; sig <= SIGNALS; sig++)
        bits |= sigismember(&now, sig) == 1 ? bit_of(sig) : 0;
    R->process[here.process].blocked = bits;
}

enum { SET_BYTES = 8 }; /* of a sigset_t, what the kernel uses */

/* SIGSYS is ours: blocked, the next trapped call would be the last. */
int __real_pthread_sigmask(int how, const sigset_t *new, sigset_t *old);
static int mask(int how, const sigset_t *new, sigset_t *old, uint64_t pc)
{
    sigset_t set;
    if (new)
        shadow_range(new, SET_BYTES, false, pc);
    guest_enter();
    if (new) {
        set = *new;
        (void)sigdelset(&set, SIGSYS);
    }
    if (how != SIG_BLOCK && new)
        keep_out(me.masked & (how == SIG_UNBLOCK ? ~set.__val[0] : set.__val[0]));
    int code = REAL(pthread_sigmask)(how, new ? &set : NULL, old);
    note_mask();
    guest_leave();
    if (old && code == 0)
        shadow_range(old, SET_BYTES, true, pc);
    return code;
}
int __wrap_pthread_sigmask(int how, const sigset_t *new, sigset_t *old);
int __wrap_pthread_sigmask(int how, const sigset_t *new, sigset_t *old)
{
    return guest_on() ? mask(how, new, old, CALLER) : REAL(pthread_sigmask)(how, new, old);
}
WRAP(int, sigprocmask, int how, const sigset_t *new, sigset_t *old)
{
    if (!guest_on())
        return REAL(sigprocmask)(how, new, old);
    int code = mask(how, new, old, CALLER);
    if (code)
        errno = code;
    return code ? -1 : 0;
}

int __real_sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout);
static int waits_for(const sigset_t *set, siginfo_t *info, uint64_t until, uint64_t pc)
{
    const struct timespec now = {0, 0};
    siginfo_t local;
    int sig, error;
    guest_enter();
    sched_point(RACE_DOES_WAIT, signal_key(me.task->pid, 0), false);
    for (;;) {
        sig = REAL(sigtimedwait)(set, info ? info : &local, &now);
        error = errno;
        if (sig > 0 || (error != EAGAIN && error != EINTR))
            break;
        if (task_cancelled() || !sched_block(BLOCK_SIGNAL, (struct key){DOMAIN_KERNEL, me.task->pid}, until, pc))
            break;
        if (me.pending) { /* a handler of another one ran: SA_RESTART or not, the wait is over */
            error = EINTR;
            break;
        }
    }
    if (sig > 0)
        core_acquire_all();
    if (sig > 0 && info && tells_pid(info))
        info->si_pid = task_shown(info->si_pid);
    guest_leave();
    task_test_cancel();
    if (sig > 0 && info)
        shadow_range(info, sizeof *info, true, pc);
    errno = error;
    return sig;
}
int __wrap_sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout);
int __wrap_sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout)
{
    return guest_on() ? waits_for(set, info, calls_until(timeout, CLOCK_MONOTONIC, false), CALLER)
                      : REAL(sigtimedwait)(set, info, timeout);
}
WRAP(int, sigwaitinfo, const sigset_t *set, siginfo_t *info)
{
    return guest_on() ? waits_for(set, info, 0, CALLER) : REAL(sigwaitinfo)(set, info);
}
WRAP(int, sigwait, const sigset_t *set, int *sig)
{
    if (!guest_on())
        return REAL(sigwait)(set, sig);
    int got;
    do
        got = waits_for(set, NULL, 0, CALLER);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return errno;
    shadow_range(sig, sizeof *sig, true, CALLER);
    *sig = got;
    return 0;
}

/* What came before the wait does not end it: its handler has run. */
static void come_to_wait(void)
{
    sched_point(RACE_DOES_WAIT, signal_key(me.task->pid, 0), false);
    guest_handle_now();
}

static void wait_for_a_handler(uint64_t pc)
{
    while (!me.pending && !task_cancelled())
        (void)sched_block(BLOCK_SIGNAL, (struct key){DOMAIN_KERNEL, me.task->pid}, 0, pc);
}
WRAP(int, pause, void)
{
    if (!guest_on())
        return REAL(pause)();
    guest_enter();
    come_to_wait();
    wait_for_a_handler(CALLER);
    guest_leave();
    task_test_cancel();
    errno = EINTR;
    return -1;
}
WRAP(int, sigsuspend, const sigset_t *set)
{
    sigset_t before, during = *set;
    const uint64_t masked = me.masked; /* its own mask holds instead */
    if (!guest_on())
        return REAL(sigsuspend)(set);
    guest_enter();
    come_to_wait();
    (void)sigdelset(&during, SIGSYS);
    (void)REAL(pthread_sigmask)(SIG_SETMASK, &during, &before);
    note_mask();
    keep_out(masked & during.__val[0]);
    wait_for_a_handler(CALLER);
    (void)REAL(pthread_sigmask)(SIG_SETMASK, &before, NULL);
    note_mask();
    guest_leave();
    keep_out(masked);
    task_test_cancel();
    errno = EINTR;
    return -1;
}
