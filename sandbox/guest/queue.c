/* queue.c -- what is in flight in a pipe, and what room there is: bytes carry the clock of who wrote them. */
#include "sandbox/guest/queue.h"

#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>

#define ROOM (1ULL << 58) /* of a key: not what is in it, but what was taken out */

struct queue *queue_of(struct object *o)
{
    if (!o->queue) {
        if (R->queue_count + 1 >= QUEUES_MAX)
            return NULL;
        o->queue = ++R->queue_count;
        R->queue[o->queue].count = 0;
        R->queue[o->queue].read = R->queue[o->queue].written = 0;
    }
    return &R->queue[o->queue];
}

/* Clocks of messages come from the pool; a slot keeps its own from use to use. */
static void message_clock(struct queue *q, uint32_t i, uint64_t from)
{
    q->message[i].from = from;
    uint32_t *clock = core_clock(&q->message[i].clock);
    memcpy(clock, me.task->vc, R->task_count * sizeof *clock);
    if (R->task_count < TASKS_MAX)
        memset(clock + R->task_count, 0, (TASKS_MAX - R->task_count) * sizeof *clock);
}

void queue_written(struct object *o, uint64_t n)
{
    struct queue *q = queue_of(o);
    if (!q) {
        core_release(o);
        return;
    }
    if (q->count == MESSAGES_MAX) {
        core_join(R->clock[q->message[MESSAGES_MAX - 1].clock], me.task->vc);
        q->message[MESSAGES_MAX - 1].to += n;
    } else {
        uint32_t i = q->count++;
        q->message[i].to = q->written + n;
        message_clock(q, i, q->written);
    }
    q->written += n;
    core_tick();
}

/* Moves a message to a place before it; both clocks stay in use. */
static void keep_message(struct queue *q, uint32_t to, uint32_t from)
{
    const uint32_t clock = q->message[to].clock;
    if (to == from)
        return;
    q->message[to] = q->message[from];
    q->message[from].clock = clock;
}

void queue_read(struct object *o, uint64_t n)
{
    struct queue *q = queue_of(o);
    core_acquire(o);
    if (!q)
        return;
    q->read += n;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < q->count; i++) {
        if (q->message[i].from < q->read)
            core_join(me.task->vc, R->clock[q->message[i].clock]);
        if (q->message[i].to > q->read)
            keep_message(q, kept++, i);
    }
    q->count = kept;
}

/* --- room ----------------------------------------------------------------------------------------------------------
 * What is written as byte k + capacity of a pipe finds room only when byte k was read: it comes after that, whether or
 * not it had to wait. Who takes something out leaves its clock in a queue of the pipe's own, as a writer does. */

static struct key room(struct key key)
{
    return (struct key){key.domain | ROOM, key.at};
}

void queue_took(struct key key, uint64_t n, uint64_t grain)
{
    struct object *o = core_object(room(key), OBJECT_OTHER);
    struct queue *q = queue_of(o);
    core_join(core_clock(&o->clock), me.task->vc);
    if (q) {
        const bool same = q->count && q->message[q->count - 1].from / grain == q->read / grain;
        if (same || q->count == MESSAGES_MAX)
            core_join(R->clock[q->message[q->count - 1].clock], me.task->vc);
        else
            message_clock(q, q->count++, q->read);
        q->read += n;
        q->message[q->count - 1].to = q->read;
    }
    core_tick();
}

void queue_was_full(struct key key)
{
    core_acquire(core_object(room(key), OBJECT_OTHER));
}

/* Those before `end` are kept as one clock: of two who write, each comes after all of them. */
void queue_needs_room(struct key key, uint64_t end)
{
    struct object *o = core_object(room(key), OBJECT_OTHER);
    struct queue *q = queue_of(o);
    if (!q) {
        core_acquire(o);
        return;
    }
    uint32_t *taken = core_clock(&o->clock2), kept = 0;
    for (uint32_t i = 0; i < q->count; i++) {
        if (q->message[i].from < end)
            core_join(q->message[i].to <= end ? taken : me.task->vc, R->clock[q->message[i].clock]);
        if (q->message[i].to > end)
            keep_message(q, kept++, i);
    }
    q->count = kept;
    core_join(me.task->vc, taken);
}

void queue_emptied(struct key key)
{
    const struct object *o = core_object(key, OBJECT_CHANNEL), *taken = core_object(room(key), OBJECT_OTHER);
    if (!o->queue)
        return;
    struct queue *q = &R->queue[o->queue];
    q->read = q->written;
    q->count = 0;
    if (taken->queue)
        R->queue[taken->queue].read = q->written;
}

/* Linux gives room by the page. */
void queue_needs_pages(int fd, struct key key, uint64_t n)
{
    enum { PAGE = 4096 }; /* no pipe has less */
    const struct queue *q = queue_of(core_object(key, OBJECT_CHANNEL));
    if (!q || q->written + n <= PAGE)
        return;
    const long capacity = SYS3(SYS_fcntl, fd, F_GETPIPE_SZ, 0);
    if (capacity > 0 && q->written + n > (uint64_t)capacity)
        queue_needs_room(key, (q->written + n - (uint64_t)capacity + PAGE - 1) / PAGE * PAGE);
}
