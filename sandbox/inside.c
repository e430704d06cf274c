/* inside.c -- the two processes that the sandbox itself starts inside the walls: init, and the program to be.
 *
 * Theory of operation. A zygote clones init into fresh pid, mount and ipc namespaces (see zygote.c), on a stack of its
 * own but in the zygote's memory. init mounts what is fresh and waits to be asked, which may have been done already;
 * asked, it copies the files in and starts the program to be, in the same memory again, until that one executes, and
 * from then on only waits: it adopts and reaps orphans, and when the program has ended it exits, at which the kernel
 * kills whatever is left in the pid namespace. So pid 1 is not the program, and signals do to the program what they do
 * anywhere (pid 1 would ignore them).
 *
 * The program to be becomes its user, takes on limits, Landlock, and says that it waits. While the slot seizes it with
 * ptrace and takes the counts, it enters the seccomp filter, last, as that allows little of the above; then it waits
 * for one byte, and executes. The socket closes by that; anything said on it after the byte is a failure of ours.
 *
 * If the slot dies, init is killed by its parent-death signal, and with it all. */
#include "sandbox/inside.h"

#include "sandbox/base/fd.h"
#include "sandbox/files.h"
#include "sandbox/walls/folders.h"
#include "sandbox/walls/landlock.h"
#include "sandbox/walls/limits.h"
#include "sandbox/walls/mounts.h"
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAY_FD = INSIDE_SAY }; /* the first four are what they are for the program, too */

static void send_message(int say, const struct inside_message *message, const int *fds, size_t count)
{
    if (!fd_send(say, message, sizeof *message, fds, count))
        _exit(1); /* the slot is gone, and with it anyone to tell */
}

static _Noreturn void die(int say, const struct err *e)
{
    struct inside_message message = {.kind = INSIDE_FAILED};
    size_t size = strnlen(e->text, sizeof message.text - 1);
    memcpy(message.text, e->text, size);
    send_message(say, &message, NULL, 0);
    _exit(1);
}

