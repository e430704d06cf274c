/* cgroup.c -- what the kernel counts for a whole tree of processes, where it does.
 *
 * Each controller may live in a version 1 hierarchy of its own or in version 2; machines with both are common. The
 * table below says which file of which version answers which question. Members are always attached through
 * cgroup.procs: on some kernels a group whose cgroup.kill was once written kills whatever is later cloned straight into
 * it. */
#include "sandbox/walls/cgroup.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 4096, LINES_MAX = 4096 };
#define PREFIX "bothends-"

static const uint64_t FREEING_NS = 10ULL * 1000 * 1000 * 1000; /* longer is our fault */
static const struct timespec SHORTLY = {0, 1000 * 1000};

static const struct {
    enum cgroup_use use;
    int version;
    const char *controller; /* version 1: the hierarchy's; version 2: none needed, or enabled in the parent */
    const char *probe;      /* the group is of use when it has this file */
} ways[] = {
    {CGROUP_MEMORY, 1, "memory", "memory.limit_in_bytes"},
    {CGROUP_MEMORY, 2, "memory", "memory.max"},
    {CGROUP_TREE, 2, "", "cgroup.kill"},
    {CGROUP_CPU, 1, "cpuacct", "cpuacct.usage"},
    {CGROUP_CPU, 2, "", "cpu.stat"}, /* there without any controller, but dearer to read */
};

static bool has_word(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *p = list; (p = strstr(p, word)); p += size)
        if ((p == list || p[-1] == ',') && (p[size] == ',' || p[size] == 0))
            return true;
    return false;
}

static FILE *open_below(const char *root, const char *name)
{
    char path[PATH_MAX];
    return snprintf(path, sizeof path, "%s%s", root, name) < PATH_MAX ? fopen(path, "re") : NULL;
}

/* Our own group in the hierarchy, from /proc/self/cgroup: "4:memory:/path" or "0::/path". */
static bool own_group(const char *root, int version, const char *controller, char *out, size_t size)
{
    FILE *file = open_below(root, "/proc/self/cgroup");
    char line[LINE];
    bool found = false;
    while (file && !found && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *names = strchr(line, ':');
        char *path = names ? strchr(names + 1, ':') : NULL;
        if (!path)
            continue;
        *path++ = 0;
        found = version == 2 ? names[1] == 0 : has_word(names + 1, controller);
        if (found)
            found = snprintf(out, size, "%s", path) < (int)size;
    }
    if (file)
        (void)fclose(file); /* only read */
    return found;
}

/* Where a hierarchy is mounted, what of it, and its options. */
struct mounted {
    char part[LINE], point[LINE], options[LINE];
};

/* From /proc/self/mountinfo: "... PART POINT ... - cgroup SOURCE OPTIONS". */
static bool find_mount(const char *root, int version, const char *controller, struct mounted *out)
{
    FILE *file = open_below(root, "/proc/self/mountinfo");
    char line[LINE], type[64];
    bool found = false;
    while (file && !found && fgets(line, sizeof line, file)) {
        const char *tail = strstr(line, " - ");
        if (!tail || sscanf(tail, " - %63s %*s %4095s", type, out->options) != 2)
            continue;
        if (strcmp(type, version == 2 ? "cgroup2" : "cgroup") != 0 ||
            (version == 1 && !has_word(out->options, controller)))
            continue;
        found = sscanf(line, "%*s %*s %*s %4095s %4095s", out->part, out->point) == 2;
    }
    if (file)
        (void)fclose(file); /* only read */
    return found;
}

/* The folder of our own group, or of the one that was left to us. A container may see only a part of the hierarchy,
 * mounted as its whole. */
