/* stacks.c -- registers and stacks of stopped tasks, kept for whoever may want to know a line.
 *
 * Nothing is unwound here: what an unwinder reads (ELF, DWARF, the stack itself) is the program's and hostile, and most
 * runs never need a line. So a record (see event.h) holds registers, the lines of the executable mappings and the upper
 * end of the stack, and a walled program makes file:line of it when somebody asks. */
#include "sandbox/stacks.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/echoes.h"

#if defined __x86_64__

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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
    NOTE_MAX = 6 * 1024, /* of stack, to go from a system call up through libc to the program */
    NOTES_BYTES_MAX = SIDE_BYTES_MAX * 3 / 4,
    STACK_MAX = 32 * 1024,
    PAGE = 4096,
    LINES_MAX = 4096,
    CALL_STOP = SIGTRAP | 0x80, /* at the end of a call that is watched: it is one stop with the one asked for */
};

/* On a busy machine a task that was asleep waits for a processor before it stops: whether its line is said must not
 * depend on that. */
static const uint64_t NS = 1000 * 1000 * 1000, STOPPING_NS = 5ULL * 1000 * 1000 * 1000;

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
        if (!access || strnlen(access, 4) < 4 || access[3] != 'x' || !strchr(access, '/') ||
            size + length > STACKS_MAPS_MAX)
            continue;
        memcpy(out + size, line, length); /* NOLINT(bugprone-not-null-terminated-result): bytes with a size */
        size += length;
    }
    if (file)
        (void)fclose(file); /* read only */
    return size;
}

/* From sp upwards as far as there is memory; page by page, as a piece is read whole or not at all. */
static size_t read_stack(pid_t pid, uint64_t sp, char *out, size_t most)
{
    struct iovec theirs[STACK_MAX / PAGE + 1];
    size_t count = 0, size = 0;
    while (size < most) {
        size_t piece = PAGE - (sp + size) % PAGE;
        piece = piece < most - size ? piece : most - size;
        theirs[count++] = (struct iovec){(void *)(uintptr_t)(sp + size), piece};
        size += piece;
    }
    struct iovec ours = {out, most};
    ssize_t n = process_vm_readv(pid, &ours, 1, theirs, count, 0);
    return n > 0 ? (size_t)n : 0;
}

static bool is_mapped(const struct stacks *stacks, uint64_t pc)
{
    for (const char *line = stacks->maps, *end = line + stacks->maps_size; line < end;) {
        char *rest;
        uint64_t from = strtoull(line, &rest, 16), to = *rest == '-' ? strtoull(rest + 1, &rest, 16) : 0;
        if (pc >= from && pc < to)
            return true;
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        line = newline ? newline + 1 : end;
    }
    return false;
}

/* The mappings change when a program is executed, and when a library is loaded: then the code that calls is in it. */
static void know_maps(struct stacks *stacks, const struct task *task, uint64_t pc)
{
    if (stacks->image != 0 && stacks->image == task->image && is_mapped(stacks, pc))
        return;
    stacks->maps_size = read_maps(task->pid, stacks->maps);
    stacks->image = task->image;
}

void stacks_know(struct stacks *stacks, const struct task *task)
{
    if (stacks->image != task->image)
        know_maps(stacks, task, 0);
}

static void save(struct stacks *stacks, const struct task *task, const struct user_regs_struct *regs, uint32_t event,
                 size_t most)
{
    char stack[STACK_MAX];
    know_maps(stacks, task, regs->rip);
    struct stack_record record = {.pc = regs->rip,
                                  .sp = regs->rsp,
                                  .fp = regs->rbp,
                                  .saved = {regs->rbx, regs->r12, regs->r13, regs->r14, regs->r15, regs->rdi},
                                  .maps = (uint32_t)stacks->maps_size,
                                  .stack = (uint32_t)read_stack(task->pid, regs->rsp, stack, most)};
    struct iovec parts[] = {{&record, sizeof record}, {stacks->maps, record.maps}, {stack, record.stack}};
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

void stacks_save(struct stacks *stacks, const struct task *task, uint32_t event)
{
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, task->pid, 0, &regs) == 0)
        save(stacks, task, &regs, event, STACK_MAX);
}

void stacks_note(struct stacks *stacks, const struct task *task, uint32_t event)
{
    struct user_regs_struct regs;
    if (stacks && stacks->used < NOTES_BYTES_MAX && ptrace(PTRACE_GETREGS, task->pid, 0, &regs) == 0)
        save(stacks, task, &regs, event, NOTE_MAX);
}

bool stacks_call(const struct task *task, int64_t *call, uint64_t *first, int64_t *result)
{
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, task->pid, 0, &regs) < 0)
        return false;
    *call = (int64_t)regs.orig_rax;
    *first = regs.rdi;
    *result = (int64_t)regs.rax;
    return true;
}

void stacks_fork(struct stacks *stacks, const struct task *task, uint32_t event)
{
    if (stacks->forks++ < FORKS_MAX)
        stacks_note(stacks, task, event);
}

static struct task *find(struct tracer *tracer, uint32_t id)
{
    struct task *task = tracer_task(tracer, id);
    return task && !task->ended ? task : NULL;
}

