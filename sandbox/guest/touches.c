/* touches.c -- what libc and the kernel read and write for the program: a table, one row a call. */
#include "sandbox/guest/region.h"

#include <errno.h>
#include <malloc.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <time.h>

/* No more than is really touched: a byte too many would accuse somebody. What is read is looked at before the call;
 * what is written, or read by a search, after it, for the result says how much, and only if the call did what it is
 * for. Rows are of the functions that the program calls, not of the system calls that are trapped: those libc makes for
 * itself, too, on memory that it guards by locks which nobody sees (a stream's buffer).
 *
 * A call that has a wrapper of its own (a model: waitpid, pipe ...) says there what it touches. */

enum how {
    BYTES = 1, /* n */
    ITEMS,     /* n for each that argument `by` counts */
    PRODUCT,   /* argument `by` times the next one */
    AND,       /* n, and as many as argument `by` says */
    TEXT,      /* as long as the text that argument `by` is, with its 0 */
    TEXT_IN,   /* to its 0, or as far as argument `by` says */
    COMMON,    /* as far as arguments 0 and 1 are the same text, and one more; at most as argument `by` says */
    RESULT,    /* n, and as many as the result says, of which argument `by` is the most */
    EACH,      /* argument `by` for each that the result counts */
    EVENTS,    /* n for each that the result counts */
    ROOM,      /* as *argument `by` says, and no more than it said before */
    ADDRESS,   /* of the family in argument 0 */
    SET,       /* as many bits as argument `by` says, in whole words */
    SET_OF,    /* a short for each semaphore of the set in argument 0 */
    POLLED,    /* a list of struct pollfd: what is asked, or what is answered; argument `by` counts them */
    VECTORS,   /* to where a list of struct iovec points; argument `by` counts them */
    MESSAGE,   /* a struct msghdr, and to where it points; n: also what it sends */
    FOUND,     /* as far as to where the result points; if it points nowhere, to its 0 */
    IF_SAME,   /* its text, if the result is that argument */
    STREAM,    /* a FILE; of NO_LIMIT, stdin or stdout; n: enum uses_stream */
    NEW,       /* the result is libc's new memory, if there is no such argument */
};
/* What says that the call did it: nothing has to (what it writes is known, and looked at before, like what it reads),
 * or any result, 0, one that is not negative, that is positive, that points somewhere. */
enum answer { KNOWN, ANY, ZERO, COUNT, SOME, POINTER };
enum { NO_LIMIT = 6 }; /* an argument that stands for the greatest number */

struct touch {
    uint8_t arg, how, by;
    bool writes;
    uint16_t n;
    uint8_t only; /* if that argument - 1 is: */
    int value;
};
#define READS(arg, how, by, n)       \
    {                                \
        arg, how, by, false, n, 0, 0 \
    }
#define WRITES(arg, how, by, n)     \
    {                               \
        arg, how, by, true, n, 0, 0 \
    }
#define READS_IF(is, value, arg, how, by, n)    \
    {                                           \
        arg, how, by, false, n, (is) + 1, value \
    }
#define WRITES_IF(is, value, arg, how, by, n)  \
    {                                          \
        arg, how, by, true, n, (is) + 1, value \
    }

/* Last of its row: nobody may come between it and the call. */
#define PRINTS_TO(arg) WRITES(arg, STREAM, 0, STREAM_PRINTS)
#define PRINTS_LINE_TO(arg) WRITES(arg, STREAM, 0, STREAM_PRINTS_LINE)
#define TAKES_FROM(arg) READS(arg, STREAM, 0, STREAM_READS)

struct made {
    long arg[NO_LIMIT + 1], result;
    uint64_t pc;
    uint32_t room; /* of ROOM, before */
};

enum { LIST_MAX = 1024 }; /* the kernel refuses longer ones */

