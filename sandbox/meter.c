/* meter.c -- what the whole tree of a run uses: by the kernel's own count where there is one, else by adding up. */
#include "sandbox/meter.h"

#include "sandbox/base/err.h"
#include "sandbox/proc.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum { TREE_MAX = 4200, TEXT = 4096 };

struct tree {
    size_t count;
    pid_t pids[TREE_MAX];
};

/* Orphans are adopted by init, so that every process of the run is below it. Children of threads that are not the
 * leader are listed there and missed here; they are the tracer's business. */
static void list_tree(pid_t init, struct tree *tree)
{
    tree->count = 1;
    tree->pids[0] = init;
    for (size_t i = 0; i < tree->count; i++) {
        char name[48], text[TEXT];
        CHECK(snprintf(name, sizeof name, "task/%d/children", (int)tree->pids[i]) < (int)sizeof name);
        if (proc_read(tree->pids[i], name, text, sizeof text) < 0)
            continue;
        char *end = NULL;
        for (const char *p = text; tree->count < TREE_MAX; p = end) {
            long pid = strtol(p, &end, 10);
            if (end == p)
                break;
            tree->pids[tree->count++] = (pid_t)pid;
        }
    }
}

/* CPU time of a process (see clock_getcpuclockid(3)), and of its children that it waited for; 0 when it is gone. */
static uint64_t process_cpu_ns(pid_t pid)
{
    clockid_t clock;
    struct timespec time;
    char text[TEXT];
    unsigned long long user, system;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) < 0 ||
        proc_read(pid, "stat", text, sizeof text) < 0)
        return 0;
    uint64_t sum = (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
    const char *rest = strrchr(text, ')'); /* the name before it may hold anything */
    /* NOLINTNEXTLINE(cert-err34-c): the kernel wrote these numbers */
    if (rest && sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %llu %llu", &user, &system) == 2)
        sum += (user + system) * (1000000000 / (uint64_t)sysconf(_SC_CLK_TCK));
    return sum;
}

uint64_t meter_cpu_ns(struct meter *meter)
{
    uint64_t sum = 0;
    if (cgroup_has(meter->cgroup, CGROUP_CPU)) {
        sum = cgroup_cpu_ns(meter->cgroup);
    } else if (meter->tracer) {
        sum = tracer_cpu_ns(meter->tracer);
    } else {
        struct tree tree;
        list_tree(meter->init, &tree);
        for (size_t i = 1; i < tree.count; i++)
            sum += process_cpu_ns(tree.pids[i]);
    }
    meter->cpu_ns = sum > meter->cpu_ns ? sum : meter->cpu_ns;
    return meter->cpu_ns;
}

bool meter_must_poll(const struct meter *meter)
{
    return !cgroup_has(meter->cgroup, CGROUP_MEMORY);
}

static uint64_t folders_kib(const struct meter *meter)
{
    uint64_t sum = 0;
    struct statfs fs;
    for (size_t i = 0; i < METER_FOLDERS; i++)
        if (meter->folders[i] >= 0 && fstatfs(meter->folders[i], &fs) == 0)
            sum += (uint64_t)(fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize / 1024;
    return sum;
}

static uint64_t line_kib(const char *text, const char *key)
{
    const char *line = strstr(text, key);
    return line ? strtoull(line + strlen(key), NULL, 10) : 0;
}

/* A file of /tmp that is mapped is in both counts: it is subtracted from the folders as far as it is. */
static uint64_t exact_kib(const struct meter *meter, const struct tree *tree)
{
    uint64_t sum = 0, shared = 0, files = folders_kib(meter);
    char text[TEXT];
    for (size_t i = 1; i < tree->count; i++) {
        if (proc_read(tree->pids[i], "smaps_rollup", text, sizeof text) < 0)
            continue;
        sum += line_kib(text, "\nPss:");
        shared += line_kib(text, "\nPss_Shmem:");
    }
    return sum + (files > shared ? files - shared : 0);
}

uint64_t meter_memory_kib(struct meter *meter, uint64_t enough_kib)
{
    struct tree tree;
    char text[TEXT];
    uint64_t page_kib = (uint64_t)sysconf(_SC_PAGESIZE) / 1024;
    list_tree(meter->init, &tree);
    uint64_t sum = folders_kib(meter);
    for (size_t i = 1; i < tree.count; i++) {
        const char *space = proc_read(tree.pids[i], "statm", text, sizeof text) >= 0 ? strchr(text, ' ') : NULL;
        sum += space ? strtoull(space, NULL, 10) * page_kib : 0;
    }
    if (sum > enough_kib)
        sum = exact_kib(meter, &tree);
    meter->peak_kib = sum > meter->peak_kib ? sum : meter->peak_kib;
    return sum;
}
