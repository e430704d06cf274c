/* compile.c -- which system calls a program may make, and at build time the seccomp filters that say so.
 *
 * Compiling a filter costs a millisecond, which every grade would pay; so this runs once, while Bothends is built, and
 * prints the filters as arrays that sandbox/walls/policy.c includes. libseccomp is needed for nothing else.
 *
 * A lesson about processes must find a whole Linux here: what is in the table works as anywhere. What is not in it does
 * not exist (ENOSYS, as on an older kernel; glibc then falls back, EPERM would break it). A few calls that no innocent
 * program makes end the run and are named. Arguments are looked at only where a register says it all: what pointers
 * point to can change after the look, so clone3 (flags in memory) does not exist and glibc uses clone. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/fd.h"
#include "sandbox/policy/stops.h"
#include "sandbox/spec.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

enum {
    STUDENT = 1 << POLICY_STUDENT,
    SANITIZE = 1 << POLICY_SANITIZE,
    COMPILE = 1 << POLICY_COMPILE,
    INSPECT = 1 << POLICY_INSPECT,
    LESSON = STUDENT | SANITIZE,
    EVERYONE = STUDENT | SANITIZE | COMPILE | INSPECT,
    CALLS_MAX = 72,
    CALL_NUMBERS = 600, /* above the highest of any Linux; a newer one has no name */
};

/* A name that this machine's architecture lacks (open, fork, ... on arm64) is skipped by libseccomp's own numbers. */
static const struct set {
    unsigned policies;
    const char *reason;
    const char *calls[CALLS_MAX];
} allowed[] = {
    {EVERYONE,
     "memory",
     {"brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "msync", "mincore", "mlock", "mlock2", "munlock",
      "mlockall", "munlockall", "membarrier", "pkey_alloc", "pkey_free", "pkey_mprotect", "get_mempolicy",
      "arch_prctl"}},
    {EVERYONE,
     "reading and writing",
     {"read",    "write",    "readv",           "writev",    "pread64",         "pwrite64",  "preadv",    "pwritev",
      "preadv2", "pwritev2", "lseek",           "close",     "close_range",     "dup",       "dup2",      "dup3",
      "fcntl",   "fsync",    "fdatasync",       "ftruncate", "truncate",        "fallocate", "fadvise64", "readahead",
      "sync",    "syncfs",   "sync_file_range", "sendfile",  "copy_file_range", "splice",    "tee"}},
    {EVERYONE,
     "files and folders",
     {"open",       "openat",       "openat2",   "creat",     "stat",      "fstat",      "lstat",      "newfstatat",
      "statx",      "statfs",       "fstatfs",   "access",    "faccessat", "faccessat2", "getdents",   "getdents64",
      "getcwd",     "chdir",        "fchdir",    "mkdir",     "mkdirat",   "rmdir",      "unlink",     "unlinkat",
      "rename",     "renameat",     "renameat2", "link",      "linkat",    "symlink",    "symlinkat",  "readlink",
      "readlinkat", "chmod",        "fchmod",    "fchmodat",  "fchmodat2", "chown",      "fchown",     "lchown",
      "fchownat",   "umask",        "utime",     "utimes",    "utimensat", "futimesat",  "mknod",      "mknodat",
      "flock",      "memfd_create", "getxattr",  "lgetxattr", "fgetxattr", "listxattr",  "llistxattr", "flistxattr",
      "chroot"}},
    {EVERYONE, "pipes and waiting for many", {"pipe", "pipe2", "poll", "ppoll", "select", "pselect6"}},
    {LESSON,
     "waiting for many, the Linux way",
     {"epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2", "eventfd", "eventfd2",
      "signalfd", "signalfd4", "timerfd_create", "timerfd_settime", "timerfd_gettime", "inotify_init", "inotify_init1",
      "inotify_add_watch", "inotify_rm_watch"}},
    {EVERYONE, "processes", {"fork",        "vfork",   "execve",    "execveat",  "exit",      "exit_group",
                             "wait4",       "waitid",  "getpid",    "getppid",   "gettid",    "getpgid",
                             "setpgid",     "getpgrp", "getsid",    "setsid",    "getuid",    "geteuid",
                             "getgid",      "getegid", "getresuid", "getresgid", "getgroups", "capget",
                             "getrusage",   "times",   "getrlimit", "setrlimit", "prlimit64", "getpriority",
                             "setpriority", "sysinfo", "uname",     "getrandom", "getcpu",    "restart_syscall"}},
    {LESSON,
     "users: without privileges these change nothing",
     {"setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups"}},
    {LESSON, "pidfds", {"pidfd_open", "pidfd_send_signal"}},
    {EVERYONE,
     "threads",
     {"futex", "futex_waitv", "set_tid_address", "set_robust_list", "get_robust_list", "rseq", "sched_yield",
      "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_getattr", "sched_get_priority_max",
      "sched_get_priority_min", "sched_rr_get_interval"}},
    {LESSON,
     "scheduling: the kernel refuses what needs a privilege",
     {"sched_setparam", "sched_setscheduler", "sched_setattr"}},
    {EVERYONE,
     "signals",
     {"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait",
      "rt_sigqueueinfo", "rt_tgsigqueueinfo", "kill", "tkill", "tgkill", "sigaltstack", "pause"}},
    {EVERYONE,
     "time",
     {"time", "gettimeofday", "clock_gettime", "clock_getres", "nanosleep", "clock_nanosleep", "alarm", "getitimer",
      "setitimer", "timer_create", "timer_settime", "timer_gettime", "timer_getoverrun", "timer_delete"}},
    {LESSON,
     "System V and POSIX ipc: each run has a namespace of its own",
     {"shmget", "shmat", "shmdt", "shmctl", "semget", "semop", "semtimedop", "semctl", "msgget", "msgsnd", "msgrcv",
      "msgctl", "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr"}},
    {LESSON,
     "sockets, once made (only AF_UNIX can be)",
     {"bind", "listen", "accept", "accept4", "connect", "shutdown", "getsockname", "getpeername", "getsockopt",
      "setsockopt", "sendto", "recvfrom", "sendmsg", "recvmsg", "sendmmsg", "recvmmsg"}},
    {SANITIZE, "LeakSanitizer stops its own threads to look at them", {"ptrace", "process_vm_readv"}},
};

