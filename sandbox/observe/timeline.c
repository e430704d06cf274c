/* timeline.c -- what each process did and when: the steps that a picture of a run is drawn from. */
#include "sandbox/observe/timeline.h"

#include "sandbox/base/err.h"

#include <string.h>

const char *timeline_kind_name(enum timeline_kind kind)
{
    static const char *const names[] = {
#define TIMELINE_KIND(name, text) text,
        TIMELINE_KINDS(TIMELINE_KIND)
#undef TIMELINE_KIND
    };
    CHECK((unsigned)kind < TIMELINE_KIND_COUNT);
    return names[kind];
}

static struct timeline_task *task_of(struct timeline *timeline, uint32_t id)
{
    return id < timeline->task_capacity && timeline->tasks[id].process != 0 ? &timeline->tasks[id] : NULL;
}

/* The entry of a task that is announced; NULL for one that cannot be. */
static struct timeline_task *announce(struct timeline *timeline, const struct event *ev, struct arena *arena)
{
    if (ev->task > EVENTS_MAX || task_of(timeline, ev->task))
        return NULL;
    timeline->tasks = arena_grow(arena, timeline->tasks, ev->task, &timeline->task_capacity, sizeof *timeline->tasks);
    return &timeline->tasks[ev->task];
}

/* The next step, of the task that did it; NULL when the timeline is full. */
static struct timeline_step *add(struct timeline *timeline, enum timeline_kind kind, const struct timeline_task *task,
                                 const struct event *ev, struct arena *arena)
{
    if (timeline->step_count == TIMELINE_STEPS_MAX) {
        timeline->left_out++;
        return NULL;
    }
    timeline->steps =
        arena_grow(arena, timeline->steps, timeline->step_count, &timeline->step_capacity, sizeof *timeline->steps);
    struct timeline_step *step = &timeline->steps[timeline->step_count++];
    *step = (struct timeline_step){.kind = kind,
                                   .at_ns = ev->at_ns,
                                   .event = ev->number,
                                   .process = task->process,
                                   .thread = task->thread,
                                   .fd = -1,
                                   .text = ""};
    return step;
}

/* --- which pipe a descriptor belongs to --- */

static struct timeline_end *end_of(struct timeline *timeline, uint32_t process, int64_t fd)
{
    for (size_t i = 0; i < timeline->end_count; i++)
        if (timeline->ends[i].process == process && timeline->ends[i].fd == fd)
            return &timeline->ends[i];
    return NULL;
}

static void drop_end(struct timeline *timeline, uint32_t process, int64_t fd)
{
    struct timeline_end *end = end_of(timeline, process, fd);
    if (end)
        *end = timeline->ends[--timeline->end_count];
}

static void hold_end(struct timeline *timeline, struct timeline_end end, struct arena *arena)
{
    drop_end(timeline, end.process, end.fd);
    if (!timeline->ends)
        timeline->ends = arena_alloc(arena, TIMELINE_ENDS_MAX, sizeof *timeline->ends);
    if (timeline->end_count < TIMELINE_ENDS_MAX)
        timeline->ends[timeline->end_count++] = end;
}

static void copy_ends(struct timeline *timeline, uint32_t from, uint32_t to, struct arena *arena)
{
    for (size_t i = 0, count = timeline->end_count; i < count; i++) {
        struct timeline_end end = timeline->ends[i];
        if (end.process != from)
            continue;
        end.process = to;
        hold_end(timeline, end, arena);
    }
}

static void drop_ends(struct timeline *timeline, uint32_t process)
{
    for (size_t i = 0; i < timeline->end_count;)
        if (timeline->ends[i].process == process)
            timeline->ends[i] = timeline->ends[--timeline->end_count];
        else
            i++;
}

/* A step about an end that the process holds; none for any other descriptor. */
static void add_end(struct timeline *timeline, enum timeline_kind kind, const struct timeline_task *task,
                    const struct event *ev, struct arena *arena)
{
    const struct timeline_end *end = end_of(timeline, task->process, ev->arg[0]);
    if (!end)
        return;
    struct timeline_end held = *end;
    struct timeline_step *step = add(timeline, kind, task, ev, arena);
    if (step) {
        step->fd = held.fd;
        step->writes = held.writes;
        step->object = held.object;
        step->code = ev->arg[1];
    }
}

