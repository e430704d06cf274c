/* mp.h -- the lesson's own words in C: Pipe, Process, Value, Array and Lock of Python's multiprocessing module.
 *
 * One file, nothing to link but pthread. Put it beside your program and write  #include "mp.h"
 *
 *   Python                                    C
 *   ----------------------------------------  --------------------------------------------------------------
 *   parent_conn, child_conn = Pipe()          struct mp_conn parent_conn, child_conn;
 *                                             mp_pipe(&parent_conn, &child_conn);
 *   receiver, sender = Pipe(duplex=False)     mp_pipe_one_way(&receiver, &sender);
 *   conn.send('Hello')                        mp_send_text(&conn, "Hello");  mp_send_int  mp_send_double  mp_send
 *   text = conn.recv()                        char text[100];  mp_recv_text(&conn, text, sizeof text);
 *   except EOFError                           mp_recv_... return false at the end:  while (mp_recv_text(...))
 *   conn.close()                              mp_close(&conn);
 *   p = Process(target=f, args=(a, b))        struct mp_process p;
 *   p.start()                                 mp_start(&p, f(a, b));
 *   p.join();  p.exitcode                     int exitcode = mp_join(&p);
 *   num = Value('d', 0.0)                     struct mp_value *num = mp_value('d', 0.0);
 *   num.value = 3.14                          mp_set(num, 3.14);
 *   num.value                                 mp_get_double(num)  mp_get_int(num)  mp_get_long(num)
 *   arr = Array('i', 10)                      struct mp_array *arr = mp_array('i', 10, NULL);
 *   arr = Array('i', [3, 4])                  int start[] = {3, 4};  mp_array('i', 2, start);
 *   arr[i] = -arr[i];  len(arr)               mp_set_at(arr, i, -mp_get_int_at(arr, i));  mp_len(arr)
 *   lock = Lock()                             struct mp_lock *lock = mp_lock();
 *   lock.acquire();  lock.release()           mp_acquire(lock);  mp_release(lock);
 *   num.get_lock()                            mp_get_lock(num)
 *
 * What you should know
 * - mp_start forks: f(a, b) is called in the new process only, with your arguments checked by the compiler. The
 *   child ends when f returns. It inherits every connection that was open: NOTHING IS CLOSED FOR YOU. Each process
 *   closes first the connections that it does not use, and the others when it is done, or a reader waits for ever.
 * - A connection is made of plain pipes: two of them (one each way) from mp_pipe, one from mp_pipe_one_way.
 *   mp_recv... waits until a message is there; it reports the end when the other connection is closed in EVERY process.
 * - A message arrives whole or not at all, whatever its size, and one of a wrong type is refused. As in Python, only
 *   one process at a time may receive on a connection; messages up to MP_ATOMIC bytes may be sent by several at once.
 * - Values, arrays and locks live in shared memory: make them BEFORE mp_start. Getting and setting take the value's own
 *   lock, each by itself. So  mp_set(n, mp_get_int(n) + 1)  is two steps, and another process may come in between:
 *   put  mp_acquire(mp_get_lock(n))  before and  mp_release(mp_get_lock(n))  after.
 * - Whatever goes wrong is said on stderr with the line of your program, and the process ends with exit status 1.
 *
 * Type codes: 'b' 'B' signed/unsigned char, 'h' 'H' short, 'i' 'I' int, 'l' 'L' long, 'q' 'Q' long long, 'f' float,
 * 'd' double; the capital letter is the unsigned one. Compile with -std=gnu17 (or gnu11); with -std=c11 or -std=c17
 * mp.h must be the first #include. Linux, 64 bit. */
#ifndef RUBRICS_KIT_MP_H
#define RUBRICS_KIT_MP_H

#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1
#endif

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef MAP_ANONYMOUS
#error "mp.h must be the first include of this file, or compile with -std=gnu17"
#endif

enum {
    MP_MESSAGE_MAX = 64 * 1024 * 1024, /* bytes in one message */
    MP_ATOMIC = PIPE_BUF - 8           /* up to here messages of several senders do not mix */
};

/* ----- What you declare. The fields are mp.h's own business. ----- */

struct mp_here { /* a call in your program */
    const char *file;
    int line;
    const char *call;
};

