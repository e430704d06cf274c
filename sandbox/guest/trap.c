/* trap.c -- system calls, whoever makes them: libc's own (stdio, queues, futexes) are caught by syscall user dispatch.
 */
#include "sandbox/guest/region.h"

#include "sandbox/guest/queue.h"
#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

/* Every synchronisation that is not modelled is a false alarm, and libc makes system calls that no link-time wrapper
 * sees. So each thread asks the kernel to turn its calls into SIGSYS (prctl 59) unless they come from the few lines of
 * assembly below, or `trap_selector` says "allow", which it does while the runtime works. The handler models the call,
 * or makes it. A forked child and a new thread start without; an executed program has none. */

_Thread_local volatile char trap_selector;

extern char trap_low[], trap_high[], trap_return[];
__asm__(".pushsection .text.trap,\"ax\",@progbits\n"
        ".balign 64\n"
        "trap_low:\n"
        " nop\n" /* as libc's: by this and the next two who unwinds the stack knows the frame of a signal */
        "trap_return: mov $15,%rax\n syscall\n"
        ".globl guest_syscall\n"
        "guest_syscall: mov %rdi,%rax\n mov %rsi,%rdi\n mov %rdx,%rsi\n mov %rcx,%rdx\n mov %r8,%r10\n"
        " mov %r9,%r8\n mov 8(%rsp),%r9\n syscall\n ret\n"
        "trap_high:\n"
        ".popsection\n");

enum { DISPATCH = 59, RESTORER = 0x04000000 };

/* A file has many names ("lock", "./lock", a link): all are one object, which is more orders to try, none too few. */
const struct key trap_names = {DOMAIN_KERNEL | (uint64_t)KERNEL_PATH << 32, 1};

/* A call of which nothing is known but that it does not sleep: it may tell of all that others did (a file that is
 * there, bytes that wait, a count), and tell others. At worst an order too much. */
static long told(struct call *c)
{
    core_release_all();
    long code = call_again(c);
    core_acquire_all();
    sched_wake(BLOCK_READ, channel_events); /* inotify */
    return code;
}
long trap_tells(struct call *c)
{
    sched_point(RACE_DOES_OTHER, trap_names, true);
    R->touches_files = 1; /* perhaps: unlink, rename, truncate ... */
    return told(c);
}

/* --- what a call means -------------------------------------------------------------------------------------------- */

static int bytes_in(int fd)
{
    int bytes = 0;
    (void)SYS3(SYS_ioctl, fd, FIONREAD, &bytes);
    return bytes;
}

/* Is there somebody who could write? Only then an empty FIFO does not give its end. */
static bool has_writer(int fd)
{
    char byte;
    return bytes_in(fd) > 0 || SYS3(SYS_read, fd, &byte, 1) == -EAGAIN;
}

#define FIFO_READERS (1ULL << 57) /* of a key: who opened it to read */
#define FIFO_WRITERS (1ULL << 56)

/* Who opens a FIFO to read waits until somebody has opened it to write, and the other way round: each comes after what
 * the other did before. We open it without waiting, and wait ourselves. `count`: how often it was opened to write. */
static long opens_fifo(struct call *c, long *asked, struct key key)
{
    const long flags = *asked, mode = flags & O_ACCMODE;
    const bool reads = mode != O_WRONLY, writes = mode != O_RDONLY, waits = !(flags & O_NONBLOCK);
    struct object *readers = core_object((struct key){key.domain | FIFO_READERS, key.at}, OBJECT_OTHER);
    struct object *writers = core_object((struct key){key.domain | FIFO_WRITERS, key.at}, OBJECT_OTHER);
    long fd;
    sched_point(RACE_DOES_OTHER, key, true);
    *asked |= O_NONBLOCK;
    while ((fd = call_again(c)) == -ENXIO && waits)
        if (signal_ends_sleep(BLOCK_FIFO_OPEN, key, c->pc))
            break;
    *asked = flags;
    if (fd < 0)
        return fd == -ENXIO && waits ? -EINTR : fd;
    if (bytes_in((int)fd) == 0)
        queue_emptied(key);
    bool alone = waits && !writes && !has_writer((int)fd);
    if (waits)
        (void)SYS3(SYS_fcntl, fd, F_SETFL, flags & O_APPEND); /* as it was asked for */
    if (reads)
        core_release(readers);
    if (writes)
        core_release(writers);
    writers->count += writes;
    sched_wake(BLOCK_FIFO_OPEN, key);
    for (const uint32_t before = writers->count; alone; alone = writers->count == before)
        if (signal_ends_sleep(BLOCK_FIFO_OPEN, key, c->pc)) {
            (void)SYS3(SYS_close, fd, 0, 0);
            return -EINTR;
        }
    if (waits && !writes)
        core_acquire(writers);
    if (!reads)
        core_acquire(readers);
    return fd;
}

