/* privilege.c -- stops being root, and still reaches the folders it needs. */
#include "server/privilege.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

bool privilege_user(const char *name, struct service_user *out, struct err *e)
{
    errno = 0;
    const struct passwd *entry = getpwnam(name);
    if (entry && entry->pw_uid == 0)
        return err_set(e, ERR_INPUT, "user '%s' is root: choose another one", name);
    *out =
        entry ? (struct service_user){entry->pw_uid, entry->pw_gid} : (struct service_user){SERVICE_UID, SERVICE_UID};
    return true;
}

/* The order matters: groups need CAP_SETGID, the bounding set needs CAP_SETPCAP, and setresuid takes both away. */
bool privilege_drop(struct service_user user, struct err *e)
{
    for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
        if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0)
            return err_set(e, ERR_SYSTEM, "drop capability %d: %s", cap, strerror(errno));
    if (setgroups(0, NULL) < 0 || setresgid(user.gid, user.gid, user.gid) < 0)
        return err_set(e, ERR_SYSTEM, "become group %u: %s", (unsigned)user.gid, strerror(errno));
    if (setresuid(user.uid, user.uid, user.uid) < 0)
        return err_set(e, ERR_SYSTEM, "become user %u: %s", (unsigned)user.uid, strerror(errno));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return err_set(e, ERR_SYSTEM, "set no_new_privs: %s", strerror(errno));
    CHECK(setuid(0) < 0 && geteuid() == user.uid);
    return true;
}

bool reach_hold(const char *folder, struct arena *arena, struct reach *out, struct err *e)
{
    char *real = realpath(folder, NULL);
    if (!real)
        return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, "find folder '%s': %s", folder, strerror(errno));
    const char *path = arena_string(arena, real);
    free(real);
    int fd = open(path, O_PATH | O_DIRECTORY); /* not close-on-exec: children use it too */
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "open folder '%s': %s", path, strerror(errno));
    *out = (struct reach){path, fd};
    return true;
}

const char *reach_settle(struct reach *reach, struct arena *arena)
{
    if (access(reach->path, X_OK) == 0)
        fd_close(&reach->fd);
    return reach->fd < 0 ? reach->path : arena_printf(arena, "/proc/self/fd/%d", reach->fd);
}