/* The request and its descriptors, numbered above all that a zygote gives. Ends with the slot. */
static void be_asked(struct inside *inside)
{
    union {
        char bytes[CMSG_SPACE(INSIDE_FDS_MAX * sizeof(int))];
        struct cmsghdr align;
    } control;
    char word;
    struct iovec data = {&word, 1};
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t n;
    do
        n = recvmsg(inside->from, &msg, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    const struct cmsghdr *head = n == 1 ? CMSG_FIRSTHDR(&msg) : NULL;
    if (!head)
        _exit(0);
    memcpy(inside->fds, CMSG_DATA(head), head->cmsg_len - CMSG_LEN(0));
    inside->limits = inside->spec->limits;
}

_Noreturn void inside_fail(struct inside *inside, const struct err *e)
{
    be_asked(inside);
    die(inside->fds[INSIDE_SAY], e);
}

/* Says that it waits, and keeps nothing but 0 to SAY_FD; all else is numbered above. */
static bool arrange_fds(const struct inside *inside, bool is_landlocked, struct err *e)
{
    int kept[FRESH_COUNT];
    size_t count = 0;
    for (unsigned i = FRESH_WORK; i <= (inside->folder ? FRESH_WORK : FRESH_SHM); i++)
        if (inside->fresh.fds[i] >= 0)
            kept[count++] = inside->fresh.fds[i];
    for (int i = 0; i <= SAY_FD; i++)
        if (dup3(inside->fds[i], i, i == SAY_FD ? O_CLOEXEC : 0) < 0)
            return err_set(e, ERR_SYSTEM, "dup: %s", strerror(errno));
    struct inside_message waits = {.kind = INSIDE_WAITS, .is_landlocked = is_landlocked};
    send_message(SAY_FD, &waits, kept, count);
    if (close_range(SAY_FD + 1, ~0U, 0) < 0)
        return err_set(e, ERR_SYSTEM, "close_range: %s", strerror(errno));
    return true;
}

static bool become_program(const struct inside *inside, struct err *e)
{
    const struct spec *spec = inside->spec;
    bool is_landlocked = true;
    const int *fresh = inside->fresh.fds;
    if (setsid() < 0 || fchdir(fresh[FRESH_WORK]) < 0)
        return err_set(e, ERR_SYSTEM, "begin in /work: %s", strerror(errno));
    umask(022);
    if (CPU_COUNT(inside->cpus) > 0)
        (void)sched_setaffinity(0, sizeof *inside->cpus, inside->cpus); /* fails when none of them is left: then any */
    if (!limits_set(spec, inside->others, e) || !ids_become(inside->ids, e) ||
        !(inside->folder ? landlock_enter_view(view_of((enum spec_policy)spec->policy), fresh, e)
                         : landlock_enter(fresh, &is_landlocked, e)) ||
        !arrange_fds(inside, is_landlocked, e))
        return false;
    if (spec->trace == TRACE_WAITS && !policy_enter(policy_watch(), e))
        return false;
    /* Without namespaces the tracer alone can kill all: nothing may be hidden from it. */
    bool is_traced = inside->folder || spec->trace;
    enum policy_part part = inside->folder ? POLICY_WHOLE : POLICY_REST;
    return policy_enter(policy_filter((enum spec_policy)spec->policy, is_traced, part), e);
}

/* As the program is to see them; where its folders are elsewhere, gcc writes down paths as if they were not. */
static bool fill_args(const struct inside *inside, char *args[SPEC_ARGS_MAX + 2], struct err *e)
{
    const struct spec *spec = inside->spec;
    size_t at = 0, count = 0;
    CHECK(spec->arg_count > 0); /* spec_check saw to it */
    for (uint32_t i = 0; i < spec->arg_count; i++) {
        args[count++] = (char *)(uintptr_t)spec_text(spec, spec->args[i]); /* execve does not write to them */
        if (!inside->folder)
            continue;
        char *text = inside->text + at;
        if (!folders_translate(args[count - 1], inside->folder, text, INSIDE_TEXT - at, e))
            return false;
        args[count - 1] = text;
        at += strlen(text) + 1;
        if (i == 0 && spec->policy == POLICY_COMPILE) {
            args[count++] = inside->text + at;
            int n = snprintf(inside->text + at, INSIDE_TEXT - at, "-fdebug-prefix-map=%s=", inside->folder);
            CHECK(n > 0 && (size_t)n < INSIDE_TEXT - at); /* it is the second, and short */
            at += (size_t)n + 1;
        }
    }
    args[count] = NULL;
    return true;
}

/* A compiler takes tens of MiB in small pieces. Taken in big ones and in huge pages they cost half of the page faults;
 * a libc that does not know these names passes over them. */
#define COMPILE_HEAP "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.top_pad=16777216"

static int run_program(void *context)
{
    const struct inside *inside = context;
    struct err e = {0};
    char *args[SPEC_ARGS_MAX + 2], home[FOLDERS_PATH + 32], temporary[FOLDERS_PATH + 32];
    char path[] = "PATH=/usr/bin:/bin", lang[] = "LANG=C.UTF-8";
    char asan[] = "ASAN_OPTIONS=detect_leaks=0"; /* LeakSanitizer needs ptrace for itself */
    char heap[] = COMPILE_HEAP;
    const struct spec *spec = inside->spec;
    const char *folder = inside->folder ? inside->folder : "";
    bool leaks_cannot = spec->policy == POLICY_SANITIZE && (spec->trace || inside->folder);
    char *environment[6] = {path, home, lang};
    size_t count = 3;
    CHECK(snprintf(home, sizeof home, "HOME=%s/work", folder) < (int)sizeof home);
    CHECK(snprintf(temporary, sizeof temporary, "TMPDIR=%s/tmp", folder) < (int)sizeof temporary);
    if (inside->folder)
        environment[count++] = temporary;
    if (leaks_cannot)
        environment[count++] = asan;
    if (spec->policy == POLICY_COMPILE)
        environment[count++] = heap;
    int say = inside->fds[INSIDE_SAY];
    if (!fill_args(inside, args, &e) || !become_program(inside, &e))
        die(fcntl(say, F_GETFD) >= 0 ? say : SAY_FD, &e);
    char go;
    if (read(SAY_FD, &go, 1) != 1)
        _exit(1);                             /* the slot is gone */
    (void)execve(args[0], args, environment); /* comes back only when it failed */
    /* Whose filter is in force may not be able to send any more. */
    (void)snprintf(inside->end->failure, sizeof inside->end->failure, "exec %.60s: %s", args[0], strerror(errno));
    _exit(1);
}

/* Reaps whatever ends, until the program does. */
static void reap(struct inside_end *end, pid_t program)
{
    int status = 0;
    pid_t pid;
    do
        pid = wait(&status);
    while (pid != program && (pid > 0 || errno == EINTR));
    struct rusage used;
    CHECK(getrusage(RUSAGE_CHILDREN, &used) == 0);
    int64_t cpu_us =
        (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
    end->is_known = true;
    end->status = status;
    end->cpu_ns = (uint64_t)cpu_us * 1000;
    end->peak_kib = (uint64_t)used.ru_maxrss;
}

int inside_init(void *context)
{
    struct inside *inside = context;
    const struct spec *spec = inside->spec;
    struct err e = {0};
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 ||
        (inside->folder && prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0))
        (void)err_set(&e, ERR_SYSTEM, "parent death signal: %s", strerror(errno)); /* first cause wins; seen below */
    const int *fresh = inside->fresh.fds;
    bool ok = e.code == ERR_NONE && (inside->folder || mounts_enter(inside->view, &inside->fresh, &e));
    be_asked(inside);
    int say = inside->fds[INSIDE_SAY];
    if (!ok || (!inside->folder && !mounts_fit(inside->view, &spec->limits, &inside->fresh, &e)) ||
        !files_in(spec, inside->fds + INSIDE_FILES, fresh[FRESH_WORK], fresh[FRESH_BOX], inside->ids, &e) ||
        (!inside->folder && !mounts_lock_box(&e)))
        die(say, &e);
    inside->others = inside->folder ? limits_tasks_of(inside->ids->uid) : 0;
    pid_t program = clone(run_program, inside->stack_end, CLONE_VM | CLONE_VFORK | SIGCHLD, inside);
    if (program < 0) {
        (void)err_set(&e, ERR_SYSTEM, "fork: %s", strerror(errno)); /* said by die */
        die(say, &e);
    }
    (void)close_range(0, ~0U, 0); /* cannot fail for a valid range; an orphan's pipe has one holder less */
    reap(inside->end, program);
    /* Our death would kill what the program left behind, and the slot may let that go on a while. Without a pid
     * namespace it would kill nobody. In both cases the slot kills them, and we reap. */
    while ((inside->folder || spec->trace == TRACE_WAITS) && (wait(NULL) > 0 || errno == EINTR))
        continue;
    _exit(0);
}
