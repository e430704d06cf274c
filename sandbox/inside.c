/* inside.c -- the two processes that the sandbox itself starts inside the walls: init, and the program to be.
 *
 * Theory of operation. The slot forks init into fresh pid, mount and ipc namespaces. init puts itself into the slot's
 * cgroups, mounts what is fresh, copies the files in, and makes the view its root: from then on no file of the machine
 * can be named by it or its children. It forks the program to be and from then on only waits: it adopts and reaps
 * orphans, and when the program has ended it exits, at which the kernel kills whatever is left in the pid namespace.
 * So pid 1 is not the program, and signals do to the program what they do anywhere (pid 1 would ignore them).
 *
 * The program to be becomes its user, takes on limits, Landlock, and says that it waits. The slot seizes it with
 * ptrace, takes the time, and answers one byte. Then comes the seccomp filter, last, as it allows little of the above,
 * and execve. The socket closes by that execve; anything said on it after the byte is a failure of ours.
 *
 * If the slot dies, init is killed by its parent-death signal, and with it all. */
#include "sandbox/inside.h"

#include "sandbox/base/fd.h"
#include "sandbox/files.h"
#include "sandbox/walls/landlock.h"
#include "sandbox/walls/limits.h"
#include "sandbox/walls/mounts.h"
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAY_FD = 3 };

static void send_message(int say, const struct inside_message *message, const int *fds, size_t count)
{
    union {
        char bytes[CMSG_SPACE(FRESH_COUNT * sizeof(int))];
        struct cmsghdr align;
    } control = {{0}};
    struct iovec data = {(void *)(uintptr_t)message, sizeof *message};
    struct msghdr msg = {.msg_iov = &data, .msg_iovlen = 1};
    if (count > 0) {
        msg.msg_control = control.bytes;
        msg.msg_controllen = CMSG_SPACE(count * sizeof(int));
        struct cmsghdr *head = CMSG_FIRSTHDR(&msg);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(head), fds, count * sizeof(int));
    }
    if (sendmsg(say, &msg, MSG_NOSIGNAL) < 0)
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

/* The kernel should take us before anything else of the machine. */
static bool offer_to_oom(struct err *e)
{
    AUTO_CLOSE int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !fd_write_all(fd, "1000", 4))
        return err_set(e, ERR_SYSTEM, "oom_score_adj: %s", strerror(errno));
    return true;
}

/* stdin is opened anew: read-only and at its begin, whatever the sender did with its own descriptor. */
static bool arrange_fds(const struct inside *inside, int input, struct err *e)
{
    int fds[] = {input, inside->out, inside->err, inside->say};
    for (int i = 0; i <= SAY_FD; i++) { /* none of them below 4, or dup2 would overwrite one still needed */
        fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, SAY_FD + 1);
        if (fds[i] < 0)
            return err_set(e, ERR_SYSTEM, "dup: %s", strerror(errno));
    }
    for (int i = 0; i <= SAY_FD; i++)
        if (dup3(fds[i], i, i == SAY_FD ? O_CLOEXEC : 0) < 0 && errno != EINVAL)
            return err_set(e, ERR_SYSTEM, "dup: %s", strerror(errno));
    if (close_range(SAY_FD + 1, ~0U, 0) < 0)
        return err_set(e, ERR_SYSTEM, "close_range: %s", strerror(errno));
    return true;
}

static void reset_signals(void)
{
    for (int i = 1; i < NSIG; i++)
        (void)signal(i, SIG_DFL); /* fails for SIGKILL and SIGSTOP, which need none */
    sigset_t none;
    sigemptyset(&none);
    CHECK(sigprocmask(SIG_SETMASK, &none, NULL) == 0);
}

static bool become_program(const struct inside *inside, int input, bool *landlock, struct err *e)
{
    if (!arrange_fds(inside, input, e))
        return false;
    reset_signals();
    if (setsid() < 0 || chdir("/work") < 0)
        return err_set(e, ERR_SYSTEM, "begin in /work: %s", strerror(errno));
    umask(022);
    return limits_set(inside->spec, e) && ids_become(inside->ids, e) && landlock_enter(landlock, e);
}

