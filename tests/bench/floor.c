/* floor.c -- what the kernel alone takes for such walls: its calls and no more, wall by wall, beside vfork and exec. */
#include "sandbox/base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* usage: floor PROGRAM ROUNDS, as root
 *
 * Prints a line `NAME MEDIAN` (microseconds) for each wall, with all those above it, in turn; then `floor-1 RUNS` and
 * `floor-2 RUNS`: runs a second with all of them, of one process and of two at once. Nothing is checked, limited,
 * traced, copied or said: no sandbox that makes these calls can be faster. */

enum { STACK = 32768, ROUNDS_MAX = 2000 };
enum wall { BARE, INIT, PID_NS, IPC_NS, MOUNT_NS, MEMORY, PROC, LANDLOCK, SECCOMP, WALLS };
static const char *const names[WALLS] = {"bare",    "init",        "pid-ns",   "ipc-ns", "mount-ns",
                                         "4-tmpfs", "proc-mqueue", "landlock", "seccomp"};

static int home;
static _Alignas(16) char stacks[2][STACK];

static _Noreturn void fail(const char *what)
{
    (void)fprintf(stderr, "floor: %s: %s\n", what, strerror(errno)); /* last words */
    _exit(1);
}

static void must(bool ok, const char *what)
{
    if (!ok)
        fail(what);
}

/* A root of few mounts, as a sandbox has prepared before anybody waits. */
static void enter_root(const char *program)
{
    static const char *const folders[] = {"usr", "proc", "work", "tmp", "box", "shm", "mqueue"};
    static const char *const links[] = {"lib", "lib64", "bin"};
    must(unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET) == 0 &&
             mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0,
         "namespaces");
    int from = open(program, O_RDONLY | O_CLOEXEC);
    must(mount("tmpfs", "/tmp", "tmpfs", 0, "mode=755") == 0 && chdir("/tmp") == 0, "root");
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        must(mkdir(folders[i], 0755) == 0, folders[i]);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        char to[16];
        (void)snprintf(to, sizeof to, "usr/%s", links[i]); /* fits */
        must(symlink(to, links[i]) == 0, links[i]);
    }
    int to = open("program", O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
    while (sendfile(to, from, NULL, 1 << 20) > 0)
        continue;
    must(from >= 0 && close(from) == 0 && to >= 0 && close(to) == 0, program);
    int proc = open("/proc", O_PATH | O_CLOEXEC);
    must(mount("/usr", "usr", NULL, MS_BIND, NULL) == 0 && syscall(SYS_pivot_root, ".", ".") == 0 &&
             umount2(".", MNT_DETACH) == 0 && chdir("/") == 0,
         "pivot");
    home = openat(proc, "self/ns/mnt", O_RDONLY | O_CLOEXEC);
    must(home >= 0 && close(proc) == 0, "home");
}

static void enter_landlock(void)
{
    static const char *const paths[] = {"/usr", "/work", "/tmp", "/shm", "/box", "/program", "/proc"};
    const uint64_t all = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
    struct landlock_ruleset_attr attr = {.handled_access_fs = all};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct landlock_path_beneath_attr rule = {.allowed_access = all,
                                                  .parent_fd = open(paths[i], O_PATH | O_CLOEXEC)};
        must(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0, paths[i]);
        (void)close(rule.parent_fd); /* the rule holds the place */
    }
    must(syscall(SYS_landlock_restrict_self, rules, 0) == 0, "landlock");
}

static int run_program(void *context)
{
    enum wall last = *(enum wall *)context;
    struct sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog filter = {.len = 1, .filter = allow};
    if (last >= LANDLOCK)
        must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    if (last >= LANDLOCK)
        enter_landlock();
    if (last >= SECCOMP)
        must(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0, "seccomp");
    char path[] = "/program", *argv[] = {path, NULL}, *environment[] = {NULL};
    (void)execve(path, argv, environment); /* comes back only when it failed */
    fail(path);
}

static void start(int (*what)(void *), enum wall last, int flags)
{
    int status;
    pid_t pid = clone(what, stacks[what == run_program] + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD | flags, &last);
    must(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0, "run");
}

static int run_init(void *context)
{
    enum wall last = *(enum wall *)context;
    if (last >= PROC)
        must(mount("proc", "/proc", "proc", MS_RDONLY, "hidepid=2,subset=pid") == 0 &&
                 mount("mqueue", "/mqueue", "mqueue", 0, NULL) == 0,
             "proc");
    start(run_program, last, 0);
    _exit(0);
}

static void run(enum wall last)
{
    static const char *const places[] = {"/work", "/tmp", "/shm", "/box"};
    if (last == BARE) {
        start(run_program, last, 0);
        return;
    }
    must(last < MOUNT_NS || unshare(CLONE_NEWNS) == 0, "mount namespace");
    for (size_t i = 0; last >= MEMORY && i < sizeof places / sizeof places[0]; i++)
        must(mount("tmpfs", places[i], "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=4096") == 0, places[i]);
    start(run_init, last, (last >= PID_NS ? CLONE_NEWPID : 0) | (last >= IPC_NS ? CLONE_NEWIPC : 0));
    must(last < MOUNT_NS || setns(home, CLONE_NEWNS) == 0, "go home");
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double per_second(const char *program, int processes, int rounds)
{
    uint64_t begin = clock_ns();
    for (int i = 0; i < processes; i++) {
        pid_t pid = fork();
        must(pid >= 0, "fork");
        if (pid != 0)
            continue;
        enter_root(program);
        for (int k = 0; k < rounds; k++)
            run(SECCOMP);
        _exit(0);
    }
    for (int i = 0, status; i < processes; i++)
        must(wait(&status) > 0 && status == 0, "runs of a process");
    return processes * rounds / ((double)(clock_ns() - begin) / 1e9);
}

int main(int argc, char **argv)
{
    static double us[WALLS][ROUNDS_MAX];
    int rounds = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX)
        return 2;
    double speed[2] = {per_second(argv[1], 1, rounds), per_second(argv[1], 2, rounds)};
    enter_root(argv[1]);
    for (int k = -3; k < rounds; k++) /* the first three warm up */
        for (unsigned last = 0; last < WALLS; last++) {
            uint64_t begin = clock_ns();
            run((enum wall)last);
            us[last][k < 0 ? 0 : k] = (double)(clock_ns() - begin) / 1e3;
        }
    for (size_t last = 0; last < WALLS; last++) {
        qsort(us[last], (size_t)rounds, sizeof(double), by_size);
        printf("%s %.1f\n", names[last], us[last][rounds / 2]);
    }
    printf("floor-1 %.1f\nfloor-2 %.1f\n", speed[0], speed[1]);
    return 0;
}