/* Counts are 32 bits of a register that may have others beside them; of a larger block no more is looked at. */
static size_t count_of(const struct made *m, uint32_t arg)
{
    return (uint32_t)m->arg[arg];
}

static size_t common(const char *a, const char *b, size_t most)
{
    size_t n = 0;
    while (n < most && a[n] == b[n] && a[n])
        n++;
    return n < most ? n + 1 : n;
}

static size_t semaphores_of(long set)
{
    struct semid_ds now;
    return SYS6(SYS_semctl, set, 0, IPC_STAT, &now, 0, 0) == 0 ? now.sem_nsems : 0;
}

static size_t size_of(const struct touch *t, const struct made *m)
{
    const char *p = (const char *)m->arg[t->arg];
    const size_t by = count_of(m, t->by), result = m->result > 0 ? (size_t)m->result : 0;
    size_t n = 0;
    switch ((enum how)t->how) {
    case ITEMS:
        return t->n * by;
    case PRODUCT:
        return by * count_of(m, t->by + 1);
    case AND:
        return t->n + by;
    case TEXT:
        return strlen((const char *)m->arg[t->by]) + 1;
    case TEXT_IN:
        n = strnlen(p, by);
        return n < by ? n + 1 : n;
    case COMMON:
        return common((const char *)m->arg[0], (const char *)m->arg[1], by);
    case RESULT:
        return t->n + (result < by ? result : by);
    case EACH:
        return result * by;
    case EVENTS:
        return result * t->n;
    case ROOM:
        n = *(const socklen_t *)m->arg[t->by];
        return n < m->room ? n : m->room;
    case ADDRESS:
        return (int)m->arg[0] == AF_INET ? 4 : 16;
    case SET:
        return (by + 63) / 64 * 8;
    case SET_OF:
        return semaphores_of(m->arg[0]) * sizeof(unsigned short);
    case FOUND:
        return m->result ? (size_t)((const char *)m->result - p) + 1 : strlen(p) + 1;
    case IF_SAME:
        return (const char *)m->result == p ? strlen(p) + 1 : 0;
    case BYTES:
    case POLLED: /* these are more than one block: touch() */
    case VECTORS:
    case MESSAGE:
    case STREAM:
    case NEW:
        break;
    }
    return t->n;
}

/* In the order of the list, as many bytes as there are. */
static void touch_vectors(const struct iovec *list, size_t count, size_t bytes, bool writes, uint64_t pc)
{
    for (size_t i = 0; i < count && i < LIST_MAX && bytes > 0; i++) {
        const size_t n = list[i].iov_len < bytes ? list[i].iov_len : bytes;
        shadow_range(list[i].iov_base, n, writes, pc);
        bytes -= n;
    }
}

/* What comes in: the bytes, the sender, and how long all that is. */
static void touch_message(struct msghdr *message, const struct touch *t, const struct made *m)
{
    if (!t->writes) {
        shadow_range(message, offsetof(struct msghdr, msg_flags), false, m->pc);
        shadow_range(message->msg_iov, message->msg_iovlen * sizeof *message->msg_iov, false, m->pc);
        touch_vectors(message->msg_iov, message->msg_iovlen, t->n ? SIZE_MAX : 0, false, m->pc);
        return;
    }
    touch_vectors(message->msg_iov, message->msg_iovlen, (size_t)m->result, true, m->pc);
    if (message->msg_name)
        shadow_range(message->msg_name, message->msg_namelen, true, m->pc);
    if (message->msg_control)
        shadow_range(message->msg_control, message->msg_controllen, true, m->pc);
    shadow_range(&message->msg_flags, sizeof message->msg_flags, true, m->pc);
}