static _Noreturn void run_program(const struct inside *inside, int input)
{
    struct err e = {0};
    bool landlock = false;
    char *args[SPEC_ARGS_MAX + 1];
    char path[] = "PATH=/usr/bin:/bin", home[] = "HOME=/work", lang[] = "LANG=C.UTF-8";
    char asan[] = "ASAN_OPTIONS=detect_leaks=0"; /* LeakSanitizer needs ptrace for itself */
    const struct spec *spec = inside->spec;
    bool leaks_cannot = spec->policy == POLICY_SANITIZE && spec->trace;
    char *const environment[] = {path, home, lang, leaks_cannot ? asan : NULL, NULL};
    for (uint32_t i = 0; i < spec->arg_count; i++)
        args[i] = (char *)(uintptr_t)spec_text(spec, spec->args[i]); /* execve does not write to them */
    CHECK(spec->arg_count > 0);                                      /* spec_check saw to it */
    args[spec->arg_count] = NULL;
    if (!become_program(inside, input, &landlock, &e))
        die(fcntl(SAY_FD, F_GETFD) >= 0 ? SAY_FD : inside->say, &e);

    struct inside_message waits = {.kind = INSIDE_WAITS, .value = landlock};
    send_message(SAY_FD, &waits, NULL, 0);
    char go;
    if (read(SAY_FD, &go, 1) != 1)
        _exit(1); /* the slot is gone */
    if ((inside->watch && !policy_enter(inside->watch, &e)) || !policy_enter(inside->filter, &e))
        die(SAY_FD, &e);
    (void)execve(args[0], args, environment); /* comes back only when it failed */
    (void)err_set(&e, ERR_SYSTEM, "exec %s: %s", args[0], strerror(errno));
    die(SAY_FD, &e);
}

/* Reaps whatever ends, until the program does. */
static _Noreturn void reap(int say, pid_t program)
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
    struct inside_message ended = {
        .kind = INSIDE_ENDED, .value = status, .cpu_ns = (uint64_t)cpu_us * 1000, .peak_kib = (uint64_t)used.ru_maxrss};
    send_message(say, &ended, NULL, 0);
    _exit(0);
}

_Noreturn void inside_init(const struct inside *inside)
{
    struct err e = {0};
    int fresh[FRESH_COUNT], input = -1;
    char path[48];
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
        (void)err_set(&e, ERR_SYSTEM, "parent death signal: %s", strerror(errno)); /* first cause wins; seen below */
    CHECK(snprintf(path, sizeof path, "/proc/self/fd/%d", inside->fds[SPEC_FD_STDIN]) < (int)sizeof path);
    input = open(path, O_RDONLY | O_CLOEXEC);
    if (input < 0)
        (void)err_set(&e, ERR_INPUT, "open stdin again: %s", strerror(errno)); /* as above */
    if (e.code != ERR_NONE || !offer_to_oom(&e) || !cgroup_join(inside->cgroup, &e) ||
        !mounts_enter(inside->spec, fresh, &e) ||
        !files_in(inside->spec, inside->fds, fresh[FRESH_WORK], fresh[FRESH_BOX], inside->ids, &e) ||
        !mounts_lock_box(&e))
        die(inside->say, &e);

    int kept[FRESH_COUNT];
    size_t count = 0;
    for (unsigned i = FRESH_WORK; i <= FRESH_SHM; i++)
        if (fresh[i] >= 0)
            kept[count++] = fresh[i];
    struct inside_message ready = {.kind = INSIDE_READY};
    send_message(inside->say, &ready, kept, count);

    pid_t program = fork();
    if (program < 0) {
        (void)err_set(&e, ERR_SYSTEM, "fork: %s", strerror(errno)); /* said by die */
        die(inside->say, &e);
    }
    if (program == 0)
        run_program(inside, input);
    int say = fcntl(inside->say, F_DUPFD_CLOEXEC, SAY_FD);
    if (say != SAY_FD && dup3(say, SAY_FD, O_CLOEXEC) < 0)
        _exit(1);
    (void)close_range(SAY_FD + 1, ~0U, 0); /* cannot fail for a valid range */
    (void)close_range(0, 2, 0);            /* an orphan's pipe has one holder less */
    reap(SAY_FD, program);
}
