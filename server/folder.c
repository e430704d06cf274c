/* folder.c -- the data folder of one `bothends serve`: made, locked, named. */
#include "server/folder.h"

#include "rubrics/digest.h"
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Two locks. "serve.lock" is this process's alone: a second serve is refused at once. "children.lock" is one open file
 * that all children inherit: after a kill -9 of serve the kernel kills them, and the next serve waits here until the
 * last of them is gone, so that it may say of every lease of theirs that its worker is dead, and of the port that it is
 * free. */

static const char marker[] = "instance";
enum { ORPHANS_MS = 15000, ENTRIES_MAX = 10000 };

bool folder_make(const char *path, struct err *e)
{
    char *copy = strdup(path);
    CHECK(copy);
    bool ok = true;
    for (char *at = copy + 1; ok && *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        ok = mkdir(copy, 0755) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES;
        *at = '/';
    }
    ok = ok && (mkdir(copy, 0700) == 0 || errno == EEXIST);
    if (!ok)
        (void)err_set(e, ERR_INPUT, "make data folder '%s': %s", path, strerror(errno)); /* false follows */
    free(copy);
    return ok;
}

/* A slip of the finger (--data /etc) must not hand a system folder to somebody: ours is empty, or has our marker, or at
 * least a database that `token create` made before the first start. */
static bool ours_or_empty(int fd, const char *path, struct err *e)
{
    if (faccessat(fd, marker, F_OK, 0) == 0 || faccessat(fd, "bothends.db", F_OK, 0) == 0)
        return true;
    int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = copy < 0 ? NULL : fdopendir(copy);
    if (!list) {
        fd_close(&copy);
        return err_set(e, ERR_SYSTEM, "list '%s': %s", path, strerror(errno));
    }
    bool empty = true;
    for (const struct dirent *entry = readdir(list); entry; entry = readdir(list))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            strcmp(entry->d_name, "lost+found") != 0)
            empty = false;
    (void)closedir(list); /* only read */
    return empty || err_set(e, ERR_INPUT, "'%s' has files in it and is no data folder of Bothends", path);
}

/* Only plain files with one name: a service user gone bad could have put a link to /etc/shadow here. */
static bool give_files(int fd, struct service_user owner, const char *path, struct err *e)
{
    int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = copy < 0 ? NULL : fdopendir(copy);
    if (!list) {
        fd_close(&copy);
        return err_set(e, ERR_SYSTEM, "list '%s': %s", path, strerror(errno));
    }
    bool ok = true;
    size_t seen = 0;
    for (const struct dirent *entry = readdir(list); ok && entry && seen < ENTRIES_MAX; entry = readdir(list), seen++) {
        AUTO_CLOSE int file = openat(fd, entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        struct stat st;
        if (file < 0 || fstat(file, &st) < 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 || st.st_uid == owner.uid)
            continue;
        if (fchown(file, owner.uid, owner.gid) < 0)
            ok = err_set(e, ERR_SYSTEM, "give '%s/%s' to user %u: %s", path, entry->d_name, (unsigned)owner.uid,
                         strerror(errno));
    }
    (void)closedir(list); /* only read */
    if (ok && fchown(fd, owner.uid, owner.gid) < 0)
        ok = err_set(e, ERR_SYSTEM, "give '%s' to user %u: %s", path, (unsigned)owner.uid, strerror(errno));
    return ok;
}

static bool lock_open(int folder, const char *name, const char *path, int *out, struct err *e)
{
    int fd = openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "open '%s/%s': %s", path, name, strerror(errno));
    *out = fd;
    return true;
}

static bool lock_take(struct folder *folder, struct err *e)
{
    if (!lock_open(folder->fd, "serve.lock", folder->path, &folder->lock, e))
        return false;
    if (flock(folder->lock, LOCK_EX | LOCK_NB) < 0)
        return err_set(e, ERR_INPUT, "the data folder '%s' is in use by another bothends serve", folder->path);
    if (!lock_open(folder->fd, "children.lock", folder->path, &folder->children, e))
        return false;
    uint64_t until = clock_ns() + ORPHANS_MS * UINT64_C(1000000);
    while (flock(folder->children, LOCK_EX | LOCK_NB) < 0) {
        if (errno != EWOULDBLOCK || clock_ns() > until)
            return err_set(e, ERR_SYSTEM, "processes of an earlier serve of '%s' do not end: %s", folder->path,
                           strerror(errno));
        (void)poll(NULL, 0, 10); /* they are being killed */
    }
    if (fcntl(folder->children, F_SETFD, 0) < 0)
        return err_set(e, ERR_SYSTEM, "lock '%s': %s", folder->path, strerror(errno));
    return true;
}

static bool name_instance(struct folder *folder, struct err *e)
{
    AUTO_CLOSE int fd = openat(folder->fd, marker, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "open '%s/%s': %s", folder->path, marker, strerror(errno));
    char text[17] = "";
    if (pread(fd, text, 16, 0) == 16 && strspn(text, "0123456789abcdef") == 16) {
        memcpy(folder->instance, text, sizeof text);
        return true;
    }
    digest_random_hex(folder->instance, 8);
    if (pwrite(fd, folder->instance, 16, 0) != 16 || fsync(fd) < 0)
        return err_set(e, ERR_SYSTEM, "write '%s/%s': %s", folder->path, marker, strerror(errno));
    return true;
}

bool folder_open(const char *path, const struct service_user *owner, struct arena *arena, struct folder *out,
                 struct err *e)
{
    struct folder folder = {.fd = -1, .lock = -1, .children = -1};
    char *real = NULL;
    if (!folder_make(path, e))
        return false;
    real = realpath(path, NULL);
    folder.path = arena_string(arena, real ? real : path);
    free(real);
    folder.fd = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder.fd < 0)
        return err_set(e, ERR_INPUT, "open data folder '%s': %s", path, strerror(errno));
    if (!ours_or_empty(folder.fd, folder.path, e) || !lock_take(&folder, e) || !name_instance(&folder, e) ||
        (owner && !give_files(folder.fd, *owner, folder.path, e))) {
        fd_close(&folder.fd);
        fd_close(&folder.lock);
        fd_close(&folder.children);
        return false;
    }
    *out = folder;
    return true;
}
