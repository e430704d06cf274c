/* cpus.c -- where a watched program and its tracer work.
 *
 * Theory of operation. A program that begins is stopped some ten to three hundred times, at calls that change its
 * descriptors and those soon after them, and each stop hands the word from a task to the tracer and back: only one of
 * them ever has work. On two CPUs each word wakes one that sleeps, which on a virtual machine takes ten times as long
 * as all that is then done. So they share one for the first TOGETHER_NS. By then an exercise's program is over; one
 * that computes with several processes loses so much at most, and may then use all there are.
 *
 * The program is not to know: a call that asks for its CPUs is stopped, and all are let go first; one that chooses them
 * has the last word. Who is born while its maker is let go may have the maker's old set, and is asked at its birth.
 *
 * As long as they share it, the tracer may sleep in wait4() and need not go through poll() for each word: a timer ends
 * that sleep every millisecond, so that output, limits and a stop are seen at most so much later. */
#include "sandbox/cpus.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/tracer.h"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>

enum { TOGETHER_NS = 20 * 1000 * 1000, TICK_US = 1000 };

static void tick(long us)
{
    const struct itimerval every = {{0, us}, {0, us}};
    CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0);
}

static void on_tick(int signal)
{
    (void)signal; /* that a sleep ended is all */
}

void cpus_gather(struct cpus *cpus, const cpu_set_t *all, pid_t program)
{
    int cpu = sched_getcpu();
    *cpus = (struct cpus){.all = *all};
    if (cpu < 0 || cpu >= CPU_SETSIZE || CPU_COUNT(all) == 0)
        return;
    CPU_SET(cpu, &cpus->here);
    cpus->is_one = sched_setaffinity(program, sizeof cpus->here, &cpus->here) == 0;
    cpus->until_ns = clock_ns() + TOGETHER_NS;
    if (!cpus->is_one)
        return;
    (void)sched_setaffinity(0, sizeof cpus->here, &cpus->here); /* only speed depends on it */
    CHECK(sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_tick}, NULL) == 0);
    tick(TICK_US);
}

void cpus_spread(struct cpus *cpus, const struct tracer *tracer)
{
    if (!cpus->is_one)
        return;
    cpus->is_one = false;
    tick(0);
    (void)sched_setaffinity(0, sizeof cpus->all, &cpus->all); /* fails when none of them is left: then any will do */
    for (size_t i = 0; i < tracer->count; i++)
        if (!tracer->tasks[i].ended)
            (void)sched_setaffinity(tracer->tasks[i].pid, sizeof cpus->all, &cpus->all); /* dead meanwhile, or so */
}

uint64_t cpus_look(struct cpus *cpus, const struct tracer *tracer, uint64_t now)
{
    if (cpus->is_one && now >= cpus->until_ns)
        cpus_spread(cpus, tracer);
    return cpus->is_one ? cpus->until_ns : UINT64_MAX;
}

void cpus_asked(struct cpus *cpus, const struct tracer *tracer, int64_t call)
{
    cpus_spread(cpus, tracer);
    cpus->is_programs |= call == SYS_sched_setaffinity;
}

void cpus_born(const struct cpus *cpus, pid_t pid)
{
    cpu_set_t its;
    if (cpus->is_one || cpus->is_programs || CPU_COUNT(&cpus->here) == 0)
        return;
    if (sched_getaffinity(pid, sizeof its, &its) == 0 && CPU_EQUAL(&its, &cpus->here))
        (void)sched_setaffinity(pid, sizeof cpus->all, &cpus->all); /* dead meanwhile, or so */
}
