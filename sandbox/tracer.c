/* tracer.c -- follows every process and thread of a run by ptrace, and says what happens to them as events.
 *
 * Theory of operation. The first process is seized before it runs a line of the program; its children are seized by the
 * kernel as they are born. Each stop below is one word of the kernel's, and each is answered at once:
 *
 *   EVENT_FORK/VFORK/CLONE  in the parent: a task is born; its pid is the message. The child stops too, and the two may
 *                           be seen in either order: a child that comes first stays stopped until its parent's word
 *                           gives it an id, so ids follow the order of births, not that of our wake-ups.
 *   EVENT_EXEC              when a thread that is not the leader does it, it takes over the leader's pid: the leader's
 *                           id lives on, the thread's own id ends here.
 *   EVENT_EXIT              still with its memory: the last moment at which its CPU clock can be read.
 *   EVENT_SECCOMP           a call that the policy forbids: named, and then never continued.
 *   EVENT_STOP              group-stop (SIGSTOP, ...): left listening, so that the program's own job control works and
 *                           SIGCONT reaches it; or SIGTRAP: just born, or continued.
 *   any other               a signal about to be delivered: passed on unchanged.
 *
 * A task that a SIGKILL hits may skip every stop, even EVENT_EXIT; its end is then all we hear. Its parent (the
 * program's) sees the end only after we did, so ends are announced before anything that follows from them.
 *
 * A parent that is killed between a birth and its stop never says its word, and the child would stay stopped for ever:
 * whoever executes a program waits until all other threads are dead, also the one born last. So such a child is adopted
 * (is_orphan), or let go as it is when all are killed: the kernel drops a SIGKILL for a process that is on its way out,
 * and then it does not wake who is stopped at EVENT_EXIT. A thread that makes threads while another one ends the
 * process is the smallest program that shows both. */
#include "sandbox/tracer.h"

#include "sandbox/base/clock.h"
#include "sandbox/births.h"
#include "sandbox/cpus.h"
#include "sandbox/echoes.h"
#include "sandbox/fdcalls.h"
#include "sandbox/interrupts.h"
#include "sandbox/jobs.h"
#include "sandbox/observe/fds.h"
#include "sandbox/proc.h"
#include "sandbox/stacks.h"
#include "sandbox/timers.h"
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <linux/kcmp.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OPTIONS = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT |
              PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL,
    RETURN = SIGTRAP | 0x80, /* TRACESYSGOOD: a stop at the end of a call, told from any signal */
    DEAD_MAX = 1024,
    ADOPT_NS = 50 * 1000 * 1000,
    LATE_NS = 1000 * 1000 * 1000
};

void tracer_begin(struct tracer *tracer, struct stream *stream)
{
    tracer_free(tracer);
    *tracer = (struct tracer){.stream = stream};
}

void tracer_free(struct tracer *tracer)
{
    free(tracer->tasks);
    free(tracer->dead);
    tracer->tasks = NULL;
    tracer->dead = NULL;
}

void tracer_say(struct tracer *tracer, const struct task *task, enum event_kind kind, const int64_t arg[EVENT_ARGS],
                const char *text)
{
    struct event ev = {
        .number = tracer->stream->next, .kind = (uint16_t)kind, .task = task->id, .process = task->process};
    stream_add(tracer->stream, kind, task->id, task->process, arg, text);
    memcpy(ev.arg, arg, sizeof ev.arg);
    (void)snprintf(ev.text, sizeof ev.text, "%s", text ? text : ""); /* a cut name will do */
    if (tracer->fds)
        fds_see(tracer->fds, &ev);
}

static struct task *find(struct tracer *tracer, pid_t pid)
{
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].pid == pid)
            return &tracer->tasks[i];
    return NULL;
}

