/* calls.c -- every system call of Linux: who may make it, what becomes of whom may not, and why.
 *
 * A lesson about processes must find a whole Linux here: what is allowed works as anywhere. What is not allowed does
 * not exist (ENOSYS, as on an older kernel; glibc then falls back, EPERM would break it). A few calls that no innocent
 * program makes end the run and are named. Arguments are looked at only where a register says it all: what pointers
 * point to can change after the look, so clone3 (flags in memory) does not exist and glibc uses clone.
 *
 * tests/hostile/calls.py holds the tables against the kernel: its headers, its answers, and what it answers in here. */
#include "sandbox/policy/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <termios.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum {
    STUDENT = 1 << POLICY_STUDENT,
    SANITIZE = 1 << POLICY_SANITIZE,
    COMPILE = 1 << POLICY_COMPILE,
    INSPECT = 1 << POLICY_INSPECT,
    RACE = 1 << POLICY_RACE,
    LESSON = STUDENT | SANITIZE | RACE,
    EVERYONE = STUDENT | SANITIZE | RACE | COMPILE | INSPECT,
};

/* CLONE_NEWTIME is one of the bits of clone's exit signal, so that only unshare can be asked for it. */
#define FRESH \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* A name that this machine's architecture lacks (open, fork, ... on arm64) is skipped by libseccomp's own numbers. */
const struct call_set allowed_calls[] = {
    {EVERYONE,
     "memory",
     {"brk", "munmap", "mremap", "mprotect", "madvise", "msync", "mincore", "mlock", "mlock2", "munlock", "mlockall",
      "munlockall", "membarrier", "pkey_alloc", "pkey_free", "pkey_mprotect", "get_mempolicy", "arch_prctl"}},
    {EVERYONE,
     "reading and writing",
     {"read",    "write",    "readv",           "writev",    "pread64",         "pwrite64",  "preadv",    "pwritev",
      "preadv2", "pwritev2", "lseek",           "close",     "close_range",     "dup",       "dup2",      "dup3",
      "fcntl",   "fsync",    "fdatasync",       "ftruncate", "truncate",        "fallocate", "fadvise64", "readahead",
      "sync",    "syncfs",   "sync_file_range", "sendfile",  "copy_file_range", "splice",    "tee"}},
    {EVERYONE,
     "files and folders",
     {"open",       "openat",   "openat2",   "creat",     "stat",      "fstat",      "lstat",      "newfstatat",
      "statx",      "statfs",   "fstatfs",   "access",    "faccessat", "faccessat2", "getdents",   "getdents64",
      "getcwd",     "chdir",    "fchdir",    "mkdir",     "mkdirat",   "rmdir",      "unlink",     "unlinkat",
      "rename",     "renameat", "renameat2", "link",      "linkat",    "symlink",    "symlinkat",  "readlink",
      "readlinkat", "chmod",    "fchmod",    "fchmodat",  "fchmodat2", "chown",      "fchown",     "lchown",
      "fchownat",   "umask",    "utime",     "utimes",    "utimensat", "futimesat",  "mknod",      "mknodat",
      "flock",      "getxattr", "lgetxattr", "fgetxattr", "listxattr", "llistxattr", "flistxattr", "chroot"}},
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
     {"sched_setparam", "sched_setscheduler", "sched_setattr", "sched_setaffinity"}},
    {LESSON, "memory policy of the process itself", {"set_mempolicy"}},
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
     {"shmat", "shmdt", "shmctl", "semop", "semtimedop", "semctl", "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open",
      "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr"}},
    {LESSON,
     "sockets, once made (only AF_UNIX can be)",
     {"bind", "listen", "accept", "accept4", "connect", "shutdown", "getsockname", "getpeername", "getsockopt",
      "sendto", "recvfrom", "sendmsg", "recvmsg", "sendmmsg", "recvmmsg"}},
    {SANITIZE, "LeakSanitizer stops its own threads to look at them", {"ptrace", "process_vm_readv"}},
};
const size_t allowed_count = COUNT(allowed_calls);

/* No innocent program makes these, and each is a step of an attack on the machine: the run ends, and says so. */
const struct call_set ending_calls[] = {
    {0,
     "mounts: what is seen of the machine",
     {"mount", "umount2", "pivot_root", "move_mount", "open_tree", "open_tree_attr", "fsopen", "fsmount", "fsconfig",
      "fspick", "mount_setattr", "open_by_handle_at"}},
    {0, "programs and counters inside the kernel", {"bpf", "perf_event_open"}},
    {0,
     "the machine itself",
     {"kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "swapon", "swapoff",
      "iopl", "ioperm", "acct", "quotactl", "syslog"}},
    {0, "other processes from within", {"ptrace", "process_vm_writev"}},
};
const size_t ending_count = COUNT(ending_calls);

