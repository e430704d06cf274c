/* births.c -- the calls that make processes and threads: which the limit refused, and what was done after them.
 *
 * Theory of operation. Who forks twice so that the second child is nobody's (a daemon) ends the first child at once,
 * and has waited for all whom there was to wait for: init takes over, and reaps. Who forks and then reads, writes,
 * sleeps or waits lives on beside his child, and was to wait for it, too. Whether the child ends before or after its
 * parent is chance and decides nothing. So a process other than the first is watched after it forked, call by call,
 * until it makes a call that may wait, or a few dozen others; a process that has made none when it ends gave away what
 * it forked last. */
#include "sandbox/births.h"

#include "sandbox/observe/sleeper.h"
#include "sandbox/policy/stops.h"
#include "sandbox/proc.h"
#include "sandbox/stacks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CALLS = 64 }; /* for which a process is watched after it forked */

/* How many processes and threads its user may have, as far as this task is concerned; 0: not known. prlimit() may not
 * say it: that takes the right to change it. */
static uint64_t limit_of(pid_t pid)
{
    static const char key[] = "\nMax processes";
    char text[4096];
    const char *row = proc_read(pid, "limits", text, sizeof text) > 0 ? strstr(text, key) : NULL;
    return row ? strtoull(row + sizeof key - 1, NULL, 10) : 0;
}

void births_begin(struct tracer *tracer, pid_t pid)
{
    tracer->task_limit = limit_of(pid);
}

void births_enter(struct task *task)
{
    task->call = (struct fd_call){.stop = POLICY_MAKES_TASK};
}

void births_done(struct task *maker, uint32_t child, enum task_kind kind)
{
    maker->call = (struct fd_call){0};
    if (kind == TASK_THREAD || maker->process == 1)
        return;
    if (maker->after_fork == 0)
        maker->lived_on = child - 1;
    maker->after_fork = CALLS;
}

/* A program that lowered the limit itself is refused by its own. */
void births_return(struct tracer *tracer, const struct task *task, int64_t result)
{
    if (result != -EAGAIN || tracer->task_limit == 0 || limit_of(task->pid) != tracer->task_limit)
        return;
    uint32_t number = tracer->stream->next;
    tracer_say(tracer, task, EV_REFUSED, ARGS((int64_t)tracer->task_limit), NULL);
    stacks_note(tracer->stacks, task, number);
}

void births_pass(struct task *task, int64_t call, int fd)
{
    bool may_wait = task->after_fork == 1 || sleeper_call_is(call, SLEEPER_WAITS) ||
                    (sleeper_call_is(call, SLEEPER_MOVES) && fd > 2);
    task->after_fork = may_wait ? 0 : task->after_fork - 1;
}

uint32_t births_lived_on(const struct tracer *tracer, const struct task *task)
{
    return task->after_fork > 0 ? task->lived_on : tracer->created;
}
