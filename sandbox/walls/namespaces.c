/* namespaces.c -- the walls a slot stands in. */
#include "sandbox/walls/namespaces.h"

#include "sandbox/base/fd.h"
#include "sandbox/event.h"
#include "sandbox/walls/mounts.h"
#include "sandbox/walls/view.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INNER_ID = 1000 };
#define INOTIFY_QUEUES "8"

static bool write_file(const char *path, const char *text, struct err *e)
{
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !fd_write_all(fd, text, strlen(text)))
        return err_set(e, ERR_SYSTEM, "write %s: %s", path, strerror(errno));
    return true;
}

/* One inner user, 1000, is our own outside: it needs no root and no /etc/subuid. */
static bool enter_user(struct ids *ids, struct err *e)
{
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(CLONE_NEWUSER) < 0)
        return err_set(e, ERR_SYSTEM, "user namespace: %s", strerror(errno));
    char uid_map[48], gid_map[48];
    CHECK(snprintf(uid_map, sizeof uid_map, "%d %u 1", INNER_ID, (unsigned)uid) < (int)sizeof uid_map);
    CHECK(snprintf(gid_map, sizeof gid_map, "%d %u 1", INNER_ID, (unsigned)gid) < (int)sizeof gid_map);
    if (!write_file("/proc/self/setgroups", "deny", e) || !write_file("/proc/self/uid_map", uid_map, e) ||
        !write_file("/proc/self/gid_map", gid_map, e))
        return false;
    /* 16384 events of half a KiB each wait in each queue of inotify, and without a memory cgroup nobody counts them.
     * Where /proc/sys is closed to us the machine's own number stays: it is no wall, only a bound. */
    struct err closed = {0};
    (void)write_file("/proc/sys/user/max_inotify_instances", INOTIFY_QUEUES, &closed);
    *ids = (struct ids){.uid = INNER_ID, .gid = INNER_ID, .claim = -1};
    return true;
}

/* A fresh network namespace costs half a millisecond, and nearly all sockets die with their processes: so it is the
 * slot's, or a zygote's (below). */
bool namespaces_enter(enum isolation isolation, struct ids *ids, struct err *e)
{
    if (isolation == ISOLATION_FULL && geteuid() != 0)
        return err_set(e, ERR_SYSTEM, "isolation full needs root");
    if (isolation == ISOLATION_FULL && !ids_claim(ids, CLAIM_ANY, e))
        return false;
    if (isolation == ISOLATION_ROOTLESS && !enter_user(ids, e))
        return false;
    static const struct {
        int flag;
        const char *name;
    } rows[] = {{CLONE_NEWNS, "mount"}, {CLONE_NEWNET, "network"}, {CLONE_NEWUTS, "uts"}, {CLONE_NEWIPC, "ipc"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (unshare(rows[i].flag) < 0)
            return err_set(e, ERR_SYSTEM, "%s namespace: %s", rows[i].name, strerror(errno));
    if (sethostname("bothends", 8) < 0)
        return err_set(e, ERR_SYSTEM, "host name: %s", strerror(errno));
    return mounts_begin(e) && ids_renounce(e);
}

bool namespaces_enter_network(int *net, struct err *e)
{
    if (unshare(CLONE_NEWNET) < 0)
        return err_set(e, ERR_SYSTEM, "network namespace: %s", strerror(errno));
    *net = open("/proc/self/net", O_PATH | O_DIRECTORY | O_CLOEXEC);
    return *net >= 0 || err_set(e, ERR_SYSTEM, "open /proc/self/net: %s", strerror(errno));
}

static size_t read_at(int folder, const char *name, char *text, size_t size)
{
    AUTO_CLOSE int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, text, size);
    return n > 0 ? (size_t)n : 0;
}

/* The count is fast, but has one of our own for a while (hidden.c), until the kernel frees it; the list has not. */
bool namespaces_has_sockets(int net)
{
    static const char none[] = "sockets: used 0\n";
    char text[512] = "";
    if (read_at(net, "sockstat", text, sizeof text) == 0 || memcmp(text, none, sizeof none - 1) == 0)
        return false;
    size_t size = read_at(net, "unix", text, sizeof text);
    const char *line = memchr(text, '\n', size); /* the first says what the columns are */
    return line && line + 1 < text + size;
}

/* What a run does in its zygote and then as pid 1, up to the last mount. */
static bool enter_view(enum isolation isolation, const struct ids *ids, struct err *e)
{
    static struct spec spec; /* too large for a stack */
    struct fresh fresh;
    int home;
    mounts_none(&fresh);
    spec_begin(&spec, POLICY_STUDENT);
    return mounts_choose(VIEW_STUDENT, isolation == ISOLATION_ROOTLESS, &home, e) &&
           mounts_prepare(VIEW_STUDENT, &spec.limits, ids, &fresh, e) && mounts_enter(VIEW_STUDENT, &fresh, e);
}

static bool ends_well(pid_t pid)
{
    int status = 1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return pid > 0 && status == 0;
}

bool namespaces_stand(enum isolation isolation)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct ids ids;
        struct err e = {0};
        if (!namespaces_enter(isolation, &ids, &e) || unshare(CLONE_NEWPID | CLONE_NEWIPC) < 0)
            _exit(1);
        pid = fork(); /* only who is inside a pid namespace mounts its /proc */
        if (pid == 0)
            _exit(enter_view(isolation, &ids, &e) ? 0 : 1);
        _exit(ends_well(pid) ? 0 : 1);
    }
    return ends_well(pid);
}

uint32_t namespaces_layers(enum isolation isolation)
{
    if (isolation == ISOLATION_MINIMAL)
        return 1U << LAYER_RLIMIT | 1U << LAYER_SECCOMP;
    uint32_t layers = 1U << LAYER_PID_NS | 1U << LAYER_MOUNT_NS | 1U << LAYER_NET_NS | 1U << LAYER_IPC_NS |
                      1U << LAYER_UTS_NS | 1U << LAYER_RLIMIT | 1U << LAYER_SECCOMP;
    return isolation == ISOLATION_ROOTLESS ? layers | 1U << LAYER_USER_NS : layers;
}
