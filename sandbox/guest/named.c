/* named.c -- POSIX's objects with names: semaphores, shared memory, message queues. How they come and go; the queues.
 */
#include "sandbox/guest/region.h"

#include "sandbox/guest/queue.h"
#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>

/* Each name is an object of its own: whether it is there decides what open and unlink give, so they are steps at it,
 * and tried in both orders. Whoever finds it comes after who made it; whoever finds it gone, after who removed it. To
 * open what is there is only a look. Before the first fork there is nobody to tell of it. */

enum { NAMES_FROM = 16 /* beside trap_names and its like */ };

struct named {
    struct key key;
    bool there; /* when it was looked at */
};

static bool is_queue(const char *path)
{
    return path[0] != '/';
}

static bool is_there(const char *path)
{
    if (!is_queue(path))
        return SYS3(SYS_access, path, F_OK, 0) == 0;
    long fd = SYS6(SYS_mq_open, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0, 0, 0, 0);
    if (fd >= 0)
        (void)SYS3(SYS_close, fd, 0, 0);
    return fd != -ENOENT;
}

/* Before a call that changes something if the name is not there (makes), if it is there (removes), or only looks. */
static struct named before(const char *path, bool makes, bool removes, bool alone)
{
    uint64_t hash = is_queue(path);
    for (const char *c = path; *c; c++)
        hash = guest_mix(hash * 31 + (unsigned char)*c);
    struct named n = {kernel_key(KERNEL_PATH, NAMES_FROM + (hash >> 8)), false};
    const bool alive = R->task_count > 1;
    if (alive)
        sched_point(alone ? RACE_DOES_LOCK : RACE_DOES_OTHER, n.key, makes || removes);
    n.there = is_there(path);
    if (alive && !(n.there ? removes : makes))
        sched_only_looked();
    return n;
}

/* Two that had one name, one after the other, are two things: a lock in the one keeps nobody out of the other. */
static void made(const struct named *n, const char *path, int fd)
{
    struct stat st;
    struct object *o = core_object(n->key, OBJECT_OTHER);
    o->generation++;
    if (R->named_count >= NAMES_MAX || (path ? stat(path, &st) : fstat(fd, &st)) != 0)
        return;
    R->named[R->named_count].device = st.st_dev;
    R->named[R->named_count].inode = st.st_ino;
    R->named[R->named_count++].stable = guest_mix(n->key.at * 31 + o->generation) >> 8 | 1;
}
uint64_t named_stable(uint64_t device, uint64_t inode)
{
    for (uint32_t i = 0; i < R->named_count; i++)
        if (R->named[i].device == device && R->named[i].inode == inode)
            return R->named[i].stable;
    return 0;
}

static void after(const struct named *n, bool changed)
{
    struct object *o = core_object(n->key, OBJECT_OTHER);
    if (changed)
        core_release(o);
    core_acquire(o);
}

/* As libc does: slashes before it do not matter. */
static bool path_of(char *path, size_t room, const char *kind, const char *name)
{
    return snprintf(path, room, "/dev/shm/%s%s", kind, name + strspn(name, "/")) < (int)room;
}

WRAP(int, shm_open, const char *name, int flags, mode_t mode)
{
    char path[300];
    if (!guest_on() || !path_of(path, sizeof path, "", name))
        return REAL(shm_open)(name, flags, mode);
    guest_enter();
    const struct named n = before(path, flags & O_CREAT, flags & O_TRUNC, flags & O_EXCL);
    int fd = REAL(shm_open)(name, flags, mode);
    const int error = errno;
    after(&n, fd >= 0 && !n.there);
    if (fd >= 0 && !n.there)
        made(&n, NULL, fd);
    if (fd >= 0 && flags & O_CREAT)
        core_made(MADE_SHM, name);
    guest_leave();
    errno = error;
    return fd;
}

sem_t *__real_sem_open(const char *name, int flags, ...);
sem_t *__wrap_sem_open(const char *name, int flags, ...);
sem_t *__wrap_sem_open(const char *name, int flags, ...)
{
    char path[300];
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(args, unsigned) : 0;
    va_end(args);
    if (!guest_on() || !path_of(path, sizeof path, "sem.", name))
        return REAL(sem_open)(name, flags, mode, value);
    guest_enter();
    const struct named n = before(path, flags & O_CREAT, false, flags & O_EXCL);
    sem_t *s = REAL(sem_open)(name, flags, mode, value);
    const int error = errno;
    after(&n, s != SEM_FAILED && !n.there);
    if (s != SEM_FAILED) {
        struct stat st;
        if (!n.there)
            made(&n, path, -1);
        if (flags & O_CREAT)
            core_made(MADE_SEMAPHORE, name);
        if (!core_range((uint64_t)s) && stat(path, &st) == 0)
            shadow_map((uint64_t)s & ~4095ULL, 4096,
                       memory_segment(SEGMENT_SEMAPHORE, st.st_dev, st.st_ino, 4096, name, CALLER), 0);
        struct object *o = core_object(core_key(s), OBJECT_SEMAPHORE);
        o->shared = o->shared_known = 1;
    }
    guest_leave();
    errno = error;
    return s;
}