static bool find_folder(const char *root, int version, const char *controller, char out[PATH_MAX], enum delegation *how)
{
    static struct mounted at; /* too large for a stack */
    char own[LINE], top[PATH_MAX], folder[PATH_MAX];
    if (!find_mount(root, version, controller, &at) || !own_group(root, version, controller, own, sizeof own))
        return false;
    size_t skip = strcmp(at.part, "/") == 0 ? 0 : strlen(at.part);
    const char *below = strncmp(own, at.part, skip) == 0 ? own + skip : "";
    below = strcmp(below, "/") == 0 ? "" : below;
    if (snprintf(top, PATH_MAX, "%s%s", root, at.point) >= PATH_MAX ||
        snprintf(folder, PATH_MAX, "%s%s", top, below) >= PATH_MAX)
        return false;
    if (version == 2)
        *how = delegate_find(folder, top, has_word(at.options, "nsdelegate"), out);
    else
        memcpy(out, folder, sizeof folder);
    return true;
}

static bool write_at(int dir, const char *name, const char *text)
{
    AUTO_CLOSE int fd = openat(dir, name, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && fd_write_all(fd, text, strlen(text));
}

/* The number after key in an open file of the group ("" : the file is the number); 0 if it is not there. */
static uint64_t read_number(int fd, const char *key)
{
    char text[LINE];
    ssize_t n = fd < 0 ? -1 : pread(fd, text, sizeof text - 1, 0);
    if (n <= 0)
        return 0;
    text[n] = 0;
    for (const char *p = text; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
        if (strncmp(p, key, strlen(key)) == 0)
            return strtoull(p + strlen(key), NULL, 10);
    return 0;
}

/* What follows PREFIX: a pid, and in which namespace it is one, for containers may share a tree of groups. */
static void make_name(char name[CGROUP_NAME])
{
    struct stat pids = {0};
    CHECK(stat("/proc/self/ns/pid", &pids) == 0); /* there is no Linux without it */
    CHECK(snprintf(name, CGROUP_NAME, PREFIX "%d-%llu", (int)getpid(), (unsigned long long)pids.st_ino) < CGROUP_NAME);
}

/* Groups of slots that died hard: named after a pid of ours that is no more. */
static void sweep(const char *folder, const char *own)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    for (int i = 0; dir && i < LINES_MAX && (entry = readdir(dir)); i++) {
        char *end = entry->d_name;
        long pid = strncmp(entry->d_name, PREFIX, sizeof PREFIX - 1) == 0
                       ? strtol(entry->d_name + sizeof PREFIX - 1, &end, 10)
                       : 0;
        if (pid > 0 && strcmp(end, strrchr(own, '-')) == 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH)
            (void)unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR); /* another slot may be sweeping too */
    }
    if (dir)
        (void)closedir(dir); /* only read */
}

static bool make_group(const char *root, struct cgroup *group, enum cgroup_use use, int version, const char *controller,
                       const char *probe)
{
    char folder[PATH_MAX];
    struct cgroup_at *at = &group->at[use];
    if (!find_folder(root, version, controller, folder, &group->delegation))
        return false;
    if (version == 2 && *controller && group->delegation != DELEGATION_NONE)
        (void)delegate_hand_on(folder, controller); /* seen by the probe */
    sweep(folder, group->name);
    AUTO_CLOSE int parent = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0 || (mkdirat(parent, group->name, 0755) < 0 && errno != EEXIST))
        return false;
    AUTO_CLOSE int dir = openat(parent, group->name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    AUTO_CLOSE int procs = dir < 0 ? -1 : openat(dir, "cgroup.procs", O_WRONLY | O_CLOEXEC);
    if (procs < 0 || faccessat(dir, probe, F_OK, 0) < 0)
        return false; /* left behind for another use of the same group, or for the sweep */
    *at = (struct cgroup_at){.dir = dir, .parent = parent, .procs = procs, .version = version};
    dir = parent = procs = -1;
    return true;
}