/* Refused as an ordinary user is refused anywhere. */
const struct call_set refused_calls[] = {
    {0, "namespaces", {"setns"}},
    {0, "names of the machine", {"sethostname", "setdomainname"}},
    {0, "the clock", {"settimeofday", "clock_settime", "adjtimex", "clock_adjtime"}},
};
const size_t refused_count = COUNT(refused_calls);

/* Do not exist, for everybody. */
const struct call_set absent_calls[] = {
    {0, "flags are in memory, where they can change after a look", {"clone3"}},
    {0,
     "was the way in of an attack, and no lesson needs it",
     {"io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd", "vmsplice", "keyctl", "add_key",
      "request_key", "modify_ldt", "memfd_secret"}},
    {0,
     "a program's own filters could lie to the tracer",
     {"seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"}},
    {0, "passes by every filter, and does nothing but inside a kernel's probe", {"uprobe", "uretprobe"}},
    {0,
     "reaches into other processes",
     {"pidfd_getfd", "kcmp", "process_madvise", "process_mrelease", "process_vm_readv", "migrate_pages", "move_pages"}},
    {0,
     "is about the whole machine",
     {"fanotify_init", "fanotify_mark", "name_to_handle_at", "lookup_dcookie", "quotactl_fd", "vhangup", "statmount",
      "listmount", "listns", "lsm_get_self_attr", "lsm_set_self_attr", "lsm_list_modules", "cachestat", "ustat",
      "sysfs"}},
    {0, "needs privileges that nobody has here", {"capset", "ioprio_set", "ioprio_get"}},
    {0,
     "attributes of files, which take memory that no limit counts",
     {"setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "setxattrat", "getxattrat",
      "listxattrat", "removexattrat", "file_getattr", "file_setattr"}},
    {0, "of shared memory it is kept page by page, in memory that no limit counts, a cgroup's neither", {"mbind"}},
    {0,
     "asynchronous input and output of the kernel; glibc's aio uses threads",
     {"io_setup", "io_destroy", "io_getevents", "io_pgetevents", "io_submit", "io_cancel"}},
    {0,
     "newer than any libc that uses it, and than what reads waits",
     {"futex_wake", "futex_wait", "futex_requeue", "map_shadow_stack", "mseal", "set_mempolicy_home_node",
      "rseq_slice_yield"}},
    {0,
     "gone from the kernel, or never there on this architecture",
     {"uselib", "_sysctl", "create_module", "get_kernel_syms", "query_module", "nfsservctl", "getpmsg", "putpmsg",
      "afs_syscall", "tuxcall", "security", "set_thread_area", "get_thread_area", "epoll_ctl_old", "epoll_wait_old",
      "vserver", "remap_file_pages"}},
};
const size_t absent_count = COUNT(absent_calls);

const struct call_set building_calls = {0,
                                        "each run's own walls",
                                        {"mount", "umount2", "setns", "unshare", "clone", "setgroups", "setresuid",
                                         "setresgid", "capset", "sched_setaffinity", "landlock_create_ruleset",
                                         "landlock_add_rule", "landlock_restrict_self", "seccomp", "sendmsg", "sendto",
                                         "recvmsg", "recvfrom"}};

bool call_builds(const char *call)
{
    for (size_t k = 0; k < CALLS_MAX && building_calls.calls[k]; k++)
        if (strcmp(building_calls.calls[k], call) == 0)
            return true;
    return false;
}