static void touch(const struct touch *t, const struct made *m)
{
    void *const p = (void *)m->arg[t->arg];
    struct pollfd *const list = p;
    if (t->only && (int)m->arg[t->only - 1] != t->value)
        return;
    if (t->how == NEW && !p)
        memory_fresh((void *)m->result, malloc_usable_size((void *)m->result));
    if (!p || t->how == NEW)
        return;
    switch (t->how) {
    case STREAM:
        stream_step(t->arg != NO_LIMIT ? p : t->writes ? stdout : stdin, (enum uses_stream)t->n, m->pc);
        break;
    case POLLED:
        for (size_t i = 0; i < count_of(m, t->by) && i < LIST_MAX; i++)
            if (t->writes)
                shadow_range(&list[i].revents, sizeof list[i].revents, true, m->pc);
            else
                shadow_range(&list[i], offsetof(struct pollfd, revents), false, m->pc);
        break;
    case VECTORS:
        touch_vectors(p, count_of(m, t->by), t->writes ? (size_t)m->result : SIZE_MAX, t->writes, m->pc);
        break;
    case MESSAGE:
        touch_message(p, t, m);
        break;
    default:
        shadow_range(p, size_of(t, m), t->writes, m->pc);
    }
}

/* Is it known only when the call has been made? */
static bool is_late(enum answer answer, const struct touch *t)
{
    return answer != KNOWN && (t->writes || t->how == RESULT || t->how == FOUND);
}

static bool did(enum answer answer, long result)
{
    return answer == ANY || (answer == ZERO && result == 0) || (answer == COUNT && result >= 0) ||
           (answer == SOME && result > 0) || (answer == POINTER && result != 0);
}

enum { TOUCHES = 8 };
struct row {
    enum answer answer;
    bool is_int;                 /* its result: half a register */
    struct touch touch[TOUCHES]; /* one of no kind ends them */
};

static void before(const struct row *row, struct made *m)
{
    libc_called(m->pc);
    for (const struct touch *t = row->touch; t->how; t++) {
        if (t->how == ROOM && m->arg[t->arg] && m->arg[t->by])
            m->room = *(const socklen_t *)m->arg[t->by];
        if (!is_late(row->answer, t))
            touch(t, m);
    }
}

static void after(const struct row *row, struct made *m)
{
    const int error = errno;
    for (const struct touch *t = row->touch; t->how && did(row->answer, m->result); t++)
        if (is_late(row->answer, t))
            touch(t, m);
    libc_left();
    errno = error;
}

/* Whatever the parameters of a function are called, they are six registers. */
typedef long function(long, long, long, long, long, long);
static long calls(const struct row *row, function *real, struct made *m)
{
    const long *a = m->arg;
    const bool on = guest_on();
    if (on)
        before(row, m);
    m->result = real(a[0], a[1], a[2], a[3], a[4], a[5]);
    if (row->is_int)
        m->result = (int)m->result;
    if (on)
        after(row, m);
    return m->result;
}

#define SEEN(type, name, what, ...)                                                       \
    function __real_##name, __wrap_##name;                                                \
    long __wrap_##name(long a, long b, long c, long d, long e, long f)                    \
    {                                                                                     \
        static const struct row row = {what, sizeof(type) == sizeof(int), {__VA_ARGS__}}; \
        struct made made = {.arg = {a, b, c, d, e, f, UINT32_MAX}, .pc = CALLER};         \
        return calls(&row, REAL(name), &made);                                            \
    }

