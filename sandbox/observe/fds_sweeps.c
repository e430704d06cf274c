/* fds_sweeps.c -- calls of close() in a row that may be a loop over all numbers, and are no mistakes then. */
#include "sandbox/observe/fds_parts.h"

#include <stdlib.h>

/* Programs that close whatever might be open, one number after the other, know that most of it is not: for (fd = 3;
 * fd < 20; fd++) close(fd). What shows it are numbers that nobody can have known, and that one call in a loop closes
 * them. Of the former the fold knows. A few of them in a series are not enough, as one wrong number may come after
 * three right ones: then whoever has the lines decides (rubrics/hygiene_sweeps.c). Where all numbers of a series were
 * open once, it closes what it knows, and some of it twice: for (i = 0; i < 4; i++) close(ends[i]). */

enum {
    SURE = 8,         /* numbers that were never open: no list of variables has so many wrong ones in order */
    STEP_MAX = 8,     /* a loop may leave out what is still needed */
    SERIES_MAX = 32,  /* calls of a series that is judged by its lines; a longer one is a sweep */
    CLOSES_MAX = 100, /* of all these */
};

bool fds_sweep_is_sure(const struct process *process)
{
    return process->never_open >= SURE;
}

static bool is_long(const struct process *process)
{
    return process->series_count >= FDS_SWEEP_MIN && process->never_open > 0;
}

static bool is_near(int fd, int other)
{
    int64_t step = llabs((int64_t)fd - other);
    return step > 0 && step <= STEP_MAX;
}

static bool goes_on(const struct process *process, int fd)
{
    size_t count = process->series_count;
    if (count == 0 || !is_near(fd, process->series[count - 1].fd))
        return false;
    int last = process->series[count - 1].fd, before = count > 1 ? process->series[count - 2].fd : last;
    return count == 1 || (fd > last) == (last > before);
}

/* Takes away what was held against its calls from the first of the series on. */
static void forgive(struct fds *fds, const struct process *process, uint32_t id)
{
    size_t kept = 0;
    for (size_t i = 0; i < fds->fault_count; i++) {
        const struct fault *fault = &fds->faults[i];
        if (!fault->is_pending || fault->said.process != id || fault->event < process->series[0].event)
            fds->faults[kept++] = fds->faults[i];
    }
    fds->fault_count = kept;
}

/* What is held against its calls before that event waits no longer. */
static void settle(struct fds *fds, uint32_t id, uint32_t until, size_t close_count)
{
    for (size_t i = 0; i < fds->fault_count; i++) {
        struct fault *fault = &fds->faults[i];
        if (!fault->is_pending || fault->said.process != id || fault->event >= until)
            continue;
        fault->is_pending = false;
        fault->said.first_close = fds->close_count;
        fault->said.close_count = close_count;
    }
}

static void end_series(struct fds *fds, uint32_t id, uint32_t until)
{
    struct process *process = &fds->processes[id];
    size_t count = is_long(process) ? process->series_count : 0;
    if (count > 0 && (fds_sweep_is_sure(process) || count > SERIES_MAX || fds->close_count + count > CLOSES_MAX)) {
        forgive(fds, process, id);
        count = 0;
    }
    settle(fds, id, until, count);
    for (size_t i = 0; i < count; i++) {
        fds->closes = arena_grow(fds->arena, fds->closes, fds->close_count, &fds->close_capacity, sizeof *fds->closes);
        fds->closes[fds->close_count++] = process->series[i].said;
    }
    process->series_count = process->never_open = 0;
}

void fds_sweep_end(struct fds *fds, uint32_t id)
{
    end_series(fds, id, UINT32_MAX);
}

static void add(struct fds *fds, struct process *process, const struct close_call *call)
{
    process->series = arena_grow(fds->arena, process->series, process->series_count, &process->series_capacity,
                                 sizeof *process->series);
    process->series[process->series_count++] = *call;
    process->never_open += call->said.never_open;
}

void fds_sweep_see(struct fds *fds, uint32_t id, const struct event *ev, bool never_open)
{
    struct process *process = &fds->processes[id];
    const struct close_call now = {.said = {.never_open = never_open}, .event = ev->number, .fd = (int)ev->arg[0]};
    if (process->series_count > 0 && !goes_on(process, now.fd)) {
        const struct close_call last = process->series[process->series_count - 1];
        bool is_first = !is_long(process) && is_near(now.fd, last.fd); /* of this one, too */
        end_series(fds, id, is_first ? last.event : now.event);
        if (is_first)
            add(fds, process, &last);
    }
    add(fds, process, &now);
    if (fds_sweep_is_sure(process))
        forgive(fds, process, id);
}
