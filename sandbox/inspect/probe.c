/* probe.c -- one attack, or one thing every student program needs, tried inside the walls. */
#include "sandbox/base/err.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* usage: bothends-probe NAME [PID PORT]. `bothends doctor` runs it as a submission and believes the walls only as far
 * as it saw them stand: PID is the doctor's own, and it listens on PORT of 127.0.0.1 and on the abstract socket
 * "bothends-doctor-PID". An attack that the policy answers by killing this program has failed as well as one that gets
 * an error; what kills is the sandbox's word, so nothing is said of it here. */

enum result { HOLDS, FAILS, UNKNOWN };

struct outside { /* what the doctor put there to be found */
    long pid, port;
};

static enum result fails_if(bool reached)
{
    return reached ? FAILS : HOLDS;
}

static enum result works_if(bool worked)
{
    return worked ? HOLDS : FAILS;
}

/* --- attacks ------------------------------------------------------------------------------------------------------ */

static enum result try_network(const struct outside *outside)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)outside->port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fails_if(fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
}

static enum result try_abstract_socket(const struct outside *outside)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    int n = snprintf(to.sun_path + 1, sizeof to.sun_path - 1, "bothends-doctor-%ld", outside->pid);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n);
    return fails_if(fd >= 0 && connect(fd, (struct sockaddr *)&to, size) == 0);
}

static enum result try_host_files(const struct outside *outside)
{
    static const char *const paths[] = {"/etc/passwd", "/etc/hostname",      "/root",
                                        "/home",       "/proc/1/environ",    "/proc/1/root/etc/passwd",
                                        "/sys/kernel", "/var/lib/dpkg/info", "/proc/kcore"};
    (void)outside; /* the shape of all rows */
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        int fd = open(paths[i], O_RDONLY | O_CLOEXEC);
        char c;
        if (fd >= 0 && (read(fd, &c, 1) == 1 || errno == EISDIR)) {
            (void)printf("%s can be read\n", paths[i]); /* a detail; the status says it */
            return FAILS;
        }
    }
    return HOLDS;
}

static enum result try_write_outside(const struct outside *outside)
{
    static const char *const paths[] = {"/probe",         "/usr/probe", "/box/probe",
                                        "/usr/lib/probe", "/dev/probe", "/etc/probe"};
    (void)outside; /* the shape of all rows */
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0) {
            (void)printf("%s can be written\n", paths[i]); /* a detail; the status says it */
            return FAILS;
        }
    return HOLDS;
}

/* One by one: kill(-1) says 0 whoever refuses. 1 and 2 are inside: init and we; outside they may be the one who asks,
 * as pid 1 of a container. */
static enum result try_signal_outside(const struct outside *outside)
{
    bool reached = outside->pid > 2 && kill((pid_t)outside->pid, 0) == 0;
    for (pid_t pid = 3; pid < 70000; pid++)
        reached |= pid != getpid() && kill(pid, 0) == 0;
    return fails_if(reached);
}

static enum result try_ptrace_parent(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    char byte;
    struct iovec here = {&byte, 1}, there = {(void *)&byte, 1};
    bool read_it = getppid() > 0 && process_vm_readv(getppid(), &here, 1, &there, 1, 0) == 1;
    return fails_if(read_it || ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0);
}

static enum result try_namespaces(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    bool reached = unshare(CLONE_NEWUSER) == 0 || unshare(CLONE_NEWNS) == 0 || unshare(CLONE_NEWNET) == 0;
    return fails_if(reached || syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL) >= 0);
}

static enum result try_mount(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    return fails_if(mount("probe", "/tmp", "tmpfs", 0, NULL) == 0 || chroot("/tmp") == 0);
}

static enum result try_privileges(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct held[2];
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0)
        return FAILS;
    if (syscall(SYS_capget, &head, held) == 0 && (held[0].effective || held[0].permitted || held[1].effective))
        return FAILS;
    return fails_if(setuid(0) == 0 || setgid(0) == 0);
}

static enum result try_raise_limits(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    static const int kinds[] = {RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_CORE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct rlimit limit;
        if (getrlimit((__rlimit_resource_t)kinds[i], &limit) < 0)
            continue;
        limit.rlim_max = limit.rlim_max == RLIM_INFINITY ? RLIM_INFINITY : limit.rlim_max + 1;
        if (limit.rlim_max == RLIM_INFINITY || setrlimit((__rlimit_resource_t)kinds[i], &limit) == 0)
            return FAILS;
    }
    return HOLDS;
}

