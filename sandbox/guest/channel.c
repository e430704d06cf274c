/* channel.c -- pipes, FIFOs, sockets, eventfds, files and their locks: bytes carry the clock of who wrote them. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/queue.h"
#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum kind { KIND_NONE, KIND_FILE, KIND_PIPE, KIND_SOCKET, KIND_EVENT };

/* Beside the bytes, whoever closes an end is ordered before whoever reads the end of file. */
#define CLOSERS (1ULL << 60)
static struct key closers(struct key key)
{
    return (struct key){key.domain | CLOSERS, key.at};
}
const struct key channel_events = {DOMAIN_KERNEL | (uint64_t)KERNEL_PEER << 32, 1};
static const struct key any_channel = {DOMAIN_KERNEL | (uint64_t)KERNEL_PEER << 32, 0};

/* What this process's descriptors are, until they are closed: asked for once, not at each read and write. */
static struct descriptor {
    bool known;
    enum kind kind;
    struct key key;
    uint64_t open_at; /* R->ends + 1 when somebody could still write to it, and whoever reads waits */
} descriptors[64];

void channel_forget(int fd)
{
    for (int i = 0; i < (int)(sizeof descriptors / sizeof descriptors[0]); i++)
        if (fd < 0 || i == fd)
            descriptors[i].known = false;
}

static enum kind look_at(int fd, struct key *key)
{
    struct stat st;
    if (SYS3(SYS_fstat, fd, &st, 0) < 0)
        return KIND_NONE;
    *key = (struct key){DOMAIN_FILE | st.st_dev, st.st_ino};
    if (S_ISFIFO(st.st_mode))
        return KIND_PIPE;
    if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) /* folders can be locked, too */
        return KIND_FILE;
    if (S_ISSOCK(st.st_mode))
        return KIND_SOCKET;
    if ((st.st_mode & S_IFMT) ==
        0) { /* eventfd and the like share one inode: the descriptor tells them apart, no more */
        *key = channel_events;
        return KIND_EVENT;
    }
    return KIND_NONE;
}

static enum kind fd_key(int fd, struct key *key)
{
    const bool kept = fd >= 0 && fd < (int)(sizeof descriptors / sizeof descriptors[0]);
    if (!kept)
        return look_at(fd, key);
    struct descriptor *d = &descriptors[fd];
    if (!d->known)
        d->kind = look_at(fd, &d->key);
    d->known = d->kind != KIND_NONE;
    *key = d->key;
    return d->kind;
}

/* What is written to one end of a socket pair is read from the other. */
static void to_peer(enum kind kind, struct key *key)
{
    for (uint32_t i = 0; kind == KIND_SOCKET && i < R->pair_count; i++)
        for (int side = 0; side < 2; side++)
            if (R->pair[i][side] == key->at) {
                key->at = R->pair[i][!side];
                return;
            }
}
static uint32_t pair_of(struct key key) /* + 1; 0: none */
{
    for (uint32_t i = 0; i < R->pair_count; i++)
        if (R->pair[i][0] == key.at || R->pair[i][1] == key.at)
            return i + 1;
    return 0;
}
static bool is_pair(struct key key)
{
    return pair_of(key) != 0;
}

/* packets: what is not read of one is gone, and one may be empty. Bytes do not tell which were read. */
static bool paired(uint64_t a, uint64_t b, bool packets)
{
    if (R->pair_count == sizeof R->pair / sizeof R->pair[0])
        return false;
    R->packets |= (uint64_t)packets << R->pair_count;
    R->pair[R->pair_count][0] = a;
    R->pair[R->pair_count++][1] = b;
    return true;
}
static bool keeps_apart(struct key key)
{
    const uint32_t pair = pair_of(key);
    return pair != 0 && R->packets >> (pair - 1) & 1;
}

bool channel_is_pipe(struct key key)
{
    return core_is_channel(key.at) && !is_pair(key);
}

/* Whoever does not wait is also told whether an end is closed, and exit closes without a step of its own. */
static void will_not_wait(bool is_so)
{
    if (is_so)
        guest_cut(RACE_CUT_LOOK);
}

