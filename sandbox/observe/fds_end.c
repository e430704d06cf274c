/* fds_end.c -- the ledger of descriptors at its end: who left what behind. */
#include "sandbox/observe/fds_parts.h"

/* So much longer than its parent lives who is no short child that only lost the race. What the machine took is not
 * counted: time in which it waited for a CPU, or at its stops for a supervisor that did. */
static const uint64_t LONG_NS = 300 * 1000 * 1000;

static bool outlives(const struct process *process, const struct process *other)
{
    if (!process->ended || !other || !other->ended || process->ended_ns <= other->ended_ns)
        return false;
    uint64_t answers_ns = process->answers_ns > other->answers_ns ? process->answers_ns - other->answers_ns : 0;
    return process->ended_ns - other->ended_ns >= LONG_NS + process->delay_ns + answers_ns;
}

/* What became of a child that was not waited for; false: others did, as should be. */
static bool settle_child(const struct fds *fds, struct fds_child *child)
{
    const struct process *process = fds_process(fds, child->process), *parent = fds_process(fds, child->parent);
    if (outlives(process, fds_process(fds, 1)))
        child->left = FDS_OUTLIVED;
    else if (process->parent != child->parent)
        child->left = FDS_TAKEN_OVER;
    else if (outlives(process, parent))
        return false; /* who takes over those whose parent has ended reaped it */
    else if (child->parent != 1 && parent && child->process > parent->lived_on)
        child->left = FDS_GIVEN_AWAY;
    return true;
}

/* Did another than the first process wait for it? It ended later, and left no child that is this one. */
static bool was_waited_for(const struct fds *fds, const struct process *process)
{
    const struct process *parent = fds_process(fds, process->parent);
    return process->parent != 1 && process->ended && parent && parent->ended && parent->ended_ns > process->ended_ns;
}

/* Each once: the last to have had it is who left it. */
static void list_children(const struct fds *fds, struct fds_ledger *out)
{
    struct fds_child *children = arena_alloc(fds->arena, fds->process_capacity + 1, sizeof *children);
    size_t *left = arena_alloc(fds->arena, fds->process_capacity + 1, sizeof *left); /* index + 1 */
    for (size_t i = 0; i < fds->child_count; i++)
        left[fds->children[i].process] = i + 1;
    for (uint32_t id = 2; id < fds->process_capacity; id++) {
        const struct process *process = fds_process(fds, id);
        struct fds_child last = {.process = id, .parent = process ? process->parent : 0};
        if (left[id] > 0)
            last = fds->children[left[id] - 1];
        else if (!process || process->is_beyond || !outlives(process, fds_process(fds, 1)) ||
                 was_waited_for(fds, process))
            continue;
        if (settle_child(fds, &last))
            children[out->child_count++] = last;
    }
    out->children = children;
}

void fds_end(struct fds *fds, struct fds_ledger *out)
{
    *out = (struct fds_ledger){.is_whole = !fds->blind, .objects = fds->objects, .object_count = fds->object_count};
    struct fds_row *rows = arena_alloc(fds->arena, fds->row_count + 1, sizeof *rows);
    for (size_t i = 0; i < fds->row_count; i++) {
        rows[i] = fds->rows[i].said;
        const struct process *process = &fds->processes[rows[i].process];
        rows[i].is_foreign = process->is_foreign;
        rows[i].is_judged = !process->is_beyond && !process->is_command && !fds->rows[i].is_theirs &&
                            (!process->is_vfork || process->has_exec);
    }
    for (uint32_t id = 1; id < fds->process_capacity; id++)
        fds_sweep_end(fds, id);
    struct fds_fault *faults = arena_alloc(fds->arena, fds->fault_count + 1, sizeof *faults);
    for (size_t i = 0; i < fds->fault_count; i++)
        faults[out->fault_count++] = fds->faults[i].said;
    out->rows = rows;
    out->row_count = fds->row_count;
    out->faults = faults;
    out->closes = fds->closes;
    out->close_count = fds->close_count;
    list_children(fds, out);
    struct waits_fork *forks = arena_alloc(fds->arena, fds->process_capacity + 1, sizeof *forks);
    for (uint32_t id = 2; id < fds->process_capacity; id++)
        if (fds->processes[id].known)
            forks[out->fork_count++] = (struct waits_fork){id, fds->processes[id].fork, fds->processes[id].is_vfork};
    out->forks = forks;
}
