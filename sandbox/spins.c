/* spins.c -- who goes round in a loop that changes nothing, when the time of a run is over.
 *
 * Theory of operation. A sample of program counters tells a loop from none, but not `while (!ready) ;` from a loop that
 * computes; and how many of them fall where depends on the load of the machine. So nothing is sampled. A task that ran
 * until its time was over is halted with all others of the run, and then led on by single steps, the only one that
 * moves. If it comes to an instruction with all registers as they were there before, then after as many steps again,
 * and neither registers nor one byte of its writable memory have changed, it has made a turn from which it can only
 * make the same turn again: by itself it will never leave it, whatever the machine's load. What it waits for can only
 * come from others, through memory, a signal, the clock or the answer of a system call. Calls are part of a turn only
 * as long as they bring nothing (an error, 0) and do not sleep: read() on a closed descriptor, waitpid() with WNOHANG,
 * sched_yield(). That poll() and its like say at once that something is ready brings nothing either.
 *
 * A loop that computes changes a register or memory at every turn, be it the counter; one that prints or sleeps makes
 * calls that bring something, or block. Of them nothing is said. */
#include "sandbox/spins.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"

#if defined __x86_64__

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    TASKS_MAX = 16,
    SHORT_MAX = 256, /* steps until a turn must have been found: it may have a third of them */
    LONG_MAX = 3000, /* for those that have not come round in so few */
    STEPS_MAX = 16000,
    MEMORY_MAX = 4 * 1024 * 1024,
    RUNS_MAX = 4096, /* of pages */
    LINES_MAX = 4096,
    PAGE = 4096,
    XSTATE_MAX = 16 * 1024,
};

/* What one look costs is bounded by its steps, STEPS_MAX of all tasks, so that what it finds does not depend on the
 * machine's load: first a short look at each, then a long one at who may still come round. Many processes that compute
 * would else be led on for seconds. ALL_NS is only against what nobody has thought of; whoever reads the events waits
 * for 30 s. */
static const uint64_t ALL_NS = 10ULL * 1000 * 1000 * 1000;
enum { PAUSE_NS = 5 * 1000 * 1000 };

struct state { /* of a processor */
    struct user_regs_struct regs;
    size_t extended_size;
    unsigned char extended[XSTATE_MAX];
};

struct memory { /* what is there of the writable pages */
    struct iovec runs[RUNS_MAX];
    size_t run_count, size;
    unsigned char *data;
};

struct turn {
    size_t steps, calls;
    int64_t call, result; /* of the last one; -1: none */
};

struct walker {
    pid_t pid;
    uint64_t until_ns;
    size_t left;       /* steps, of all tasks */
    bool is_undecided; /* it did nothing but go on, and has not come round */
    struct state anchor, now;
    struct memory before, after;
    struct turn turn;
    bool has_news; /* status is no step's: the tracer must hear of it, and the task is no longer halted */
    int status;
};

/* --- state -------------------------------------------------------------------------------------------------------- */

static bool read_state(pid_t pid, struct state *out)
{
    struct iovec extended = {out->extended, sizeof out->extended};
    if (ptrace(PTRACE_GETREGS, pid, 0, &out->regs) < 0 || ptrace(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &extended) < 0)
        return false;
    out->extended_size = extended.iov_len;
    out->regs.orig_rax = 0; /* what the last call was is no state of the program */
    return true;
}

static bool is_same_state(const struct state *a, const struct state *b)
{
    return memcmp(&a->regs, &b->regs, sizeof a->regs) == 0 && a->extended_size == b->extended_size &&
           memcmp(a->extended, b->extended, a->extended_size) == 0;
}