const struct call_values value_calls[] = {
    {LESSON, "socket", 0, EAFNOSUPPORT, {AF_UNIX}, 1, "no network"},
    {LESSON, "socketpair", 0, EAFNOSUPPORT, {AF_UNIX}, 1, "no network"},
    {LESSON,
     "setsockopt",
     2,
     0,
     {SO_DEBUG,     SO_REUSEADDR,   SO_DONTROUTE,    SO_BROADCAST,    SO_SNDBUF,       SO_RCVBUF,
      SO_KEEPALIVE, SO_OOBINLINE,   SO_PRIORITY,     SO_LINGER,       SO_REUSEPORT,    SO_PASSCRED,
      SO_RCVLOWAT,  SO_SNDLOWAT,    SO_RCVTIMEO_OLD, SO_SNDTIMEO_OLD, SO_RCVTIMEO_NEW, SO_SNDTIMEO_NEW,
      SO_TIMESTAMP, SO_TIMESTAMPNS, SO_PASSSEC,      SO_PEEK_OFF},
     22,
     "no filters of sockets: programs inside the kernel, in memory of which no limit counts all"},
    {EVERYONE,
     "personality",
     0,
     0,
     {UINT32_MAX, UINT64_MAX, 0, ADDR_NO_RANDOMIZE},
     4,
     "nothing that weakens other walls"},
    {EVERYONE,
     "ioctl",
     1,
     0,
     {TCGETS,   TCSETS,    TCSETSW,  TCSETSF,  TCSBRK,  TCXONC,   TCFLSH,  TCSBRKP,  TIOCGWINSZ, TIOCGPGRP,  TIOCSPGRP,
      TIOCGSID, TIOCNOTTY, TIOCOUTQ, FIONREAD, FIONBIO, FIOASYNC, FIOCLEX, FIONCLEX, FIOQSIZE,   SIOCATMARK, FIGETBSZ},
     22,
     "no commands that type for others (TIOCSTI), none of devices"},
    {EVERYONE,
     "prctl",
     0,
     0,
     {PR_SET_NAME,
      PR_GET_NAME,
      PR_SET_PDEATHSIG,
      PR_GET_PDEATHSIG,
      PR_SET_DUMPABLE,
      PR_GET_DUMPABLE,
      PR_SET_CHILD_SUBREAPER,
      PR_GET_CHILD_SUBREAPER,
      PR_SET_TIMERSLACK,
      PR_GET_TIMERSLACK,
      PR_SET_NO_NEW_PRIVS,
      PR_GET_NO_NEW_PRIVS,
      PR_CAPBSET_READ,
      PR_GET_TID_ADDRESS,
      PR_SET_VMA,
      PR_SET_PTRACER,
      PR_GET_SECCOMP,
      PR_SET_THP_DISABLE,
      PR_GET_THP_DISABLE,
      PR_GET_KEEPCAPS,
      PR_GET_SECUREBITS},
     21,
     "what is the process's own affair"},
    /* The race runtime sees calls that are made inside libc by syscall user dispatch. It can only be turned on for
     * oneself, and no call is made through it that this filter would not have let through. */
    {RACE,
     "prctl",
     0,
     0,
     {59 /* PR_SET_SYSCALL_USER_DISPATCH, unknown to older headers */},
     1,
     "the race runtime's way to see calls"},
};
const size_t value_count = COUNT(value_calls);

const struct call_flags flag_calls[] = {
    /* Children that the tracer would not get to see. Without a tracer LeakSanitizer may have them. */
    {EVERYONE, "clone", 0, 0, FRESH, CLONE_UNTRACED | CLONE_PTRACE, "no namespaces, no child unseen"},
    {EVERYONE, "mmap", 3, ENOMEM, MAP_HUGETLB, 0, "huge pages are the machine's, and no limit counts them"},
    {EVERYONE, "memfd_create", 1, EINVAL, MFD_HUGETLB, 0, "huge pages are the machine's, and no limit counts them"},
    {LESSON, "shmget", 2, ENOMEM, SHM_HUGETLB, 0, "huge pages are the machine's, and no limit counts them"},
    {LESSON, "semget", 1, EINVAL, 0xfe00, 0, "no set of more than 511: 2 MiB each, in no process's memory"},
    {EVERYONE, "unshare", 0, EPERM, FRESH | 0x80 /* CLONE_NEWTIME */, 0, "no namespaces"},
};
const size_t flag_count = COUNT(flag_calls);

