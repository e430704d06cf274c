/* asks.c -- system calls that ask about a process, by a number that is not the kernel's. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <sched.h>
#include <string.h>
#include <sys/syscall.h>

static long call_again(const struct call *c)
{
    return SYS6(c->number, c->arg[0], c->arg[1], c->arg[2], c->arg[3], c->arg[4], c->arg[5]);
}

/* It runs where the server put it (server.c: stay_here); it may ask how many workers to make, and is told of all. */
static void tell_cpus(cpu_set_t *set, size_t size)
{
    size = size < sizeof R->cpu ? size : sizeof R->cpu;
    if (CPU_COUNT(&R->cpu) == 1 && memcmp(set, &R->cpu, size) == 0)
        memcpy(set, &R->cpus, size);
}

/* About a process, or about a group of them: the numbers that the program was told are not the kernel's. */
long asks_process(struct call *c)
{
    const long asked[] = {c->arg[0], c->arg[1]};
    c->arg[0] = asked[0] > 0 ? task_real_pid((pid_t)asked[0]) : asked[0];
    if (c->number == SYS_setpgid)
        c->arg[1] = asked[1] > 0 ? task_real_pid((pid_t)asked[1]) : asked[1];
    long code = call_again(c);
    if (c->number == SYS_sched_getaffinity && code > 0)
        tell_cpus((cpu_set_t *)c->arg[2], (size_t)code);
    c->arg[0] = asked[0];
    c->arg[1] = asked[1];
    const bool is_pid = c->number == SYS_getpgid || c->number == SYS_getpgrp || c->number == SYS_getsid;
    for (uint32_t i = 0; is_pid && code > 0 && i < R->process_count; i++)
        if (R->process[i].pid == (uint32_t)code)
            return task_shown_pid(i);
    return code;
}
