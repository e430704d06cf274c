/* delegate.c -- the part of the tree of cgroups (version 2) that somebody has left to us.
 *
 * Theory of operation. A tree has one writer. systemd says by an extended attribute that the group of a unit with
 * Delegate= is written by that unit from there on down; the kernel says by nsdelegate that the root of a namespace is
 * its container's. Nothing else counts: that a group belongs to our user says only that his systemd made it. The
 * processes of such a group are the unit's or the container's, so they may be moved, and stay together. */
#include "sandbox/walls/delegate.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define LEAF "bothends-main" /* no slot's: a number follows there */
enum { TRIES_MAX = 16, WORDS = 4096, PIDS = 1 << 16 };

const char *delegation_name(enum delegation delegation)
{
    static const char *const names[] = {
        [DELEGATION_NONE] = "none", [DELEGATION_UNIT] = "unit", [DELEGATION_NAMESPACE] = "namespace"};
    return names[delegation];
}

static bool says_yes(const char *folder, const char *attribute)
{
    char value[8];
    ssize_t n = getxattr(folder, attribute, value, sizeof value);
    return n > 0 && (value[0] == '1' || value[0] == 'y' || value[0] == 't');
}

/* Ordinary users may not read the older name. The part of a user's own systemd is that one's, not ours. */
static bool is_left_to_us(const char *folder)
{
    const char *name = strrchr(folder, '/');
    return name && strncmp(name, "/user@", 6) != 0 &&
           (says_yes(folder, "user.delegate") || says_yes(folder, "trusted.delegate"));
}

enum delegation delegate_find(const char *own, const char *top, bool is_namespace, char out[PATH_MAX])
{
    char above[PATH_MAX], events[PATH_MAX];
    CHECK(snprintf(out, PATH_MAX, "%s", own) < PATH_MAX && snprintf(above, PATH_MAX, "%s", own) < PATH_MAX);
    if (is_left_to_us(own))
        return DELEGATION_UNIT;
    char *last = strrchr(above, '/');
    bool has_above = last && (size_t)(last - above) >= strlen(top);
    if (has_above)
        *last = 0;
    if (has_above && is_left_to_us(above)) {
        memcpy(out, above, sizeof above);
        return DELEGATION_UNIT;
    }
    /* Only a group that is not the machine's root has events. */
    bool is_root = strcmp(own, top) == 0 || (has_above && strcmp(above, top) == 0 && strcmp(last + 1, LEAF) == 0);
    if (!is_namespace || !is_root || snprintf(events, PATH_MAX, "%s/cgroup.events", top) >= PATH_MAX ||
        access(events, F_OK) < 0)
        return DELEGATION_NONE;
    CHECK(snprintf(out, PATH_MAX, "%s", top) < PATH_MAX);
    return DELEGATION_NAMESPACE;
}

static bool has_word(int dir, const char *name, const char *word)
{
    char text[WORDS];
    AUTO_CLOSE int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    text[n > 0 ? n : 0] = 0;
    char *rest = text;
    for (const char *p = strtok_r(text, " \n", &rest); p; p = strtok_r(NULL, " \n", &rest))
        if (strcmp(p, word) == 0)
            return true;
    return false;
}

/* Those that end meanwhile, or that this namespace does not show (0), are no matter: the kernel will say. */
static void move_all(int dir)
{
    AUTO_CLOSE int from = openat(dir, "cgroup.procs", O_RDONLY | O_CLOEXEC);
    AUTO_CLOSE int to = openat(dir, LEAF "/cgroup.procs", O_WRONLY | O_CLOEXEC);
    static char text[PIDS];
    size_t size = 0;
    ssize_t n = from < 0 ? -1 : 1;
    while (n > 0 && size < sizeof text - 1) {
        n = read(from, text + size, sizeof text - 1 - size);
        size += n > 0 ? (size_t)n : 0;
    }
    text[size] = 0;
    char *rest = text;
    for (const char *pid = strtok_r(text, "\n", &rest); to >= 0 && pid; pid = strtok_r(NULL, "\n", &rest))
        if (strcmp(pid, "0") != 0)
            (void)fd_write_all(to, pid, strlen(pid)); /* see above */
}

bool delegate_hand_on(const char *folder, const char *controller)
{
    char text[64];
    AUTO_CLOSE int dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0 && has_word(dir, "cgroup.subtree_control", controller))
        return true;
    if (dir < 0 || !has_word(dir, "cgroup.controllers", controller)) {
        errno = ENOENT;
        return false;
    }
    AUTO_CLOSE int control = openat(dir, "cgroup.subtree_control", O_WRONLY | O_CLOEXEC);
    CHECK(snprintf(text, sizeof text, "+%s", controller) < (int)sizeof text);
    for (int i = 0; control >= 0 && i < TRIES_MAX; i++) { /* who is moved may be forking */
        if (fd_write_all(control, text, strlen(text)))
            return true;
        if (errno != EBUSY || (mkdirat(dir, LEAF, 0755) < 0 && errno != EEXIST))
            return false;
        move_all(dir);
        errno = EBUSY;
    }
    return false;
}
