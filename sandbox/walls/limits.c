/* limits.c -- rlimits of the program: what the kernel refuses by itself, process by process. */
#include "sandbox/walls/limits.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

/* The tree's own limits (CPU, memory, processes) are the supervisor's; here are those that only exist for one process,
 * and backstops above the supervisor's. No RLIMIT_AS: a sanitizer reserves terabytes that it never touches. */
bool limits_set(const struct spec *spec, struct err *e)
{
    const struct limits *limits = &spec->limits;
    rlim_t processes = limits->processes;
    const struct {
        __rlimit_resource_t resource;
        const char *name;
        rlim_t value;
    } rows[] = {
        {RLIMIT_CPU, "cpu", limits->cpu_ms / 1000 + 2},
        {RLIMIT_FSIZE, "fsize", (rlim_t)limits->file_kib * 1024},
        {RLIMIT_CORE, "core", 0},
        {RLIMIT_NOFILE, "nofile", 256},
        {RLIMIT_STACK, "stack", 8 << 20},
        {RLIMIT_MEMLOCK, "memlock", 64 << 10},
        {RLIMIT_MSGQUEUE, "msgqueue", 800 << 10}, /* Linux's usual: POSIX queues are part of the lesson */
        {RLIMIT_SIGPENDING, "sigpending", 1024},
        {RLIMIT_NICE, "nice", 0},
        {RLIMIT_RTPRIO, "rtprio", 0},
        /* Traced: the tracer counts, and kills at the first too many; untraced: fork fails. */
        {RLIMIT_NPROC, "nproc", spec->trace ? 2 * processes + 16 : processes},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct rlimit now;
        if (getrlimit(rows[i].resource, &now) < 0)
            return err_set(e, ERR_SYSTEM, "rlimit %s: %s", rows[i].name, strerror(errno));
        rlim_t value = rows[i].value < now.rlim_max ? rows[i].value : now.rlim_max;
        struct rlimit wanted = {value, value};
        if (setrlimit(rows[i].resource, &wanted) < 0)
            return err_set(e, ERR_SYSTEM, "rlimit %s: %s", rows[i].name, strerror(errno));
    }
    return true;
}