const struct call_watch watched_calls[] = {
    {"pipe", POLICY_MAKES_PIPE, false, 0, 0},
    {"pipe2", POLICY_MAKES_PIPE, false, 0, 0},
    {"socketpair", POLICY_MAKES_PIPE, false, 0, 0},
    {"mknod", POLICY_MAKES_PIPE, false, 0, 0},
    {"mknodat", POLICY_MAKES_PIPE, false, 0, 0},
    {"open", POLICY_MAKES_FD, false, 0, 0},
    {"openat", POLICY_MAKES_FD, false, 0, 0},
    {"openat2", POLICY_MAKES_FD, false, 0, 0},
    {"creat", POLICY_MAKES_FD, false, 0, 0},
    {"dup", POLICY_MAKES_FD, false, 0, 0},
    {"memfd_create", POLICY_MAKES_FD, false, 0, 0},
    {"eventfd", POLICY_MAKES_FD, false, 0, 0},
    {"eventfd2", POLICY_MAKES_FD, false, 0, 0},
    {"timerfd_create", POLICY_MAKES_FD, false, 0, 0},
    {"epoll_create", POLICY_MAKES_FD, false, 0, 0},
    {"epoll_create1", POLICY_MAKES_FD, false, 0, 0},
    {"signalfd", POLICY_MAKES_FD, false, 0, 0},
    {"signalfd4", POLICY_MAKES_FD, false, 0, 0},
    {"inotify_init", POLICY_MAKES_FD, false, 0, 0},
    {"inotify_init1", POLICY_MAKES_FD, false, 0, 0},
    {"socket", POLICY_MAKES_FD, false, 0, 0},
    {"accept", POLICY_MAKES_FD, false, 0, 0},
    {"accept4", POLICY_MAKES_FD, false, 0, 0},
    {"pidfd_open", POLICY_MAKES_FD, false, 0, 0},
    {"pidfd_getfd", POLICY_MAKES_FD, false, 0, 0},
    {"mq_open", POLICY_MAKES_FD, false, 0, 0},
    {"fcntl", POLICY_MAKES_FD, true, 1, F_DUPFD},
    {"fcntl", POLICY_MAKES_FD, true, 1, F_DUPFD_CLOEXEC},
    {"fcntl", POLICY_ASKS_FLAGS, true, 1, F_GETFL},
    {"dup2", POLICY_COPIES_FD, false, 0, 0},
    {"dup3", POLICY_COPIES_FD, false, 0, 0},
    {"close", POLICY_CLOSES_FD, false, 0, 0},
    {"close_range", POLICY_CHANGES_FDS, false, 0, 0},
    {"recvmsg", POLICY_CHANGES_FDS, false, 0, 0},
    {"recvmmsg", POLICY_CHANGES_FDS, false, 0, 0},
    {"execve", POLICY_EXECUTES, false, 0, 0},
    {"execveat", POLICY_EXECUTES, false, 0, 0},
    {"fork", POLICY_MAKES_TASK, false, 0, 0},
    {"vfork", POLICY_MAKES_TASK, false, 0, 0},
    {"clone", POLICY_MAKES_TASK, false, 0, 0},
    {"sched_getaffinity", POLICY_ASKS_CPUS, false, 0, 0},
    {"sched_setaffinity", POLICY_ASKS_CPUS, false, 0, 0},
    {"alarm", POLICY_TIMES, false, 0, 0},
    {"setitimer", POLICY_TIMES, false, 0, 0},
    {"timer_create", POLICY_TIMES, false, 0, 0},
    {"timer_settime", POLICY_TIMES, false, 0, 0},
    {"timer_delete", POLICY_TIMES, false, 0, 0},
    {"mq_notify", POLICY_SETS_TIMER, false, 0, 0},
    {"prctl", POLICY_SETS_TIMER, true, 0, PR_SET_PDEATHSIG},
    {"kill", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"tkill", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"tgkill", POLICY_SENDS_KILL, true, 2, SIGKILL},
    {"rt_sigqueueinfo", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"rt_tgsigqueueinfo", POLICY_SENDS_KILL, true, 2, SIGKILL},
    {"pidfd_send_signal", POLICY_SENDS_KILL, true, 1, SIGKILL},
    {"kill", POLICY_SENDS_STOP, true, 1, SIGSTOP},
    {"tkill", POLICY_SENDS_STOP, true, 1, SIGSTOP},
    {"tgkill", POLICY_SENDS_STOP, true, 2, SIGSTOP},
    {"rt_sigqueueinfo", POLICY_SENDS_STOP, true, 1, SIGSTOP},
    {"rt_tgsigqueueinfo", POLICY_SENDS_STOP, true, 2, SIGSTOP},
    {"pidfd_send_signal", POLICY_SENDS_STOP, true, 1, SIGSTOP},
    {"kill", POLICY_SENDS_STOP, true, 1, SIGCONT},
    {"tkill", POLICY_SENDS_STOP, true, 1, SIGCONT},
    {"tgkill", POLICY_SENDS_STOP, true, 2, SIGCONT},
    {"rt_sigqueueinfo", POLICY_SENDS_STOP, true, 1, SIGCONT},
    {"rt_tgsigqueueinfo", POLICY_SENDS_STOP, true, 2, SIGCONT},
    {"pidfd_send_signal", POLICY_SENDS_STOP, true, 1, SIGCONT},
    {"setrlimit", POLICY_SENDS_KILL, true, 0, RLIMIT_CPU}, /* beyond the hard limit the kernel kills */
    {"prlimit64", POLICY_SENDS_KILL, true, 1, RLIMIT_CPU},
    {"timerfd_settime", POLICY_ARMS_FD, false, 0, 0},
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
const size_t watched_count = COUNT(watched_calls);

const struct call_number newer_calls[] = {
#if defined __x86_64__
    {"uretprobe", 335},         {"uprobe", 336},
#endif
    {"cachestat", 451},         {"fchmodat2", 452},        {"map_shadow_stack", 453},
    {"futex_wake", 454},        {"futex_wait", 455},       {"futex_requeue", 456},
    {"statmount", 457},         {"listmount", 458},        {"lsm_get_self_attr", 459},
    {"lsm_set_self_attr", 460}, {"lsm_list_modules", 461}, {"mseal", 462},
    {"setxattrat", 463},        {"getxattrat", 464},       {"listxattrat", 465},
    {"removexattrat", 466},     {"open_tree_attr", 467},   {"file_getattr", 468},
    {"file_setattr", 469},      {"listns", 470},           {"rseq_slice_yield", 471},
};
const size_t newer_count = COUNT(newer_calls);

static const struct call_set *find_set(const struct call_set *sets, size_t count, const char *call, unsigned bit)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < CALLS_MAX && sets[i].calls[k]; k++)
            if (strcmp(sets[i].calls[k], call) == 0 && (bit == 0 || sets[i].policies & bit))
                return &sets[i];
    return NULL;
}