WRAP(int, socketpair, int domain, int type, int protocol, int *pair)
{
    if (!guest_on())
        return REAL(socketpair)(domain, type, protocol, pair);
    guest_enter();
    will_not_wait(type & SOCK_NONBLOCK);
    int code = REAL(socketpair)(domain, type, protocol, pair);
    struct key a, b;
    if (code == 0 && fd_key(pair[0], &a) && fd_key(pair[1], &b) && paired(a.at, b.at, (type & 0xf) != SOCK_STREAM)) {
        core_channel_made(a.at);
        core_channel_made(b.at);
    }
    guest_leave();
    if (code == 0)
        shadow_range(pair, 2 * sizeof *pair, true, CALLER);
    return code;
}

static int piped(int code, const int *ends, uint64_t pc)
{
    struct key key;
    if (code == 0 && fd_key(ends[0], &key))
        core_channel_made(key.at);
    guest_leave();
    if (code == 0)
        shadow_range(ends, 2 * sizeof *ends, true, pc);
    return code;
}
WRAP(int, pipe, int *ends)
{
    if (!guest_on())
        return REAL(pipe)(ends);
    guest_enter();
    return piped(REAL(pipe)(ends), ends, CALLER);
}
WRAP(int, pipe2, int *ends, int flags)
{
    if (!guest_on())
        return REAL(pipe2)(ends, flags);
    guest_enter();
    will_not_wait(flags & O_NONBLOCK);
    const int code = REAL(pipe2)(ends, flags);
    struct key key;
    if (code == 0 && flags & O_DIRECT && fd_key(ends[0], &key))
        paired(key.at, key.at, true);
    return piped(code, ends, CALLER);
}

void channel_asked(int fd)
{
    struct key key;
    if (fd_key(fd, &key) != KIND_NONE)
        sched_point(RACE_DOES_OTHER, key, true);
}

static bool must_not_wait(int fd)
{
    return SYS3(SYS_fcntl, fd, F_GETFL, 0) & O_NONBLOCK;
}

/* Who reads from a write end, or writes to a read end, gets EBADF at once. */
static bool is_refused(int fd, short events)
{
    return (SYS3(SYS_fcntl, fd, F_GETFL, 0) & O_ACCMODE) == (events == POLLIN ? O_WRONLY : O_RDONLY);
}

/* MSG_DONTWAIT, for this call alone. */
static bool asks_not_to_wait(const struct call *c)
{
    const bool is_message = c->number == SYS_recvmsg || c->number == SYS_sendmsg;
    const bool has_flags = is_message || c->number == SYS_recvfrom || c->number == SYS_sendto;
    const bool asks = has_flags && c->arg[is_message ? 2 : 3] & MSG_DONTWAIT;
    will_not_wait(asks);
    return asks;
}

/* Who reads or writes a file that is mapped, too, is in step with nobody who uses the memory. */
static void also_mapped(struct key key)
{
    for (uint32_t i = 0; i < R->segment_count && i < SEGMENTS_MAX; i++)
        if (R->segment[i].kind == SEGMENT_FILE && (DOMAIN_FILE | R->segment[i].device) == key.domain &&
            R->segment[i].inode == key.at)
            guest_cut(RACE_CUT_MAPPED);
}

static bool ready(int fd, short events)
{
    struct pollfd p = {fd, events, 0};
    return SYS3(SYS_poll, &p, 1, 0) != 0;
}

static void wake_pollers(void)
{
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].state == TASK_BLOCKED && R->task[i].block == BLOCK_POLL)
            R->task[i].state = TASK_RUNS;
}

/* Do we know without asking? Whatever is in the pipe was written by us; a page always fits. */
static bool surely_ready(enum kind kind, struct key key, short events)
{
    const struct object *o = core_object(key, OBJECT_CHANNEL);
    if (!o->queue || kind != KIND_PIPE)
        return false;
    const struct queue *q = &R->queue[o->queue];
    return events == POLLIN ? q->written > q->read : q->written == q->read;
}

/* Nor need we ask again while a pipe is empty, had a writer when we asked, and nothing since can have closed an end. Of
 * what programs that are not ours do, nothing is known. */
