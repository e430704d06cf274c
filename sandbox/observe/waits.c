/* waits.c -- who waits for whom at one instant, and whether anything can ever move again: the fold. */
#include "sandbox/observe/waits.h"

#include "sandbox/base/err.h"
#include "sandbox/observe/waits_parts.h"

#include <string.h>

const char *deadlock_kind_name(enum deadlock_kind kind)
{
    static const char *const names[] = {
        [DEADLOCK_SELF_HELD_END] = "self-held-end", [DEADLOCK_CIRCULAR_WAIT] = "circular-wait",
        [DEADLOCK_NO_SENDER] = "no-sender",         [DEADLOCK_FULL_PIPE] = "full-pipe",
        [DEADLOCK_LOCK_CYCLE] = "lock-cycle",       [DEADLOCK_LOST_WAKEUP] = "lost-wakeup",
        [DEADLOCK_CHILD_STUCK] = "child-stuck",     [DEADLOCK_OTHER] = "other"};
    CHECK((unsigned)kind < DEADLOCK_KIND_COUNT);
    return names[kind];
}

struct waits *waits_begin(struct arena *arena)
{
    struct waits *w = arena_alloc(arena, 1, sizeof *w);
    w->arena = arena;
    return w;
}

struct waits *waits_begin_rest(struct arena *arena)
{
    struct waits *w = waits_begin(arena);
    w->of_rest = true;
    return w;
}