struct mp_conn {
    uint32_t made;    /* MP_MADE_ once it is a connection */
    int reads;        /* fd to receive from, -1: one-way, sends only */
    int writes;       /* fd to send to, -1: one-way, receives only */
    bool closed;      /* by this process */
    struct mp_here closed_at;
};

struct mp_process {
    uint32_t made;
    pid_t pid;
    bool joined;
    int exitcode;
};

struct mp_lock {
    uint32_t made;
    pthread_mutex_t mutex;
    struct mp_here taken_at; /* the last mp_acquire */
};

union mp_number {
    long long integer;
    double real;
};

struct mp_value {
    struct mp_lock lock;
    char code;
    union mp_number number; /* whatever the code says lies at its begin */
};

struct mp_array {
    struct mp_lock lock;
    char code;
    int length;
    union mp_number items[]; /* length items of the code's size, close together */
};

/* ----- What you call. ----- */

/* Makes two connections: what is sent on one is received on the other, both ways. Two pipes, four fds. */
#define mp_pipe(parent_conn, child_conn) mp_pipe_((parent_conn), (child_conn), MP_HERE_("mp_pipe"))
/* The same, one way only: one pipe, two fds. In Python's order: the receiver comes first. */
#define mp_pipe_one_way(receiver, sender) mp_pipe_one_way_((receiver), (sender), MP_HERE_("mp_pipe_one_way"))
/* Closes this process's copy of the connection; the copies of other processes stay open. */
#define mp_close(conn) mp_close_((conn), MP_HERE_("mp_close"))

/* Send one message: a text, a number, or size bytes from anywhere. Waits while the pipe is full. */
#define mp_send_text(conn, text) mp_send_text_((conn), (text), MP_HERE_("mp_send_text"))
#define mp_send_int(conn, number) mp_send_int_((conn), (number), MP_HERE_("mp_send_int"))
#define mp_send_double(conn, number) mp_send_double_((conn), (number), MP_HERE_("mp_send_double"))
#define mp_send(conn, data, size) mp_send_((conn), 'x', (data), (size), MP_HERE_("mp_send"))

/* Receive one message, waiting for it. False: the end, nothing more can come. size is that of your buffer; a text
 * gets its final 0 (and is "" at the end). The number at the end is 0. */
#define mp_recv_text(conn, text, size) mp_recv_text_((conn), (text), (size), MP_HERE_("mp_recv_text"))
#define mp_recv_int(conn, number) mp_recv_int_((conn), (number), MP_HERE_("mp_recv_int"))
#define mp_recv_double(conn, number) mp_recv_double_((conn), (number), MP_HERE_("mp_recv_double"))
/* As many bytes as were sent; returns how many, or MP_END (-1). */
#define mp_recv(conn, data, size) mp_recv_((conn), 'x', (data), (size), MP_HERE_("mp_recv"))
enum { MP_END = -1 };

/* Starts a process that makes one call, or several one after another:
 *   mp_start(&p, f(a, b));   mp_start(&p, mp_close(&other); f(a, b));  */
#define mp_start(process, ...)                                                                                         \
    do {                                                                                                               \
        if (mp_fork_((process), MP_HERE_("mp_start"))) {                                                               \
            __VA_ARGS__;                                                                                               \
            mp_end_();                                                                                                 \
        }                                                                                                              \
    } while (0)
/* Waits until it has ended. Its exit status; -N when signal N killed it. */
#define mp_join(process) mp_join_((process), MP_HERE_("mp_join"))

#define mp_value(code, initial) mp_value_((code), (initial), MP_HERE_("mp_value"))
#define mp_set(value, number) mp_set_((value), (number), MP_HERE_("mp_set"))
#define mp_get_int(value) ((int)mp_get_((value), INT_MIN, INT_MAX, MP_HERE_("mp_get_int")))
#define mp_get_long(value) ((long)mp_get_((value), LONG_MIN, LONG_MAX, MP_HERE_("mp_get_long")))
#define mp_get_double(value) ((double)mp_get_real_((value), MP_HERE_("mp_get_double")))

/* initial: an array of length numbers of the type that the code says, or NULL for zeros. */
#define mp_array(code, length, initial)                                                                                \
    mp_array_((code), (length), (initial), MP_CODE_((initial)), MP_HERE_("mp_array"))