static bool surely_waits(enum kind kind, int fd, struct key key, short events)
{
    if (kind != KIND_PIPE || events != POLLIN || fd >= (int)(sizeof descriptors / sizeof descriptors[0]))
        return false;
    const struct object *o = core_object(key, OBJECT_CHANNEL);
    return descriptors[fd].known && descriptors[fd].open_at == R->ends + 1 && me.dispatching && R->strays == 0 &&
           R->limits[RACE_LIMIT_EXEC] == 0 && R->limits[RACE_LIMIT_CALL] == 0 && o->queue &&
           R->queue[o->queue].written == R->queue[o->queue].read;
}

static bool must_wait(enum kind kind, int fd, struct key key, short events)
{
    if (surely_waits(kind, fd, key, events))
        return true;
    if (ready(fd, events) || must_not_wait(fd) || is_refused(fd, events))
        return false;
    if (fd < (int)(sizeof descriptors / sizeof descriptors[0]))
        descriptors[fd].open_at = R->ends + 1;
    return true;
}

/* Until it is to be tried again; false: a signal came first. */
static bool sleeps(uint32_t block, struct key key, uint64_t pc)
{
    return !task_cancelled() && !signal_ends_sleep(block, key, pc);
}

/* Waits until fd is ready; false: a signal came first. */
static bool wait_ready(enum kind kind, int fd, short events, uint32_t block, struct key key, uint64_t pc)
{
    bool waited = false;
    while (!surely_ready(kind, key, events) && must_wait(kind, fd, key, events)) {
        if (!sleeps(block, key, pc))
            return false;
        waited = true;
    }
    if (waited && events == POLLOUT)
        queue_was_full(key);
    return true;
}

static bool is_timer(int fd)
{
    char path[32], link[32];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    long n = SYS3(SYS_readlink, path, link, sizeof link);
    return n == (long)strlen("anon_inode:[timerfd]") && memcmp(link, "anon_inode:[timerfd]", (size_t)n) == 0;
}

/* A timer that is set has rung when we look, as a sleep is over: no time passes. (It was set to ring at once.) */
static bool wait_timer(int fd, struct key key, uint64_t pc)
{
    enum { LONGEST_MS = 1000 };
    struct pollfd p = {fd, POLLIN, 0};
    sched_yield_to_others(0);
    for (;;) {
        struct itimerspec left = {{0, 0}, {0, 0}};
        if (ready(fd, POLLIN))
            return true;
        (void)SYS3(SYS_timerfd_gettime, fd, &left, 0);
        if ((left.it_value.tv_sec || left.it_value.tv_nsec) && SYS3(SYS_poll, &p, 1, LONGEST_MS) == 1)
            return true;
        if (signal_ends_sleep(BLOCK_READ, key, pc))
            return false;
    }
}

/* Of calls that have them: MSG_PEEK and its like. */
static int flags_of(const struct call *c)
{
    return (int)(c->number == SYS_recvmsg ? c->arg[2] : c->number == SYS_recvfrom ? c->arg[3] : 0);
}

/* recv() with MSG_WAITALL: piece by piece, as it comes. */
static long read_all(struct call *c, enum kind kind, struct key key)
{
    const long whole[3] = {c->arg[1], c->arg[2], c->arg[3]};
    long done = 0, n = 0;
    c->arg[3] &= ~(long)MSG_WAITALL;
    do {
        if (!wait_ready(kind, (int)c->arg[0], POLLIN, BLOCK_READ, key, c->pc)) {
            n = -EINTR;
            break;
        }
        c->arg[1] = whole[0] + done;
        c->arg[2] = whole[1] - done;
        n = call_again(c);
        done += n > 0 ? n : 0;
        sched_wake(BLOCK_WRITE, key);
    } while (n > 0 && done < whole[1]);
    memcpy(c->arg + 1, whole, sizeof whole);
    return done > 0 ? done : n;
}