/* --- texts and memory --- */
SEEN(char *, stpcpy, KNOWN, READS(1, TEXT, 1, 0), WRITES(0, TEXT, 1, 0))
SEEN(char *, stpncpy, KNOWN, READS(1, TEXT_IN, 2, 0), WRITES(0, ITEMS, 2, 1))
SEEN(void *, mempcpy, KNOWN, READS(1, ITEMS, 2, 1), WRITES(0, ITEMS, 2, 1))
SEEN(long, bcopy, KNOWN, READS(0, ITEMS, 2, 1), WRITES(1, ITEMS, 2, 1))
SEEN(int, bcmp, KNOWN, READS(0, ITEMS, 2, 1), READS(1, ITEMS, 2, 1))
SEEN(int, strcmp, KNOWN, READS(0, COMMON, NO_LIMIT, 0), READS(1, COMMON, NO_LIMIT, 0))
SEEN(int, strncmp, KNOWN, READS(0, COMMON, 2, 0), READS(1, COMMON, 2, 0))
SEEN(int, strcoll, KNOWN, READS(0, TEXT, 0, 0), READS(1, TEXT, 1, 0))
SEEN(int, strcasecmp, KNOWN, READS(0, COMMON, NO_LIMIT, 0), READS(1, COMMON, NO_LIMIT, 0))
SEEN(int, strncasecmp, KNOWN, READS(0, COMMON, 2, 0), READS(1, COMMON, 2, 0))
SEEN(size_t, strnlen, KNOWN, READS(0, TEXT_IN, 1, 0))
SEEN(size_t, strspn, ANY, READS(0, RESULT, NO_LIMIT, 1), READS(1, TEXT, 1, 0))
SEEN(size_t, strcspn, ANY, READS(0, RESULT, NO_LIMIT, 1), READS(1, TEXT, 1, 0))
SEEN(char *, strpbrk, ANY, READS(0, FOUND, 0, 0), READS(1, TEXT, 1, 0))
SEEN(char *, strchrnul, ANY, READS(0, FOUND, 0, 0))
SEEN(char *, strcasestr, ANY, READS(0, FOUND, 0, 0), READS(1, TEXT, 1, 0))
SEEN(int, rand_r, KNOWN, READS(0, BYTES, 0, sizeof(unsigned)), WRITES(0, BYTES, 0, sizeof(unsigned)))

/* --- streams --- */
SEEN(int, puts, KNOWN, READS(0, TEXT, 0, 0), PRINTS_LINE_TO(NO_LIMIT))
SEEN(int, putchar, KNOWN, PRINTS_TO(NO_LIMIT))
SEEN(int, putc, KNOWN, PRINTS_TO(1))
SEEN(int, fputc, KNOWN, PRINTS_TO(1))
SEEN(int, fputs, KNOWN, READS(0, TEXT, 0, 0), PRINTS_TO(1))
SEEN(int, fputs_unlocked, KNOWN, READS(0, TEXT, 0, 0), PRINTS_TO(1))
SEEN(long, perror, KNOWN, READS(0, TEXT, 0, 0))
SEEN(int, getchar, KNOWN, TAKES_FROM(NO_LIMIT))
SEEN(int, getc, KNOWN, TAKES_FROM(0))
SEEN(int, fgetc, KNOWN, TAKES_FROM(0))
SEEN(char *, fgets, POINTER, WRITES(0, TEXT, 0, 0), TAKES_FROM(2))
SEEN(char *, fgets_unlocked, POINTER, WRITES(0, TEXT, 0, 0), TAKES_FROM(2))
SEEN(size_t, fread, SOME, WRITES(0, EACH, 1, 0), TAKES_FROM(3))
SEEN(size_t, fread_unlocked, SOME, WRITES(0, EACH, 1, 0), TAKES_FROM(3))
SEEN(size_t, fwrite, KNOWN, READS(0, PRODUCT, 1, 0), PRINTS_TO(3))
SEEN(size_t, fwrite_unlocked, KNOWN, READS(0, PRODUCT, 1, 0), PRINTS_TO(3))