struct task *tracer_task(const struct tracer *tracer, uint32_t id)
{
    for (size_t i = 0; i < tracer->count && id != 0; i++)
        if (tracer->tasks[i].id == id)
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

/* A request that fails finds its task killed meanwhile; its end will be heard of. Any stop takes back a halt that was
 * asked for before it: one that executes itself for ever would not be halted at all. */
static void go_on(struct tracer *tracer, pid_t pid, int signal)
{
    if (tracer->is_over && !tracer->is_killing)
        (void)ptrace(PTRACE_INTERRUPT, pid, 0, 0);
    const struct task *task = find(tracer, pid);
    bool must_stop = task && (task->part.is_open || task->timer.is_open || fdcalls_must_stop(tracer, task));
    (void)ptrace(must_stop ? PTRACE_SYSCALL : PTRACE_CONT, pid, 0, signal);
}

struct who {
    pid_t process, parent, tracer, inside; /* inside: the innermost of its pids */
};

static pid_t number_after(const char *text, const char *key)
{
    const char *line = strstr(text, key);
    return line ? (pid_t)strtol(line + strlen(key), NULL, 10) : 0;
}

/* By /proc/PID/status; false when it is gone. */
static bool look_up(pid_t pid, struct who *who)
{
    char text[2048];
    if (proc_read(pid, "status", text, sizeof text) <= 0)
        return false;
    const char *pids = strstr(text, "\nNSpid:");
    *who = (struct who){.process = number_after(text, "\nTgid:"),
                        .parent = number_after(text, "\nPPid:"),
                        .tracer = number_after(text, "\nTracerPid:")};
    char *end = NULL;
    for (const char *p = pids ? pids + 7 : "\n"; *p != '\n' && *p; p = end) {
        long number = strtol(p, &end, 10);
        if (end == p)
            break;
        who->inside = (pid_t)number;
    }
    return true;
}

/* A task that we trace keeps its number, also dead, until wait4 tells us so; but one that executes a program while it
 * is not its process's first thread leaves its number to anybody. It is asked twice: the first answer may have been
 * that of a first thread whose number was just handed on. */
static bool is_ours(pid_t pid, struct who *who)
{
    for (int i = 0; i < 2; i++)
        if (look_up(pid, who) && who->tracer == getpid())
            return true;
    return false;
}

bool tracer_is_ours(pid_t pid)
{
    struct who who;
    return is_ours(pid, &who);
}

/* known: what /proc has of it; NULL: it is still to be asked. */
static void announce_birth(struct tracer *tracer, struct task *task, const struct who *known, uint32_t parent,
                           enum task_kind kind)
{
    struct who who = {.process = task->pid};
    if (known)
        who = *known;
    else
        (void)look_up(task->pid, &who); /* gone already: then it was killed, and what it was is moot */
    task->id = ++tracer->created;
    struct task *first = who.process == task->pid ? NULL : find(tracer, who.process);
    task->process = first ? first->process : task->id;
    if (first)
        first->has_threads = true;
    if (kind == TASK_FORK && first)
        kind = TASK_THREAD;
    task->inside = who.inside;
    const struct task *maker = tracer_task(tracer, parent);
    task->has_timer |= maker && maker->has_timer && maker->process == task->process;
    task->parent = maker ? maker->process : 0;
    fdcalls_born(tracer, task, maker);
    if (tracer->cpus)
        cpus_born(tracer->cpus, task->pid);
    bool is_other = kind != TASK_THREAD && kind != TASK_FIRST;
    long order = maker && is_other ? syscall(SYS_kcmp, maker->pid, task->pid, KCMP_FILES, 0, 0) : -1;
    tracer->shares_table |= is_other && order <= 0; /* whoever cannot be compared may */
    tracer->alive++;
    tracer_say(tracer, task, EV_TASK, ARGS(parent, kind, who.inside, order == 0), NULL);
}

static void announce_end(struct tracer *tracer, const struct task *task)
{
    int64_t code = WIFEXITED(task->status) ? WEXITSTATUS(task->status) : -1;
    int64_t signal = WIFSIGNALED(task->status) ? WTERMSIG(task->status) : 0;
    uint64_t our_delay_ns = 0;
    if (task->id == task->process)
        (void)proc_cpu_ns(getpid(), &our_delay_ns);
    tracer_say(tracer, task, EV_EXIT,
               ARGS(code, signal, (int64_t)task->cpu_ns, (int64_t)task->delay_ns, (int64_t)our_delay_ns), NULL);
}

/* Its parent may still wait for it. */
static void remember(struct tracer *tracer, const struct task *task)
{
    if (task->id != task->process || tracer->is_killing || tracer->dead_count == DEAD_MAX)
        return;
    if (tracer->dead_count == tracer->dead_capacity) {
        tracer->dead_capacity = tracer->dead_capacity ? 2 * tracer->dead_capacity : 16;
        tracer->dead = reallocarray(tracer->dead, tracer->dead_capacity, sizeof *tracer->dead);
        CHECK(tracer->dead);
    }
    tracer->dead[tracer->dead_count++] = (struct dead){task->pid, task->process, task->parent};
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
    remember(tracer, task);
    if (tracer->is_killing) {
        task->pid = 0; /* the kernel may give the number away again */
        return;
    }
    announce_end(tracer, task);
    erase(tracer, task);
}

/* A thread that executed a program was killed before its word of that: its number is all there is to tell. */
bool tracer_miss(struct tracer *tracer)
{
    bool has_missed = false;
    for (size_t i = tracer->count; i-- > 0;) {
        struct task *task = &tracer->tasks[i];
        if (task->ended || tracer_is_ours(task->pid))
            continue;
        end_task(tracer, task, 0); /* puts one that was looked at already in its place, or none */
        has_missed = true;
    }
    return has_missed;
}

bool tracer_seize(struct tracer *tracer, pid_t pid, struct err *e)
{
    if (ptrace(PTRACE_SEIZE, pid, 0, OPTIONS) < 0)
        return err_set(e, ERR_SYSTEM, "ptrace: %s", strerror(errno));
    announce_birth(tracer, append(tracer, pid), NULL, 0, TASK_FIRST);
    births_begin(tracer, pid);
    return true;
}

static bool is_at_exit(int status)
{
    return WIFSTOPPED(status) && (unsigned)status >> 16 == PTRACE_EVENT_EXIT;
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
    /* No number: the child was gone before its parent stopped, as when another thread executes a program; it must not
     * become a task, for kill(0) would hit ourselves. */
    if (ptrace(PTRACE_GETEVENTMSG, parent_pid, 0, &message) < 0 || (pid_t)message <= 0)
        return; /* killed meanwhile; tracer_adopt finds the child */
    struct task *child = find(tracer, (pid_t)message);
    bool was_first = child != NULL;
    struct who who;
    if (!child && !is_ours((pid_t)message, &who))
        return; /* adopted, as this word was late; and dead since */
    if (!child)
        child = append(tracer, (pid_t)message); /* may move parent */
    if (child->id != 0)
        return;
    uint32_t number = tracer->stream->next;
    announce_birth(tracer, child, was_first ? NULL : &who, parent_id, kind);
    struct task *maker = find(tracer, parent_pid);
    if (maker)
        births_done(maker, child->id, child->id == child->process ? kind : TASK_THREAD);
    if (tracer->stacks && maker)
        stacks_fork(tracer->stacks, maker, number);
    if (tracer->fds && maker && child->id == child->process && kind == TASK_FORK)
        echoes_born(tracer, maker, child);
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
        else if (thread)
            erase(tracer, thread); /* its maker was killed by this before he could say that he had made it */
        task = find(tracer, pid);  /* erasing moves entries */
        CHECK(task);
        task->is_exiting = false; /* the first thread had ended, in whose place the other goes on */
        task->part.is_open = false;
        task->cpu_ns = 0;
    }
    task->echo = (struct echo){0};
    char path[32], name[4096];
    CHECK(snprintf(path, sizeof path, "/proc/%d/exe", (int)pid) < (int)sizeof path);
    ssize_t n = readlink(path, name, sizeof name - 1);
    name[n > 0 ? n : 0] = 0;
    const char *slash = strrchr(name, '/');
    timers_exec(tracer, task);
    jobs_exec(task);
    tracer_say(tracer, task, EV_EXEC, ARGS(0), slash ? slash + 1 : name);
    if (tracer->fds)
        fdcalls_exec(tracer, task);
}

