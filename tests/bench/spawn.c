/* spawn.c -- what the walls cost: an empty program started bare, in a slot, and by other tools, in turn. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "sandbox/event.h"
#include "sandbox/spec.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* usage: spawn SANDBOX PROGRAM ROUNDS [--tool TOOL ARG...]...
 *
 * Prints a line `NAME MEDIAN P95` (microseconds by the wall clock) for each of: bare (vfork and exec), none, tree,
 * waits (a run through a slot, at each level of tracing), and each tool. Then `slots-1 RUNS CPUS` and `slots-2 RUNS
 * CPUS`: runs a second (untraced) of one slot, and of two at once, and how many CPUs that keeps busy. Everything takes
 * turns, so that what disturbs one disturbs all. */

enum { ROWS_MAX = 16, FDS = SPEC_FD_FILES + 1, EVENTS = 0, CONTROL = 1 };

struct slot {
    int events, control;
    pid_t pid;
};

struct row {
    const char *name;
    char **argv; /* of a tool; NULL: the slot */
    enum spec_trace trace;
    double *us;
};

static _Noreturn void fail(const char *what)
{
    (void)fprintf(stderr, "spawn: %s: %s\n", what, strerror(errno)); /* last words */
    exit(1);
}

/* vfork, as posix_spawn is made of it in every libc. */
static void spawn(char **argv)
{
    char path[] = "PATH=/usr/bin", *const environment[] = {path, NULL};
    pid_t pid = vfork(); /* NOLINT(clang-analyzer-security.insecureAPI.vfork): it is what is being measured */
    if (pid == 0) {
        (void)execve(argv[0], argv, environment); /* comes back only when it failed */
        _exit(127);
    }
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
        fail(argv[0]);
}