/* --- time --- */
#define TM sizeof(struct tm)
SEEN(struct tm *, gmtime_r, POINTER, READS(0, BYTES, 0, sizeof(time_t)), WRITES(1, BYTES, 0, TM))
SEEN(struct tm *, localtime_r, POINTER, READS(0, BYTES, 0, sizeof(time_t)), WRITES(1, BYTES, 0, TM))
SEEN(char *, asctime_r, POINTER, READS(0, BYTES, 0, TM), WRITES(1, TEXT, 1, 0))
SEEN(char *, ctime_r, POINTER, READS(0, BYTES, 0, sizeof(time_t)), WRITES(1, TEXT, 1, 0))
SEEN(time_t, mktime, COUNT, READS(0, BYTES, 0, TM), WRITES(0, BYTES, 0, TM))
SEEN(time_t, timegm, COUNT, READS(0, BYTES, 0, TM), WRITES(0, BYTES, 0, TM))
SEEN(size_t, strftime, SOME, READS(2, TEXT, 2, 0), READS(3, BYTES, 0, TM), WRITES(0, TEXT, 0, 0))
SEEN(int, clock_getres, ZERO, WRITES(1, BYTES, 0, sizeof(struct timespec)))
SEEN(int, clock_nanosleep, ANY, READS(2, BYTES, 0, sizeof(struct timespec)))
SEEN(int, getitimer, ZERO, WRITES(1, BYTES, 0, sizeof(struct itimerval)))
SEEN(int, timerfd_gettime, ZERO, WRITES(1, BYTES, 0, sizeof(struct itimerspec)))
SEEN(int, timerfd_settime, ZERO, READS(2, BYTES, 0, sizeof(struct itimerspec)),
     WRITES(3, BYTES, 0, sizeof(struct itimerspec)))
SEEN(clock_t, times, COUNT, WRITES(0, BYTES, 0, sizeof(struct tms)))
SEEN(int, getrusage, ZERO, WRITES(1, BYTES, 0, sizeof(struct rusage)))

/* --- files --- */
SEEN(int, stat, ZERO, READS(0, TEXT, 0, 0), WRITES(1, BYTES, 0, sizeof(struct stat)))
SEEN(int, stat64, ZERO, READS(0, TEXT, 0, 0), WRITES(1, BYTES, 0, sizeof(struct stat)))
SEEN(int, lstat, ZERO, READS(0, TEXT, 0, 0), WRITES(1, BYTES, 0, sizeof(struct stat)))
SEEN(int, lstat64, ZERO, READS(0, TEXT, 0, 0), WRITES(1, BYTES, 0, sizeof(struct stat)))
SEEN(int, fstatat, ZERO, READS(1, TEXT, 1, 0), WRITES(2, BYTES, 0, sizeof(struct stat)))
SEEN(int, fstatat64, ZERO, READS(1, TEXT, 1, 0), WRITES(2, BYTES, 0, sizeof(struct stat)))
SEEN(ssize_t, pread, SOME, WRITES(1, RESULT, 2, 0))
SEEN(ssize_t, pread64, SOME, WRITES(1, RESULT, 2, 0))
SEEN(ssize_t, pwrite, ANY, READS(1, ITEMS, 2, 1))
SEEN(ssize_t, pwrite64, ANY, READS(1, ITEMS, 2, 1))
#define LIST sizeof(struct iovec)
SEEN(ssize_t, readv, SOME, READS(1, ITEMS, 2, LIST), WRITES(1, VECTORS, 2, 0))
SEEN(ssize_t, preadv, SOME, READS(1, ITEMS, 2, LIST), WRITES(1, VECTORS, 2, 0))
SEEN(ssize_t, preadv64, SOME, READS(1, ITEMS, 2, LIST), WRITES(1, VECTORS, 2, 0))
SEEN(ssize_t, writev, ANY, READS(1, ITEMS, 2, LIST), READS(1, VECTORS, 2, 0))
SEEN(ssize_t, pwritev, ANY, READS(1, ITEMS, 2, LIST), READS(1, VECTORS, 2, 0))
SEEN(ssize_t, pwritev64, ANY, READS(1, ITEMS, 2, LIST), READS(1, VECTORS, 2, 0))
SEEN(ssize_t, readlink, SOME, READS(0, TEXT, 0, 0), WRITES(1, RESULT, 2, 0))
SEEN(ssize_t, readlinkat, SOME, READS(1, TEXT, 1, 0), WRITES(2, RESULT, 3, 0))
SEEN(char *, realpath, POINTER, READS(0, TEXT, 0, 0), WRITES(1, TEXT, 1, 0), WRITES(1, NEW, 0, 0))
SEEN(char *, getcwd, POINTER, WRITES(0, TEXT, 0, 0), WRITES(0, NEW, 0, 0))
SEEN(int, ioctl, ZERO, WRITES_IF(1, FIONREAD, 2, BYTES, 0, sizeof(int)))
SEEN(int, poll, COUNT, READS(0, POLLED, 1, 0), WRITES(0, POLLED, 1, 0))
SEEN(int, ppoll, COUNT, READS(0, POLLED, 1, 0), READS(2, BYTES, 0, sizeof(struct timespec)), WRITES(0, POLLED, 1, 0))
#define SETS(is) is(1, SET, 0, 0), is(2, SET, 0, 0), is(3, SET, 0, 0)
SEEN(int, select, COUNT, SETS(READS), READS(4, BYTES, 0, sizeof(struct timeval)), SETS(WRITES))
SEEN(int, pselect, COUNT, SETS(READS), READS(4, BYTES, 0, sizeof(struct timespec)), SETS(WRITES))
SEEN(int, epoll_ctl, ANY, READS(3, BYTES, 0, sizeof(struct epoll_event)))
SEEN(int, epoll_wait, SOME, WRITES(1, EVENTS, 0, sizeof(struct epoll_event)))
SEEN(int, epoll_pwait, SOME, WRITES(1, EVENTS, 0, sizeof(struct epoll_event)))