#define mp_len(array) ((array)->length)
#define mp_set_at(array, i, number) mp_set_at_((array), (i), (number), MP_HERE_("mp_set_at"))
#define mp_get_int_at(array, i) ((int)mp_get_at_((array), (i), INT_MIN, INT_MAX, MP_HERE_("mp_get_int_at")))
#define mp_get_long_at(array, i) ((long)mp_get_at_((array), (i), LONG_MIN, LONG_MAX, MP_HERE_("mp_get_long_at")))
#define mp_get_double_at(array, i) ((double)mp_get_real_at_((array), (i), MP_HERE_("mp_get_double_at")))

/* A lock for any processes started later. One process holds it at a time. */
#define mp_lock() mp_lock_(MP_HERE_("mp_lock"))
#define mp_acquire(lock) mp_acquire_((lock), MP_HERE_("mp_acquire"))
#define mp_release(lock) mp_release_((lock), MP_HERE_("mp_release"))
/* The lock inside a value or an array. Its holder may take it again, as get and set do. */
#define mp_get_lock(shared) (&(shared)->lock)

/* ----- How it is done. Names that end in _ are not for use in your program. ----- */

#define MP_HERE_(call) ((struct mp_here){__FILE__, __LINE__, (call)})
#define MP_MADE_ 0x6d702e68u /* "mp.h": tells what was made from what was only declared */

__attribute__((format(printf, 2, 3), noreturn)) static inline void mp_fail_(struct mp_here here, const char *format,
                                                                            ...)
{
    char text[512];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    (void)fflush(stdout); /* what was printed before comes before */
    (void)fprintf(stderr, "%s:%d: %s: %s\n", here.file, here.line, here.call, text);
    exit(1);
}

/* --- connections --- */

static inline void mp_conn_set_(struct mp_conn *conn, int reads, int writes)
{
    memset(conn, 0, sizeof *conn);
    conn->made = MP_MADE_;
    conn->reads = reads;
    conn->writes = writes;
}

static inline void mp_conn_check_(const struct mp_conn *conn, struct mp_here here)
{
    if (conn == NULL || conn->made != MP_MADE_)
        mp_fail_(here, "this is not a connection yet: make it with mp_pipe first.");
    if (conn->closed)
        mp_fail_(here, "this process has closed this connection before, with mp_close at %s:%d.", conn->closed_at.file,
                 conn->closed_at.line);
}

static inline void mp_make_pipe_(int ends[2], struct mp_here here)
{
    if (pipe(ends) < 0)
        mp_fail_(here, "no pipe could be made: %s.%s", strerror(errno),
                 errno == EMFILE ? " This process has too many open: mp_close those that it does not need." : "");
}

static inline void mp_pipe_(struct mp_conn *parent_conn, struct mp_conn *child_conn, struct mp_here here)
{
    int down[2], up[2];
    mp_make_pipe_(down, here);
    mp_make_pipe_(up, here);
    mp_conn_set_(parent_conn, up[0], down[1]);
    mp_conn_set_(child_conn, down[0], up[1]);
}

static inline void mp_pipe_one_way_(struct mp_conn *receiver, struct mp_conn *sender, struct mp_here here)
{
    int ends[2];
    mp_make_pipe_(ends, here);
    mp_conn_set_(receiver, ends[0], -1);
    mp_conn_set_(sender, -1, ends[1]);
}

static inline void mp_close_(struct mp_conn *conn, struct mp_here here)
{
    mp_conn_check_(conn, here);
    if ((conn->reads >= 0 && close(conn->reads) < 0) || (conn->writes >= 0 && close(conn->writes) < 0))
        mp_fail_(here, "closing failed: %s. Was it closed already, through a copy of the connection or with close()?",
                 strerror(errno));
    conn->closed = true;
    conn->closed_at = here;
}

/* --- messages: 8 bytes of head, then the data --- */

struct mp_head {
    char mark[3]; /* "mp:" */
    char type;    /* 't' text, 'i' int, 'd' double, 'x' bytes */
    uint32_t size;
};

static inline const char *mp_type_name_(char type)
{
    return type == 't' ? "a text" : type == 'i' ? "an int" : type == 'd' ? "a double" : "bytes";
}

/* Writes all of it. A closed other side must be an answer, not the death of the process: SIGPIPE is held back in this
 * thread for the time of the write, and eaten if it came from it. */