/* libc unmaps it with the last use: what is mapped there next is something else. */
WRAP(int, sem_close, sem_t *s)
{
    if (!guest_on())
        return REAL(sem_close)(s);
    const uint64_t page = (uint64_t)s & ~4095ULL;
    guest_enter();
    sched_see_written();
    int code = REAL(sem_close)(s);
    const int error = errno;
    if (code == 0 && SYS3(SYS_madvise, page, 4096, MADV_NORMAL) == -ENOMEM)
        shadow_unmap(page, 4096);
    guest_leave();
    errno = error;
    return code;
}

static int removes(const char *path, int (*real)(const char *name), const char *name)
{
    guest_enter();
    const struct named n = before(path, false, true, false);
    int code = real(name);
    const int error = errno;
    after(&n, code == 0);
    guest_leave();
    errno = error;
    return code;
}
WRAP(int, sem_unlink, const char *name)
{
    char path[300];
    const bool seen = guest_on() && path_of(path, sizeof path, "sem.", name);
    return seen ? removes(path, REAL(sem_unlink), name) : REAL(sem_unlink)(name);
}
WRAP(int, shm_unlink, const char *name)
{
    char path[300];
    const bool seen = guest_on() && path_of(path, sizeof path, "", name);
    return seen ? removes(path, REAL(shm_unlink), name) : REAL(shm_unlink)(name);
}

/* --- message queues ------------------------------------------------------------------------------------------------
 * The kernel is told their names without the slash. */

long named_queue_open(struct call *c)
{
    const char *name = (const char *)c->arg[0];
    const struct named n = before(name, c->arg[1] & O_CREAT, false, c->arg[1] & O_EXCL);
    long fd = call_again(c);
    after(&n, fd >= 0 && !n.there);
    if (fd >= 0 && c->arg[1] & O_CREAT)
        core_made(MADE_QUEUE, name);
    return fd;
}

long named_queue_unlink(struct call *c)
{
    const struct named n = before((const char *)c->arg[0], false, true, false);
    long code = call_again(c);
    after(&n, code == 0);
    return code;
}

/* The message that is sent as number k + capacity finds room only when k were received: it comes after them. */
static void needs_room(const struct call *c, struct key key, struct object *o)
{
    struct mq_attr attributes;
    o->count++;
    if (SYS3(SYS_mq_getsetattr, c->arg[0], 0, &attributes) == 0 && o->count > attributes.mq_maxmsg)
        queue_needs_room(key, o->count - (uint64_t)attributes.mq_maxmsg);
}

long named_queue(struct call *c)
{
    struct stat st;
    if (SYS3(SYS_fstat, c->arg[0], &st, 0) < 0)
        return call_again(c);
    struct key key = {DOMAIN_FILE | st.st_dev, st.st_ino};
    struct object *o = core_object(key, OBJECT_OTHER);
    const bool sends = c->number == SYS_mq_timedsend;
    const struct timespec past = {0, 0};
    struct call tried = *c; /* with a time that is over: what is wrong with the call is said at once, as without one */
    tried.arg[4] = (long)&past;
    long code;
    sched_point(sends ? RACE_DOES_SEND : RACE_DOES_RECEIVE, key, true);
    const uint64_t until = calls_until((const struct timespec *)c->arg[4], CLOCK_REALTIME, true);
    while ((code = call_again(&tried)) == -ETIMEDOUT) {
        if (!sched_block(BLOCK_QUEUE, key, until, c->pc))
            return -ETIMEDOUT;
        if (signal_interrupts())
            return -EINTR;
    }
    if (sends && code == 0) {
        needs_room(c, key, o);
        core_release(o);
    } else if (sends || code >= 0) { /* that it is full tells of who filled it */
        core_acquire(o);
    }
    if (!sends && code >= 0)
        queue_took(key, 1, 1);
    if (!sends && code == -EAGAIN) /* that it is empty, of who emptied it */
        queue_was_full(key);
    sched_wake_all(); /* also those who wait for mq_notify's signal */
    return code;
}