/* read, readv, recvfrom, recvmsg, pread */
long channel_read(struct call *c)
{
    struct key key;
    int fd = (int)c->arg[0];
    enum kind kind = fd_key(fd, &key);
    if (kind == KIND_NONE)
        return call_again(c);
    if (c->number == SYS_read && c->arg[2] == 0)
        return call_again(c); /* of nothing: it never waits */
    sched_point(RACE_DOES_RECEIVE, key, true);
    if (kind == KIND_FILE) {
        also_mapped(key);
        core_acquire(core_object(key, OBJECT_FILE));
        return call_again(c);
    }
    const int flags = flags_of(c);
    const bool all = c->number == SYS_recvfrom && flags & MSG_WAITALL && !(flags & (MSG_DONTWAIT | MSG_PEEK)) &&
                     kind == KIND_SOCKET && !must_not_wait(fd);
    if (kind == KIND_EVENT && is_timer(fd) && !must_not_wait(fd)) {
        if (!wait_timer(fd, key, c->pc))
            return -EINTR;
    } else if (!asks_not_to_wait(c) && !wait_ready(kind, fd, POLLIN, BLOCK_READ, key, c->pc))
        return -EINTR;
    long n = all ? read_all(c, kind, key) : call_again(c);
    if (n < 0)
        return n;
    if (flags & MSG_PEEK)
        core_acquire_all(); /* it stays there, for whoever reads it */
    else if (kind == KIND_SOCKET && !is_pair(key))
        core_acquire(core_object(any_channel, OBJECT_CHANNEL));
    else if (kind == KIND_EVENT)
        core_acquire_all(); /* eventfd, signalfd, inotify, timers: whoever brought it */
    else
        queue_read(core_object(key, OBJECT_CHANNEL), (uint64_t)n);
    if (n > 0 && (kind == KIND_PIPE || is_pair(key)) && !(flags & MSG_PEEK))
        queue_took(key, (uint64_t)n, 4096);
    if (n == 0)
        core_acquire(core_object(closers(key), OBJECT_CHANNEL));
    sched_wake(BLOCK_WRITE, key);
    wake_pollers();
    return n;
}

static long write_some(struct call *c, enum kind kind, struct key key)
{
    struct object *o = core_object(key, OBJECT_CHANNEL);
    long done = call_again(c);
    if (done >= 0 && keeps_apart(key)) {
        core_release(o);
    } else if (done > 0) {
        queue_needs_pages((int)c->arg[0], key, (uint64_t)done);
        queue_written(o, (uint64_t)done);
    } else if (done == -EPIPE) { /* tells of who closed the other end */
        struct key own = key;
        to_peer(kind, &own);
        struct object *gone = core_object(closers(own), OBJECT_CHANNEL);
        core_acquire(gone);
        if (gone->count) /* by its end, see leaves_unread */
            guest_cut(RACE_CUT_END);
    }
    if (done == -EAGAIN)
        return done;
    sched_wake(BLOCK_READ, key);
    wake_pollers();
    if (kind == KIND_SOCKET && !is_pair(key))
        sched_wake_all(); /* who reads it is not known */
    return done;
}

/* As much as fits now; -EAGAIN: nothing does. Only the kernel knows what fits: poll() calls a pipe full whose last page
 * has room for what is written, and a socket of which a quarter is used. Others who have the pipe open must not see
 * O_NONBLOCK: it is opened once more for that. */
static long write_now(const struct call *c, enum kind kind, struct key key)
{
    enum { PAGE = 4096 };
    const int fd = (int)c->arg[0];
    char path[32];
    struct call now = *c;
    if (kind == KIND_SOCKET) {
        if (c->number == SYS_write)
            now = (struct call){SYS_sendto, {fd, c->arg[1], c->arg[2]}, c->pc};
        now.arg[3] |= MSG_DONTWAIT;
        return write_some(&now, kind, key);
    }
    if (c->arg[2] <= PAGE && (surely_ready(kind, key, POLLOUT) || ready(fd, POLLOUT)))
        return write_some(&now, kind, key);
    const long flags = SYS3(SYS_fcntl, fd, F_GETFL, 0);
    if (flags & O_NONBLOCK || is_refused(fd, POLLOUT))
        return write_some(&now, kind, key);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const long again = SYS3(SYS_open, path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | (flags & O_DIRECT), 0);
    if (again < 0 && !ready(fd, POLLOUT))
        return -EAGAIN;
    now.arg[0] = again < 0 ? fd : again;
    if (again < 0 && now.arg[2] > PAGE)
        now.arg[2] = PAGE;
    long done = write_some(&now, kind, key);
    if (again >= 0)
        (void)SYS3(SYS_close, again, 0, 0);
    return done;
}

