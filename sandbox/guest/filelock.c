/* filelock.c -- locks on files: each start offset is one lock; `count` is the end of the longest range from there. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* flock() and ranges know nothing of each other: that one lies behind the last byte. */
enum { RANGE_END = 0x7ffffff0, FLOCK_AT = 0x7ffffff8 };

static struct object *file_lock(int fd, uint32_t start, uint32_t end)
{
    struct key key;
    if (!channel_file(fd, &key))
        return NULL;
    struct object *o =
        core_object((struct key){key.domain, (uint32_t)key.at | (uint64_t)start << 32}, OBJECT_FILE_LOCK);
    o->count = end > o->count ? end : o->count;
    return o;
}

static uint32_t start_of(const struct object *o)
{
    return (uint32_t)(o->key.at >> 32);
}
static bool overlap(const struct object *a, const struct object *b)
{
    return b->kind == OBJECT_FILE_LOCK && a->key.domain == b->key.domain &&
           (uint32_t)a->key.at == (uint32_t)b->key.at && start_of(a) < b->count && start_of(b) < a->count;
}

/* Ranges that begin elsewhere are other objects: which of two that overlap is first taken is not tried. */
static void sees_others(const struct object *o)
{
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++)
        if (&R->object[i] != o && overlap(o, &R->object[i]))
            guest_cut(RACE_CUT_LOOK);
}

/* What I hold of this range is given back, maybe in part: whoever takes any of it comes after me. */
static void file_unlocked(struct object *o)
{
    core_release(o);
    for (uint32_t i = me.task->held_count; i > 0; i--) {
        struct object *held = &R->object[me.task->held[i - 1]];
        if (held == o || !overlap(o, held))
            continue;
        core_release(held);
        core_held(held, false);
        held->owner = 0;
    }
    core_held(o, false);
    o->owner = 0;
}

/* Does the open file behind this descriptor have a lock of its own? If it is not to be known: yes. */
static bool open_file_has_lock(int fd)
{
    char path[40], text[1024];
    (void)snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
    long from = SYS6(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0, 0, 0);
    if (from < 0)
        return true;
    long n = SYS3(SYS_read, from, text, sizeof text - 1);
    (void)SYS3(SYS_close, from, 0, 0);
    text[n > 0 ? n : 0] = 0;
    return strstr(text, "FLOCK ") || strstr(text, "OFDLCK") || n == (long)sizeof text - 1;
}

/* Has this process another descriptor of it? Of the file at least: who opened it twice holds, as we see it, a little
 * longer. */
static bool has_another(int fd, struct key file)
{
    enum { LOOKED_AT = 64 };
    struct key key;
    for (int other = 0; other < LOOKED_AT; other++)
        if (other != fd && channel_file(other, &key) && key.domain == file.domain && key.at == file.at &&
            open_file_has_lock(other))
            return true;
    return false;
}

/* What belongs to the process goes with the first descriptor of the file that is closed; what belongs to the open file
 * with its last, wherever that is: each who closes one comes before whoever takes the lock then. */
void filelock_closes(int fd, struct key file, bool ends)
{
    int has_lock = -1, stays = -1;
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        struct object *o = &R->object[i];
        const bool holds = core_holds(o);
        if (o->kind != OBJECT_FILE_LOCK || o->key.domain != file.domain || (uint32_t)o->key.at != (uint32_t)file.at ||
            (!holds && !o->kept))
            continue;
        has_lock = has_lock < 0 && o->kept ? open_file_has_lock(fd) : has_lock;
        if (o->kept && !has_lock)
            continue;
        stays = stays < 0 && o->kept ? !ends && has_another(fd, file) : stays;
        sched_point(RACE_DOES_UNLOCK | STEP_GIVES, o->key, holds); /* to those who only try */
        core_release(o);
        if (holds && (!o->kept || stays == 0)) {
            core_held(o, false);
            o->owner = 0;
        }
        sched_wake_all(); /* its range may keep those waiting who want another one */
    }
}

/* kept: by the open file, not by the process. */
static void file_locked(struct object *o, bool kept)
{
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        struct object *other = &R->object[i];
        if (other == o || overlap(o, other))
            core_acquire(other);
    }
    if (!core_holds(o))
        core_held(o, true);
    o->owner = me.id + 1;
    o->kept = kept;
}

/* From the beginning of the file, whatever it was counted from; what is too far away is the end. */
static void range_of(int fd, const struct flock *lock, uint32_t *start, uint32_t *end)
{
    struct stat st = {0};
    int64_t from = lock->l_start, to;
    if (lock->l_whence == SEEK_CUR)
        from += SYS3(SYS_lseek, fd, 0, SEEK_CUR);
    if (lock->l_whence == SEEK_END && SYS3(SYS_fstat, fd, &st, 0) == 0)
        from += st.st_size;
    to = lock->l_len == 0 ? RANGE_END : from + lock->l_len;
    if (lock->l_len < 0) {
        to = from;
        from += lock->l_len;
    }
    *start = (uint32_t)(from < 0 ? 0 : from < RANGE_END ? from : RANGE_END - 1);
    *end = (uint32_t)(to > *start && to < RANGE_END ? to : RANGE_END);
}