/* Files that are read in each run stay open. */
static void open_counts(struct cgroup *group)
{
    const struct cgroup_at *cpu = &group->at[CGROUP_CPU], *memory = &group->at[CGROUP_MEMORY];
    const struct {
        int *fd;
        const struct cgroup_at *at;
        int mode;
        const char *names[2];
    } rows[] = {
        {&group->cpu, cpu, O_RDONLY, {"cpuacct.usage", "cpu.stat"}},
        {&group->oom, memory, O_RDONLY, {"memory.oom_control", "memory.events"}},
        {&group->used, memory, O_RDONLY, {"memory.usage_in_bytes", "memory.current"}},
        {&group->peak, memory, O_RDWR, {"memory.max_usage_in_bytes", "memory.peak"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].at->dir >= 0)
            *rows[i].fd = openat(rows[i].at->dir, rows[i].names[rows[i].at->version - 1], rows[i].mode | O_CLOEXEC);
    if (memory->dir >= 0 && group->peak < 0) /* who may not write may read it */
        group->peak = openat(memory->dir, "memory.peak", O_RDONLY | O_CLOEXEC);
}

void cgroup_open(struct cgroup *group, const char *root)
{
    *group = (struct cgroup){.cpu = -1, .oom = -1, .used = -1, .peak = -1};
    make_name(group->name);
    for (size_t i = 0; i < CGROUP_USES; i++)
        group->at[i] = (struct cgroup_at){.dir = -1, .parent = -1, .procs = -1};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct cgroup_at *at = &group->at[ways[i].use];
        if (at->dir >= 0 || !make_group(root, group, ways[i].use, ways[i].version, ways[i].controller, ways[i].probe))
            continue;
        for (size_t k = 0; k < CGROUP_USES; k++)
            if (k != ways[i].use && group->at[k].procs >= 0 && fd_is_same(group->at[k].dir, at->dir))
                fd_close(&at->procs); /* one join is enough */
    }
    open_counts(group);
}

void cgroup_close(struct cgroup *group)
{
    int *const counts[] = {&group->cpu, &group->oom, &group->used, &group->peak};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        fd_close(counts[i]);
    for (size_t i = 0; i < CGROUP_USES; i++) {
        struct cgroup_at *at = &group->at[i];
        fd_close(&at->procs);
        fd_close(&at->dir);
        if (at->parent >= 0)
            (void)unlinkat(at->parent, group->name, AT_REMOVEDIR); /* gone already, or for the next slot to sweep */
        fd_close(&at->parent);
    }
}

bool cgroup_has(const struct cgroup *group, enum cgroup_use use)
{
    return group->at[use].dir >= 0;
}

/* Version 1 refuses a limit (EBUSY) below what is there; version 2 would kill for it, and those who wait in the group
 * are our zygotes. memory.high kills nobody: it lets go of what need not be there, cached files. */
static bool make_room(const struct cgroup *group, const struct cgroup_at *at, const char *text, uint64_t bytes)
{
    if (read_number(group->used, "") <= bytes)
        return true;
    bool was_asked = write_at(at->dir, "memory.high", text);
    bool is_free = read_number(group->used, "") <= bytes;
    if (was_asked && !write_at(at->dir, "memory.high", "max"))
        return false;
    errno = EBUSY;
    return is_free;
}

/* Swap counts as memory: the sum of both is limited to the same. A limit can only be lowered to what is free by then,
 * and the sum is never below the part, so the sum is opened first. */
static bool set_memory(const struct cgroup *group, uint32_t memory_kib)
{
    const struct cgroup_at *at = &group->at[CGROUP_MEMORY];
    const uint64_t bytes = memory_kib * 1024ULL;
    char text[32];
    CHECK(snprintf(text, sizeof text, "%llu", (unsigned long long)bytes) < (int)sizeof text);
    if (at->version == 2) {
        (void)write_at(at->dir, "memory.swap.max", "0");  /* a kernel without swap accounting has no such file */
        (void)write_at(at->dir, "memory.oom.group", "0"); /* the default; says what we rely on */
        return make_room(group, at, text, bytes) && write_at(at->dir, "memory.max", text);
    }
    (void)write_at(at->dir, "memory.memsw.limit_in_bytes", "-1"); /* absent without swap accounting */
    if (!write_at(at->dir, "memory.limit_in_bytes", text))
        return false;
    (void)write_at(at->dir, "memory.memsw.limit_in_bytes", text); /* absent without swap accounting */
    return true;
}