/* A plain buffer into a pipe or a socket: as much as fits without waiting, then others, then the rest. */
static long write_bytes(struct call *c, enum kind kind, struct key key)
{
    const int fd = (int)c->arg[0];
    const bool asks = asks_not_to_wait(c);
    struct call part = *c;
    long done = 0, n;
    do {
        part.arg[1] = c->arg[1] + done;
        part.arg[2] = c->arg[2] - done;
        while ((n = write_now(&part, kind, key)) == -EAGAIN && !asks && !must_not_wait(fd)) {
            if (!sleeps(BLOCK_WRITE, key, c->pc))
                return done > 0 ? done : -EINTR;
            queue_was_full(key);
        }
        done += n > 0 ? n : 0;
    } while (n > 0 && done < c->arg[2] && !asks && !must_not_wait(fd));
    return done > 0 ? done : n;
}

/* write, writev, sendto, sendmsg */
long channel_write(struct call *c)
{
    struct key key;
    int fd = (int)c->arg[0];
    enum kind kind = fd_key(fd, &key);
    if (kind == KIND_NONE)
        return call_again(c);
    to_peer(kind, &key);
    sched_point(RACE_DOES_SEND, key, true);
    if (kind == KIND_FILE) {
        also_mapped(key);
        core_release(core_object(key, OBJECT_FILE));
        return call_again(c);
    }
    if (kind == KIND_SOCKET && !is_pair(key))
        core_release(core_object(any_channel, OBJECT_CHANNEL));
    if ((c->number == SYS_write || c->number == SYS_sendto) && (kind == KIND_PIPE || kind == KIND_SOCKET))
        return write_bytes(c, kind, key);
    if (!asks_not_to_wait(c) && !wait_ready(KIND_NONE, fd, POLLOUT, BLOCK_WRITE, key, c->pc))
        return -EINTR;
    if (kind == KIND_PIPE || (kind == KIND_SOCKET && is_pair(key)))
        return write_some(c, kind, key);
    long n = call_again(c);
    sched_wake(BLOCK_READ, key);
    sched_wake_all();
    return n;
}

static void closes(int fd, bool now)
{
    struct key key;
    enum kind kind = fd_key(fd, &key);
    if (kind == KIND_NONE)
        return;
    if (kind == KIND_FILE) {
        filelock_closes(fd, (struct key){key.domain | CLOSERS, key.at}, !now);
        return;
    }
    to_peer(kind, &key);
    if (now)
        sched_point(RACE_DOES_OTHER, key, true);
    core_release(core_object(closers(key), OBJECT_CHANNEL));
    sched_wake(BLOCK_READ, key);
    sched_wake(BLOCK_WRITE, key);
    wake_pollers();
}

long channel_close(struct call *c)
{
    closes((int)c->arg[0], true);
    struct key key;
    enum kind kind = fd_key((int)c->arg[0], &key);
    long code = call_again(c);
    channel_forget((int)c->arg[0]);
    if (kind == KIND_PIPE || kind == KIND_SOCKET)
        sched_wake_all(); /* an end of file, or a broken pipe, is there only now */
    return code;
}

/* splice and its kin: from which descriptor to which, and its flags: -1: memory; none. */
static const struct {
    long number;
    int from, to, flags;
} moving[] = {{SYS_splice, 0, 2, 5}, {SYS_tee, 0, 1, 3}, {SYS_vmsplice, -1, 0, 3}, {SYS_sendfile, 1, 0, -1}};