long channel_flock(struct call *c)
{
    struct object *o = file_lock((int)c->arg[0], FLOCK_AT, FLOCK_AT + 1);
    long op = c->arg[1], code;
    if (!o)
        return trap_tells(c);
    sched_point(op & LOCK_UN ? RACE_DOES_UNLOCK : RACE_DOES_LOCK, o->key, true);
    if (op & LOCK_UN) {
        file_unlocked(o);
        code = call_again(c);
        sched_wake(BLOCK_FILE_LOCK, o->key);
        return code;
    }
    if (core_holds(o)) /* from one kind to the other: others may come in, or came */
        core_release(o);
    c->arg[1] = op | LOCK_NB;
    while ((code = call_again(c)) == -EWOULDBLOCK && !(op & LOCK_NB))
        if (signal_ends_sleep(BLOCK_FILE_LOCK, o->key, c->pc)) {
            code = -EINTR;
            break;
        }
    c->arg[1] = op;
    if (code == 0)
        file_locked(o, true);
    return code;
}

/* Would waiting for this lock close a ring of processes that wait for each other's? Then the kernel refuses it
 * (EDEADLK). Of locks that belong to processes alone: it looks for no others. */
static bool closes_ring(int fd, const struct flock *wanted)
{
    struct flock held = *wanted;
    if (SYS3(SYS_fcntl, fd, F_GETLK, &held) < 0 || held.l_type == F_UNLCK)
        return false;
    uint32_t owner = (uint32_t)held.l_pid;
    R->process[here.process].lock_of = owner;
    for (uint32_t steps = 0; owner != 0 && steps < R->process_count; steps++) {
        uint32_t next = 0;
        for (uint32_t i = 0; i < R->task_count; i++) {
            const struct task *t = &R->task[i];
            if (t->pid == owner && t->process == here.process)
                return true;
            if (t->pid == owner && t->state == TASK_BLOCKED && t->block == BLOCK_FILE_LOCK)
                next = R->process[t->process].lock_of;
        }
        owner = next;
    }
    return false;
}

long channel_fcntl(struct call *c)
{
    long command = c->arg[1], code;
    bool waits = command == F_SETLKW || command == F_OFD_SETLKW;
    if (command == F_SETFL && c->arg[2] & O_NONBLOCK) /* see will_not_wait */
        guest_cut(RACE_CUT_LOOK);
    if (command == F_SETFL && c->arg[2] & O_ASYNC)
        guest_limit(RACE_LIMIT_CALL, "fcntl(O_ASYNC)"); /* signals that come by themselves */
    if (command == F_GETLK || command == F_OFD_GETLK) {
        struct flock *found = (struct flock *)c->arg[2];
        code = asks_descriptor(c);
        if (code == 0 && found->l_type != F_UNLCK)
            found->l_pid = task_shown(found->l_pid);
        return code;
    }
    if (!waits && command != F_SETLK && command != F_OFD_SETLK)
        return call_again(c);
    const struct flock *lock = (const struct flock *)c->arg[2];
    uint32_t start, end;
    range_of((int)c->arg[0], lock, &start, &end);
    struct object *o = file_lock((int)c->arg[0], start, end);
    if (!o)
        return trap_tells(c);
    sees_others(o);
    sched_point(lock->l_type == F_UNLCK ? RACE_DOES_UNLOCK : RACE_DOES_LOCK, o->key, true);
    if (lock->l_type == F_UNLCK) {
        file_unlocked(o);
        code = call_again(c);
        sched_wake_all(); /* a range may free several */
        return code;
    }
    if (core_holds(o))
        core_release(o);
    c->arg[1] = command == F_SETLKW ? F_SETLK : command == F_OFD_SETLKW ? F_OFD_SETLK : command;
    while (((code = call_again(c)) == -EAGAIN || code == -EACCES) && waits) {
        R->process[here.process].lock_of = 0;
        if (command == F_SETLKW && closes_ring((int)c->arg[0], lock)) {
            code = -EDEADLK;
            break;
        }
        if (signal_ends_sleep(BLOCK_FILE_LOCK, o->key, c->pc)) {
            code = -EINTR;
            break;
        }
    }
    c->arg[1] = command;
    if (code == 0)
        file_locked(o, command == F_OFD_SETLK || command == F_OFD_SETLKW);
    return code;
}