static inline bool mp_write_all_(int fd, const void *data, size_t size)
{
    const char *at = data;
    sigset_t sigpipe, before, pending;
    (void)sigemptyset(&sigpipe);
    (void)sigaddset(&sigpipe, SIGPIPE);
    (void)sigemptyset(&pending);
    (void)sigpending(&pending);
    (void)pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
    ssize_t n = 0;
    while (size > 0) {
        n = write(fd, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        at += n;
        size -= (size_t)n;
    }
    int cause = errno;
    if (n < 0 && cause == EPIPE && sigismember(&pending, SIGPIPE) == 0) {
        struct timespec now = {0, 0};
        while (sigtimedwait(&sigpipe, NULL, &now) < 0 && errno == EINTR)
            continue;
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = cause;
    return size == 0;
}

static inline void mp_send_(struct mp_conn *conn, char type, const void *data, size_t size, struct mp_here here)
{
    mp_conn_check_(conn, here);
    if (conn->writes < 0)
        mp_fail_(here, "this is the receiving connection of a one-way pipe: send on the other one.");
    if (size > MP_MESSAGE_MAX)
        mp_fail_(here, "a message of %zu bytes is too large: at most %d.", size, (int)MP_MESSAGE_MAX);
    struct mp_head head = {{'m', 'p', ':'}, type, (uint32_t)size};
    char frame[PIPE_BUF]; /* head and data in one write, so that small messages of several senders do not mix */
    size_t first = size <= MP_ATOMIC ? size : (size_t)MP_ATOMIC;
    memcpy(frame, &head, sizeof head);
    if (first > 0)
        memcpy(frame + sizeof head, data, first);
    if (mp_write_all_(conn->writes, frame, sizeof head + first) &&
        (size == first || mp_write_all_(conn->writes, (const char *)data + first, size - first)))
        return;
    if (errno == EPIPE)
        mp_fail_(here, "nobody can receive this message: the other connection is closed in every process. Did the "
                       "receiver end, or close its connection, before all messages were sent?");
    mp_fail_(here, "sending failed: %s.", strerror(errno));
}

static inline void mp_send_text_(struct mp_conn *conn, const char *text, struct mp_here here)
{
    if (text == NULL)
        mp_fail_(here, "the text is a null pointer.");
    mp_send_(conn, 't', text, strlen(text), here);
}

static inline void mp_send_int_(struct mp_conn *conn, int number, struct mp_here here)
{
    mp_send_(conn, 'i', &number, sizeof number, here);
}

static inline void mp_send_double_(struct mp_conn *conn, double number, struct mp_here here)
{
    mp_send_(conn, 'd', &number, sizeof number, here);
}

/* Reads size bytes; how many came before the end. */
static inline size_t mp_read_all_(int fd, void *data, size_t size, struct mp_here here)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = read(fd, (char *)data + got, size - got);
        if (n == 0)
            break;
        if (n < 0 && errno != EINTR)
            mp_fail_(here, "receiving failed: %s.", strerror(errno));
        if (n > 0)
            got += (size_t)n;
    }
    return got;
}

static inline ssize_t mp_recv_(struct mp_conn *conn, char type, void *data, size_t room, struct mp_here here)
{
    mp_conn_check_(conn, here);
    if (conn->reads < 0)
        mp_fail_(here, "this is the sending connection of a one-way pipe: receive on the other one.");
    struct mp_head head;
    size_t got = mp_read_all_(conn->reads, &head, sizeof head, here);
    if (got == 0)
        return MP_END;
    if (got == sizeof head && (memcmp(head.mark, "mp:", 3) != 0 || head.size > MP_MESSAGE_MAX))
        mp_fail_(here, "this is no message of mp_send: was something written to the pipe with write(), or did two "
                       "processes receive on this connection at the same time?");
    if (got == sizeof head && head.type != type)
        mp_fail_(here, "the next message is %s, not %s: receive it with the function that goes with its mp_send.",
                 mp_type_name_(head.type), mp_type_name_(type));
    if (got == sizeof head && head.size > room)
        mp_fail_(here, "the message has %zu bytes, but there is room for %zu only: make the buffer larger.",
                 (size_t)head.size, room);
    if (got < sizeof head || mp_read_all_(conn->reads, data, head.size, here) < head.size)
        mp_fail_(here, "the sender ended in the middle of a message.");
    return (ssize_t)head.size;
}