static long opens(struct call *c)
{
    const bool at = c->number == SYS_openat;
    const char *path = (const char *)c->arg[at ? 1 : 0];
    long flags = c->number == SYS_creat ? O_CREAT | O_WRONLY | O_TRUNC : c->arg[at ? 2 : 1];
    struct stat st;
    sched_point(flags & O_EXCL ? RACE_DOES_LOCK : RACE_DOES_OTHER, trap_names, true);
    bool there = SYS6(SYS_newfstatat, at ? c->arg[0] : AT_FDCWD, path, &st, 0, 0, 0) == 0;
    if (there && S_ISFIFO(st.st_mode) && c->number != SYS_creat)
        return opens_fifo(c, &c->arg[at ? 2 : 1], (struct key){DOMAIN_FILE | st.st_dev, st.st_ino});
    if (there && S_ISREG(st.st_mode) && flags & O_TRUNC) /* whoever has it open reads something else before */
        sched_point(RACE_DOES_OTHER, (struct key){DOMAIN_FILE | st.st_dev, st.st_ino}, true);
    long fd = told(c);
    if (there && ((flags & O_ACCMODE) != O_RDONLY || flags & O_TRUNC))
        R->touches_files = 1;
    if (fd >= 0 && flags & O_CREAT && !there)
        paths_made(at ? c->arg[0] : AT_FDCWD, path);
    return fd;
}

/* mkdir, link, rename ...: which argument names what is there afterwards; with folder, the one before says in which. */
static const struct {
    long number;
    int name;
    bool folder;
} namings[] = {{SYS_mknod, 0, false},    {SYS_mkdir, 0, false},  {SYS_rename, 1, false},  {SYS_link, 1, false},
               {SYS_symlink, 1, false},  {SYS_mknodat, 1, true}, {SYS_mkdirat, 1, true},  {SYS_renameat, 3, true},
               {SYS_renameat2, 3, true}, {SYS_linkat, 3, true},  {SYS_symlinkat, 2, true}};

static long names(struct call *c)
{
    long code = trap_tells(c);
    for (size_t i = 0; code == 0 && i < sizeof namings / sizeof namings[0]; i++)
        if (namings[i].number == c->number)
            paths_made(namings[i].folder ? c->arg[namings[i].name - 1] : AT_FDCWD,
                       (const char *)c->arg[namings[i].name]);
    return code;
}

/* A socket's name in the file system stays when all who used the socket have ended. */
static long binds(struct call *c)
{
    const struct sockaddr_un *a = (const struct sockaddr_un *)c->arg[1];
    const size_t bytes = (size_t)(uint32_t)c->arg[2], before = offsetof(struct sockaddr_un, sun_path);
    char name[sizeof a->sun_path + 1] = "";
    long code = trap_tells(c);
    if (code < 0 || bytes <= before || a->sun_family != AF_UNIX)
        return code;
    memcpy(name, a->sun_path, bytes - before < sizeof name ? bytes - before : sizeof name - 1);
    if (name[0]) /* else it is none of the file system's */
        paths_made(AT_FDCWD, name);
    return code;
}

static uint64_t futex_until(const struct call *c)
{
    const bool absolute = (c->arg[1] & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET;
    const clockid_t clock = c->arg[1] & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    return calls_until((const struct timespec *)c->arg[3], clock, absolute);
}

static long futex(struct call *c)
{
    uint32_t *word = (uint32_t *)c->arg[0];
    struct key key = core_key(word);
    uint32_t waiting[TASKS_MAX], n;
    key.domain |= 1ULL << 59; /* not the lock that has the same address */
    switch (c->arg[1] & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
        if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != (uint32_t)c->arg[2])
            return -EAGAIN;
        if (!sched_block(BLOCK_FUTEX, key, futex_until(c), c->pc))
            return -ETIMEDOUT;
        return me.pending ? -EINTR : 0;
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
        n = sched_waiters(BLOCK_FUTEX, key, waiting);
        if ((long)n > c->arg[2])
            n = c->arg[2] < 0 ? 0 : (uint32_t)c->arg[2];
        for (uint32_t i = 0; i < n; i++)
            R->task[waiting[i]].state = TASK_RUNS;
        return (long)n + call_again(c);
    default: /* moves or wakes some whom we do not know */
        guest_limit(RACE_LIMIT_CALL, "futex");
        return call_again(c);
    }
}