/* --- sockets --- */
SEEN(ssize_t, send, ANY, READS(1, ITEMS, 2, 1))
SEEN(ssize_t, sendto, ANY, READS(1, ITEMS, 2, 1), READS(4, ITEMS, 5, 1))
SEEN(ssize_t, sendmsg, ANY, READS(1, MESSAGE, 0, 1))
SEEN(ssize_t, recv, SOME, WRITES(1, RESULT, 2, 0))
SEEN(ssize_t, recvfrom, COUNT, WRITES(1, RESULT, 2, 0), WRITES(4, ROOM, 5, 0), READS(5, BYTES, 0, sizeof(socklen_t)),
     WRITES(5, BYTES, 0, sizeof(socklen_t)))
SEEN(ssize_t, recvmsg, COUNT, READS(1, MESSAGE, 0, 0), WRITES(1, MESSAGE, 0, 0))
SEEN(int, bind, ANY, READS(1, ITEMS, 2, 1))
SEEN(int, connect, ANY, READS(1, ITEMS, 2, 1))
#define GIVES_A_NAME(name, answer, to, length)                                                       \
    SEEN(int, name, answer, READS(length, BYTES, 0, sizeof(socklen_t)), WRITES(to, ROOM, length, 0), \
         WRITES(length, BYTES, 0, sizeof(socklen_t)))
GIVES_A_NAME(accept, COUNT, 1, 2)
GIVES_A_NAME(accept4, COUNT, 1, 2)
GIVES_A_NAME(getsockname, ZERO, 1, 2)
GIVES_A_NAME(getpeername, ZERO, 1, 2)
GIVES_A_NAME(getsockopt, ZERO, 3, 4)
SEEN(char *, inet_ntop, POINTER, READS(1, ADDRESS, 0, 0), WRITES(2, TEXT, 2, 0))
SEEN(int, inet_pton, SOME, READS(1, TEXT, 1, 0), WRITES(2, ADDRESS, 0, 0))
SEEN(int, inet_aton, SOME, READS(0, TEXT, 0, 0), WRITES(1, BYTES, 0, 4))