static struct slot start_slot(const char *sandbox)
{
    int events[2], control[2];
    if (pipe2(events, O_CLOEXEC) < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
        fail("pipe");
    struct slot slot = {events[0], control[0], fork()};
    if (slot.pid == 0) {
        int a = fcntl(events[1], F_DUPFD_CLOEXEC, 10), b = fcntl(control[1], F_DUPFD_CLOEXEC, 10);
        if (dup2(a, 3) < 0 || dup2(b, 4) < 0)
            fail("dup2");
        (void)execl(sandbox, sandbox, (char *)NULL); /* comes back only when it failed */
        fail(sandbox);
    }
    (void)close(events[1]);
    (void)close(control[1]);
    return slot;
}

static void end_slot(struct slot *slot)
{
    (void)close(slot->control);
    (void)close(slot->events);
    int status;
    if (waitpid(slot->pid, &status, 0) != slot->pid || status != 0)
        fail("the slot's end");
}

static void send_spec(const struct slot *slot, const struct spec *spec, const int *fds)
{
    union {
        char bytes[CMSG_SPACE(FDS * sizeof(int))];
        struct cmsghdr align;
    } control = {{0}};
    struct iovec data = {(void *)(uintptr_t)spec, offsetof(struct spec, text) + spec->text_size};
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(FDS * sizeof(int));
    memcpy(CMSG_DATA(head), fds, FDS * sizeof(int));
    if (sendmsg(slot->control, &msg, MSG_NOSIGNAL) < 0)
        fail("send a spec");
}

/* One run, with fresh descriptors as each has them, to its last event. */
static void run_in(const struct slot *slot, struct spec *spec, enum spec_trace trace, int program)
{
    struct err e = {0};
    int fds[FDS] = {[SPEC_FD_FILES] = program};
    spec->trace = trace;
    if (!fd_sealed("in", (struct bytes){"", 0}, &fds[SPEC_FD_STDIN], &e))
        fail(e.text);
    for (int i = SPEC_FD_STDOUT; i <= SPEC_FD_SIDE; i++)
        if (!fd_memory("out", &fds[i], &e))
            fail(e.text);
    send_spec(slot, spec, fds);
    struct event events[32];
    for (bool is_over = false; !is_over;) {
        ssize_t n = read(slot->events, events, sizeof events);
        if (n <= 0 || n % (ssize_t)sizeof *events != 0)
            fail("read events");
        const struct event *last = events + n / (ssize_t)sizeof *events - 1;
        if (last->kind == EV_BROKEN)
            fail(last->text);
        is_over = last->kind == EV_END;
    }
    for (int i = 0; i < SPEC_FD_FILES; i++)
        (void)close(fds[i]);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static size_t add_tools(struct row *rows, size_t count, char **argv)
{
    while (*argv && count < ROWS_MAX) {
        rows[count++] = (struct row){.name = argv[1], .argv = argv + 1};
        *argv++ = NULL; /* ends the one before */
        while (*argv && strcmp(*argv, "--tool") != 0)
            argv++;
    }
    return count;
}

/* Of all children that have ended, and theirs. */
static double cpu_seconds(void)
{
    struct rusage used;
    if (getrusage(RUSAGE_CHILDREN, &used) < 0)
        fail("getrusage");
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void per_second(const char *sandbox, struct spec *spec, int program, int slots, int rounds)
{
    double cpu = cpu_seconds();
    struct slot all[2];
    pid_t pids[2];
    for (int i = 0; i < slots; i++) {
        all[i] = start_slot(sandbox);
        run_in(&all[i], spec, TRACE_NONE, program);
    }
    uint64_t begin = clock_ns();
    for (int i = 0; i < slots; i++) {
        pids[i] = fork();
        if (pids[i] != 0)
            continue;
        for (int k = 0; k < rounds; k++)
            run_in(&all[i], spec, TRACE_NONE, program);
        _exit(0);
    }
    for (int i = 0; i < slots; i++) {
        int status;
        if (waitpid(pids[i], &status, 0) != pids[i] || status != 0)
            fail("runs of a slot");
    }
    double seconds = (double)(clock_ns() - begin) / 1e9;
    for (int i = 0; i < slots; i++)
        end_slot(&all[i]);
    printf("slots-%d %.1f %.2f\n", slots, slots * rounds / seconds, (cpu_seconds() - cpu) / seconds);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    int rounds = (int)strtol(argv[3], NULL, 10);
    struct row rows[ROWS_MAX] = {{.name = "bare", .argv = (char *[]){argv[2], NULL}},
                                 {.name = "none", .trace = TRACE_NONE},
                                 {.name = "tree", .trace = TRACE_TREE},
                                 {.name = "waits", .trace = TRACE_WAITS}};
    size_t count = add_tools(rows, 4, argv + 4);
    struct err e = {0};
    struct bytes image;
    struct arena *arena = arena_make();
    struct spec *spec = arena_alloc(arena, 1, sizeof *spec);
    int program = -1;
    if (!fd_read_file(argv[2], 1 << 24, arena, &image, &e) || !fd_sealed("program", image, &program, &e))
        fail(e.text);
    spec_begin(spec, POLICY_STUDENT);
    if (!spec_arg(spec, "/box/main", &e) || !spec_file(spec, PLACE_BOX, "main", 0755, 0, &e))
        fail(e.text);
    struct slot slot = start_slot(argv[1]);
    for (size_t i = 0; i < count; i++)
        rows[i].us = arena_alloc(arena, (size_t)rounds, sizeof(double));
    for (int k = -3; k < rounds; k++) /* the first three warm up */
        for (size_t i = 0; i < count; i++) {
            uint64_t begin = clock_ns();
            if (rows[i].argv)
                spawn(rows[i].argv);
            else
                run_in(&slot, spec, rows[i].trace, program);
            rows[i].us[k < 0 ? 0 : k] = (double)(clock_ns() - begin) / 1e3;
        }
    end_slot(&slot);
    for (size_t i = 0; i < count; i++) {
        qsort(rows[i].us, (size_t)rounds, sizeof(double), by_size);
        printf("%s %.1f %.1f\n", rows[i].name, rows[i].us[rounds / 2], rows[i].us[rounds * 95 / 100]);
    }
    for (int slots = 1; slots <= 2; slots++)
        per_second(argv[1], spec, program, slots, rounds);
    arena_free(arena);
    return 0;
}