static void see_exit(struct tracer *tracer, struct task *task)
{
    task->delay_ns = 0;
    tracer_count(tracer, task->pid);
    tracer->dead_delay_ns = task->delay_ns > tracer->dead_delay_ns ? task->delay_ns : tracer->dead_delay_ns;
    task->is_exiting = true;
    for (size_t i = 0; i < tracer->count; i++) {
        const struct task *other = &tracer->tasks[i];
        if (other->process == task->process && !other->ended && !other->is_exiting)
            return;
    }
    if (!tracer->fds || tracer->is_killing)
        return;
    fdcalls_exit(tracer, task);
    if (task->id == task->process)
        echoes_exit(tracer, task);
}

static void see_forbidden(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info)
{
    char name[EVENT_TEXT];
    int64_t number = (int64_t)info->seccomp.nr;
    policy_call_name(info->arch, number, name, sizeof name);
    if (!tracer->is_forbidden && !tracer->is_killing)
        stream_add(tracer->stream, EV_FORBIDDEN, task->id, task->process, ARGS(number, info->arch), name);
    tracer->is_forbidden = true; /* the task stays stopped until it is killed */
}

/* The policy made the call stop here; the task is let go on, unless the call is forbidden. */
static void see_seccomp(struct tracer *tracer, struct task *task)
{
    struct __ptrace_syscall_info info;
    if (!tracer_call(task, &info) || info.op != PTRACE_SYSCALL_INFO_SECCOMP)
        return; /* killed meanwhile, by another thread's exec, too: it may stop at its end already */
    enum policy_stop why = (enum policy_stop)info.seccomp.ret_data;
    switch (why) {
    case POLICY_MAKES_PIPE:
    case POLICY_MAKES_FD:
    case POLICY_COPIES_FD:
    case POLICY_CLOSES_FD:
    case POLICY_CHANGES_FDS:
    case POLICY_EXECUTES:
        tracer->timerfds += info.seccomp.nr == SYS_timerfd_create;
        fdcalls_enter(tracer, task, &info);
        break;
    case POLICY_ASKS_FLAGS:
        fdcalls_asked(tracer, task, &info);
        break;
    case POLICY_MAKES_TASK:
        births_enter(task);
        if (info.seccomp.nr == SYS_clone && (info.seccomp.args[0] & CSIGNAL) == SIGKILL)
            tracer->may_kill = true; /* its end will */
        break;
    case POLICY_ASKS_CPUS:
        cpus_asked(tracer->cpus, tracer, (int64_t)info.seccomp.nr);
        break;
    case POLICY_TIMES:
        timers_enter(tracer, task, &info);
        tracer->may_kill = true;
        break;
    case POLICY_SETS_TIMER:
        for (size_t i = 0; i < tracer->count; i++)
            tracer->tasks[i].has_timer |= tracer->tasks[i].process == task->process;
        tracer->may_kill = true;
        break;
    case POLICY_ARMS_FD:
        timers_enter_fd(tracer, task, &info);
        break;
    case POLICY_WAKES_ANY:
        tracer->has_timer = true;
        tracer->may_kill = true;
        break;
    case POLICY_SENDS_KILL:
        tracer->may_kill = true;
        break;
    case POLICY_SENDS_STOP:
        jobs_enter(tracer, &info);
        break;
    case POLICY_FORBIDS:
    default:
        see_forbidden(tracer, task, &info);
        return;
    }
    go_on(tracer, task->pid, 0);
}