/* Takes what wait4 has for the sleeper; true when nothing more is to be waited for. Whatever else befell it (a fork, a
 * signal, its end) the tracer must hear of; a stop that was asked for comes after. */
static bool is_settled(struct tracer *tracer, const struct sleeper *sleeper)
{
    int status;
    struct rusage used;
    struct task *task = find(tracer, sleeper->task);
    if (!task || task->is_halted)
        return true;
    pid_t pid = wait4(task->pid, &status, __WALL | WNOHANG, &used);
    if (pid <= 0)
        return pid < 0;
    bool is_asked_for = (unsigned)status >> 16 == PTRACE_EVENT_STOP || WSTOPSIG(status) == CALL_STOP;
    if (!WIFSTOPPED(status) || !is_asked_for) {
        tracer_see(tracer, pid, status, (uint64_t)used.ru_maxrss);
        return !WIFSTOPPED(status);
    }
    task->is_halted = true;
    return true;
}

/* Who is halted may wait for one that is none of the picture: a thread that executes a program for another one that was
 * just born, and is stopped on its way out. Whatever is told of anybody of the run is taken, then. */
static void hear_all(struct tracer *tracer, const struct picture *cut)
{
    int status;
    struct rusage used;
    siginfo_t news = {0};
    while (waitid(P_ALL, 0, &news, WSTOPPED | WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 && news.si_pid != 0) {
        size_t i = 0;
        while (i < cut->sleeper_count && cut->sleepers[i].pid != news.si_pid)
            i++;
        const struct task *task = i < cut->sleeper_count ? find(tracer, cut->sleepers[i].task) : NULL;
        if (task && !task->is_halted)
            (void)is_settled(tracer, &cut->sleepers[i]); /* it is asked again */
        else if (tracer_is_ours(news.si_pid) && wait4(news.si_pid, &status, __WALL | WNOHANG, &used) > 0)
            tracer_see(tracer, news.si_pid, status, (uint64_t)used.ru_maxrss);
        else
            return; /* a child of the slot itself: the next to be told, until the slot takes it */
        news.si_pid = 0;
    }
}

void stacks_halt(struct tracer *tracer, const struct picture *cut, bool only_awake)
{
    uint64_t until = clock_ns() + STOPPING_NS;
    tracer->is_over = true;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    for (size_t i = 0; i < cut->sleeper_count; i++) {
        const struct task *task = find(tracer, cut->sleepers[i].task);
        if (task && !task->is_halted && (!only_awake || cut->sleepers[i].state == SLEEPER_AWAKE))
            (void)ptrace(PTRACE_INTERRUPT, task->pid, 0,
                         0); /* fails for one that was killed: its end will be heard of */
    }
    for (size_t i = 0; i < cut->sleeper_count; i++) {
        const struct sleeper *sleeper = &cut->sleepers[i];
        if (sleeper->state == SLEEPER_DEAD || sleeper_is_vfork(sleeper) ||
            (only_awake && sleeper->state != SLEEPER_AWAKE))
            continue; /* nothing will be heard of it */
        while (!is_settled(tracer, sleeper)) {
            uint64_t now = clock_ns();
            if (now >= until)
                break;
            struct timespec left = {(time_t)((until - now) / NS), (long)((until - now) % NS)};
            (void)sigtimedwait(&ends, NULL, &left); /* whichever task it was for: all are asked again */
            hear_all(tracer, cut);
        }
    }
}

void stacks_stop(struct stacks *stacks, struct tracer *tracer, const struct picture *cut)
{
    stacks_halt(tracer, cut, false);
    for (size_t i = 0; i < cut->sleeper_count; i++) {
        const struct sleeper *sleeper = &cut->sleepers[i];
        const struct task *task = find(tracer, sleeper->task);
        struct user_regs_struct regs;
        if (task && task->is_halted && ptrace(PTRACE_GETREGS, task->pid, 0, &regs) == 0 &&
            (sleeper->call < 0 || (int64_t)regs.orig_rax == sleeper->call))
            save(stacks, task, &regs, sleeper->event, STACK_MAX);
    }
    echoes_end(tracer, cut);
}

#else

void stacks_save(struct stacks *stacks, const struct task *task, uint32_t event)
{
    (void)stacks, (void)task, (void)event; /* as below */
}

void stacks_fork(struct stacks *stacks, const struct task *task, uint32_t event)
{
    (void)stacks, (void)task, (void)event; /* this machine's registers are not known here: no lines, the rest stands */
}

void stacks_halt(struct tracer *tracer, const struct picture *cut, bool only_awake)
{
    (void)tracer, (void)cut, (void)only_awake; /* as above */
}

void stacks_note(struct stacks *stacks, const struct task *task, uint32_t event)
{
    (void)stacks, (void)task, (void)event; /* as above */
}

void stacks_know(struct stacks *stacks, const struct task *task)
{
    (void)stacks, (void)task; /* as above */
}

bool stacks_call(const struct task *task, int64_t *call, uint64_t *first, int64_t *result)
{
    (void)task, (void)call, (void)first, (void)result; /* as above */
    return false;
}

void stacks_stop(struct stacks *stacks, struct tracer *tracer, const struct picture *cut)
{
    (void)stacks, (void)tracer, (void)cut; /* as above */
}

#endif
