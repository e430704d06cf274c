/* stacks.c -- registers and stacks of stopped tasks, kept for whoever may want to know a line.
 *
 * Nothing is unwound here: what an unwinder reads (ELF, DWARF, the stack itself) is the program's and hostile, and most
 * runs never need a line. So a record (see event.h) holds registers, the lines of the executable mappings and the upper
 * end of the stack, and a walled program makes file:line of it when somebody asks. */
#include "sandbox/stacks.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"

#if defined __x86_64__

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    FORKS_MAX = 64,
    MAPS_MAX = 16 * 1024,
    STACK_MAX = 32 * 1024,
    PAGE = 4096,
    LINES_MAX = 4096,
};

static const uint64_t STOPPING_NS = 200 * 1000 * 1000;

/* Whole lines only: what does not fit is left out. */
static size_t read_maps(pid_t pid, char *out)
{
    char path[32], line[PAGE + 256];
    size_t size = 0;
    CHECK(snprintf(path, sizeof path, "/proc/%d/maps", (int)pid) < (int)sizeof path);
    FILE *file = fopen(path, "re");
    for (int i = 0; file && i < LINES_MAX && fgets(line, sizeof line, file); i++) {
        const char *access = strchr(line, ' ');
        size_t length = strlen(line);
        if (!access || strnlen(access, 4) < 4 || access[3] != 'x' || !strchr(access, '/') || size + length > MAPS_MAX)
            continue;
        memcpy(out + size, line, length); /* NOLINT(bugprone-not-null-terminated-result): bytes with a size */
        size += length;
    }
    if (file)
        (void)fclose(file); /* read only */
    return size;
}

/* From sp upwards as far as there is memory; page by page, as a piece is read whole or not at all. */
static size_t read_stack(pid_t pid, uint64_t sp, char *out)
{
    struct iovec theirs[STACK_MAX / PAGE + 1];
    size_t count = 0, size = 0;
    while (size < STACK_MAX) {
        size_t piece = PAGE - (sp + size) % PAGE;
        piece = piece < STACK_MAX - size ? piece : STACK_MAX - size;
        theirs[count++] = (struct iovec){(void *)(uintptr_t)(sp + size), piece};
        size += piece;
    }
    struct iovec ours = {out, STACK_MAX};
    ssize_t n = process_vm_readv(pid, &ours, 1, theirs, count, 0);
    return n > 0 ? (size_t)n : 0;
}

static void save(struct stacks *stacks, const struct task *task, const struct user_regs_struct *regs, uint32_t event)
{
    char maps[MAPS_MAX], stack[STACK_MAX];
    struct stack_record record = {.pc = regs->rip,
                                  .sp = regs->rsp,
                                  .fp = regs->rbp,
                                  .saved = {regs->rbx, regs->r12, regs->r13, regs->r14, regs->r15, 0},
                                  .maps = (uint32_t)read_maps(task->pid, maps),
                                  .stack = (uint32_t)read_stack(task->pid, regs->rsp, stack)};
    struct iovec parts[] = {{&record, sizeof record}, {maps, record.maps}, {stack, record.stack}};
    uint64_t size = sizeof record + record.maps + record.stack;
    if (stacks->used + size > SIDE_BYTES_MAX || stacks->has_failed)
        return;
    if (pwritev(stacks->side_fd, parts, 3, (off_t)stacks->used) != (ssize_t)size) {
        stacks->has_failed = true;
        return;
    }
    stream_add(stacks->stream, EV_STACK, task->id, task->process, ARGS((int64_t)stacks->used, (int64_t)size, event),
               NULL);
    stacks->used += size;
}

void stacks_fork(struct stacks *stacks, const struct task *task, uint32_t event)
{
    struct user_regs_struct regs;
    if (stacks->forks++ < FORKS_MAX && ptrace(PTRACE_GETREGS, task->pid, 0, &regs) == 0)
        save(stacks, task, &regs, event);
}

static const struct task *find(const struct tracer *tracer, uint32_t id)
{
    for (size_t i = 0; i < tracer->count; i++)
        if (tracer->tasks[i].id == id && !tracer->tasks[i].ended)
            return &tracer->tasks[i];
    return NULL;
}

/* Takes what wait4 has for the sleeper; true when nothing more is to be waited for. Whatever else befell it (a fork, a
 * signal, its end) the tracer must hear of; a stop that was asked for comes after. */
static bool is_settled(struct stacks *stacks, struct tracer *tracer, const struct sleeper *sleeper)
{
    int status;
    struct rusage used;
    const struct task *task = find(tracer, sleeper->task);
    if (!task)
        return true;
    pid_t pid = wait4(task->pid, &status, __WALL | WNOHANG, &used);
    if (pid <= 0)
        return pid < 0;
    if (!WIFSTOPPED(status) || (unsigned)status >> 16 != PTRACE_EVENT_STOP) {
        tracer_see(tracer, pid, status, (uint64_t)used.ru_maxrss);
        return !WIFSTOPPED(status);
    }
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, pid, 0, &regs) == 0 && (int64_t)regs.orig_rax == sleeper->call)
        save(stacks, task, &regs, sleeper->event);
    return true;
}

void stacks_stop(struct stacks *stacks, struct tracer *tracer, const struct picture *cut)
{
    uint64_t until = clock_ns() + STOPPING_NS;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    for (size_t i = 0; i < cut->sleeper_count; i++) {
        const struct task *task = find(tracer, cut->sleepers[i].task);
        if (task)
            (void)ptrace(PTRACE_INTERRUPT, task->pid, 0,
                         0); /* fails for one that was killed: its end will be heard of */
    }
    for (size_t i = 0; i < cut->sleeper_count; i++) {
        while (!is_settled(stacks, tracer, &cut->sleepers[i])) {
            uint64_t now = clock_ns();
            if (now >= until)
                break;
            struct timespec left = {0, (long)(until - now)};
            (void)sigtimedwait(&ends, NULL, &left); /* whichever task it was for: all are asked again */
        }
    }
}

#else

void stacks_fork(struct stacks *stacks, const struct task *task, uint32_t event)
{
    (void)stacks, (void)task, (void)event; /* this machine's registers are not known here: no lines, the rest stands */
}

void stacks_stop(struct stacks *stacks, struct tracer *tracer, const struct picture *cut)
{
    (void)stacks, (void)tracer, (void)cut; /* as above */
}

#endif