static void see_signal(struct tracer *tracer, struct task *task, int signal)
{
    siginfo_t info = {0};
    if (ptrace(PTRACE_GETSIGINFO, task->pid, 0, &info) < 0 || info.si_signo != signal)
        return; /* killed meanwhile; it may stop at its end already */
    if (jobs_is_stale(tracer, task, signal)) {
        go_on(tracer, task->pid, 0);
        return;
    }
    bool is_fault = info.si_code > 0 && (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL);
    int64_t where = is_fault ? (int64_t)(intptr_t)info.si_addr : info.si_pid;
    uint32_t number = tracer->stream->next;
    stream_add(tracer->stream, EV_SIGNAL, task->id, task->process, ARGS(signal, info.si_code, where), NULL);
    if ((is_fault || signal == SIGABRT) && number != tracer->stream->next &&
        !proc_has_signal(task->pid, "SigCgt", signal)) /* it dies of this */
        stacks_note(tracer->stacks, task, number);
    timers_signal(tracer, task, &info);
    if (signal == SIGPIPE && tracer->fds)
        fdcalls_broken_pipe(tracer, task);
    interrupts_undo(task, signal);
    go_on(tracer, task->pid, signal);
}

/* Who joined a thread goes on while the kernel has not done with it yet, and what he makes then is told after its end.
 * The first thread does not count: it has ended when its process has. */
