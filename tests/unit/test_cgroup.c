/* test_cgroup.c -- below which group a slot makes its own, and who counts what there: on machines that are folders. */
#include "sandbox/walls/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define TOP "/sys/fs/cgroup"
#define V2 "30 20 0:26 / " TOP " rw - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n"
#define UNIT TOP "/system.slice/bothends.service"
enum { GROUPS = 4, NONE = 0 };

/* Written as the kernel has it; %d is our pid. The slot's groups are there already: folders have no kernel. */
struct row {
    const char *name, *mounts, *groups;
    struct {
        const char *folder, *controllers, *handed_on;
        bool is_delegated, has_events;
        const char *slot; /* files of the slot's group, if one is expected here */
    } at[GROUPS];
    int memory, cpu, kill; /* versions */
    enum delegation delegation;
    const char *written; /* to the first group's subtree_control */
};

#define FILES_V2 "cgroup.procs cgroup.kill cpu.stat "
static const struct row rows[] = {
    {"nothing", "", "0::/\n", {{0}}, NONE, NONE, NONE, DELEGATION_NONE, NULL},
    {"memory of version 1",
     "31 20 0:27 / /m rw - cgroup cgroup rw,memory\n",
     "4:memory:/own\n",
     {{"/m/own", .slot = "cgroup.procs memory.limit_in_bytes"}},
     1,
     NONE,
     NONE,
     DELEGATION_NONE,
     NULL},
    {"cpuacct of version 1, in a container that sees a part",
     "31 20 0:27 /docker/1 /c rw - cgroup cgroup rw,cpu,cpuacct\n",
     "2:cpu,cpuacct:/docker/1\n",
     {{"/c", .slot = "cgroup.procs cpuacct.usage"}},
     NONE,
     1,
     NONE,
     DELEGATION_NONE,
     NULL},
    {"both versions, memory in the first, a unit in the second",
     "31 20 0:27 / /m rw - cgroup cgroup rw,memory\n" V2,
     "4:memory:/\n0::/system.slice/bothends.service\n",
     {{UNIT, "pids", "", .is_delegated = true, .slot = FILES_V2}, {"/m", .slot = "cgroup.procs memory.limit_in_bytes"}},
     1,
     2,
     2,
     DELEGATION_UNIT,
     ""},
    {"a unit with Delegate=",
     V2,
     "0::/system.slice/bothends.service\n",
     {{UNIT, "cpu memory pids", "pids", .is_delegated = true, .has_events = true, .slot = FILES_V2 "memory.max"}},
     2,
     2,
     2,
     DELEGATION_UNIT,
     "+memory"},
    {"a unit with DelegateSubgroup=",
     V2,
     "0::/system.slice/bothends.service/main\n",
     {{UNIT, "memory", "", .is_delegated = true, .slot = FILES_V2 "memory.max"}, {.folder = UNIT "/main"}},
     2,
     2,
     2,
     DELEGATION_UNIT,
     "+memory"},
    {"a unit whose memory is handed on already",
     V2,
     "0::/system.slice/bothends.service/bothends-main\n",
     {{UNIT, "memory", "cpu memory", .is_delegated = true, .slot = FILES_V2 "memory.max"},
      {.folder = UNIT "/bothends-main"}},
     2,
     2,
     2,
     DELEGATION_UNIT,
     "cpu memory"},
    {"a unit that was delegated something else",
     V2,
     "0::/system.slice/bothends.service\n",
     {{UNIT, "pids", "", .is_delegated = true, .slot = FILES_V2}},
     NONE,
     2,
     2,
     DELEGATION_UNIT,
     ""},
    {"a unit that was delegated nothing",
     V2,
     "0::/system.slice/bothends.service\n",
     {{UNIT, "memory", "", .has_events = true, .slot = FILES_V2}},
     NONE,
     2,
     2,
     DELEGATION_NONE,
     ""},
    {"a service of a user's systemd",
     V2,
     "0::/user.slice/user@1000.service/a.service\n",
     {{TOP "/user.slice/user@1000.service", "memory", "", .is_delegated = true},
      {TOP "/user.slice/user@1000.service/a.service", "memory", "", .slot = FILES_V2}},
     NONE,
     2,
     2,
     DELEGATION_NONE,
     ""},
    {"a container that may write",
     V2,
     "0::/\n",
     {{TOP, "memory", "", .has_events = true, .slot = FILES_V2 "memory.max"}},
     2,
     2,
     2,
     DELEGATION_NAMESPACE,
     "+memory"},
    {"a container that was set up before",
     V2,
     "0::/bothends-main\n",
     {{TOP, "memory", "memory", .has_events = true, .slot = FILES_V2 "memory.max"}, {.folder = TOP "/bothends-main"}},
     2,
     2,
     2,
     DELEGATION_NAMESPACE,
     "memory"},
    {"the machine's root",
     V2,
     "0::/\n",
     {{TOP, "memory", "memory", .slot = FILES_V2 "memory.max"}},
     2,
     2,
     2,
     DELEGATION_NONE,
     "memory"},
    {"the machine's root, which hands nothing on",
     V2,
     "0::/\n",
     {{TOP, "memory", "", .slot = FILES_V2}},
     NONE,
     2,
     2,
     DELEGATION_NONE,
     ""},
};