/* No innocent program makes these, and each is a step of an attack on the machine: the run ends, and says so. */
static const char *const forbidden[] = {
    "mount",
    "umount2",
    "pivot_root",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsmount",
    "fsconfig",
    "fspick",
    "mount_setattr",
    "bpf",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "reboot",
    "swapon",
    "swapoff",
    "open_by_handle_at",
    "iopl",
    "ioperm",
    "acct",
    "quotactl",
    "syslog",
    "settimeofday",
    "clock_settime",
    "perf_event_open",
    "process_vm_writev",
    "ptrace",
};

/* Refused as an ordinary user is refused anywhere. */
static const char *const refused[] = {"unshare", "setns", "sched_setaffinity", "sethostname", "setdomainname"};

/* Calls of which some values of one argument are allowed; any other value gives error (0: ENOSYS, as without a rule).
 */
static const struct {
    unsigned policies;
    const char *call;
    unsigned argument;
    int error;
    uint64_t values[24];
    size_t count;
} by_value[] = {
    {LESSON, "socket", 0, EAFNOSUPPORT, {AF_UNIX}, 1},
    {LESSON, "socketpair", 0, EAFNOSUPPORT, {AF_UNIX}, 1},
    {EVERYONE, "personality", 0, 0, {0xffffffff, 0, ADDR_NO_RANDOMIZE}, 3},
    /* No terminal commands that type for others (TIOCSTI), no devices. */
    {EVERYONE,
     "ioctl",
     1,
     0,
     {TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ, TIOCGPGRP, TIOCSPGRP, FIONREAD, FIONBIO, FIOASYNC, FIOCLEX,
      FIONCLEX},
     12},
    {EVERYONE,
     "prctl",
     0,
     0,
     {PR_SET_NAME, PR_GET_NAME, PR_SET_PDEATHSIG, PR_GET_PDEATHSIG, PR_SET_DUMPABLE, PR_GET_DUMPABLE,
      PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER, PR_SET_TIMERSLACK, PR_GET_TIMERSLACK, PR_SET_NO_NEW_PRIVS,
      PR_GET_NO_NEW_PRIVS, PR_CAPBSET_READ, PR_GET_TID_ADDRESS, PR_SET_VMA, PR_SET_PTRACER, PR_GET_SECCOMP,
      PR_SET_THP_DISABLE, PR_GET_THP_DISABLE},
     19},
};

static const uint64_t clone_fresh =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
/* Children that the tracer would not get to see. Without a tracer LeakSanitizer may have them. */
static const uint64_t clone_hidden = CLONE_UNTRACED | CLONE_PTRACE;

static bool add(scmp_filter_ctx filter, uint32_t action, const char *call, unsigned count,
                const struct scmp_arg_cmp *comparisons, struct err *e)
{
    int number = seccomp_syscall_resolve_name(call);
    if (number == __NR_SCMP_ERROR || number < 0)
        return true; /* newer than this libseccomp, or not of this architecture: then it is ENOSYS anyway */
    int code = seccomp_rule_add_array(filter, action, number, count, comparisons);
    if (code < 0)
        return err_set(e, ERR_SYSTEM, "seccomp rule for %s: %s", call, strerror(-code));
    return true;
}