static bool must_hold(const struct tracer *tracer, const struct task *maker)
{
    bool has_ending = false;
    for (size_t i = 0; i < tracer->count; i++) {
        const struct task *task = &tracer->tasks[i];
        has_ending |= task->process == maker->process && task->id != task->process && task->is_exiting && !task->ended;
    }
    return has_ending && !tracer->is_over;
}

static struct task *next_answerable(struct tracer *tracer)
{
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].held && !must_hold(tracer, &tracer->tasks[i]))
            return &tracer->tasks[i];
    return NULL;
}

static void answer_held(struct tracer *tracer)
{
    struct task *task;
    while (!tracer->is_killing && (task = next_answerable(tracer)))
        see_stop(tracer, task, task->held);
}

static void see_stop(struct tracer *tracer, struct task *task, int status)
{
    static const enum task_kind kinds[] = {
        [PTRACE_EVENT_FORK] = TASK_FORK, [PTRACE_EVENT_VFORK] = TASK_VFORK, [PTRACE_EVENT_CLONE] = TASK_FORK};
    int signal = WSTOPSIG(status);
    unsigned event = (unsigned)status >> 16;
    task->is_stopped = false;
    task->is_halted &= !task->held;
    task->held = 0;
    pid_t pid = task->pid; /* entries move as others come and go */
    switch (event) {
    case 0:
        if (signal != RETURN) {
            see_signal(tracer, task, signal);
            return;
        }
        if (task->part.is_open)
            interrupts_return(task);
        if (task->timer.is_open)
            timers_return(tracer, task);
        if (tracer->fds)
            fdcalls_pass(tracer, task);
        break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
        if (must_hold(tracer, task)) {
            task->held = status;
            task->is_halted = true;
            return;
        }
        see_birth(tracer, task, kinds[event]);
        if (tracer->is_over) { /* in vfork() it would wait for a child that is halted */
            task = find(tracer, pid);
            CHECK(task);
            task->is_halted = true;
            return;
        }
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
        if (!is_group_stop(signal) && !tracer->is_over)
            break;
        task->is_halted = !is_group_stop(signal);
        if (task->is_halted)
            return;
        task->is_stopped = true;
        (void)ptrace(PTRACE_LISTEN, pid, 0, 0); /* killed meanwhile */
        return;
    default:
        break;
    }
    go_on(tracer, pid, 0);
}

static bool is_process_dying(const struct tracer *tracer, const struct task *first)
{
    for (size_t i = 0; i < tracer->count; i++) {
        const struct task *task = &tracer->tasks[i];
        if (task->process == first->process && !task->ended && !task->is_exiting)
            return false;
    }
    return true;
}

/* Will the word about this birth never come? A thread dies of what its maker dies of, which then no longer stops. The
 * maker of a process is in its parent, unless it made it as a sibling. *parent: whose it is taken for. */