static void append(struct waits *w, struct list *list, const struct event *ev)
{
    list->items = arena_grow(w->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = *ev;
}

static struct task *task_of(struct waits *w, uint32_t id)
{
    return id < w->task_capacity && w->tasks[id].process != 0 ? &w->tasks[id] : NULL;
}

/* Is it told of every living task exactly once, and of no other? */
static bool cut_is_whole(struct waits *w, const struct event *end)
{
    if (!w->in_cut || w->blind || (uint64_t)w->cut_tasks != w->alive || w->blocked.count != w->alive ||
        end->arg[0] != (int64_t)w->blocked.count || end->arg[1] != (int64_t)w->held.count ||
        end->arg[2] != (int64_t)w->words.count)
        return false;
    for (size_t i = 0; i < w->blocked.count; i++) {
        const struct event *blocked = &w->blocked.items[i];
        struct task *task = task_of(w, blocked->task);
        if (!task || !task->alive || task->process != blocked->process || task->in_cut == w->cut)
            return false;
        task->in_cut = w->cut;
    }
    return true;
}

/* Since when all that is stuck now was: the youngest of their beginnings. */
static uint64_t stuck_since(struct waits *w)
{
    uint64_t since = 0;
    for (size_t i = 0; i < w->node_count; i++) {
        struct task *task = &w->tasks[w->nodes[i].wait.task];
        if (!w->nodes[i].stuck)
            task->stuck_ns = 0;
        else if (task->stuck_ns == 0)
            task->stuck_ns = w->cut_at_ns;
        since = task->stuck_ns > since ? task->stuck_ns : since;
    }
    return since;
}

static bool see_cut_end(struct waits *w, const struct event *end)
{
    bool whole = cut_is_whole(w, end);
    size_t stuck = 0, others = 0;
    w->in_cut = false;
    if (!whole || w->blocked.count == 0)
        return false;
    waits_find_stuck(w);
    w->waits = arena_alloc(w->arena, w->node_count, sizeof *w->waits);
    w->others = arena_alloc(w->arena, w->node_count, sizeof *w->others);
    for (size_t i = 0; i < w->node_count; i++) {
        if (w->nodes[i].stuck)
            w->waits[stuck++] = w->nodes[i].wait;
        else if (!w->nodes[i].dead)
            w->others[others++] = w->nodes[i].wait;
    }
    struct waits_deadlock none = {0};
    w->said = none;
    w->said.others = w->others;
    w->said.other_count = others;
    w->said.waits = w->waits;
    w->said.wait_count = stuck;
    w->said.at_ns = stuck_since(w);
    w->said.proved = stuck > 0;
    w->said.partial = others > 0;
    if (stuck > 0)
        waits_explain(w->arena, &w->said);
    w->is_last = true;
    if (stuck > 0 && others == 0)
        return true;
    w->partial = w->said; /* nothing is said of it before a limit has ended the run */
    w->said = none;
    return false;
}

/* The look after which a limit of time ended the run. */
static void see_limit(struct waits *w, const struct event *ev)
{
    if (w->is_last && !w->said.proved && (ev->arg[0] == CAUSE_CPU || ev->arg[0] == CAUSE_WALL))
        w->said = w->partial;
}

/* --- the fold ----------------------------------------------------------------------------------------------------- */

static void see_task(struct waits *w, const struct event *ev)
{
    const struct task *parent = ev->arg[0] > 0 ? task_of(w, (uint32_t)ev->arg[0]) : NULL;
    bool first = ev->task == ev->process;
    if (ev->task > EVENTS_MAX || task_of(w, ev->task) || (!first && !task_of(w, ev->process))) {
        w->blind = true;
        return;
    }
    uint32_t above = parent ? parent->process : 0;
    w->tasks = arena_grow(w->arena, w->tasks, ev->task, &w->task_capacity, sizeof *w->tasks);
    w->tasks[ev->task] = (struct task){.process = ev->process,
                                       .parent = above,
                                       .born = ev->number,
                                       .pid = (int32_t)ev->arg[2],
                                       .alive = true,
                                       .is_vfork = ev->arg[1] == TASK_VFORK};
    w->tasks[ev->task].thread = ++w->tasks[ev->process].threads;
    w->alive++;
}

static void see_exit(struct waits *w, const struct event *ev)
{
    struct task *task = task_of(w, ev->task);
    if (!task || !task->alive) {
        w->blind = true;
        return;
    }
    task->alive = false;
    w->alive--;
    w->first_ended |= ev->task == 1;
}

static void see_pipe(struct waits *w, const struct event *ev)
{
    append(w, &w->pipes, ev);
    w->pipe_stacks =
        arena_grow(w->arena, w->pipe_stacks, w->pipes.count - 1, &w->pipe_stack_capacity, sizeof *w->pipe_stacks);
}

/* What it explains: the birth of a process, a pipe, or where a task sleeps in the cut that proved, or a later one. */
static void see_stack(struct waits *w, const struct event *ev)
{
    struct waits_stack stack = {(uint32_t)ev->arg[0], (uint32_t)ev->arg[1]};
    for (size_t i = 0; i < w->task_capacity; i++)
        if (w->tasks[i].process != 0 && w->tasks[i].born == ev->arg[2]) {
            w->tasks[i].fork = stack;
            return;
        }
    for (size_t i = 0; i < w->pipes.count; i++)
        if (w->pipes.items[i].number == ev->arg[2]) {
            w->pipe_stacks[i] = stack;
            return;
        }
    for (size_t i = 0; i < w->said.wait_count; i++)
        if (w->waits[i].task == ev->task && ev->arg[2] >= w->cut && w->waits[i].stack.size == 0)
            w->waits[i].stack = stack;
    for (size_t i = 0; i < w->said.other_count; i++) {
        struct waits_wait *other = &w->others[i];
        bool explains = other->turn > 0 ? ev->arg[2] == other->turn_event : other->stack.size == 0;
        if (other->task == ev->task && ev->arg[2] >= w->cut && explains)
            other->stack = stack;
    }
}

/* A task that ran in the last look, and does nothing but go round. */
static void see_spin(struct waits *w, const struct event *ev)
{
    for (size_t i = 0; i < w->said.other_count; i++) {
        struct waits_wait *other = &w->others[i];
        if (other->task != ev->task || other->turn > 0)
            continue;
        other->turn = (uint32_t)ev->arg[0];
        other->turn_call = ev->arg[1] > 0 ? ev->arg[2] : -1;
        other->turn_result = ev->arg[3];
        other->turn_event = ev->number;
    }
}

static void see_cut(struct waits *w, const struct event *ev)
{
    w->blocked.count = w->held.count = w->words.count = 0;
    w->cut = ev->number;
    w->cut_at_ns = ev->at_ns;
    w->cut_tasks = ev->arg[0];
    w->in_cut = true;
}

bool waits_see(struct waits *w, const struct event *ev)
{
    bool all_stuck = w->said.proved && !w->said.partial;
    switch ((enum event_kind)ev->kind) {
    case EV_TASK:
        see_task(w, ev);
        break;
    case EV_EXIT:
        see_exit(w, ev);
        break;
    case EV_PIPE:
        see_pipe(w, ev);
        break;
    case EV_STACK:
        see_stack(w, ev);
        break;
    case EV_CUT:
        if (!all_stuck && w->first_ended == w->of_rest) /* the first of all is enough */
            see_cut(w, ev);
        return all_stuck;
    case EV_BLOCKED:
    case EV_HELD:
    case EV_WORD:
        if (w->in_cut)
            append(w, ev->kind == EV_BLOCKED ? &w->blocked : ev->kind == EV_HELD ? &w->held : &w->words, ev);
        return all_stuck;
    case EV_CUT_END:
        return all_stuck || see_cut_end(w, ev);
    case EV_LIMIT:
        see_limit(w, ev);
        break;
    case EV_SPIN:
        see_spin(w, ev);
        break;
    case EV_OVERFLOW:
        w->blind = true;
        break;
    case EV_BEGIN:
    case EV_EXEC:
    case EV_SIGNAL:
    case EV_OUTPUT:
    case EV_FD_MADE:
    case EV_FD_COPIED:
    case EV_FD_CLOSED:
    case EV_FD_USED:
    case EV_FD_EOF:
    case EV_FD_UNSEEN:
    case EV_FD_ASKED:
    case EV_NO_EXEC:
    case EV_ECHO:
    case EV_UNSENT:
    case EV_FD_BAD:
    case EV_FD_BROKEN:
    case EV_FD_TABLE:
    case EV_FD_KEPT:
    case EV_CHILD_LEFT:
    case EV_REFUSED:
    case EV_FORBIDDEN:
    case EV_STOPPED:
    case EV_FILE:
    case EV_BROKEN:
    case EV_END:
    case EV_COUNT:
        break;
    }
    w->in_cut = w->is_last = false; /* nothing happens in the middle of an instant */
    return all_stuck;
}

void waits_end(struct waits *w, struct waits_deadlock *out)
{
    *out = w->said;
    struct waits_fork *forks = arena_alloc(w->arena, w->task_capacity + 1, sizeof *forks);
    for (uint32_t id = 2; id < w->task_capacity; id++)
        if (w->tasks[id].process == id)
            forks[out->fork_count++] = (struct waits_fork){id, w->tasks[id].fork, w->tasks[id].is_vfork};
    struct waits_pipe *pipes = arena_alloc(w->arena, w->pipes.count + 1, sizeof *pipes);
    for (size_t i = 0; i < w->pipes.count; i++)
        if (w->pipes.items[i].arg[0] == FD_PIPE)
            pipes[out->pipe_count++] = (struct waits_pipe){w->pipes.items[i].arg[1], w->pipe_stacks[i]};
    out->forks = forks;
    out->pipes = pipes;
    waits_part(w, out);
}
