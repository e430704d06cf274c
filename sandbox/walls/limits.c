/* limits.c -- rlimits of the program: what the kernel refuses by itself, process by process. */
#include "sandbox/walls/limits.h"

#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

struct row {
    __rlimit_resource_t resource;
    const char *name;
    rlim_t value;
};

/* Hard = soft; what is lower already stays. */
static bool set_rows(const struct row *rows, size_t count, struct err *e)
{
    for (size_t i = 0; i < count; i++) {
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

/* The tree's own limits (CPU, memory, processes) are the supervisor's; here are those that only exist for one process,
 * and backstops above the supervisor's. No RLIMIT_AS: a sanitizer reserves terabytes that it never touches. */
bool limits_set_for_all(struct err *e)
{
    static const struct row rows[] = {
        {RLIMIT_CORE, "core", 0},
        {RLIMIT_NOFILE, "nofile", 1024}, /* Linux's usual: hundreds of pipes are no attack */
        {RLIMIT_STACK, "stack", 8 << 20},
        {RLIMIT_MEMLOCK, "memlock", 8 << 20},     /* as usual, too */
        {RLIMIT_MSGQUEUE, "msgqueue", 800 << 10}, /* Linux's usual: POSIX queues are part of the lesson */
        {RLIMIT_SIGPENDING, "sigpending", 1024},
        {RLIMIT_NICE, "nice", 0},
        {RLIMIT_RTPRIO, "rtprio", 0},
    };
    return set_rows(rows, sizeof rows / sizeof rows[0], e);
}

unsigned limits_tasks_of(uid_t uid)
{
    DIR *list = opendir("/proc");
    const struct dirent *entry;
    unsigned sum = 0;
    while (list && (entry = readdir(list))) {
        char name[300];
        struct stat st;
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
            snprintf(name, sizeof name, "%s/task", entry->d_name) < (int)sizeof name &&
            fstatat(dirfd(list), name, &st, 0) == 0 && st.st_uid == uid && st.st_nlink > 2)
            sum += (unsigned)st.st_nlink - 2; /* a folder for each */
    }
    if (list)
        (void)closedir(list); /* only read */
    return sum;
}

bool limits_set(const struct spec *spec, unsigned others, struct err *e)
{
    const struct limits *limits = &spec->limits;
    rlim_t processes = limits->processes;
    const struct row rows[] = {
        /* A backstop: the kernel counts whole ticks here, all of each for who runs at it. Beside many that sleep and
         * wake, 1.0 s of them was over after 0.79 s. */
        {RLIMIT_CPU, "cpu", 2 * (limits->cpu_ms / 1000 + 1)},
        {RLIMIT_FSIZE, "fsize", (rlim_t)limits->file_kib * 1024},
        /* Traced: the tracer counts, and kills at the first too many; untraced: fork fails. */
        {RLIMIT_NPROC, "nproc", others + (spec->trace ? 2 * processes + 16 : processes)},
    };
    return set_rows(rows, sizeof rows / sizeof rows[0], e);
}

bool limits_offer(pid_t pid, struct err *e)
{
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/%d/oom_score_adj", (int)pid) < (int)sizeof path);
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !fd_write_all(fd, "1000", 4))
        return err_set(e, ERR_SYSTEM, "oom_score_adj: %s", strerror(errno));
    return true;
}