static inline bool mp_recv_text_(struct mp_conn *conn, char *text, size_t size, struct mp_here here)
{
    if (size == 0)
        mp_fail_(here, "the buffer has no bytes.");
    text[0] = '\0';
    ssize_t got = mp_recv_(conn, 't', text, size - 1, here);
    if (got > 0)
        text[got] = '\0';
    return got != MP_END;
}

static inline bool mp_recv_int_(struct mp_conn *conn, int *number, struct mp_here here)
{
    *number = 0;
    return mp_recv_(conn, 'i', number, sizeof *number, here) != MP_END;
}

static inline bool mp_recv_double_(struct mp_conn *conn, double *number, struct mp_here here)
{
    *number = 0;
    return mp_recv_(conn, 'd', number, sizeof *number, here) != MP_END;
}

/* --- processes --- */

/* True in the child. Output still in stdio's buffers would be written by both, so it goes out before. */
static inline bool mp_fork_(struct mp_process *process, struct mp_here here)
{
    (void)fflush(NULL); /* a broken stdout is for the program's own printf to tell */
    pid_t pid = fork();
    if (pid < 0)
        mp_fail_(here, "no process could be started: %s.", strerror(errno));
    memset(process, 0, sizeof *process);
    process->made = MP_MADE_;
    process->pid = pid;
    return pid == 0;
}

/* The end of a child: its own output, and not a second time what the parent registered with atexit. */
__attribute__((noreturn)) static inline void mp_end_(void)
{
    _exit(fflush(NULL) == 0 ? 0 : 1);
}

static inline int mp_join_(struct mp_process *process, struct mp_here here)
{
    if (process == NULL || process->made != MP_MADE_)
        mp_fail_(here, "this process was never started: call mp_start first.");
    if (process->joined)
        return process->exitcode;
    int status = 0;
    pid_t pid = -1;
    do
        pid = waitpid(process->pid, &status, 0);
    while (pid < 0 && errno == EINTR);
    if (pid < 0 && errno == ECHILD)
        mp_fail_(here, "this process is no child of the one that calls mp_join (or was waited for already): only the "
                       "process that called mp_start can wait for it.");
    if (pid < 0)
        mp_fail_(here, "waiting failed: %s.", strerror(errno));
    process->joined = true;
    process->exitcode = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    return process->exitcode;
}

/* --- locks --- */

static inline void *mp_share_(size_t size, struct mp_here here)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        mp_fail_(here, "no shared memory could be had: %s.", strerror(errno));
    return memory;
}

static inline void mp_lock_begin_(struct mp_lock *lock, int kind, struct mp_here here)
{
    pthread_mutexattr_t attr;
    int bad = pthread_mutexattr_init(&attr);
    if (bad == 0)
        bad = pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    if (bad == 0)
        bad = pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    if (bad == 0)
        bad = pthread_mutexattr_settype(&attr, kind);
    if (bad == 0)
        bad = pthread_mutex_init(&lock->mutex, &attr);
    if (bad != 0)
        mp_fail_(here, "no lock could be made: %s.", strerror(bad));
    (void)pthread_mutexattr_destroy(&attr);
    lock->made = MP_MADE_;
}

static inline struct mp_lock *mp_lock_(struct mp_here here)
{
    struct mp_lock *lock = mp_share_(sizeof *lock, here);
    mp_lock_begin_(lock, PTHREAD_MUTEX_ERRORCHECK, here);
    return lock;
}

static inline void mp_take_(struct mp_lock *lock, struct mp_here here)
{
    if (lock == NULL || lock->made != MP_MADE_)
        mp_fail_(here, "this is not a lock yet: make it with mp_lock first.");
    int bad = pthread_mutex_lock(&lock->mutex);
    if (bad == EDEADLK)
        mp_fail_(here, "this process holds the lock already, since %s at %s:%d: it would wait for itself for ever.",
                 lock->taken_at.call, lock->taken_at.file, lock->taken_at.line);
    if (bad == EOWNERDEAD)
        mp_fail_(here, "a process ended while it held this lock, taken with %s at %s:%d and never released: what it "
                       "protects may be half changed.",
                 lock->taken_at.call, lock->taken_at.file, lock->taken_at.line);
    if (bad == ENOTRECOVERABLE)
        mp_fail_(here, "this lock is lost: a process ended while it held it.");
    if (bad != 0)
        mp_fail_(here, "taking the lock failed: %s.", strerror(bad));
}