static bool is_allowed(unsigned bit, const char *call)
{
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        for (size_t k = 0; k < CALLS_MAX && allowed[i].calls[k] && allowed[i].policies & bit; k++)
            if (strcmp(allowed[i].calls[k], call) == 0)
                return true;
    return false;
}

static bool add_names(scmp_filter_ctx filter, unsigned bit, uint32_t never, struct err *e)
{
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        for (size_t k = 0; k < CALLS_MAX && allowed[i].calls[k] && allowed[i].policies & bit; k++)
            if (!add(filter, SCMP_ACT_ALLOW, allowed[i].calls[k], 0, NULL, e))
                return false;
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
        if (!is_allowed(bit, forbidden[i]) && !add(filter, never, forbidden[i], 0, NULL, e))
            return false;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (!add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0, NULL, e))
            return false;
    return true;
}

/* A rule cannot compare one argument twice, so only a call with a single allowed value can have an error of its own. */
static bool add_values(scmp_filter_ctx filter, unsigned bit, bool is_traced, struct err *e)
{
    struct scmp_arg_cmp normal = SCMP_A0(SCMP_CMP_MASKED_EQ, clone_fresh | (is_traced ? clone_hidden : 0), 0);
    if (!add(filter, SCMP_ACT_ALLOW, "clone", 1, &normal, e))
        return false;
    for (size_t i = 0; i < sizeof by_value / sizeof by_value[0]; i++) {
        if (!(by_value[i].policies & bit))
            continue;
        for (size_t k = 0; k < by_value[i].count; k++) {
            struct scmp_arg_cmp equal = SCMP_CMP(by_value[i].argument, SCMP_CMP_EQ, by_value[i].values[k], 0);
            if (!add(filter, SCMP_ACT_ALLOW, by_value[i].call, 1, &equal, e))
                return false;
        }
        CHECK(by_value[i].error == 0 || by_value[i].count == 1);
        struct scmp_arg_cmp other = SCMP_CMP(by_value[i].argument, SCMP_CMP_NE, by_value[i].values[0], 0);
        uint32_t refuse = SCMP_ACT_ERRNO((uint32_t)by_value[i].error);
        if (by_value[i].error && !add(filter, refuse, by_value[i].call, 1, &other, e))
            return false;
    }
    return true;
}

/* As an array of BPF instructions. */
static bool print_program(scmp_filter_ctx filter, const char *name, struct err *e)
{
    AUTO_CLOSE int fd = -1;
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes program;
    if (!fd_memory("filter", &fd, e))
        return false;
    int code = seccomp_export_bpf(filter, fd);
    if (code < 0 || lseek(fd, 0, SEEK_SET) < 0)
        return err_set(e, ERR_SYSTEM, "seccomp export: %s", strerror(code < 0 ? -code : errno));
    if (!fd_read_all(fd, "filter", BPF_MAXINSNS * sizeof(struct sock_filter), arena, &program, e))
        return false;
    (void)printf("static const struct sock_filter %s[] = {", name); /* main looks at stdout's end */
    for (size_t i = 0; i < program.size / sizeof(struct sock_filter); i++) {
        struct sock_filter line;
        memcpy(&line, program.data + i * sizeof line, sizeof line);
        (void)printf("%s{%u, %u, %u, %uU}", i ? ", " : "", line.code, line.jt, line.jf, line.k); /* as above */
    }
    (void)printf("};\n"); /* as above */
    return true;
}

/* Prints the filter of a policy at a level of tracing. */
static bool print_filter(enum spec_policy policy, enum spec_trace level, struct err *e)
{
    bool is_traced = level != TRACE_NONE;
    char name[32];
    CHECK(snprintf(name, sizeof name, "filter_%d_%d", policy, level) < (int)sizeof name);
    /* With a tracer a forbidden call stops there, before it is made, and can be named; it dies if the tracer does. */
    uint32_t never = is_traced ? SCMP_ACT_TRACE(POLICY_FORBIDS) : SCMP_ACT_KILL_PROCESS;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter)
        return err_set(e, ERR_SYSTEM, "seccomp: no memory");
    bool ok = true;
    /* The binary tree halves the load time and is as fast to run. A wrong architecture is int 0x80 or x32. */
    if (seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, never) < 0)
        ok = err_set(e, ERR_SYSTEM, "seccomp: attributes refused");
    unsigned bit = 1U << policy;
    ok = ok && add_names(filter, bit, never, e) && add_values(filter, bit, is_traced, e) &&
         print_program(filter, name, e);
    seccomp_release(filter);
    return ok;
}

/* Calls that the tracer wants to hear of when it is to say who waits for what. Some count only with a certain value of
 * an argument, of which the kernel takes 32 bits. */
