/* waits_calls.c -- what a task waits for that sleeps in a call, and who could end that. */
#include "sandbox/observe/waits_parts.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { SELECT_MAX = 256, POLL_MAX = EVENT_ARGS - 1 }; /* descriptors of which an EV_WORD tells */

/* Of glibc's pthread_mutex_t. */
enum { MUTEX_TYPE = 3, MUTEX_RECURSIVE = 1, MUTEX_ERRORCHECK = 2, MUTEX_KIND_MAX = 0x1ff };

/* arg is what EV_BLOCKED gives: the number of the call, its first three arguments, bits of enum blocked. */
static bool is_plain_wait(const int64_t arg[EVENT_ARGS])
{
    return (arg[3] & WNOHANG) == 0;
}

static bool is_vfork(const int64_t arg[EVENT_ARGS])
{
    return (arg[1] & CLONE_VFORK) != 0;
}

static bool is_futex_wait(const int64_t arg[EVENT_ARGS])
{
    int command = (int)arg[2] & FUTEX_CMD_MASK;
    return command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET || command == FUTEX_LOCK_PI;
}

static bool is_poll_wait(const int64_t arg[EVENT_ARGS])
{
    return (int32_t)arg[3] < 0;
}

static bool is_lock_wait(const int64_t arg[EVENT_ARGS])
{
    return arg[2] == F_SETLKW || arg[2] == F_OFD_SETLKW;
}

static const struct call {
    int64_t number;
    const char *name;
    enum wait_on on;
    bool (*waits)(const int64_t arg[EVENT_ARGS]); /* NULL: whenever a task sleeps in it */
} calls[] = {
    {SYS_read, "read", WAIT_PIPE_DATA, NULL},
    {SYS_readv, "readv", WAIT_PIPE_DATA, NULL},
    {SYS_splice, "splice", WAIT_PIPE_DATA, NULL},
    {SYS_write, "write", WAIT_PIPE_ROOM, NULL},
    {SYS_writev, "writev", WAIT_PIPE_ROOM, NULL},
    {SYS_sendfile, "sendfile", WAIT_PIPE_ROOM, NULL},
    {SYS_recvfrom, "recvfrom", WAIT_SOCKET, NULL},
    {SYS_recvmsg, "recvmsg", WAIT_SOCKET, NULL},
    {SYS_sendto, "sendto", WAIT_SOCKET, NULL},
    {SYS_sendmsg, "sendmsg", WAIT_SOCKET, NULL},
    {SYS_connect, "connect", WAIT_SOCKET, NULL},
    {SYS_accept, "accept", WAIT_SOCKET, NULL},
    {SYS_accept4, "accept4", WAIT_SOCKET, NULL},
    {SYS_wait4, "wait4", WAIT_CHILD, is_plain_wait},
    {SYS_waitid, "waitid", WAIT_CHILD, NULL},
    {SYS_clone, "vfork", WAIT_CHILD, is_vfork},
#ifdef SYS_vfork
    {SYS_vfork, "vfork", WAIT_CHILD, NULL},
#endif
    {SYS_futex, "futex", WAIT_FUTEX, is_futex_wait},
#ifdef SYS_poll
    {SYS_poll, "poll", WAIT_FDS, is_poll_wait},
    {SYS_select, "select", WAIT_FDS, NULL},
#endif
    {SYS_ppoll, "ppoll", WAIT_FDS, NULL},
    {SYS_pselect6, "pselect", WAIT_FDS, NULL},
#ifdef SYS_epoll_wait
    {SYS_epoll_wait, "epoll_wait", WAIT_EVENT, NULL},
#endif
    {SYS_epoll_pwait, "epoll_wait", WAIT_EVENT, NULL},
#ifdef SYS_epoll_pwait2
    {SYS_epoll_pwait2, "epoll_wait", WAIT_EVENT, NULL},
#endif
#ifdef SYS_pause
    {SYS_pause, "pause", WAIT_SIGNAL, NULL},
#endif
    {SYS_rt_sigsuspend, "sigsuspend", WAIT_SIGNAL, NULL},
    {SYS_rt_sigtimedwait, "sigwait", WAIT_SIGNAL, NULL},
    {SYS_semop, "semop", WAIT_IPC, NULL},
    {SYS_semtimedop, "semtimedop", WAIT_IPC, NULL},
    {SYS_msgrcv, "msgrcv", WAIT_IPC, NULL},
    {SYS_msgsnd, "msgsnd", WAIT_IPC, NULL},
    {SYS_mq_timedreceive, "mq_receive", WAIT_IPC, NULL},
    {SYS_mq_timedsend, "mq_send", WAIT_IPC, NULL},
    {SYS_flock, "flock", WAIT_LOCK, NULL},
    {SYS_fcntl, "fcntl", WAIT_LOCK, is_lock_wait},
#ifdef SYS_open
    {SYS_open, "open", WAIT_FIFO_OPEN, NULL},
#endif
    {SYS_openat, "openat", WAIT_FIFO_OPEN, NULL},
};