static bool is_orphan(struct tracer *tracer, const struct task *task, uint32_t *parent)
{
    struct who who = {0};
    uint64_t age_ns = clock_ns() - task->seen_ns;
    *parent = 1;
    if (task->ended || !look_up(task->pid, &who))
        return age_ns >= LATE_NS;
    bool is_thread = who.process != task->pid;
    const struct task *first = find(tracer, is_thread ? who.process : who.parent);
    *parent = first && first->id ? first->id : 1;
    if (is_thread)
        return is_at_exit(task->status);
    return age_ns >= LATE_NS || (age_ns >= ADOPT_NS && (!first || is_process_dying(tracer, first)));
}

static bool adopt(struct tracer *tracer, struct task *task)
{
    uint32_t parent;
    if (!is_orphan(tracer, task, &parent))
        return false;
    announce_birth(tracer, task, NULL, parent, TASK_FORK);
    if (!task->ended)
        see_stop(tracer, task, task->status);
    else
        end_task(tracer, task, task->status);
    return true;
}

void tracer_adopt(struct tracer *tracer)
{
    answer_held(tracer);
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].id == 0 && adopt(tracer, &tracer->tasks[i]))
            return; /* entries may have moved: the others next time */
}

void tracer_see(struct tracer *tracer, pid_t pid, int status, uint64_t maxrss_kib)
{
    struct task *task = find(tracer, pid);
    if (!task) { /* before its parent's word; or killed before it stopped for the first time */
        task = append(tracer, pid);
        task->seen_ns = clock_ns();
    }
    if (!WIFSTOPPED(status)) {
        tracer->peak_kib = maxrss_kib > tracer->peak_kib ? maxrss_kib : tracer->peak_kib;
        end_task(tracer, task, status);
        answer_held(tracer);
    } else if (tracer->is_killing && !is_at_exit(status)) {
        (void)kill(pid, SIGKILL); /* one just born was not there when the others were killed */
        go_on(tracer, pid, 0);    /* to its death; whatever it was about to do */
    } else if (task->id != 0) {
        see_stop(tracer, task, status);
    } else if (tracer->is_killing) {
        go_on(tracer, pid, 0);
    } else {
        task->status = status;
        if (is_at_exit(status))
            (void)adopt(tracer, task); /* else later */
    }
}

void tracer_count(struct tracer *tracer, pid_t pid)
{
    struct task *task = find(tracer, pid);
    uint64_t cpu_ns = task ? proc_cpu_ns(pid, &task->delay_ns) : 0;
    if (!task || cpu_ns <= task->cpu_ns)
        return;
    tracer->dead_cpu_ns += cpu_ns - task->cpu_ns;
    task->cpu_ns = cpu_ns;
}

static uint64_t sum_alive(const struct tracer *tracer, uint64_t *delay_ns)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < tracer->count; i++)
        if (!tracer->tasks[i].ended && tracer->tasks[i].cpu_ns == 0)
            sum += proc_cpu_ns(tracer->tasks[i].pid, delay_ns);
    return sum;
}

uint64_t tracer_cpu_ns(const struct tracer *tracer)
{
    uint64_t ignored = 0;
    return tracer->dead_cpu_ns + sum_alive(tracer, &ignored);
}

uint64_t tracer_delay_ns(const struct tracer *tracer)
{
    uint64_t delay_ns = tracer->dead_delay_ns;
    (void)sum_alive(tracer, &delay_ns); /* the CPU time is not asked for */
    return delay_ns;
}

void tracer_kill(struct tracer *tracer)
{
    tracer->is_killing = true;
    for (size_t i = 0; i < tracer->count; i++) {
        const struct task *task = &tracer->tasks[i];
        if (task->ended || !tracer_is_ours(task->pid))
            continue;
        (void)kill(task->pid, SIGKILL); /* dead at most, and not reaped: only we do that */
        if (task->id == 0)
            go_on(tracer, task->pid, 0); /* its parent's word may never come */
    }
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