static char root[] = "/tmp/bothends-cgroup-XXXXXX";

static void put(const char *folder, const char *name, const char *text)
{
    char path[PATH_MAX];
    assert_true(snprintf(path, sizeof path, "%s%s%s%s", root, folder, *name ? "/" : "", name) < PATH_MAX);
    for (char *p = path + sizeof root; (p = strchr(p, '/')); p++) {
        *p = 0;
        assert_true(mkdir(path, 0755) == 0 || errno == EEXIST);
        *p = '/';
    }
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static const char *slot_name(pid_t pid)
{
    static char name[CGROUP_NAME];
    struct stat pids;
    assert_int_equal(stat("/proc/self/ns/pid", &pids), 0);
    (void)snprintf(name, sizeof name, "bothends-%d-%llu", (int)pid, (unsigned long long)pids.st_ino); /* short */
    return name;
}

static void make(const struct row *row)
{
    char slot[PATH_MAX], names[256], path[PATH_MAX];
    put("/proc/self", "mountinfo", row->mounts);
    put("/proc/self", "cgroup", row->groups);
    for (size_t i = 0; i < GROUPS && row->at[i].folder; i++) {
        put(row->at[i].folder, "cgroup.procs", "");
        put(row->at[i].folder, "cgroup.controllers", row->at[i].controllers ? row->at[i].controllers : "");
        put(row->at[i].folder, "cgroup.subtree_control", row->at[i].handed_on ? row->at[i].handed_on : "");
        if (row->at[i].has_events)
            put(row->at[i].folder, "cgroup.events", "populated 1\n");
        (void)snprintf(path, sizeof path, "%s%s", root, row->at[i].folder); /* as put() did */
        if (row->at[i].is_delegated)
            assert_int_equal(setxattr(path, "user.delegate", "1", 1, 0), 0);
        (void)snprintf(slot, sizeof slot, "%s/%s", row->at[i].folder, slot_name(getpid())); /* as above */
        (void)snprintf(names, sizeof names, "%s", row->at[i].slot ? row->at[i].slot : "");  /* short */
        char *rest = names;
        for (const char *name = strtok_r(names, " ", &rest); name; name = strtok_r(NULL, " ", &rest))
            put(slot, name, "");
    }
}

static void read_handed_on(const char *folder, char text[64])
{
    char path[PATH_MAX];
    assert_true(snprintf(path, sizeof path, "%s/cgroup.subtree_control", folder) < PATH_MAX);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    text[0] = 0;
    (void)!fgets(text, 64, file); /* empty, if nothing was written */
    (void)fclose(file);           /* only read */
}

static int take_away(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at; /* folders come last */
    return remove(path);
}

static void test_machines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        struct cgroup group;
        char path[PATH_MAX], text[64];
        print_message("%s\n", row->name);
        memcpy(root + sizeof root - 7, "XXXXXX", 6); /* as it was */
        assert_non_null(mkdtemp(root));
        make(row);
        cgroup_open(&group, root);
        assert_int_equal(group.at[CGROUP_MEMORY].version, row->memory);
        assert_int_equal(group.at[CGROUP_CPU].version, row->cpu);
        assert_int_equal(group.at[CGROUP_TREE].version, row->kill);
        assert_int_equal(group.delegation, row->delegation);
        if (row->written) {
            (void)snprintf(path, sizeof path, "%s%s", root, row->at[0].folder); /* as put() */
            read_handed_on(path, text);
            assert_string_equal(text, row->written);
        }
        cgroup_close(&group);
        assert_int_equal(nftw(root, take_away, 16, FTW_DEPTH | FTW_PHYS), 0);
    }
}

/* --- what dead slots left ---------------------------------------------------------------------------------------- */