long channel_moves(struct call *c)
{
    struct key from = any_channel, to = any_channel;
    enum kind kinds[2] = {KIND_NONE, KIND_NONE};
    int out = -1;
    for (size_t i = 0; i < sizeof moving / sizeof moving[0]; i++) {
        if (moving[i].number != c->number)
            continue;
        const int in = moving[i].from < 0 ? -1 : (int)c->arg[moving[i].from];
        out = (int)c->arg[moving[i].to];
        kinds[0] = in < 0 ? KIND_NONE : fd_key(in, &from);
        kinds[1] = fd_key(out, &to);
        to_peer(kinds[1], &to);
        sched_point(RACE_DOES_RECEIVE, from, true);
        sched_point(RACE_DOES_SEND, to, true);
        if (moving[i].flags >= 0 && c->arg[moving[i].flags] & SPLICE_F_NONBLOCK) {
            will_not_wait(true);
            continue;
        }
        if (kinds[0] >= KIND_PIPE && !wait_ready(kinds[0], in, POLLIN, BLOCK_READ, from, c->pc))
            return -EINTR;
        if (kinds[1] >= KIND_PIPE && !wait_ready(kinds[1], out, POLLOUT, BLOCK_WRITE, to, c->pc))
            return -EINTR;
    }
    long n = call_again(c);
    core_acquire_all();
    if (n > 0 && kinds[0] >= KIND_PIPE && c->number != SYS_tee)
        queue_read(core_object(from, OBJECT_CHANNEL), (uint64_t)n);
    if (n > 0 && kinds[0] == KIND_PIPE && c->number != SYS_tee)
        queue_took(from, (uint64_t)n, 4096);
    if (n > 0 && kinds[1] == KIND_PIPE)
        queue_needs_pages(out, to, (uint64_t)n);
    if (n > 0 && kinds[1] >= KIND_PIPE)
        queue_written(core_object(to, OBJECT_CHANNEL), (uint64_t)n);
    core_release_all();
    sched_wake_all();
    return n;
}

long channel_closes(struct call *c)
{
    sched_point(RACE_DOES_OTHER, any_channel, true);
    core_release_all();
    long code = call_again(c);
    channel_forget(-1);
    core_acquire_all();
    sched_wake_all();
    return code;
}

static bool came_before(const uint32_t *clock)
{
    for (uint32_t i = 0; i < R->task_count; i++)
        if (clock[i] > me.task->vc[i])
            return false;
    return true;
}

/* Who writes after the last reader's end is told so, and to end is no step at a pipe: what was written before it, and
 * not read, might as well have come after it, and that is not tried. What it put there itself, or before it in any
 * order, might not. (Is it the last one? Only closing tells, and it is about to.) */
static void leaves_unread(int fd, enum kind kind, struct key key)
{
    char path[32];
    bool unordered = false;
    if (kind < KIND_PIPE || (SYS3(SYS_fcntl, fd, F_GETFL, 0) & O_ACCMODE) == O_WRONLY)
        return;
    const struct object *o = core_object(key, OBJECT_CHANNEL);
    struct key gone = key;
    to_peer(kind, &gone);
    core_object(closers(gone), OBJECT_CHANNEL)->count = 1;
    if (!o->queue || kind != KIND_PIPE) /* who else has this end of a socket cannot be asked */
        return;
    const struct queue *q = &R->queue[o->queue];
    for (uint32_t i = 0; i < q->count; i++)
        unordered = unordered || !came_before(R->clock[q->message[i].clock]);
    if (!unordered)
        return;
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct pollfd p = {(int)SYS3(SYS_open, path, O_WRONLY | O_NONBLOCK | O_CLOEXEC, 0), 0, 0};
    if (p.fd >= 0) {
        (void)SYS3(SYS_close, fd, 0, 0);
        (void)SYS3(SYS_poll, &p, 1, 0);
        (void)SYS3(SYS_close, p.fd, 0, 0);
    }
    if (p.fd < 0 || p.revents & POLLERR)
        guest_cut(RACE_CUT_END);
}

void channel_close_all(void)
{
    enum { FDS_MAX = 1024 };
    struct pollfd all[sizeof descriptors / sizeof descriptors[0]];
    const int n = (int)(sizeof all / sizeof all[0]);
    bool more = true; /* they are given from below: where the last of some is free, there are no more */
    for (int from = 0; more && from < FDS_MAX; from += n) {
        for (int i = 0; i < n; i++)
            all[i] = (struct pollfd){from + i, 0, 0};
        const bool asked = SYS3(SYS_poll, all, n, 0) >= 0; /* which are open: one call, not one for each */
        more = asked && !(all[n - 1].revents & POLLNVAL);
        for (int i = 0; i < n; i++)
            if (!asked || !(all[i].revents & POLLNVAL)) {
                struct key key;
                const enum kind kind = fd_key(from + i, &key);
                closes(from + i, false);
                leaves_unread(from + i, kind, key);
            }
    }
}

bool channel_file(int fd, struct key *key)
{
    if (fd_key(fd, key) != KIND_FILE)
        return false;
    key->domain |= CLOSERS;
    return true;
}