static const struct call *call_of(int64_t number)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].number == number)
            return &calls[i];
    return NULL;
}

const char *wait_call_name(int64_t number)
{
    const struct call *call = call_of(number);
    return call ? call->name : NULL;
}

bool wait_call_sends(int64_t number)
{
    const struct call *call = call_of(number);
    return call && (call->on == WAIT_PIPE_ROOM || number == SYS_sendto || number == SYS_sendmsg);
}

/* --- one cut ------------------------------------------------------------------------------------------------------ */

int64_t waits_object(const struct event *held)
{
    return held->arg[2];
}

bool waits_is_pipe(const struct event *held)
{
    return (held->arg[1] == FD_PIPE || held->arg[1] == FD_FIFO) && waits_object(held) != 0;
}

static bool leads_outside(const struct event *held)
{
    return (held->arg[4] & HELD_OUTSIDE) != 0;
}

const struct event *waits_find_held(const struct waits *w, uint32_t process, int64_t fd)
{
    for (size_t i = 0; i < w->held.count; i++)
        if (w->held.items[i].process == process && w->held.items[i].arg[0] == fd)
            return &w->held.items[i];
    return NULL;
}

/* By process, then fd; those of the waiting process itself come first. */
static void sort_holders(struct waits_holder *holders, size_t count, uint32_t itself)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0; k--) {
            struct waits_holder *a = &holders[k - 1], *b = &holders[k];
            uint32_t x = a->process == itself ? 0 : a->process, y = b->process == itself ? 0 : b->process;
            if (x < y || (x == y && a->fd <= b->fd))
                break;
            struct waits_holder swapped = *a;
            *a = *b;
            *b = swapped;
        }
}

/* Are descriptors on their way over a socket that somebody of the run has? */
static bool any_mail(const struct waits *w)
{
    for (size_t i = 0; i < w->held.count; i++)
        if (w->held.items[i].arg[4] & HELD_HAS_MAIL)
            return true;
    return false;
}

/* Fills the holders of the other end of the pipe that out waits on. False: it may be woken from outside, or is not
 * waiting at all: the pipe is at its end, or broken. Nobody holds it and yet somebody sleeps: it is in the mail. */
static bool wait_on_pipe(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *own = waits_find_held(w, blocked->process, blocked->arg[1]);
    int wanted = out->on == WAIT_PIPE_DATA ? O_WRONLY : O_RDONLY;
    if (!own || !waits_is_pipe(own) || leads_outside(own) || own->arg[3] == wanted)
        return false;
    struct waits_holder *holders = arena_alloc(w->arena, w->held.count, sizeof *holders);
    for (size_t i = 0; i < w->held.count; i++) {
        const struct event *held = &w->held.items[i];
        if (!waits_is_pipe(held) || waits_object(held) != waits_object(own))
            continue;
        if (leads_outside(held))
            return false;
        if (held->arg[3] == wanted || held->arg[3] == O_RDWR)
            holders[out->holder_count++] = (struct waits_holder){.process = held->process, .fd = (int)held->arg[0]};
    }
    out->fd = (int)blocked->arg[1];
    out->object = waits_object(own);
    out->holders = holders;
    sort_holders(holders, out->holder_count, blocked->process);
    return out->holder_count > 0 || any_mail(w);
}