static void test_only_groups_of_our_own_dead_are_removed(void **state)
{
    (void)state;
    enum { NOBODY = 1 << 30 }; /* no pid is as high */
    static const struct row row = {.mounts = V2, .groups = "0::/\n", .at = {{TOP, "", NULL, .slot = NULL}}};
    struct cgroup group;
    char there[3][PATH_MAX];
    memcpy(root + sizeof root - 7, "XXXXXX", 6); /* as it was */
    assert_non_null(mkdtemp(root));
    make(&row);
    (void)snprintf(there[0], PATH_MAX, "%s" TOP "/%s", root, slot_name(NOBODY));      /* all are short */
    (void)snprintf(there[1], PATH_MAX, "%s" TOP "/bothends-%d-1", root, (int)NOBODY); /* of another container */
    (void)snprintf(there[2], PATH_MAX, "%s" TOP "/%s", root, slot_name(getppid()));   /* it lives */
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(mkdir(there[i], 0755), 0);
    cgroup_open(&group, root);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(access(there[i], F_OK), i == 0 ? -1 : 0);
    cgroup_close(&group);
    assert_int_equal(nftw(root, take_away, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* --- a limit that is lowered -------------------------------------------------------------------------------------- */

#define SLOT UNIT "/%s"
enum { LEFT_MS = 50, LIMIT_KIB = 16384 };

static int slot_file(const char *name, int mode)
{
    char path[PATH_MAX];
    assert_true(snprintf(path, sizeof path, "%s" SLOT "/%s", root, slot_name(getppid()), name) < PATH_MAX);
    return open(path, mode | O_CLOEXEC);
}

/* In a child: what was left is free after a while, and nothing was limited before. */
static int frees_later(void)
{
    const struct timespec while_ = {0, LEFT_MS * 1000 * 1000};
    char text[32];
    int max = slot_file("memory.max", O_RDONLY), now = slot_file("memory.current", O_WRONLY);
    (void)nanosleep(&while_, NULL); /* a shorter one tries less */
    bool was_limited = read(max, text, sizeof text) != 0;
    return was_limited || pwrite(now, "000001000", 9, 0) != 9;
}

static void test_a_limit_waits_for_what_is_left(void **state)
{
    (void)state;
    static const struct row row = {
        .mounts = V2,
        .groups = "0::/system.slice/bothends.service\n",
        .at = {{UNIT, "memory", "memory", .is_delegated = true,
                .slot = FILES_V2 "memory.max memory.high memory.events memory.current memory.peak"}}};
    struct cgroup group;
    struct err e = {0};
    char slot[PATH_MAX], text[32] = "";
    int status;
    memcpy(root + sizeof root - 7, "XXXXXX", 6); /* as it was */
    assert_non_null(mkdtemp(root));
    make(&row);
    (void)snprintf(slot, sizeof slot, SLOT, slot_name(getpid())); /* short */
    put(slot, "memory.current", "104857600");
    cgroup_open(&group, root);
    pid_t child = fork();
    if (child == 0)
        _exit(frees_later());
    assert_true(cgroup_begin(&group, LIMIT_KIB, &e));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(group.left_kib, 0); /* not what was there before */
    int max = openat(group.at[CGROUP_MEMORY].dir, "memory.max", O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(max, text, sizeof text), 8);
    assert_string_equal(text, "16777216");
    (void)close(max); /* only read */
    cgroup_close(&group);
    assert_int_equal(nftw(root, take_away, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* --- whose limit was reached ------------------------------------------------------------------------------------ */

static void count(const struct cgroup *group, const char *name, const char *text)
{
    int fd = openat(group->at[CGROUP_MEMORY].dir, name, O_WRONLY | O_TRUNC | O_CLOEXEC);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    (void)close(fd); /* the write says all */
}

/* A group above the slot's may be the one that is full: then it is not this run that took too much. */
static void test_whose_limit_was_reached(void **state)
{
    (void)state;
    static const struct {
        struct row machine;
        const char *counts, *most;                   /* files */
        const char *none, *above, *own, *high, *low; /* what they say */
    } kinds[] = {
        {{.mounts = V2,
          .groups = "0::/system.slice/bothends.service\n",
          .at = {{UNIT, "memory", "memory", .is_delegated = true,
                  .slot = FILES_V2 "memory.max memory.events memory.current memory.peak"}}},
         "memory.events",
         "memory.peak",
         "max 9\noom 2\noom_kill 1\n",
         "max 9\noom 2\noom_kill 2\n",
         "max 9\noom 3\noom_kill 2\n",
         "0",
         "0"},
        {{.mounts = "31 20 0:27 / /m rw - cgroup cgroup rw,memory\n",
          .groups = "4:memory:/own\n",
          .at = {{"/m/own", .slot = "cgroup.procs memory.limit_in_bytes memory.oom_control memory.usage_in_bytes "
                                    "memory.max_usage_in_bytes"}}},
         "memory.oom_control",
         "memory.max_usage_in_bytes",
         "under_oom 0\noom_kill 1\n",
         "under_oom 0\noom_kill 2\n",
         "under_oom 0\noom_kill 2\n",
         "16777216",
         "8388608"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct cgroup group;
        struct err e = {0};
        memcpy(root + sizeof root - 7, "XXXXXX", 6); /* as it was */
        assert_non_null(mkdtemp(root));
        make(&kinds[i].machine);
        cgroup_open(&group, root);
        count(&group, kinds[i].counts, kinds[i].none);
        assert_true(cgroup_begin(&group, LIMIT_KIB, &e));
        assert_int_equal(cgroup_oom(&group), CGROUP_OOM_NONE);
        count(&group, kinds[i].counts, kinds[i].above);
        count(&group, kinds[i].most, kinds[i].low);
        assert_int_equal(cgroup_oom(&group), CGROUP_OOM_ABOVE);
        count(&group, kinds[i].counts, kinds[i].own);
        count(&group, kinds[i].most, kinds[i].high);
        assert_int_equal(cgroup_oom(&group), CGROUP_OOM_OWN);
        cgroup_close(&group);
        assert_int_equal(nftw(root, take_away, 16, FTW_DEPTH | FTW_PHYS), 0);
    }
}

/* --- the kernel's own ------------------------------------------------------------------------------------------ */

static bool find_top(char top[PATH_MAX])
{
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char line[8192];
    bool found = false;
    while (mounts && !found && fgets(line, sizeof line, mounts))
        found = strstr(line, " - cgroup2 ") && sscanf(line, "%*s %*s %*s / %4095s", top) == 1;
    if (mounts)
        (void)fclose(mounts); /* only read */
    return found;
}

static bool write_to(const char *folder, const char *name, const char *text)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= PATH_MAX)
        return false;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        (void)close(fd); /* the write says all */
    return ok;
}

static void test_the_kernel_hands_on(void **state)
{
    (void)state;
    static const char *const controllers[] = {"memory", "pids", "hugetlb", "misc", "rdma", "io"};
    char top[PATH_MAX], folder[PATH_MAX], leaf[PATH_MAX], found[PATH_MAX], text[32], group[64];
    const char *controller = NULL;
    char before[64] = "";
    bool is_free = geteuid() == 0 && access("/run/systemd/system", F_OK) < 0 && find_top(top); /* nobody writes there */
    if (is_free)
        read_handed_on(top, before);
    for (size_t i = 0; is_free && !controller && i < sizeof controllers / sizeof *controllers; i++) {
        (void)snprintf(text, sizeof text, "+%s", controllers[i]); /* short */
        if (write_to(top, "cgroup.subtree_control", text))
            controller = controllers[i];
    }
    if (!controller)
        skip(); /* not root, a machine of systemd's, or one without such a controller in version 2 */
    (void)snprintf(group, sizeof group, "bothends-test-%d", (int)getpid()); /* short */
    assert_true(snprintf(folder, PATH_MAX, "%s/%s", top, group) < PATH_MAX);
    assert_true(snprintf(leaf, PATH_MAX, "%s/bothends-main", folder) < PATH_MAX);
    assert_int_equal(mkdir(folder, 0755), 0);
    pid_t child = fork();
    if (child == 0)
        for (;;)
            (void)pause();
    (void)snprintf(text, sizeof text, "%d", (int)child); /* short */
    assert_true(write_to(folder, "cgroup.procs", text));
    assert_int_equal(delegate_find(folder, top, false, found), DELEGATION_NONE);
    assert_int_equal(setxattr(folder, "trusted.delegate", "1", 1, 0), 0);
    assert_int_equal(delegate_find(folder, top, false, found), DELEGATION_UNIT);
    (void)snprintf(text, sizeof text, "+%s", controller);           /* short */
    assert_false(write_to(folder, "cgroup.subtree_control", text)); /* the child is there */
    assert_true(delegate_hand_on(folder, controller));
    assert_true(delegate_hand_on(folder, controller)); /* again */
    assert_int_equal(delegate_find(leaf, top, false, found), DELEGATION_UNIT);
    assert_string_equal(found, folder);
    assert_false(delegate_hand_on(folder, "no-such"));
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(rmdir(leaf), 0); /* it was moved there, and nobody else */
    assert_int_equal(rmdir(folder), 0);
    (void)snprintf(text, sizeof text, "-%s", controller); /* short */
    if (!strstr(before, controller))
        (void)write_to(top, "cgroup.subtree_control", text); /* as it was */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_machines), cmocka_unit_test(test_only_groups_of_our_own_dead_are_removed),
        cmocka_unit_test(test_a_limit_waits_for_what_is_left), cmocka_unit_test(test_whose_limit_was_reached),
        cmocka_unit_test(test_the_kernel_hands_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