static enum result try_inherited_fds(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    for (int fd = 3; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            return FAILS;
    return HOLDS;
}

/* Another test of the same submission, or the next student's, would read what this one wrote. */
static enum result try_change_input(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int fd = open("/proc/self/fd/0", O_RDWR | O_CLOEXEC);
    return fails_if(write(0, "x", 1) == 1 || (fd >= 0 && (write(fd, "x", 1) == 1 || ftruncate(fd, 0) == 0)));
}

static enum result try_kernel_doors(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    static const struct {
        const char *name;
        long number;
        unsigned long arg[4];
    } doors[] = {
        {"io_uring_setup", SYS_io_uring_setup, {1, 0, 0, 0}},
        {"keyctl", SYS_keyctl, {KEYCTL_GET_KEYRING_ID, (unsigned long)KEY_SPEC_USER_KEYRING, 1, 0}},
        {"userfaultfd", SYS_userfaultfd, {1, 0, 0, 0}},
        {"bpf", SYS_bpf, {0, 0, 0, 0}},
        {"perf_event_open", SYS_perf_event_open, {0, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        const unsigned long *arg = doors[i].arg;
        long answer = syscall((long)doors[i].number, arg[0], arg[1], arg[2], arg[3]);
        if (answer >= 0 || errno == EFAULT || errno == EINVAL) { /* it looked at the arguments: it is open */
            (void)printf("%s is open\n", doors[i].name);         /* a detail; the status says it */
            return FAILS;
        }
    }
    return HOLDS;
}

static void *wait_for_the_end(void *unused)
{
    (void)pause(); /* until we are killed */
    return unused;
}

/* The doctor's limit is 16 processes. */
static enum result try_fork_bomb(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int alive = 0;
    for (int i = 0; i < 100; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            (void)pause(); /* until we are killed */
            _exit(0);
        }
        alive += pid > 0;
    }
    return fails_if(alive >= 16);
}

/* The doctor's limit is 32 MiB: four children take 20 MiB each, so that no limit of one process helps. */
static enum result try_memory_bomb(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    enum { CHILDREN = 4 };
    const size_t size = (size_t)20 << 20;
    int holding[2], taken = 0;
    if (pipe(holding) < 0)
        return UNKNOWN;
    for (int i = 0; i < CHILDREN; i++) {
        pid_t pid = fork();
        if (pid > 0)
            continue;
        char *piece = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pid < 0 || piece == MAP_FAILED)
            _exit(1);
        for (size_t at = 0; at < size; at += 4096)
            piece[at] = 1;
        if (write(holding[1], "x", 1) == 1)
            (void)pause(); /* until we are killed */
        _exit(1);
    }
    (void)close(holding[1]); /* so that children that died end the reading */
    char byte;
    while (taken < CHILDREN && read(holding[0], &byte, 1) == 1)
        taken++;
    return fails_if(taken == CHILDREN);
}

/* The doctor's limit is 100 ms, of all processes together; each child alone would stay below it for long. */
static enum result try_cpu_burn(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            break;
    volatile unsigned turns = 0;
    for (time_t end = time(NULL) + 2; time(NULL) < end;)
        turns++;
    return FAILS;
}

/* The doctor's limit is 1 MiB a file, and four times as much together. */
static enum result try_fill_disk(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    static char piece[64 * 1024];
    size_t written = 0;
    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR)
        return UNKNOWN;
    for (int i = 0; i < 16; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "file%d", i); /* fits */
        int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        for (int k = 0; fd >= 0 && k < 32; k++) {
            ssize_t n = write(fd, piece, sizeof piece);
            if (n <= 0)
                break;
            written += (size_t)n;
        }
        if (fd >= 0 && lseek(fd, 0, SEEK_END) > 1 << 20)
            return FAILS;
        (void)close(fd); /* the count is what matters */
    }
    return fails_if(written > 5 << 20);
}

static enum result try_other_processes(const struct outside *outside)
{
    char path[48];
    (void)snprintf(path, sizeof path, "/proc/%ld", outside->pid); /* fits */
    if (outside->pid > 2 && access(path, F_OK) == 0)
        return FAILS;
    int others = 0;
    DIR *dir = opendir("/proc");
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        others += strtol(entry->d_name, NULL, 10) > 2; /* 1 and 2 are inside: init and we */
    return fails_if(others > 0);
}

static enum result try_ipc_outside(const struct outside *outside)
{
    return fails_if(shmget((key_t)(0x42000000 + (unsigned)outside->pid), 1, 0) >= 0);
}

static enum result try_devices(const struct outside *outside)
{
    static const char *const paths[] = {"/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse", "/dev/sda", "/dev/vda"};
    (void)outside; /* the shape of all rows */
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_RDONLY | O_CLOEXEC) >= 0) {
            (void)printf("%s can be opened\n", paths[i]); /* a detail; the status says it */
            return FAILS;
        }
    return fails_if(mknod("memory", S_IFCHR | 0600, makedev(1, 1)) == 0);
}