static long sleeps(struct call *c)
{
    const bool has_clock = c->number == SYS_clock_nanosleep;
    const struct timespec *t = (const struct timespec *)c->arg[has_clock ? 2 : 0];
    struct timespec *rest = (struct timespec *)c->arg[has_clock ? 3 : 1];
    const bool absolute = has_clock && c->arg[1] & TIMER_ABSTIME;
    const uint64_t until = calls_until(t, has_clock ? (clockid_t)c->arg[0] : CLOCK_MONOTONIC, absolute);
    sched_yield_to_others(until > R->now_us + 1 ? until - R->now_us - 1 : 0);
    if (!me.pending) /* no handler restarts it */
        return 0;
    if (rest && !absolute)
        *rest = *t;
    return -EINTR;
}
static long yields(struct call *c)
{
    (void)c;
    sched_yield_to_others(0);
    return 0;
}

/* poll, select, epoll: asked without waiting until something is there, or time runs out. */
static long polls(struct call *c)
{
    uint64_t us;
    if (asks_only_sleep(c, &us)) {
        sched_yield_to_others(us);
        return me.pending ? -EINTR : 0;
    }
    struct timespec zero = {0, 0};
    fd_set sets[3];
    struct call now = *c;
    const bool selects = c->number == SYS_select || c->number == SYS_pselect6;
    const uint64_t until = asks_until(c);
    if (selects) {
        now.arg[4] = (long)&zero;
        for (int i = 0; i < 3; i++)
            if (c->arg[1 + i])
                memcpy(&sets[i], (const void *)c->arg[1 + i], sizeof sets[i]);
    } else if (c->number == SYS_ppoll) {
        now.arg[2] = (long)&zero;
    } else {
        now.arg[c->number == SYS_poll ? 2 : 3] = 0;
    }
    struct key key = kernel_key(KERNEL_PEER, 2);
    if (R->real_time)
        guest_limit(RACE_LIMIT_CALL, "waiting for a timer and for something else");
    sched_point(RACE_DOES_WAIT, key, false);
    asks_polled(c);
    for (;;) {
        long n = call_again(&now);
        if (n > 0)
            core_acquire_all(); /* that there is something tells of whoever brought it */
        if (n != 0 || until == NOT_AT_ALL)
            return n;
        if (!sched_block(BLOCK_POLL, key, until, c->pc))
            return 0;
        for (int i = 0; selects && i < 3; i++) /* as they were, also for who is told of a signal, and asks again */
            if (c->arg[1 + i])
                memcpy((void *)c->arg[1 + i], &sets[i], sizeof sets[i]);
        if (me.pending || task_cancelled())
            return -EINTR;
    }
}

static long accepts(struct call *c)
{
    struct pollfd p = {(int)c->arg[0], POLLIN, 0};
    struct key key = kernel_key(KERNEL_PEER, 3);
    sched_point(RACE_DOES_WAIT, key, true);
    while (SYS3(SYS_poll, &p, 1, 0) == 0 && !(SYS3(SYS_fcntl, c->arg[0], F_GETFL, 0) & O_NONBLOCK))
        if (signal_ends_sleep(BLOCK_READ, key, c->pc))
            return -EINTR;
    core_acquire(core_object(key, OBJECT_CHANNEL));
    return call_again(c);
}
static long connects(struct call *c)
{
    struct key key = kernel_key(KERNEL_PEER, 3);
    sched_point(RACE_DOES_OTHER, key, true);
    core_release(core_object(key, OBJECT_CHANNEL));
    long code = call_again(c);
    sched_wake_all();
    return code;
}

static long executes(struct call *c)
{
    guest_limit(RACE_LIMIT_EXEC, (const char *)c->arg[c->number == SYS_execveat ? 1 : 0]);
    sched_point(RACE_DOES_OTHER, kernel_key(KERNEL_TASK, me.id), false);
    sched_outside(); /* from here on it is somebody else, until it dies */
    long code = call_again(c);
    sched_inside();
    return code;
}

/* The kernel's clocks go by real time. Whoever waits for one waits until nobody else can do anything (and then not
 * long), as in virtual time. */