static uint64_t oom_count(const struct cgroup *group)
{
    return read_number(group->oom, "oom_kill ");
}

/* How often a charge failed at the group's own limit; version 1 does not say. */
static uint64_t full_count(const struct cgroup *group)
{
    return group->at[CGROUP_MEMORY].version == 2 ? read_number(group->oom, "oom ") : 0;
}

static bool was_full(const struct cgroup *group)
{
    enum { NEAR_KIB = 4096 }; /* what is charged is charged in pieces */
    if (group->at[CGROUP_MEMORY].version == 2)
        return full_count(group) > group->full_before;
    return group->peak < 0 || read_number(group->peak, "") / 1024 + NEAR_KIB >= group->memory_kib;
}

uint64_t cgroup_used_kib(const struct cgroup *group)
{
    return read_number(group->used, "") / 1024;
}

bool cgroup_begin(struct cgroup *group, uint32_t memory_kib, struct err *e)
{
    if (!cgroup_has(group, CGROUP_MEMORY))
        return true;
    /* EBUSY: what the run before used is still being freed, some of it later by the kernel itself (RCU). */
    uint64_t until = clock_ns() + FREEING_NS;
    while (group->memory_kib != memory_kib) {
        if (set_memory(group, memory_kib))
            group->memory_kib = memory_kib;
        else if (errno != EBUSY || clock_ns() > until)
            return err_set(e, ERR_SYSTEM, "memory limit of the cgroup: %s", strerror(errno));
        else
            (void)nanosleep(&SHORTLY, NULL); /* one that is shorter will do */
    }
    group->oom_before = oom_count(group);
    group->full_before = full_count(group);
    group->left_kib = cgroup_used_kib(group);
    return true;
}

bool cgroup_join(const struct cgroup *group, struct err *e)
{
    for (size_t i = 0; i < CGROUP_USES; i++)
        if (group->at[i].procs >= 0 && !fd_write_all(group->at[i].procs, "0", 1))
            return err_set(e, ERR_SYSTEM, "join the cgroup: %s", strerror(errno));
    return true;
}

static uint64_t cpu_count(const struct cgroup *group)
{
    if (group->at[CGROUP_CPU].version == 2)
        return read_number(group->cpu, "usage_usec ") * 1000;
    return read_number(group->cpu, "");
}

void cgroup_start(struct cgroup *group)
{
    if (cgroup_has(group, CGROUP_CPU))
        group->cpu_before_ns = cpu_count(group);
    /* Version 2 resets the peak only for the descriptor that asks, and only since Linux 6.12. */
    group->is_peak_of_run = group->peak >= 0 && pwrite(group->peak, "0", 1, 0) == 1;
    group->peak_before_kib = group->is_peak_of_run ? 0 : read_number(group->peak, "") / 1024;
}

uint64_t cgroup_cpu_ns(const struct cgroup *group)
{
    uint64_t now = cpu_count(group);
    return now > group->cpu_before_ns ? now - group->cpu_before_ns : 0;
}

enum cgroup_oom cgroup_oom(const struct cgroup *group)
{
    if (!cgroup_has(group, CGROUP_MEMORY) || oom_count(group) <= group->oom_before)
        return CGROUP_OOM_NONE;
    return was_full(group) ? CGROUP_OOM_OWN : CGROUP_OOM_ABOVE;
}

/* Where it cannot be reset it is this run's only if it has grown. */
uint64_t cgroup_peak_kib(const struct cgroup *group)
{
    uint64_t peak_kib = read_number(group->peak, "") / 1024;
    if (group->peak < 0 || peak_kib <= group->peak_before_kib)
        return 0;
    return peak_kib > group->left_kib ? peak_kib - group->left_kib : 1;
}

bool cgroup_kill(const struct cgroup *group)
{
    return cgroup_has(group, CGROUP_TREE) && write_at(group->at[CGROUP_TREE].dir, "cgroup.kill", "1");
}