/* The pages of a mapping that are there, added to memory as runs. */
static bool add_pages(int pagemap, uint64_t from, uint64_t to, struct memory *out)
{
    uint64_t entries[512];
    for (uint64_t at = from; at < to;) {
        size_t wanted = (size_t)((to - at) / PAGE);
        wanted = wanted < 512 ? wanted : 512;
        ssize_t n = pread(pagemap, entries, wanted * sizeof *entries, (off_t)(at / PAGE * sizeof *entries));
        if (n != (ssize_t)(wanted * sizeof *entries))
            return false;
        for (size_t i = 0; i < wanted; i++, at += PAGE) {
            if (entries[i] >> 62 == 0) /* neither present nor swapped out */
                continue;
            struct iovec *last = out->run_count > 0 ? &out->runs[out->run_count - 1] : NULL;
            if (out->size + PAGE > MEMORY_MAX)
                return false;
            if (last && (uint64_t)(uintptr_t)last->iov_base + last->iov_len == at)
                last->iov_len += PAGE;
            else if (out->run_count == RUNS_MAX)
                return false;
            else
                out->runs[out->run_count++] = (struct iovec){(void *)(uintptr_t)at, PAGE};
            out->size += PAGE;
        }
    }
    return true;
}

/* Where the kernel tells a task on which processor it is: that changes when the machine is busy, and is no state of the
 * program. */
static void blank_rseq(pid_t pid, struct memory *memory)
{
    struct __ptrace_rseq_configuration rseq;
    if (ptrace(PTRACE_GET_RSEQ_CONFIGURATION, pid, sizeof rseq, &rseq) < (long)sizeof rseq)
        return; /* it has none, or the kernel is older than 5.13 */
    for (size_t i = 0, at = 0; i < memory->run_count; at += memory->runs[i++].iov_len) {
        uint64_t from = (uint64_t)(uintptr_t)memory->runs[i].iov_base, size = memory->runs[i].iov_len;
        if (rseq.rseq_abi_pointer >= from && rseq.rseq_abi_pointer - from < size &&
            rseq.rseq_abi_size <= size - (rseq.rseq_abi_pointer - from))
            memset(memory->data + at + (rseq.rseq_abi_pointer - from), 0, rseq.rseq_abi_size);
    }
}

/* False: too much to tell whether it changes. */
static bool read_memory(pid_t pid, struct memory *out)
{
    char path[40], line[PAGE + 256];
    out->run_count = out->size = 0;
    CHECK(snprintf(path, sizeof path, "/proc/%d/pagemap", (int)pid) < (int)sizeof path);
    AUTO_CLOSE int pagemap = open(path, O_RDONLY | O_CLOEXEC);
    CHECK(snprintf(path, sizeof path, "/proc/%d/maps", (int)pid) < (int)sizeof path);
    FILE *file = pagemap < 0 ? NULL : fopen(path, "re");
    bool ok = file != NULL;
    for (int i = 0; ok && i < LINES_MAX && fgets(line, sizeof line, file); i++) {
        char *end = NULL;
        uint64_t from = strtoull(line, &end, 16), to = *end == '-' ? strtoull(end + 1, &end, 16) : 0;
        if (strnlen(end, 6) > 4 && end[2] == 'w')
            ok = from < to && add_pages(pagemap, from, to, out);
    }
    if (file)
        (void)fclose(file); /* read only */
    for (size_t i = 0, at = 0; ok && i < out->run_count; at += out->runs[i++].iov_len) {
        struct iovec ours = {out->data + at, out->runs[i].iov_len};
        ok = process_vm_readv(pid, &ours, 1, &out->runs[i], 1, 0) == (ssize_t)ours.iov_len;
    }
    if (ok)
        blank_rseq(pid, out);
    return ok;
}

static bool is_same_memory(const struct memory *a, const struct memory *b)
{
    return a->run_count == b->run_count && a->size == b->size &&
           memcmp(a->runs, b->runs, a->run_count * sizeof *a->runs) == 0 && memcmp(a->data, b->data, a->size) == 0;
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

/* Calls that wait for a time: who makes them does not spin, and who makes them with 0 is not spoken of. Whoever
 * executes a program waits for the end of all other threads, and those are halted: it would be led on in vain. */
static bool is_no_turn(int64_t call)
{
    return sleeper_call_is(call, SLEEPER_PAUSES) || call == SYS_execve || call == SYS_execveat;
}

static bool brings_nothing(int64_t call, int64_t result)
{
    if (sleeper_call_is(call, SLEEPER_POLLS)) /* waits for a time, too, unless what it asks for is there at once */
        return result > 0;
    return result <= 0 || call == SYS_getpid || call == SYS_getppid || call == SYS_gettid;
}

static bool is_asleep(pid_t pid)
{
    char text[512];
    const char *rest = proc_read(pid, "stat", text, sizeof text) > 0 ? strrchr(text, ')') : NULL;
    return rest && strncmp(rest, ") S", 3) == 0;
}

/* Waits for the end of a step, however busy the machine. A call may sleep, also one that the halt had interrupted and
 * that is made again: then the task does not spin. In state D it waits for the machine only (or in vfork(), of which
 * is heard), and would not where the machine had less to do. */
static bool wait_step(const struct walker *walker, int *status)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    for (;;) {
        pid_t pid = wait4(walker->pid, status, __WALL | WNOHANG, NULL);
        if (pid == walker->pid)
            return true;
        if ((pid < 0 && errno != EINTR) || clock_ns() >= walker->until_ns)
            return false;
        const struct timespec left = {0, PAUSE_NS};
        if (pid == 0 && sigtimedwait(&ends, NULL, &left) < 0 && errno == EAGAIN && is_asleep(walker->pid))
            return false; /* else it was for whichever task: this one is asked again */
    }
}