static long sets_timer(struct call *c)
{
    enum { SOON_NS = 1000000, REAL_TIME_TICKS = 200 };
    const struct itimerspec *asked = (const struct itimerspec *)c->arg[2];
    struct itimerspec soon = {{0, 0}, {0, 0}};
    struct call now = *c;
    if (c->number == SYS_timer_settime)
        guest_limit(RACE_LIMIT_CALL, "timer_settime");
    if (asked && (asked->it_value.tv_sec || asked->it_value.tv_nsec)) {
        soon.it_value.tv_nsec = SOON_NS;
        soon.it_interval.tv_nsec = asked->it_interval.tv_sec || asked->it_interval.tv_nsec ? SOON_NS : 0;
        now.arg[1] = 0;
        now.arg[2] = (long)&soon;
        R->real_time = REAL_TIME_TICKS;
    }
    long code = trap_tells(&now);
    sched_wake_all();
    return code;
}

/* Pids are shown as numbers of our own; see also asks.c. */
static const struct {
    long number;
    int pid;
} with_pid[] = {
    {SYS_kill, 0},
    {SYS_tkill, 0},
    {SYS_tgkill, 0},
    {SYS_tgkill, 1},
    {SYS_rt_sigqueueinfo, 0},
    {SYS_rt_tgsigqueueinfo, 0},
    {SYS_rt_tgsigqueueinfo, 1},
    {SYS_pidfd_open, 0},
    {SYS_process_vm_readv, 0},
    {SYS_process_vm_writev, 0},
    {SYS_sched_setscheduler, 0},
    {SYS_sched_getscheduler, 0},
};

static void real_pids(struct call *c)
{
    for (size_t i = 0; i < sizeof with_pid / sizeof with_pid[0]; i++)
        if (with_pid[i].number == c->number) {
            long *pid = &c->arg[with_pid[i].pid];
            *pid = (int)*pid < 0 ? -task_real_pid(-(pid_t)*pid) : task_real_pid((pid_t)*pid);
        }
}

static long exits(struct call *c)
{
    task_leave_process();
    return call_again(c);
}

/* Calls that may sleep and that nothing here knows: others go on meanwhile, and the order is no longer ours alone. */
static long unknown(struct call *c)
{
    char name[24];
    (void)snprintf(name, sizeof name, "system call %ld", c->number);
    guest_limit(RACE_LIMIT_CALL, name);
    sched_outside();
    long code = call_again(c);
    sched_inside();
    return code;
}