/* The living children that may end the wait. An orphan it may have inherited is not among them. */
static bool wait_on_child(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    struct waits_holder *holders = arena_alloc(w->arena, w->blocked.count, sizeof *holders);
    bool is_one = out->call == SYS_wait4    ? (int32_t)blocked->arg[1] > 0
                  : out->call == SYS_waitid ? blocked->arg[1] == P_PID
                                            : false;
    int32_t pid = (int32_t)(out->call == SYS_wait4 ? blocked->arg[1] : blocked->arg[2]);
    for (size_t i = 0; i < w->blocked.count; i++) {
        uint32_t process = w->blocked.items[i].process;
        const struct task *first = &w->tasks[process];
        bool known = false;
        for (size_t k = 0; k < out->holder_count; k++)
            known |= holders[k].process == process; /* another thread of it */
        if (!known && first->parent == blocked->process && (!is_one || first->pid == pid))
            holders[out->holder_count++] = (struct waits_holder){.process = process, .fd = -1};
    }
    sort_holders(holders, out->holder_count, blocked->process);
    out->holders = holders;
    return out->holder_count > 0;
}

static bool is_of_kind(const struct waits *w, const struct event *blocked, enum fd_kind kind)
{
    const struct event *held = waits_find_held(w, blocked->process, blocked->arg[1]);
    return held && held->arg[1] == kind && !leads_outside(held);
}

/* Is the other descriptor of splice() or sendfile() a file? A file never keeps these waiting: then it is the pipe that
 * splice() takes from, or that sendfile() fills. */
static bool is_other_a_file(const struct waits *w, const struct event *blocked)
{
    int64_t fd = blocked->arg[blocked->arg[0] == SYS_splice ? 3 : 2];
    const struct event *other = waits_find_held(w, blocked->process, fd);
    return !other || (other->arg[1] == FD_OTHER && !leads_outside(other));
}

/* The other of a pair of sockets; 0: it is not known to be one of a pair. */
static int64_t peer_of(const struct waits *w, int64_t socket)
{
    for (size_t i = w->pipes.count; i > 0 && socket != 0; i--) { /* a number may be used again: the last one counts */
        const int64_t *arg = w->pipes.items[i - 1].arg;
        if (arg[0] == FD_SOCKET && arg[4] > 0 && (arg[1] == socket || arg[4] == socket))
            return arg[1] == socket ? arg[4] : arg[1];
    }
    return 0;
}

/* Of a pair we know who has the other end. Of any other socket, anybody may be the one who would send. */
static bool wait_on_socket(struct waits *w, const struct event *blocked, struct node *out)
{
    const struct event *own = waits_find_held(w, blocked->process, blocked->arg[1]);
    struct waits_holder *holders = arena_alloc(w->arena, w->held.count, sizeof *holders);
    struct waits_wait *wait = &out->wait;
    if (!own || own->arg[1] != FD_SOCKET || leads_outside(own))
        return false;
    wait->on = WAIT_SOCKET;
    wait->fd = (int)blocked->arg[1];
    wait->object = waits_object(own);
    out->peer = peer_of(w, waits_object(own));
    out->pair = out->peer != 0;
    for (size_t i = 0; i < w->held.count && out->pair; i++)
        if (w->held.items[i].arg[1] == FD_SOCKET && waits_object(&w->held.items[i]) == out->peer)
            holders[wait->holder_count++] =
                (struct waits_holder){.process = w->held.items[i].process, .fd = (int)w->held.items[i].arg[0]};
    sort_holders(holders, wait->holder_count, blocked->process);
    wait->holders = holders;
    return true;
}

static const struct event *word_of(const struct waits *w, const struct event *blocked)
{
    for (size_t i = 0; i < w->words.count; i++)
        if (w->words.items[i].task == blocked->task)
            return &w->words.items[i];
    return NULL;
}

/* What of an array of struct pollfd (the descriptor, then what is wanted in 16 bits) is looked at: entries with a
 * negative number are not. */
static int only_of_array(const struct event *word, int64_t count)
{
    int found = -1;
    for (int64_t i = 0; i < count; i++) {
        uint64_t entry = (uint64_t)word->arg[1 + i];
        if ((int32_t)(uint32_t)entry < 0)
            continue;
        if (found >= 0 || (entry >> 32 & 0xffff & ~(uint64_t)POLLRDNORM) != POLLIN)
            return -1;
        found = (int32_t)(uint32_t)entry;
    }
    return found;
}