static void see_fd(struct timeline *timeline, const struct event *ev, struct arena *arena)
{
    const struct timeline_task *task = task_of(timeline, ev->task);
    if (!task)
        return;
    if (ev->kind == EV_FD_USED) {
        add_end(timeline, ev->arg[1] ? TIMELINE_WRITE : TIMELINE_READ, task, ev, arena);
    } else if (ev->kind == EV_FD_EOF) {
        add_end(timeline, TIMELINE_EOF, task, ev, arena);
    } else if (ev->kind == EV_FD_CLOSED && ev->arg[1] == 0) {
        add_end(timeline, TIMELINE_CLOSE, task, ev, arena);
        drop_end(timeline, task->process, ev->arg[0]);
    } else if (ev->kind == EV_FD_COPIED && ev->arg[0] != ev->arg[1]) {
        const struct timeline_end *old = end_of(timeline, task->process, ev->arg[0]);
        add_end(timeline, TIMELINE_DUP, task, ev, arena);
        struct timeline_end copy = old ? *old : (struct timeline_end){0};
        drop_end(timeline, task->process, ev->arg[1]);
        copy.fd = (int)ev->arg[1];
        if (old)
            hold_end(timeline, copy, arena);
    }
}

static void see_task(struct timeline *timeline, const struct event *ev, struct arena *arena)
{
    struct timeline_task *fresh = announce(timeline, ev, arena), *owner = task_of(timeline, ev->process);
    bool is_thread = ev->arg[1] == TASK_THREAD;
    if (!fresh || (is_thread && !owner))
        return;
    *fresh = is_thread ? (struct timeline_task){owner->process, ++owner->threads, 0}
                       : (struct timeline_task){ev->task, 1, 1};
    struct timeline_task *maker = task_of(timeline, (uint32_t)ev->arg[0]);
    if (maker && !is_thread)
        copy_ends(timeline, maker->process, ev->task, arena);
    struct timeline_step *step =
        maker ? add(timeline, is_thread ? TIMELINE_THREAD : TIMELINE_FORK, maker, ev, arena) : NULL;
    if (step)
        step->code = is_thread ? fresh->thread : ev->task;
}

/* A stack explains the event before it, mostly; always one of the last. */
static void see_stack(struct timeline *timeline, const struct event *ev)
{
    for (size_t i = timeline->step_count; i > 0 && timeline->steps[i - 1].event >= ev->arg[2]; i--)
        if (timeline->steps[i - 1].event == ev->arg[2]) {
            timeline->steps[i - 1].stack_offset = (uint32_t)ev->arg[0];
            timeline->steps[i - 1].stack_size = (uint32_t)ev->arg[1];
        }
}

void timeline_see(struct timeline *timeline, const struct event *ev, struct arena *arena)
{
    static const struct {
        bool known;
        enum timeline_kind kind;
    } kinds[EV_COUNT] = {[EV_EXEC] = {true, TIMELINE_EXEC},
                         [EV_PIPE] = {true, TIMELINE_PIPE},
                         [EV_SIGNAL] = {true, TIMELINE_SIGNAL},
                         [EV_EXIT] = {true, TIMELINE_EXIT}};
    if (ev->kind == EV_TASK)
        see_task(timeline, ev, arena);
    else if (ev->kind == EV_STACK)
        see_stack(timeline, ev);
    else if (ev->kind == EV_FD_COPIED || ev->kind == EV_FD_CLOSED || ev->kind == EV_FD_USED || ev->kind == EV_FD_EOF)
        see_fd(timeline, ev, arena);
    if (ev->kind == EV_PIPE && ev->arg[0] != FD_PIPE)
        return;
    const struct timeline_task *task = kinds[ev->kind].known ? task_of(timeline, ev->task) : NULL;
    struct timeline_step *step = task ? add(timeline, kinds[ev->kind].kind, task, ev, arena) : NULL;
    if (ev->kind == EV_PIPE && task) {
        hold_end(timeline, (struct timeline_end){task->process, (int)ev->arg[2], false, ev->arg[1]}, arena);
        hold_end(timeline, (struct timeline_end){task->process, (int)ev->arg[3], true, ev->arg[1]}, arena);
    }
    if (ev->kind == EV_EXIT && task && ev->task == ev->process)
        drop_ends(timeline, task->process);
    if (!step)
        return;
    step->code = ev->arg[0];
    if (ev->kind == EV_EXEC) {
        step->text = arena_string(arena, ev->text);
    } else if (ev->kind == EV_PIPE) {
        step->object = ev->arg[1];
        step->fd = (int)ev->arg[2];
        step->code = ev->arg[3];
    } else if (ev->kind == EV_EXIT) {
        step->fd = (int)ev->arg[1];
    }
}