static bool is_checked(const char *call)
{
    for (size_t i = 0; i < value_count; i++)
        if (strcmp(value_calls[i].call, call) == 0)
            return true;
    for (size_t i = 0; i < flag_count; i++)
        if (strcmp(flag_calls[i].call, call) == 0)
            return true;
    return false;
}

enum call_treatment call_treat(const char *call, enum spec_policy policy, const char **reason)
{
    const struct {
        const struct call_set *sets;
        size_t count;
        unsigned bit;
        enum call_treatment treatment;
    } places[] = {
        {allowed_calls, allowed_count, 1U << policy, CALL_ALLOWED},
        {ending_calls, ending_count, 0, CALL_ENDS},
        {refused_calls, refused_count, 0, CALL_REFUSED},
        {absent_calls, absent_count, 0, CALL_ABSENT},
        {allowed_calls, allowed_count, 0, CALL_ABSENT}, /* allowed to others */
    };
    for (size_t i = 0; i < value_count; i++)
        if (strcmp(value_calls[i].call, call) == 0 && value_calls[i].policies & 1U << policy) {
            *reason = value_calls[i].reason;
            return CALL_CHECKED;
        }
    for (size_t i = 0; i < flag_count; i++)
        if (strcmp(flag_calls[i].call, call) == 0 && flag_calls[i].policies & 1U << policy) {
            *reason = flag_calls[i].reason;
            return CALL_CHECKED;
        }
    for (size_t i = 0; i < COUNT(places); i++) {
        const struct call_set *set = find_set(places[i].sets, places[i].count, call, places[i].bit);
        if (set) {
            *reason = set->reason;
            return places[i].treatment;
        }
    }
    *reason = is_checked(call) ? "is for lessons only" : "";
    return is_checked(call) ? CALL_ABSENT : CALL_UNKNOWN;
}

static size_t places_in(const struct call_set *sets, size_t count, const char *call)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < CALLS_MAX && sets[i].calls[k]; k++)
            found += strcmp(sets[i].calls[k], call) == 0;
    return found;
}

bool call_is_twice(const char *call)
{
    size_t others = places_in(ending_calls, ending_count, call) + places_in(refused_calls, refused_count, call) +
                    places_in(absent_calls, absent_count, call);
    const struct call_set *set = find_set(allowed_calls, allowed_count, call, 0);
    for (size_t i = 0; i < value_count; i++)
        others += strcmp(value_calls[i].call, call) == 0 && value_calls[i].policies & STUDENT;
    for (size_t i = 0; i < flag_count; i++)
        others += strcmp(flag_calls[i].call, call) == 0;
    return others > 1 || places_in(allowed_calls, allowed_count, call) > 1 ||
           (set && set->policies == EVERYONE && others > 0);
}

const char *call_treatment_name(enum call_treatment treatment)
{
    static const char *const names[] = {"allowed", "checked", "ends", "refused", "absent", "unknown"};
    return names[treatment];
}