static const struct {
    long number;
    long (*model)(struct call *c);
} models[] = {
    {SYS_read, channel_read},
    {SYS_readv, channel_read},
    {SYS_recvfrom, channel_read},
    {SYS_recvmsg, channel_read},
    {SYS_write, channel_write},
    {SYS_writev, channel_write},
    {SYS_sendto, channel_write},
    {SYS_sendmsg, channel_write},
    {SYS_close, channel_close},
    {SYS_flock, channel_flock},
    {SYS_fcntl, channel_fcntl},
    {SYS_open, opens},
    {SYS_openat, opens},
    {SYS_creat, opens},
    {SYS_pread64, channel_read},
    {SYS_preadv, channel_read},
    {SYS_pwrite64, channel_write},
    {SYS_pwritev, channel_write},
    {SYS_splice, channel_moves},
    {SYS_tee, channel_moves},
    {SYS_vmsplice, channel_moves},
    {SYS_sendfile, channel_moves},
    {SYS_shutdown, channel_closes},
    {SYS_dup2, channel_closes},
    {SYS_dup3, channel_closes},
    {SYS_close_range, channel_closes},
    {SYS_mknod, names},
    {SYS_mknodat, names},
    {SYS_mkdir, names},
    {SYS_mkdirat, names},
    {SYS_rename, names},
    {SYS_renameat, names},
    {SYS_renameat2, names},
    {SYS_link, names},
    {SYS_linkat, names},
    {SYS_symlink, names},
    {SYS_symlinkat, names},
    {SYS_bind, binds},
    {SYS_kill, signal_send},
    {SYS_tkill, signal_send},
    {SYS_tgkill, signal_send},
    {SYS_rt_sigqueueinfo, signal_send},
    {SYS_rt_tgsigqueueinfo, signal_send},
    {SYS_pidfd_send_signal, signal_send},
    {SYS_semop, system_v},
    {SYS_semtimedop, system_v},
    {SYS_msgsnd, system_v},
    {SYS_msgrcv, system_v},
    {SYS_semctl, system_v_control},
    {SYS_msgctl, system_v_control},
    {SYS_semget, system_v_get},
    {SYS_msgget, system_v_get},
    {SYS_shmget, system_v_get},
    {SYS_mq_timedsend, named_queue},
    {SYS_mq_timedreceive, named_queue},
    {SYS_mq_open, named_queue_open},
    {SYS_mq_unlink, named_queue_unlink},
    {SYS_futex, futex},
    {SYS_nanosleep, sleeps},
    {SYS_clock_nanosleep, sleeps},
    {SYS_sched_yield, yields},
    {SYS_poll, polls},
    {SYS_ppoll, polls},
    {SYS_select, polls},
    {SYS_pselect6, polls},
    {SYS_epoll_wait, polls},
    {SYS_epoll_pwait, polls},
    {SYS_accept, accepts},
    {SYS_accept4, accepts},
    {SYS_connect, connects},
    {SYS_execve, executes},
    {SYS_execveat, executes},
    {SYS_exit_group, exits},
    {SYS_shmctl, system_v_segment},
    {SYS_rt_sigpending, asks_anything},
    {SYS_ioctl, asks_descriptor},
    {SYS_ftruncate, asks_descriptor},
    {SYS_fallocate, asks_descriptor},
    {SYS_mq_getsetattr, asks_descriptor},
    {SYS_truncate, asks_path},
    {SYS_stat, asks_path},
    {SYS_lstat, asks_path},
    {SYS_newfstatat, asks_path},
    {SYS_statx, asks_path},
    {SYS_setpgid, asks_process},
    {SYS_getpgid, asks_process},
    {SYS_getpgrp, asks_process},
    {SYS_getsid, asks_process},
    {SYS_getpriority, asks_process},
    {SYS_prlimit64, asks_process},
    {SYS_sched_getaffinity, asks_process},
    {SYS_sched_setaffinity, asks_process},
    {SYS_clock_gettime, calls_time},
    {SYS_gettimeofday, calls_time},
    {SYS_time, calls_time},
    {SYS_times, calls_time},
    {SYS_getrusage, calls_time},
    {SYS_timerfd_settime, sets_timer},
    {SYS_timer_settime, sets_timer},
    {SYS_setitimer, signal_timer},
    {SYS_futex_waitv, unknown},
    {SYS_process_vm_readv, unknown}, /* memory that is read and written where nobody looks */
    {SYS_process_vm_writev, unknown},
    {SYS_io_uring_setup, unknown},
    {SYS_io_submit, unknown},
    {SYS_userfaultfd, unknown},
    {SYS_ptrace, unknown},
};

/* What libc and programs do all the time, and what tells nobody of anybody. */
static const long quiet[] = {
    SYS_brk,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_fstat,
    SYS_lseek,
    SYS_getrandom,
    SYS_clock_getres,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getppid,
    SYS_getpid,
    SYS_gettid,
    SYS_uname,
    SYS_sysinfo,
    SYS_getcwd,
    SYS_rt_sigaction,
    SYS_getrlimit,
    SYS_setrlimit,
    SYS_umask,
    SYS_prctl,
    SYS_arch_prctl,
    SYS_dup,
    SYS_pipe,
    SYS_pipe2,
    SYS_socket,
    SYS_socketpair,
    SYS_epoll_create1,
    SYS_eventfd2,
    SYS_timerfd_create,
    SYS_signalfd4,
    SYS_memfd_create,
    SYS_rseq,
    SYS_set_tid_address,
    SYS_set_robust_list,
    SYS_setsid,
    SYS_shmat,
    SYS_shmdt,
    SYS_restart_syscall,
    SYS_getsockname,
};

static bool is_quiet(const struct call *c)
{
    for (size_t i = 0; i < sizeof quiet / sizeof quiet[0]; i++)
        if (quiet[i] == c->number)
            return true;
    return false;
}

static long model_or_call(struct call *c)
{
    real_pids(c);
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
        if (models[i].number == c->number)
            return models[i].model(c);
    return is_quiet(c) ? call_again(c) : trap_tells(c);
}

/* The model of a call, or the call. All but plain reading and writing may close an end, before or after others had
 * their turn. */
long trap_call(struct call *c)
{
    const bool changes = c->number != SYS_read && c->number != SYS_write;
    R->ends += changes;
    long code = model_or_call(c);
    R->ends += changes;
    return code;
}

/* --- the trap ----------------------------------------------------------------------------------------------------- */