/* --- queues, sets, segments --- */
SEEN(int, mq_send, ANY, READS(1, ITEMS, 2, 1))
SEEN(int, mq_timedsend, ANY, READS(1, ITEMS, 2, 1), READS(4, BYTES, 0, sizeof(struct timespec)))
SEEN(ssize_t, mq_receive, COUNT, WRITES(1, RESULT, 2, 0), WRITES(3, BYTES, 0, sizeof(unsigned)))
SEEN(ssize_t, mq_timedreceive, COUNT, READS(4, BYTES, 0, sizeof(struct timespec)), WRITES(1, RESULT, 2, 0),
     WRITES(3, BYTES, 0, sizeof(unsigned)))
SEEN(int, mq_getattr, ZERO, WRITES(1, BYTES, 0, sizeof(struct mq_attr)))
SEEN(int, msgsnd, ANY, READS(1, AND, 2, sizeof(long)))
SEEN(ssize_t, msgrcv, COUNT, WRITES(1, RESULT, 2, sizeof(long)))
SEEN(int, msgctl, ZERO, READS_IF(1, IPC_SET, 2, BYTES, 0, sizeof(struct msqid_ds)),
     WRITES_IF(1, IPC_STAT, 2, BYTES, 0, sizeof(struct msqid_ds)))
SEEN(int, semop, ANY, READS(1, ITEMS, 2, sizeof(struct sembuf)))
SEEN(int, semtimedop, ANY, READS(1, ITEMS, 2, sizeof(struct sembuf)), READS(3, BYTES, 0, sizeof(struct timespec)))
SEEN(int, semctl, ZERO, READS_IF(2, SETALL, 3, SET_OF, 0, 0), WRITES_IF(2, GETALL, 3, SET_OF, 0, 0),
     WRITES_IF(2, IPC_STAT, 3, BYTES, 0, sizeof(struct semid_ds)))
SEEN(int, shmctl, ZERO, READS_IF(1, IPC_SET, 2, BYTES, 0, sizeof(struct shmid_ds)),
     WRITES_IF(1, IPC_STAT, 2, BYTES, 0, sizeof(struct shmid_ds)))

/* --- signals: of their sets libc and the kernel use the first word --- */
SEEN(int, sigemptyset, KNOWN, WRITES(0, BYTES, 0, 8))
SEEN(int, sigfillset, KNOWN, WRITES(0, BYTES, 0, 8))
SEEN(int, sigaddset, KNOWN, READS(0, BYTES, 0, 8), WRITES(0, BYTES, 0, 8))
SEEN(int, sigdelset, KNOWN, READS(0, BYTES, 0, 8), WRITES(0, BYTES, 0, 8))
SEEN(int, sigismember, KNOWN, READS(0, BYTES, 0, 8))
SEEN(int, sigpending, ZERO, WRITES(0, BYTES, 0, 8))

/* --- the machine, the rest --- */
SEEN(int, uname, ZERO, WRITES(0, BYTES, 0, sizeof(struct utsname)))
SEEN(int, sysinfo, ZERO, WRITES(0, BYTES, 0, sizeof(struct sysinfo)))
SEEN(int, gethostname, ZERO, WRITES(0, TEXT_IN, 1, 0))
SEEN(int, getrlimit, ZERO, WRITES(1, BYTES, 0, sizeof(struct rlimit)))
SEEN(int, getrlimit64, ZERO, WRITES(1, BYTES, 0, sizeof(struct rlimit)))
SEEN(ssize_t, getrandom, SOME, WRITES(0, RESULT, 1, 0))
SEEN(int, getentropy, ZERO, WRITES(0, ITEMS, 1, 1))
SEEN(int, sched_getaffinity, ZERO, WRITES(2, ITEMS, 1, 1))
SEEN(int, __xpg_strerror_r, ZERO, WRITES(1, TEXT_IN, 2, 0))
SEEN(char *, strerror_r, POINTER, WRITES(1, IF_SAME, 0, 0))
SEEN(int, pthread_key_create, ZERO, WRITES(0, BYTES, 0, sizeof(pthread_key_t)))