/* One instruction on, from walker->now to walker->now. False: it does something else than to go on in a loop. */
static bool step(struct walker *walker)
{
    if (walker->left == 0)
        return false;
    walker->left--;
    unsigned char code[2] = {0};
    bool is_call = proc_memory(walker->pid, walker->now.regs.rip, code, 2) == 2 && code[0] == 0x0f && code[1] == 0x05;
    int64_t call = (int64_t)walker->now.regs.rax;
    int status = 0;
    if (is_call && is_no_turn(call))
        return false;
    do {
        if (ptrace(PTRACE_SINGLESTEP, walker->pid, 0, 0) < 0 || !wait_step(walker, &status))
            return false;
    } while (WIFSTOPPED(status) && (unsigned)status >> 16 == PTRACE_EVENT_SECCOMP && is_call);
    if (!WIFSTOPPED(status) || status >> 8 != SIGTRAP) {
        walker->has_news = true; /* it ends, forks, gets a signal */
        walker->status = status;
        return false;
    }
    if (!read_state(walker->pid, &walker->now))
        return false;
    if (is_call) {
        walker->turn.calls++;
        int64_t result = (int64_t)walker->now.regs.rax;
        if (!sleeper_call_is(call, SLEEPER_POLLS) ||
            walker->turn.call < 0) { /* what it does then says more than that it asked */
            walker->turn.call = call;
            walker->turn.result = result;
        }
        return brings_nothing(call, result);
    }
    return clock_ns() < walker->until_ns;
}

/* Goes on until the registers are as they were at an earlier step (Brent 1980: the step to compare with moves on to
 * each power of two). The number of steps in between. */
static size_t find_turn(struct walker *walker, size_t steps_max)
{
    size_t since = 0, power = 1;
    walker->anchor = walker->now;
    for (size_t i = 0; i < steps_max; i++) {
        if (!step(walker))
            return 0;
        since++;
        if (is_same_state(&walker->anchor, &walker->now))
            return since;
        if (since == power) {
            walker->anchor = walker->now;
            power *= 2;
            since = 0;
        }
    }
    walker->is_undecided = true;
    return 0;
}

/* Does one more turn of that many steps change nothing at all? */
static bool is_idle_turn(struct walker *walker, size_t steps)
{
    walker->turn = (struct turn){.steps = steps, .call = -1};
    if (!read_memory(walker->pid, &walker->before))
        return false;
    for (size_t i = 0; i < steps; i++)
        if (!step(walker))
            return false;
    return is_same_state(&walker->anchor, &walker->now) && read_memory(walker->pid, &walker->after) &&
           is_same_memory(&walker->before, &walker->after);
}

/* --- where -------------------------------------------------------------------------------------------------------- */

/* The executable mapping of the program itself. */
static bool find_program(pid_t pid, uint64_t *from, uint64_t *to)
{
    char path[32], line[PAGE + 256], program[PAGE];
    bool found = false;
    CHECK(snprintf(path, sizeof path, "/proc/%d/exe", (int)pid) < (int)sizeof path);
    ssize_t n = readlink(path, program, sizeof program - 1);
    program[n > 0 ? n : 0] = 0;
    CHECK(snprintf(path, sizeof path, "/proc/%d/maps", (int)pid) < (int)sizeof path);
    FILE *file = n > 0 ? fopen(path, "re") : NULL;
    for (int i = 0; file && !found && i < LINES_MAX && fgets(line, sizeof line, file); i++) {
        char *end = NULL;
        const char *name = strchr(line, '/');
        line[strcspn(line, "\n")] = 0;
        *from = strtoull(line, &end, 16);
        *to = *end == '-' ? strtoull(end + 1, &end, 16) : 0;
        found = name && strcmp(name, program) == 0 && strnlen(end, 5) > 4 && end[3] == 'x';
    }
    if (file)
        (void)fclose(file); /* read only */
    return found;
}