/* Calls after which there is no coming back here, or that change what the handler's return would undo. */
static bool native(long number)
{
    static const long numbers[] = {SYS_exit, SYS_rt_sigprocmask, SYS_sigaltstack};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

/* A process or thread that is made past us would take no turns: libc's own calls come from within our wrappers, where
 * nothing is trapped. It is refused, and said. */
static bool makes_a_task(long number)
{
    return number == SYS_fork || number == SYS_vfork || number == SYS_clone || number == SYS_clone3;
}
pid_t __wrap_fork(void);
static long raw_fork(void)
{
    trap_selector = (char)me.dispatching;
    long pid = __wrap_fork();
    return pid < 0 ? -errno : pid;
}

extern const uint8_t __executable_start[], __etext[], __start_guest_text[], __stop_guest_text[]; /* the linker's */

/* Is it code of the program, and not ours? */
static bool is_program(const uint8_t *code)
{
    return code >= __executable_start && code < __etext && (code < __start_guest_text || code >= __stop_guest_text);
}

/* Where the program called the function of libc's that it is in: that was seen, or it returns behind a call of the
 * program's, and that address is near the top of the stack. 0: libc is deeper in its own affairs. */
static uint64_t caller_of(const uint64_t *top)
{
    enum { NEAR = 16, PAGE = 4096, CALL_BYTES = 5, CALL = 0xe8 };
    if (me.libc && me.libc_depth == me.depth)
        return me.libc;
    for (const uint64_t *at = top; at < top + NEAR && ((uint64_t)at ^ (uint64_t)top) < PAGE; at++) {
        const uint8_t *code = __executable_start + (*at - (uint64_t)__executable_start);
        if (is_program(code - CALL_BYTES) && is_program(code) && code[-CALL_BYTES] == CALL)
            return *at;
    }
    return 0;
}

uint64_t trap_place(const void *context)
{
    const greg_t *g = ((const ucontext_t *)context)->uc_mcontext.gregs;
    const uint64_t pc = (uint64_t)g[REG_RIP];
    return is_program((const uint8_t *)pc) ? pc + 1 : caller_of((const uint64_t *)g[REG_RSP]);
}

static void trapped(int sig, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    greg_t *g = u->uc_mcontext.gregs;
    (void)sig;
    trap_selector = 0;
    const int error = errno;
    R->dispatched++;
    if (info->si_syscall == SYS_rt_sigreturn) {
        g[REG_RIP] = (greg_t)trap_return;
        trap_selector = (char)me.dispatching;
        return;
    }
    if (me.task && makes_a_task(info->si_syscall)) {
        const bool forks = info->si_syscall == SYS_fork || info->si_syscall == SYS_vfork;
        if (!forks)
            guest_limit(RACE_LIMIT_CALL, "clone");
        g[REG_RAX] = forks ? raw_fork() : -ENOSYS;
        trap_selector = (char)me.dispatching;
        errno = error;
        return;
    }
    if (!me.task || native(info->si_syscall)) { /* made where it stands; the next wrapper turns dispatch on again */
        g[REG_RIP] -= 2;
        g[REG_RAX] = info->si_syscall;
        errno = error;
        return;
    }
    struct call c = {info->si_syscall,
                     {g[REG_RDI], g[REG_RSI], g[REG_RDX], g[REG_R10], g[REG_R8], g[REG_R9]},
                     caller_of((const uint64_t *)g[REG_RSP])};
    if (c.pc == 0)
        c.pc = me.depth && me.depth <= CALLS_MAX ? me.frame[me.depth - 1] : (uint64_t)g[REG_RIP];
    task_test_call();
    guest_enter();
    g[REG_RAX] = (greg_t)trap_call(&c);
    errno = error;
    if (me.task)
        guest_leave();
    task_test_call();
}

struct kernel_sigaction {
    void (*handler)(int, siginfo_t *, void *);
    unsigned long flags;
    void *restorer;
    unsigned long mask;
};

void trap_start(void)
{
    const struct kernel_sigaction a = {trapped, SA_SIGINFO | SA_NODEFER | RESTORER, trap_return, 0};
    trap_selector = 0;
    (void)SYS6(SYS_rt_sigaction, SIGSYS, &a, 0, 8, 0, 0);
    long code = SYS6(SYS_prctl, DISPATCH, 1, trap_low, trap_high - trap_low, &trap_selector, 0);
    me.dispatching = code == 0;
    if (code < 0)
        guest_limit(RACE_LIMIT_DISPATCH, "");
    trap_selector = (char)(me.dispatching && me.inside == 0);
}