static enum result try_terminal(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    char c = ' ';
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    return fails_if(fd >= 0 || ioctl(0, TIOCSTI, &c) == 0 || ioctl(0, TIOCSCTTY, 1) == 0);
}

static enum result try_environment(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int count = 0;
    for (char **at = environ; *at; at++)
        count++;
    return fails_if(getenv("BOTHENDS_DOCTOR") || count > 4); /* PATH, HOME, LANG; a sanitizer's options */
}

static enum result try_setuid_programs(const struct outside *outside)
{
    (void)outside;                                                /* the shape of all rows */
    return fails_if(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1); /* with it the kernel ignores the bit everywhere */
}

static enum result try_real_time(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    struct sched_param param = {.sched_priority = 1};
    return fails_if(sched_setscheduler(0, SCHED_FIFO, &param) == 0 ||
                    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) - 1) == 0);
}

static enum result try_clock(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) < 0)
        return UNKNOWN;
    return fails_if(clock_settime(CLOCK_REALTIME, &now) == 0 || sethostname("probe", 5) == 0);
}

static void find_no_such_call(int signal)
{
    (void)signal; /* only SIGSEGV comes here */
    _exit(HOLDS);
}

/* The numbers of another table: a filter that looks at numbers only lets them pass as other calls. Some kernels, and
 * some virtual machines, have no such calls; there the instruction is a fault. */
static enum result try_i386_calls(const struct outside *outside)
{
    (void)outside;    /* the shape of all rows */
    long answer = 20; /* getpid of i386 */
    if (signal(SIGSEGV, find_no_such_call) == SIG_ERR)
        return UNKNOWN;
#if defined __x86_64__
    __asm__ volatile("int $0x80" : "+a"(answer) : : "memory");
#endif
    return fails_if(answer == getpid());
}

static enum result try_x32_calls(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    return fails_if(syscall(0x40000000L | SYS_getpid) == getpid());
}

/* The doctor's limit is 16 of both. */
static enum result try_thread_bomb(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int alive = 0;
    for (int i = 0; i < 100; i++) {
        pthread_t thread;
        alive += pthread_create(&thread, NULL, wait_for_the_end, NULL) == 0;
    }
    return fails_if(alive >= 16);
}

/* The doctor's limit is 32 MiB, and 1 MiB a file. */
static enum result try_hidden_memory(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    static char piece[1 << 20];
    int written = 0;
    for (int i = 0; i < 64; i++) {
        int fd = memfd_create("hidden", MFD_CLOEXEC);
        written += fd >= 0 && write(fd, piece, sizeof piece) == (ssize_t)sizeof piece;
    }
    struct timespec second = {.tv_sec = 1};
    if (written > 40)
        (void)nanosleep(&second, NULL); /* it is counted now and then where no cgroup does: then we do not wake up */
    return fails_if(written > 40);
}

static enum result try_sleep(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    struct timespec seconds = {.tv_sec = 2};
    (void)nanosleep(&seconds, NULL); /* until we are killed */
    return FAILS;
}

/* The doctor's limit is 16 KiB. */
static enum result try_output_flood(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    for (int i = 0; i < 10000; i++)
        (void)puts("all work and no play"); /* until we are killed */
    return FAILS;
}

/* A file system of a run's own has 4096. */
static enum result try_fill_inodes(const struct outside *outside)
{
    enum { INODES = 5000 };
    (void)outside; /* the shape of all rows */
    int made = 0;
    for (int i = 0; i < INODES; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "i%d", i); /* fits */
        int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0)
            break;
        made++;
        (void)close(fd); /* the count is what matters */
    }
    return fails_if(made == INODES);
}

/* It holds our output open for ever: if the run ends, it ended too, or nobody waited for it. */
static enum result try_daemon(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    pid_t pid = fork();
    if (pid == 0) {
        (void)setsid(); /* a child is no leader of a group, so it cannot fail */
        for (;;)
            (void)pause(); /* until we are killed */
    }
    return pid > 0 ? HOLDS : UNKNOWN;
}

/* --- what a student's program needs ------------------------------------------------------------------------------- */