/* Leads the task to the first instruction, by address, that its turn has in the program: the same at every run. */
static bool go_to_first(struct walker *walker)
{
    uint64_t from, to, first = UINT64_MAX;
    if (!find_program(walker->pid, &from, &to))
        return false;
    for (size_t i = 0; i < walker->turn.steps; i++) {
        uint64_t at = walker->now.regs.rip;
        first = at >= from && at < to && at < first ? at : first;
        if (!step(walker))
            return false;
    }
    for (size_t i = 0; i < walker->turn.steps && walker->now.regs.rip != first; i++)
        if (!step(walker))
            return false;
    return walker->now.regs.rip == first;
}

static void walk(struct stacks *stacks, const struct task *task, size_t steps_max, struct walker *walker)
{
    walker->pid = task->pid;
    walker->has_news = walker->is_undecided = false;
    int64_t call, result;
    uint64_t first;
    if (!stacks_call(task, &call, &first, &result) || !read_state(task->pid, &walker->now))
        return; /* killed meanwhile */
    if (call == SYS_execve || call == SYS_execveat)
        return; /* a step would make it again */
    size_t steps = find_turn(walker, steps_max);
    if (steps == 0 || !is_idle_turn(walker, steps))
        return;
    struct turn turn = walker->turn;
    if (!go_to_first(walker))
        return;
    uint32_t number = stacks->stream->next;
    stream_add(stacks->stream, EV_SPIN, task->id, task->process,
               ARGS((int64_t)turn.steps, (int64_t)turn.calls, turn.call, turn.result), NULL);
    stacks_save(stacks, task, number);
}

static void look_at(struct stacks *stacks, struct tracer *tracer, struct task *task, size_t steps_max,
                    struct walker *walker)
{
    pid_t pid = task->pid;
    walk(stacks, task, steps_max, walker);
    if (!walker->has_news)
        return;
    task->is_halted = false;
    tracer_see(tracer, pid, walker->status, 0); /* entries may move */
}

static struct task *find_halted(struct tracer *tracer, const struct sleeper *sleeper)
{
    struct task *task = sleeper->state == SLEEPER_AWAKE ? tracer_task(tracer, sleeper->task) : NULL;
    return task && task->is_halted && !task->ended ? task : NULL;
}

void spins_look(struct stacks *stacks, struct tracer *tracer, const struct picture *cut)
{
    struct walker *walker = calloc(1, sizeof *walker);
    CHECK(walker);
    walker->before.data = malloc(MEMORY_MAX);
    walker->after.data = malloc(MEMORY_MAX);
    CHECK(walker->before.data && walker->after.data);
    walker->until_ns = clock_ns() + ALL_NS;
    walker->left = STEPS_MAX;
    size_t undecided[TASKS_MAX], count = 0, looked_at = 0;
    for (size_t i = 0; i < cut->sleeper_count && looked_at < TASKS_MAX; i++) {
        struct task *task = find_halted(tracer, &cut->sleepers[i]);
        if (!task)
            continue;
        looked_at++;
        look_at(stacks, tracer, task, SHORT_MAX, walker);
        if (walker->is_undecided)
            undecided[count++] = i;
    }
    for (size_t i = 0; i < count; i++) {
        struct task *task = find_halted(tracer, &cut->sleepers[undecided[i]]);
        if (task)
            look_at(stacks, tracer, task, LONG_MAX, walker);
    }
    free(walker->before.data);
    free(walker->after.data);
    free(walker);
}

#else

void spins_look(struct stacks *stacks, struct tracer *tracer, const struct picture *cut)
{
    (void)stacks, (void)tracer, (void)cut; /* this machine's registers are not known here: nothing is said */
}

#endif