static inline void mp_acquire_(struct mp_lock *lock, struct mp_here here)
{
    mp_take_(lock, here);
    lock->taken_at = here;
}

static inline void mp_release_(struct mp_lock *lock, struct mp_here here)
{
    if (lock == NULL || lock->made != MP_MADE_)
        mp_fail_(here, "this is not a lock yet: make it with mp_lock first.");
    int bad = pthread_mutex_unlock(&lock->mutex);
    if (bad == EPERM)
        mp_fail_(here, "this process does not hold the lock: mp_acquire comes first, in the same process.");
    if (bad != 0)
        mp_fail_(here, "releasing the lock failed: %s.", strerror(bad));
}

/* --- values and arrays --- */

/* code, type, smallest and largest whole number */
#define MP_INTEGERS_(X)                                                                                                \
    X('b', signed char, SCHAR_MIN, SCHAR_MAX)                                                                          \
    X('B', unsigned char, 0, UCHAR_MAX)                                                                                \
    X('h', short, SHRT_MIN, SHRT_MAX)                                                                                  \
    X('H', unsigned short, 0, USHRT_MAX)                                                                               \
    X('i', int, INT_MIN, INT_MAX)                                                                                      \
    X('I', unsigned int, 0, UINT_MAX)                                                                                  \
    X('l', long, LONG_MIN, LONG_MAX)                                                                                   \
    X('L', unsigned long, 0, ULONG_MAX)                                                                                \
    X('q', long long, LLONG_MIN, LLONG_MAX)                                                                            \
    X('Q', unsigned long long, 0, ULLONG_MAX)

/* Type code of the numbers that a pointer points to; 0: a null pointer or anything else. */
#define MP_CODE_(p)                                                                                                    \
    _Generic((p), signed char *: 'b', const signed char *: 'b', unsigned char *: 'B', const unsigned char *: 'B',      \
             short *: 'h', const short *: 'h', unsigned short *: 'H', const unsigned short *: 'H', int *: 'i',         \
             const int *: 'i', unsigned int *: 'I', const unsigned int *: 'I', long *: 'l', const long *: 'l',         \
             unsigned long *: 'L', const unsigned long *: 'L', long long *: 'q', const long long *: 'q',               \
             unsigned long long *: 'Q', const unsigned long long *: 'Q', float *: 'f', const float *: 'f',             \
             double *: 'd', const double *: 'd', default: 0)

static inline size_t mp_size_(char code)
{
    switch (code) {
#define MP_SIZE_(letter, type, low, high)                                                                              \
    case letter:                                                                                                       \
        return sizeof(type);
        MP_INTEGERS_(MP_SIZE_)
#undef MP_SIZE_
    case 'f':
        return sizeof(float);
    case 'd':
        return sizeof(double);
    default:
        return 0;
    }
}

static inline size_t mp_size_checked_(char code, struct mp_here here)
{
    size_t size = mp_size_(code);
    if (size == 0)
        mp_fail_(here, "'%c' is no type code: use one of b B h H i I l L q Q f d ('i' is int, 'd' is double).", code);
    return size;
}

/* long double holds every number of every type code exactly. */
static inline long double mp_load_(const void *at, char code)
{
    switch (code) {
#define MP_LOAD_(letter, type, low, high)                                                                              \
    case letter:                                                                                                       \
        return (long double)*(const type *)at;
        MP_INTEGERS_(MP_LOAD_)
#undef MP_LOAD_
    case 'f':
        return (long double)*(const float *)at;
    default:
        return (long double)*(const double *)at;
    }
}

static inline void mp_store_(void *at, char code, long double number, struct mp_here here)
{
    bool fits = true;
    switch (code) {
#define MP_STORE_(letter, type, low, high)                                                                             \
    case letter:                                                                                                       \
        fits = number >= (long double)(low) && number <= (long double)(high);                                          \
        fits = fits && !((long double)(type)number < number) && !((long double)(type)number > number);                 \
        if (fits)                                                                                                      \
            *(type *)at = (type)number;                                                                                \
        break;
        MP_INTEGERS_(MP_STORE_)
#undef MP_STORE_
    case 'f':
        *(float *)at = (float)number;
        break;
    default:
        *(double *)at = (double)number;
    }
    if (!fits)
        mp_fail_(here, "%Lg does not fit in type code '%c', which is for whole numbers of %zu byte%s.", number, code,
                 mp_size_(code), mp_size_(code) == 1 ? "" : "s");
}