static bool reap_zero(pid_t pid)
{
    int status;
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static enum result need_fork_pipe(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int ends[2];
    char text[6] = "";
    if (pipe(ends) < 0)
        return FAILS;
    pid_t pid = fork();
    if (pid == 0)
        _exit(write(ends[1], "hello", 5) == 5 ? 0 : 1);
    return works_if(reap_zero(pid) && read(ends[0], text, 5) == 5 && strcmp(text, "hello") == 0);
}

static void *set_flag(void *flag)
{
    *(int *)flag = 1;
    return NULL;
}

static enum result need_threads(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    pthread_t thread;
    int flag = 0;
    return works_if(pthread_create(&thread, NULL, set_flag, &flag) == 0 && pthread_join(thread, NULL) == 0 &&
                    flag == 1);
}

struct shared {
    sem_t lock;
    int value;
};

static enum result need_shared_memory(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int fd = shm_open("/probe", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || shm_unlink("/probe") < 0 || ftruncate(fd, 4096) < 0)
        return FAILS;
    struct shared *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared == MAP_FAILED || sem_init(&shared->lock, 1, 0) < 0)
        return FAILS;
    pid_t pid = fork();
    if (pid == 0) {
        shared->value = 42;
        _exit(sem_post(&shared->lock));
    }
    return works_if(sem_wait(&shared->lock) == 0 && reap_zero(pid) && shared->value == 42);
}

static enum result need_system_v(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    int memory = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), lock = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    char *at = memory < 0 ? (char *)-1 : shmat(memory, NULL, 0);
    if (at == (char *)-1 || lock < 0)
        return FAILS;
    *at = 1;
    return works_if(shmdt(at) == 0 && shmctl(memory, IPC_RMID, NULL) == 0 && semctl(lock, 0, IPC_RMID) == 0);
}

static enum result need_files(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    static const char *const paths[] = {"file.txt", "/tmp/file.txt"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char text[4] = "";
        FILE *file = fopen(paths[i], "w+");
        if (!file || fputs("abc", file) < 0 || fseek(file, 0, SEEK_SET) < 0 || fread(text, 1, 3, file) != 3)
            return FAILS;
        if (fclose(file) != 0 || strcmp(text, "abc") != 0 || unlink(paths[i]) < 0)
            return FAILS;
    }
    return HOLDS;
}

static volatile sig_atomic_t caught;

static void catch_it(int number)
{
    caught = number;
}

static enum result need_signals(const struct outside *outside)
{
    (void)outside; /* the shape of all rows */
    struct sigaction action = {.sa_handler = catch_it};
    struct timespec moment = {.tv_nsec = 1000000};
    if (sigaction(SIGUSR1, &action, NULL) < 0 || kill(getpid(), SIGUSR1) < 0 || caught != SIGUSR1)
        return FAILS;
    return works_if(nanosleep(&moment, NULL) == 0 && alarm(1) == 0 && alarm(0) == 1);
}

static const struct {
    const char *name;
    enum result (*run)(const struct outside *outside);
} probes[] = {
    {"network", try_network},
    {"abstract-socket", try_abstract_socket},
    {"host-files", try_host_files},
    {"write-outside", try_write_outside},
    {"other-processes", try_other_processes},
    {"signal-outside", try_signal_outside},
    {"ptrace-parent", try_ptrace_parent},
    {"ipc-outside", try_ipc_outside},
    {"devices", try_devices},
    {"terminal", try_terminal},
    {"environment", try_environment},
    {"namespaces", try_namespaces},
    {"mount", try_mount},
    {"privileges", try_privileges},
    {"setuid-programs", try_setuid_programs},
    {"real-time", try_real_time},
    {"clock", try_clock},
    {"raise-limits", try_raise_limits},
    {"inherited-fds", try_inherited_fds},
    {"change-input", try_change_input},
    {"kernel-doors", try_kernel_doors},
    {"i386-calls", try_i386_calls},
    {"x32-calls", try_x32_calls},
    {"fork-bomb", try_fork_bomb},
    {"thread-bomb", try_thread_bomb},
    {"memory-bomb", try_memory_bomb},
    {"hidden-memory", try_hidden_memory},
    {"cpu-burn", try_cpu_burn},
    {"sleep", try_sleep},
    {"output-flood", try_output_flood},
    {"fill-disk", try_fill_disk},
    {"fill-inodes", try_fill_inodes},
    {"daemon", try_daemon},
    {"fork-pipe", need_fork_pipe},
    {"threads", need_threads},
    {"shared-memory", need_shared_memory},
    {"system-v", need_system_v},
    {"files", need_files},
    {"signals", need_signals},
};

int main(int argc, char **argv)
{
    struct outside outside = {0};
    if (argc < 2)
        return UNKNOWN;
    if (argc >= 4) {
        outside.pid = strtol(argv[2], NULL, 10);
        outside.port = strtol(argv[3], NULL, 10);
    }
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        if (strcmp(argv[1], probes[i].name) == 0) {
            enum result result = probes[i].run(&outside);
            (void)fflush(stdout); /* details only */
            _exit((int)result);   /* children of a bomb must not be waited for */
        }
    return UNKNOWN;
}
