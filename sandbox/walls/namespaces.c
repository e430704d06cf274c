/* namespaces.c -- the walls a slot stands in, and the birth of a run inside fresh ones. */
#include "sandbox/walls/namespaces.h"

#include "sandbox/base/fd.h"
#include "sandbox/event.h"
#include "sandbox/walls/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { INNER_ID = 1000 };

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
    *ids = (struct ids){.uid = INNER_ID, .gid = INNER_ID, .claim = -1};
    return true;
}

bool namespaces_enter(enum isolation isolation, struct ids *ids, struct err *e)
{
    if (isolation == ISOLATION_FULL && geteuid() != 0)
        return err_set(e, ERR_SYSTEM, "isolation full needs root");
    if (isolation == ISOLATION_FULL && !ids_claim(ids, e))
        return false;
    if (isolation == ISOLATION_ROOTLESS && !enter_user(ids, e))
        return false;
    static const struct {
        int flag;
        const char *name;
    } rows[] = {{CLONE_NEWNS, "mount"}, {CLONE_NEWNET, "network"}, {CLONE_NEWUTS, "uts"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (unshare(rows[i].flag) < 0)
            return err_set(e, ERR_SYSTEM, "%s namespace: %s", rows[i].name, strerror(errno));
    if (sethostname("bothends", 8) < 0)
        return err_set(e, ERR_SYSTEM, "host name: %s", strerror(errno));
    return mounts_begin(e) && ids_renounce(e);
}

/* The network namespace is the slot's: a fresh one costs half a millisecond, and sockets die with their processes. */
pid_t namespaces_fork(void)
{
    unsigned long flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | SIGCHLD;
    return (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, NULL);
}

uint32_t namespaces_layers(enum isolation isolation)
{
    uint32_t layers = 1U << LAYER_PID_NS | 1U << LAYER_MOUNT_NS | 1U << LAYER_NET_NS | 1U << LAYER_IPC_NS |
                      1U << LAYER_UTS_NS | 1U << LAYER_RLIMIT | 1U << LAYER_SECCOMP;
    return isolation == ISOLATION_ROOTLESS ? layers | 1U << LAYER_USER_NS : layers;
}