static inline struct mp_value *mp_value_(char code, long double initial, struct mp_here here)
{
    (void)mp_size_checked_(code, here);
    struct mp_value *value = mp_share_(sizeof *value, here);
    mp_lock_begin_(&value->lock, PTHREAD_MUTEX_RECURSIVE, here);
    value->code = code;
    mp_store_(&value->number, code, initial, here);
    return value;
}

static inline struct mp_array *mp_array_(char code, int length, const void *initial, char given, struct mp_here here)
{
    size_t size = mp_size_checked_(code, here);
    if (length < 0 || (size_t)length > (size_t)1 << 30)
        mp_fail_(here, "an array cannot have %d items.", length);
    if (initial != NULL && given != code)
        mp_fail_(here, "the type code is '%c', but the initial values have type code '%c'.", code, given ? given : '?');
    struct mp_array *array = mp_share_(sizeof *array + size * (size_t)length, here);
    mp_lock_begin_(&array->lock, PTHREAD_MUTEX_RECURSIVE, here);
    array->code = code;
    array->length = length;
    if (initial != NULL)
        memcpy(array->items, initial, size * (size_t)length);
    return array;
}

static inline void mp_shared_check_(const struct mp_lock *lock, struct mp_here here)
{
    if (lock == NULL || lock->made != MP_MADE_)
        mp_fail_(here, "this is no shared value or array yet: make it with mp_value or mp_array first.");
}

static inline long double mp_load_locked_(struct mp_lock *lock, const void *at, char code, struct mp_here here)
{
    mp_take_(lock, here);
    long double number = mp_load_(at, code);
    mp_release_(lock, here);
    return number;
}

static inline void mp_store_locked_(struct mp_lock *lock, void *at, char code, long double number, struct mp_here here)
{
    mp_take_(lock, here);
    mp_store_(at, code, number, here);
    mp_release_(lock, here);
}

static inline long double mp_whole_(long double number, char code, long double low, long double high,
                                    struct mp_here here)
{
    if (code == 'f' || code == 'd')
        mp_fail_(here, "this has type code '%c' and is no whole number: use mp_get_double or mp_get_double_at.", code);
    if (number < low || number > high)
        mp_fail_(here, "%.0Lf is too large for this: use mp_get_long or mp_get_long_at.", number);
    return number;
}

static inline void mp_set_(struct mp_value *value, long double number, struct mp_here here)
{
    mp_shared_check_(&value->lock, here);
    mp_store_locked_(&value->lock, &value->number, value->code, number, here);
}

static inline long double mp_get_real_(struct mp_value *value, struct mp_here here)
{
    mp_shared_check_(&value->lock, here);
    return mp_load_locked_(&value->lock, &value->number, value->code, here);
}

static inline long double mp_get_(struct mp_value *value, long double low, long double high, struct mp_here here)
{
    return mp_whole_(mp_get_real_(value, here), value->code, low, high, here);
}

static inline void *mp_item_(struct mp_array *array, long i, struct mp_here here)
{
    mp_shared_check_(&array->lock, here);
    if (i < 0 || i >= array->length)
        mp_fail_(here, "there is no item %ld: this array has %d, numbered from 0.", i, array->length);
    return (char *)array->items + (size_t)i * mp_size_(array->code);
}

static inline void mp_set_at_(struct mp_array *array, long i, long double number, struct mp_here here)
{
    mp_store_locked_(&array->lock, mp_item_(array, i, here), array->code, number, here);
}

static inline long double mp_get_real_at_(struct mp_array *array, long i, struct mp_here here)
{
    return mp_load_locked_(&array->lock, mp_item_(array, i, here), array->code, here);
}

static inline long double mp_get_at_(struct mp_array *array, long i, long double low, long double high,
                                     struct mp_here here)
{
    return mp_whole_(mp_get_real_at_(array, i, here), array->code, low, high, here);
}

#endif