static const struct {
    const char *call;
    enum policy_stop stop;
    bool has_value;
    unsigned argument;
    uint32_t value;
} watched[] = {
    {"pipe", POLICY_MAKES_PIPE, false, 0, 0},
    {"pipe2", POLICY_MAKES_PIPE, false, 0, 0},
    {"socketpair", POLICY_MAKES_PIPE, false, 0, 0},
    {"alarm", POLICY_SETS_TIMER, false, 0, 0},
    {"setitimer", POLICY_SETS_TIMER, false, 0, 0},
    {"timer_create", POLICY_SETS_TIMER, false, 0, 0},
    {"mq_notify", POLICY_SETS_TIMER, false, 0, 0},
    {"prctl", POLICY_SETS_TIMER, true, 0, PR_SET_PDEATHSIG},
    {"kill", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"tkill", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"tgkill", POLICY_SENDS_KILL, true, 2, SIGKILL},
    {"rt_sigqueueinfo", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"rt_tgsigqueueinfo", POLICY_SENDS_KILL, true, 2, SIGKILL},
    {"pidfd_send_signal", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"timerfd_settime", POLICY_WAKES_ANY, false, 0, 0},
    {"fcntl", POLICY_WAKES_ANY, true, 1, F_SETOWN},
    {"fcntl", POLICY_WAKES_ANY, true, 1, F_SETOWN_EX},
    {"fcntl", POLICY_WAKES_ANY, true, 1, F_SETSIG},
    {"fcntl", POLICY_WAKES_ANY, true, 1, F_SETLEASE},
    {"fcntl", POLICY_WAKES_ANY, true, 1, F_NOTIFY},
    {"ioctl", POLICY_WAKES_ANY, true, 1, FIOASYNC},
    {"setsockopt", POLICY_WAKES_ANY, true, 2, SO_RCVTIMEO_OLD},
    {"setsockopt", POLICY_WAKES_ANY, true, 2, SO_SNDTIMEO_OLD},
    {"setsockopt", POLICY_WAKES_ANY, true, 2, SO_RCVTIMEO_NEW},
    {"setsockopt", POLICY_WAKES_ANY, true, 2, SO_SNDTIMEO_NEW},
};

static bool print_watch(struct err *e)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return err_set(e, ERR_SYSTEM, "seccomp: no memory");
    bool ok = true;
    if (seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW) < 0) /* the first filter knows what to do */
        ok = err_set(e, ERR_SYSTEM, "seccomp: attributes refused");
    for (size_t i = 0; ok && i < sizeof watched / sizeof watched[0]; i++) {
        struct scmp_arg_cmp equal = SCMP_CMP(watched[i].argument, SCMP_CMP_MASKED_EQ, UINT32_MAX, watched[i].value);
        ok = add(filter, SCMP_ACT_TRACE(watched[i].stop), watched[i].call, watched[i].has_value, &equal, e);
    }
    ok = ok && print_program(filter, "filter_watch", e);
    seccomp_release(filter);
    if (ok)
        (void)printf(
            "static const struct sock_fprog watch = PROGRAM(filter_watch);\n"); /* main looks at stdout's end */
    return ok;
}

/* Names of an architecture's calls by number, holes as NULL. */
static void print_names(const char *array, uint32_t arch)
{
    (void)printf("static const char *const %s[] = {", array); /* main looks at stdout's end */
    for (int i = 0; i < CALL_NUMBERS; i++) {
        char *name = seccomp_syscall_resolve_num_arch(arch, i);
        if (name)
            (void)printf("\"%s\", ", name); /* as above */
        else
            (void)printf("NULL, "); /* as above */
        free(name);
    }
    (void)printf("};\n"); /* as above */
}

int main(void)
{
    struct err e = {0};
    for (unsigned policy = 0; policy < POLICY_COUNT; policy++)
        for (unsigned level = 0; level < TRACE_COUNT; level++)
            if (!print_filter((enum spec_policy)policy, (enum spec_trace)level, &e)) {
                (void)fprintf(stderr, "compile-policy: %s\n", e.text); /* last words */
                return 1;
            }
    if (!print_watch(&e)) {
        (void)fprintf(stderr, "compile-policy: %s\n", e.text); /* last words */
        return 1;
    }
    (void)printf("static const struct sock_fprog filters[POLICY_COUNT][TRACE_COUNT] = {\n"); /* seen below */
    for (int policy = 0; policy < POLICY_COUNT; policy++)
        for (int level = 0; level < TRACE_COUNT; level++)
            (void)printf("    [%d][%d] = PROGRAM(filter_%d_%d),\n", policy, level, policy, level); /* seen below */
    (void)printf("};\n");                                                                          /* seen below */
    print_names("native_names", SCMP_ARCH_NATIVE);
    print_names("i386_names", SCMP_ARCH_X86);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