/* The only descriptor that poll() or select() looks at, and for data; -1: it is not known, or there are several. */
static int only_polled(const struct waits *w, const struct event *blocked)
{
    const struct event *word = word_of(w, blocked);
    bool is_select = sleeper_call_is(blocked->arg[0], SLEEPER_HAS_SETS);
    int found = -1;
    if (!word || (is_select ? word->arg[0] != blocked->arg[2] || blocked->arg[3] != 0 || blocked->arg[1] > SELECT_MAX
                            : word->arg[0] != blocked->arg[1] || blocked->arg[2] > POLL_MAX))
        return -1;
    if (!is_select)
        return only_of_array(word, blocked->arg[2]);
    for (int i = 0; i < blocked->arg[1] && i < SELECT_MAX; i++) {
        if (!((uint64_t)word->arg[1 + i / 64] >> (i % 64) & 1))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

/* Who looks at several pipes, all for data, and has all their write ends itself, is its own only waker. Fills in the
 * holders then, else nothing. */
static void wait_on_own(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *word = word_of(w, blocked);
    bool is_select = sleeper_call_is(blocked->arg[0], SLEEPER_HAS_SETS);
    int64_t asked = is_select ? blocked->arg[1] : blocked->arg[2];
    size_t count = 0;
    if (!word || word->arg[0] != blocked->arg[is_select ? 2 : 1] || asked > (is_select ? SELECT_MAX : POLL_MAX) ||
        (is_select && blocked->arg[3] != 0))
        return;
    struct waits_holder *holders = arena_alloc(w->arena, w->held.count + 1, sizeof *holders);
    for (int64_t i = 0; i < asked; i++) {
        uint64_t entry = (uint64_t)word->arg[1 + (is_select ? i / 64 : i)];
        int fd = is_select ? (int)i : (int32_t)(uint32_t)entry;
        if (is_select ? !(entry >> (i % 64) & 1) : fd < 0)
            continue;
        const struct event *own = waits_find_held(w, blocked->process, fd);
        bool is_for_data = is_select || (entry >> 32 & 0xffff & ~(uint64_t)POLLRDNORM) == POLLIN;
        if (!own || own->arg[1] != FD_PIPE || own->arg[3] != O_RDONLY || !is_for_data)
            return;
        for (size_t k = 0; k < w->held.count; k++) {
            const struct event *held = &w->held.items[k];
            if (held->arg[1] != FD_PIPE || waits_object(held) != waits_object(own) || held->arg[3] == O_RDONLY)
                continue;
            if (held->process != blocked->process || leads_outside(held) || count == w->held.count)
                return;
            holders[count++] = (struct waits_holder){.process = held->process, .fd = (int)held->arg[0]};
        }
    }
    if (any_mail(w))
        return;
    sort_holders(holders, count, blocked->process);
    out->holders = holders;
    out->holder_count = count;
}

/* Of what stands in the set of select(), an end of a pipe or a socket that has no number below its first argument. */
static void find_past(const struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *word = word_of(w, blocked);
    int64_t count = blocked->arg[1];
    if (!word || !sleeper_call_is(blocked->arg[0], SLEEPER_HAS_SETS) || word->arg[0] != blocked->arg[2] || count < 1)
        return;
    for (int64_t i = count; i < (count + 63) / 64 * 64 && i < SELECT_MAX; i++) {
        const struct event *own = waits_find_held(w, blocked->process, i);
        bool is_in_set = (uint64_t)word->arg[1 + i / 64] >> (i % 64) & 1;
        if (is_in_set && own && (waits_is_pipe(own) || own->arg[1] == FD_SOCKET)) {
            out->past_fd = (int)i;
            out->past_count = (int)count;
        }
    }
}

/* What it was started with never makes poll() wait: stdin is a file, and a cut is taken only when what was written to
 * stdout and stderr has been read. Files and devices are always ready: with one of them it would not sleep. */
static bool holds_outside(const struct waits *w, uint32_t process)
{
    for (size_t i = 0; i < w->held.count; i++) {
        const struct event *held = &w->held.items[i];
        if (held->process == process && held->arg[0] > 2 && leads_outside(held))
            return true;
    }
    return false;
}

/* Whatever fds it looks at, are they of the run? */
static bool wait_on_fds(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    if (holds_outside(w, blocked->process))
        return false;
    find_past(w, blocked, out);
    int fd = only_polled(w, blocked);
    const struct event *own = fd < 0 ? NULL : waits_find_held(w, blocked->process, fd);
    if (fd < 0)
        wait_on_own(w, blocked, out);
    if (!own || own->arg[1] != FD_PIPE || own->arg[3] == O_WRONLY)
        return true;
    struct event as_read = *blocked; /* who polls one pipe for data waits like a reader */
    as_read.arg[1] = fd;
    out->on = WAIT_PIPE_DATA;
    return wait_on_pipe(w, &as_read, out);
}

/* Who watches one pipe for data, until there is some, waits like a reader; of anything else it is not known what it
 * waits for. What it watches by that number now may be another file. */
static void wait_on_watched(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *word = word_of(w, blocked);
    const struct event *own = word ? waits_find_held(w, blocked->process, word->arg[1]) : NULL;
    out->is_edge = word && (word->arg[2] & (int64_t)EPOLLET);
    struct waits_wait as_reader = *out;
    struct event as_read = *blocked;
    if (!own || word->arg[4] != 0 || own->arg[1] != FD_PIPE || own->arg[3] == O_WRONLY ||
        waits_object(own) != word->arg[3] || !(word->arg[2] & EPOLLIN) || (word->arg[2] & (int64_t)EPOLLET))
        return;
    as_read.arg[1] = word->arg[1];
    as_reader.on = WAIT_PIPE_DATA;
    if (wait_on_pipe(w, &as_read, &as_reader) && as_reader.holder_count > 0)
        *out = as_reader;
}

/* --- words that futex() waits at ---------------------------------------------------------------------------------- */

/* The youngest task with this number inside, alive or not: numbers are used again only after thousands of births. */
static uint32_t task_with_pid(const struct waits *w, int32_t pid)
{
    for (size_t id = w->task_capacity; id > 0 && pid > 0; id--)
        if (w->tasks[id - 1].process != 0 && w->tasks[id - 1].pid == pid)
            return (uint32_t)(id - 1);
    return 0;
}

static struct waits_holder holder_of(const struct waits *w, uint32_t task)
{
    return (struct waits_holder){.process = w->tasks[task].process,
                                 .fd = -1,
                                 .thread = w->tasks[task].thread,
                                 .has_ended = !w->tasks[task].alive};
}

/* glibc: a waited-for pthread_mutex_t has 2 in its first word, or its owner's number and FUTEX_WAITERS if it is robust;
 * the third word is the owner, the fourth counts users, the fifth is the kind. pthread_join() waits at the word in
 * which a thread has its number as long as it lives. Anything else stays unknown. */
static void read_lock(struct waits *w, const struct event *blocked, struct node *out)
{
    const struct event *word = word_of(w, blocked);
    int32_t at[8];
    if (!word || word->arg[0] != blocked->arg[1])
        return;
    memcpy(at, &word->arg[1], sizeof at);
    bool is_robust = ((uint32_t)at[0] & FUTEX_WAITERS) != 0 && (at[0] & FUTEX_TID_MASK) == at[2];
    bool is_mutex = (is_robust || (at[0] == 2 && (int32_t)blocked->arg[3] == 2)) && at[3] >= 1 && at[4] >= 0 &&
                    at[4] <= MUTEX_KIND_MAX;
    uint32_t other = task_with_pid(w, is_mutex ? at[2] : at[0]);
    bool is_join = !is_mutex && other != 0 && at[0] == (int32_t)blocked->arg[3] &&
                   !((int)blocked->arg[2] & FUTEX_PRIVATE_FLAG) && w->tasks[other].process == blocked->process;
    if (other == 0 || !(is_mutex || is_join))
        return;
    struct waits_holder *holder = arena_alloc(w->arena, 1, sizeof *holder);
    *holder = holder_of(w, other);
    out->wait.lock = is_mutex ? WORD_MUTEX : WORD_JOIN;
    out->wait.holders = holder;
    out->wait.holder_count = 1;
    out->owner = is_mutex ? other : 0;
    out->owner_only =
        is_mutex && (is_robust || (at[4] & MUTEX_TYPE) == MUTEX_RECURSIVE || (at[4] & MUTEX_TYPE) == MUTEX_ERRORCHECK);
}

/* glibc: who waits at a barrier waits at its second word, the third is for how many it opens. Who waits for a
 * read-write lock does so at its third or fourth word, and the seventh is the number of who has it for writing. Whether
 * it is one of them at all only the name of the call tells, which is the reader's. */
static void read_others(const struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *word = word_of(w, blocked);
    int32_t at[8];
    if (!word || word->arg[0] != blocked->arg[1])
        return;
    memcpy(at, &word->arg[1], sizeof at);
    out->barrier = at[1] > 0 ? (uint32_t)at[1] : 0;
    uint32_t writer = task_with_pid(w, at[out->word % 8 == 0 ? 4 : 3]);
    out->has_writer = writer != 0;
    if (out->has_writer)
        out->writer = holder_of(w, writer);
}

/* Whoever may unlock it is not known: a lock of flock() is everybody's who has its descriptor. Who took it is. False:
 * it may be somebody outside. */
static bool wait_on_lock(const struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *word = word_of(w, blocked), *own = waits_find_held(w, blocked->process, blocked->arg[1]);
    uint32_t owner = word && word->arg[0] == 0 && word->arg[1] > 0 && (uint64_t)word->arg[1] < w->task_capacity
                         ? (uint32_t)word->arg[1]
                         : 0;
    out->fd = (int)blocked->arg[1];
    if (owner == 0 || w->tasks[owner].process != owner)
        return !own || !(own->arg[4] & HELD_SHARED);
    struct waits_holder *holder = arena_alloc(w->arena, 1, sizeof *holder);
    *holder = (struct waits_holder){.process = owner, .fd = -1};
    out->holders = holder;
    out->holder_count = 1;
    return true;
}

/* Is this task waiting for others of the run, and for nothing else? Unknown is no. */
bool waits_of(struct waits *w, const struct event *blocked, struct node *out)
{
    const struct call *call = call_of(blocked->arg[0]);
    struct waits_wait *wait = &out->wait;
    if (blocked->arg[4] & ~(BLOCKED_CATCHES | BLOCKED_PRIVATE | BLOCKED_STOPPED | BLOCKED_LONG))
        return false;
    if (blocked->arg[4] & BLOCKED_STOPPED) {
        wait->on = WAIT_STOPPED;
        return true;
    }
    if (!call || (call->waits && !call->waits(blocked->arg)))
        return false;
    if ((call->number == SYS_splice || call->number == SYS_sendfile) && !is_other_a_file(w, blocked))
        return false;
    wait->on = call->on;
    wait->fd = -1;
    if (call->on == WAIT_FIFO_OPEN)
        wait->path = arena_string(w->arena, blocked->text);
    wait->in_handler = call->on == WAIT_CHILD && blocked->text[0];
    if (call->on == WAIT_PIPE_DATA && blocked->text[0])
        wait->tail = strcmp(blocked->text, "line") == 0 ? TAIL_LINE : TAIL_PART;
    if (call->on == WAIT_SIGNAL) {
        const char *ignored = strchr(blocked->text, '!');
        *(blocked->text[0] == '-' ? &wait->ended : &wait->pending) = abs((int)strtol(blocked->text, NULL, 10));
        wait->ignored = ignored ? strtoull(ignored + 1, NULL, 16) : 0;
    }
    wait->has_type = call->number == SYS_msgrcv && blocked->text[0];
    wait->type = wait->has_type ? strtoll(blocked->text, NULL, 10) : 0;
    if (sleeper_is_epoll(call->number))
        wait_on_watched(w, blocked, wait);
    if (call->on == WAIT_FUTEX) {
        wait->word = (uint64_t)blocked->arg[1];
        wait->is_made_private = ((int)blocked->arg[2] & FUTEX_PRIVATE_FLAG) != 0;
        wait->is_mapped_private = (blocked->arg[4] & BLOCKED_PRIVATE) != 0;
        read_lock(w, blocked, out);
        read_others(w, blocked, wait);
    }
    bool on_fd = call->on == WAIT_PIPE_DATA || call->on == WAIT_PIPE_ROOM;
    if (call->on == WAIT_SOCKET || (on_fd && is_of_kind(w, blocked, FD_SOCKET)))
        return wait_on_socket(w, blocked, out);
    if (call->on == WAIT_PIPE_DATA && is_of_kind(w, blocked, FD_EVENT)) {
        wait->on = WAIT_EVENT;
        wait->fd = (int)blocked->arg[1];
        return true;
    }
    if (on_fd)
        return wait_on_pipe(w, blocked, wait);
    if (call->on == WAIT_CHILD)
        return wait_on_child(w, blocked, wait);
    if (call->on == WAIT_LOCK)
        return wait_on_lock(w, blocked, wait);
    if (call->on == WAIT_EVENT)
        return !holds_outside(w, blocked->process);
    return call->on != WAIT_FDS || wait_on_fds(w, blocked, wait);
}
