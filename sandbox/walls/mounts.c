/* mounts.c -- the file system of a run: a template for each view, built once a slot, and what is fresh for each run.
 *
 * Theory of operation. The slot has a mount namespace of its own, all of it private: nothing mounted here is ever seen
 * by the machine, and it goes when the slot goes, however it goes. mounts_begin mounts a tmpfs there, builds below it
 * one folder for each view (a small read-only tmpfs with read-only binds of the machine's folders), and pivots the slot
 * into it. A zygote takes a copy of that namespace and pivots once more, into the one template that its runs will see,
 * and lets go of everything else: that is its home. A fresh tmpfs is mounted at home on the template's /work, /tmp,
 * /dev/shm and /box (mounts_prepare, while nobody waits for it), and a run gets a copy of home, that is of those few
 * mounts, with what belongs to its pid and ipc namespaces (mounts_enter). What nobody has touched is as fresh as a new
 * one and serves the next run, too: most programs write no file, and to make and clear away four file systems cost more
 * than all else that the run before leaves to do. Nothing here follows a link or a name that a program of a student's
 * made: all is done before it runs, on file systems that are fresh or read-only. */
#include "sandbox/walls/mounts.h"

#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#define SLOT_ROOT "/tmp" /* any folder will do: only this namespace sees what is mounted on it */

static bool fail(struct err *e, const char *what, const char *path)
{
    return err_set(e, ERR_SYSTEM, "%s %s: %s", what, path, strerror(errno));
}

/* dir + path; both are short constants of ours, or the name of a tool. */
static void join(char out[PATH_MAX], const char *dir, const char *path)
{
    CHECK(snprintf(out, PATH_MAX, "%s%s", dir, path) < PATH_MAX);
}

/* Makes the folders above path, and path itself as a folder if is_folder. */
static bool make_path(const char *path, bool is_folder, struct err *e)
{
    char part[PATH_MAX];
    join(part, path, "");
    char *last = strrchr(part, '/');
    *last = 0;
    bool is_there = access(part, F_OK) == 0; /* mostly: the folders come one beside the other */
    *last = '/';
    for (char *p = part + 1; *p && !is_there; p++) {
        if (*p != '/')
            continue;
        *p = 0;
        if (mkdir(part, 0755) < 0 && errno != EEXIST)
            return fail(e, "mkdir", part);
        *p = '/';
    }
    if (is_folder && mkdir(path, 0755) < 0 && errno != EEXIST)
        return fail(e, "mkdir", path);
    return true;
}

static bool bind_at(const char *from, const char *to, bool is_device, struct err *e)
{
    struct stat st;
    if (stat(from, &st) < 0)
        return fail(e, "stat", from);
    if (!make_path(to, S_ISDIR(st.st_mode), e))
        return false;
    if (!S_ISDIR(st.st_mode)) {
        AUTO_CLOSE int fd = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0)
            return fail(e, "create", to);
    }
    if (mount(from, to, NULL, MS_BIND | MS_REC, NULL) < 0)
        return fail(e, "bind", from);
    struct mount_attr attr = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID};
    attr.attr_set |= is_device ? MOUNT_ATTR_NOEXEC : MOUNT_ATTR_NODEV;
    if (mount_setattr(AT_FDCWD, to, AT_RECURSIVE, &attr, sizeof attr) < 0)
        return fail(e, "protect", from);
    return true;
}

static bool add_link(const char *root, const char *path, const char *to, struct err *e)
{
    char at[PATH_MAX];
    join(at, root, path);
    if (!make_path(at, false, e))
        return false;
    if (symlink(to, at) < 0 && errno != EEXIST)
        return fail(e, "symlink", at);
    return true;
}

static bool add_links(const char *root, enum view view, struct err *e)
{
    for (size_t i = 0; i < view_link_count; i++) {
        const struct view_link *link = &view_links[i];
        if (!(link->views & 1U << view))
            continue;
        char to[PATH_MAX];
        if (link->to)
            join(to, link->to, "");
        else if (!realpath(link->path, to))
            return fail(e, "find", link->path);
        if (!add_link(root, link->path, to, e))
            return false;
    }
    return true;
}

/* A copy, for a mount more would cost each run more than it saves. A machine without such a list needs none. */
static bool add_libraries(const char *root, struct err *e)
{
    char at[PATH_MAX];
    join(at, root, VIEW_LIBRARIES);
    AUTO_CLOSE int from = open(VIEW_LIBRARIES, O_RDONLY | O_CLOEXEC);
    if (from < 0 && errno == ENOENT)
        return true;
    if (from < 0 || !make_path(at, false, e))
        return fail(e, "open", VIEW_LIBRARIES);
    AUTO_CLOSE int to = open(at, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    ssize_t n = 1;
    while (to >= 0 && n > 0)
        n = sendfile(to, from, NULL, 1 << 20);
    return (to >= 0 && n == 0) || fail(e, "copy", VIEW_LIBRARIES);
}

/* /usr/bin/gcc is a chain of links to x86_64-linux-gnu-gcc-12: show the file at the end, and one link to it. */
static bool add_tools(const char *root, struct err *e)
{
    for (size_t i = 0; i < view_tool_count; i++) {
        char real[PATH_MAX], at[PATH_MAX];
        if (!realpath(view_tools[i], real))
            continue; /* a machine that only inspects: compiling will fail, and say what is missing */
        if (strncmp(real, "/usr/bin/", 9) != 0)
            return err_set(e, ERR_SYSTEM, "%s is outside /usr/bin", view_tools[i]);
        join(at, root, real);
        if (access(at, F_OK) < 0 && !bind_at(real, at, false, e))
            return false;
        if (strcmp(real, view_tools[i]) != 0 && !add_link(root, view_tools[i], strrchr(real, '/') + 1, e))
            return false;
    }
    return true;
}

static bool build_template(enum view view, struct err *e)
{
    char root[PATH_MAX], at[PATH_MAX];
    CHECK(snprintf(root, sizeof root, SLOT_ROOT "/%s", view_name(view)) < (int)sizeof root);
    if (!make_path(root, true, e))
        return false;
    if (mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=4m,nr_inodes=256,mode=755") < 0)
        return fail(e, "mount", root);
    for (size_t i = 0; i < FRESH_COUNT; i++) {
        join(at, root, view_fresh[i].path);
        if (view_fresh[i].views & 1U << view && !make_path(at, true, e))
            return false;
    }
    for (size_t i = 0; i < view_bind_count; i++) {
        const struct view_bind *row = &view_binds[i];
        if (!(row->views & 1U << view) || (row->optional && access(row->path, F_OK) < 0))
            continue;
        join(at, root, row->path);
        if (!bind_at(row->path, at, row->is_device, e))
            return false;
    }
    if (!add_libraries(root, e) || !add_links(root, view, e) || (view == VIEW_COMPILE && !add_tools(root, e)))
        return false;
    if (mount(NULL, root, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) < 0)
        return fail(e, "protect", root);
    return true;
}

/* Makes path the root and lets go of the old one; see pivot_root(2) for the two dots. */
static bool pivot(const char *path, struct err *e)
{
    if (chdir(path) < 0)
        return fail(e, "chdir", path);
    if (syscall(SYS_pivot_root, ".", ".") < 0)
        return fail(e, "pivot_root", path);
    if (umount2(".", MNT_DETACH) < 0 || chdir("/") < 0)
        return fail(e, "leave the root for", path);
    return true;
}

bool mounts_begin(struct err *e)
{
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        return fail(e, "make private", "/");
    if (mount("tmpfs", SLOT_ROOT, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=256,mode=755") < 0)
        return fail(e, "mount", SLOT_ROOT);
    for (unsigned view = 0; view < VIEW_COUNT; view++)
        if (!build_template((enum view)view, e))
            return false;
    if (!make_path(SLOT_ROOT "/proc", true, e))
        return false;
    if (mount("/proc", SLOT_ROOT "/proc", NULL, MS_BIND | MS_REC, NULL) < 0)
        return fail(e, "bind", "/proc");
    return pivot(SLOT_ROOT, e);
}

/* Without root, a fresh proc may be mounted only by who has the machine's in view already, with all that is mounted on
 * it: it stays below the fresh one, where no name leads to it. */
bool mounts_choose(enum view view, bool is_rootless, int *home, struct err *e)
{
    char root[64], proc[PATH_MAX];
    CHECK(snprintf(root, sizeof root, "/%s", view_name(view)) < (int)sizeof root);
    join(proc, root, view_fresh[FRESH_PROC].path);
    AUTO_CLOSE int machine = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (machine < 0 || unshare(CLONE_NEWNS) < 0)
        return fail(e, "mount namespace for", root);
    if (is_rootless && view_fresh[FRESH_PROC].views & 1U << view &&
        mount("/proc", proc, NULL, MS_BIND | MS_REC, NULL) < 0)
        return fail(e, "bind", proc);
    if (!pivot(root, e))
        return false;
    *home = openat(machine, "self/ns/mnt", O_RDONLY | O_CLOEXEC);
    return *home >= 0 || fail(e, "mount namespace of", root);
}

/* Sizes are the file systems' own limits, inodes too: a million empty files cost memory that no byte count shows. */
static bool mount_memory(enum view_fresh_index i, uint64_t kib, unsigned long flags, struct err *e)
{
    const char *path = view_fresh[i].path;
    char options[96];
    CHECK(snprintf(options, sizeof options, "size=%lluk,nr_inodes=%d,mode=%s", (unsigned long long)kib, 4096,
                   i == FRESH_WORK || i == FRESH_BOX ? "755" : "1777") < (int)sizeof options);
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV | flags, options) == 0 || fail(e, "mount", path);
}

static uint64_t kib_of(const struct limits *limits, enum view_fresh_index i)
{
    return i == FRESH_SHM ? limits->memory_kib : i == FRESH_BOX ? 1 << 20 : 4ULL * limits->file_kib;
}

static bool is_shown(enum view view, enum view_fresh_index i)
{
    return (view_fresh[i].views & 1U << view) != 0;
}

static const enum view_fresh_index in_memory[] = {FRESH_WORK, FRESH_TMP, FRESH_SHM, FRESH_BOX};
enum { IN_MEMORY = sizeof in_memory / sizeof in_memory[0] };

void mounts_none(struct fresh *fresh)
{
    *fresh = (struct fresh){0};
    for (size_t i = 0; i < FRESH_COUNT; i++)
        fresh->fds[i] = -1;
}

/* All that shows of what a program did to a folder, even if it put it back: kernels from 6.13 on tell two changes of
 * one clock tick apart, and on older ones all but the time of the change itself is compared. Of files without a name
 * (O_TMPFILE) only the number of the next file tells. */
static bool look(const char *path, int fd, struct fresh_state *out)
{
    struct statx at;
    struct statfs fs;
    struct stat next;
    AUTO_CLOSE int file = openat(fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0);
    *out = (struct fresh_state){.attributes = listxattr(path, NULL, 0)};
    if (statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &at) < 0 || fstatfs(fd, &fs) < 0 || fstat(file, &next) < 0)
        return false;
    out->next = next.st_ino;
    out->mode = at.stx_mode;
    out->uid = at.stx_uid;
    out->gid = at.stx_gid;
    out->size = at.stx_size;
    out->flags = at.stx_attributes;
    out->changed[0] = at.stx_ctime.tv_sec;
    out->changed[1] = at.stx_ctime.tv_nsec;
    out->written[0] = at.stx_mtime.tv_sec;
    out->written[1] = at.stx_mtime.tv_nsec;
    out->read[0] = at.stx_atime.tv_sec;
    out->read[1] = at.stx_atime.tv_nsec;
    out->blocks_used = fs.f_blocks - fs.f_bfree;
    out->files_free = fs.f_ffree;
    return true;
}

/* The program cannot write there: what is in it are the spec's files. */
static bool empty_box(int box)
{
    AUTO_CLOSE int fd = openat(box, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    bool ok = dir != NULL;
    const struct dirent *entry;
    if (dir)
        fd = -1;
    while (ok && (entry = readdir(dir)))
        ok =
            strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || unlinkat(box, entry->d_name, 0) == 0;
    if (dir)
        (void)closedir(dir); /* only read */
    return ok;
}

static bool is_as_made(enum view_fresh_index i, struct fresh *fresh)
{
    struct fresh_state now;
    if (i == FRESH_BOX)
        return empty_box(fresh->fds[i]);
    fresh->made[i].next++; /* the last look took one */
    return look(view_fresh[i].path, fresh->fds[i], &now) && memcmp(&now, &fresh->made[i], sizeof now) == 0;
}

bool mounts_go_home(int home, struct fresh *fresh, struct err *e)
{
    if (setns(home, CLONE_NEWNS) < 0)
        return fail(e, "mount namespace", "of the view");
    for (size_t k = 0; k < IN_MEMORY; k++) {
        enum view_fresh_index i = in_memory[k];
        if (fresh->fds[i] < 0 || is_as_made(i, fresh))
            continue;
        if (umount2(view_fresh[i].path, MNT_DETACH) < 0)
            return fail(e, "unmount", view_fresh[i].path);
        fd_close(&fresh->fds[i]);
    }
    return true;
}

static bool make_fresh(enum view_fresh_index i, const struct limits *limits, const struct ids *ids, struct fresh *fresh,
                       struct err *e)
{
    const char *path = view_fresh[i].path;
    fresh->kib[i] = kib_of(limits, i);
    if (!mount_memory(i, fresh->kib[i], 0, e))
        return false;
    fresh->fds[i] = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fresh->fds[i] < 0 || (i == FRESH_WORK && fchownat(fresh->fds[i], "", ids->uid, ids->gid, AT_EMPTY_PATH) < 0) ||
        !look(path, fresh->fds[i], &fresh->made[i]))
        return fail(e, "open", path);
    return true;
}

bool mounts_prepare(enum view view, const struct limits *limits, const struct ids *ids, struct fresh *fresh,
                    struct err *e)
{
    for (size_t k = 0; k < IN_MEMORY; k++) {
        enum view_fresh_index i = in_memory[k];
        if (is_shown(view, i) && fresh->fds[i] < 0 && !make_fresh(i, limits, ids, fresh, e))
            return false;
    }
    return unshare(CLONE_NEWNS) == 0 || fail(e, "mount namespace", "of a run");
}

static bool mount_proc(const char *path, struct err *e)
{
    static const char *const options[] = {"hidepid=2,subset=pid", "hidepid=2"};
    for (size_t k = 0; k < 2; k++)
        if (mount("proc", path, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, options[k]) == 0)
            return true;
    return fail(e, "mount", path);
}

bool mounts_enter(enum view view, struct fresh *fresh, struct err *e)
{
    if (is_shown(view, FRESH_PROC) && !mount_proc(view_fresh[FRESH_PROC].path, e))
        return false;
    if (!is_shown(view, FRESH_MQUEUE))
        return true;
    const char *path = view_fresh[FRESH_MQUEUE].path;
    if (mount("mqueue", path, "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0)
        return fail(e, "mount", path);
    fresh->fds[FRESH_MQUEUE] = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return fresh->fds[FRESH_MQUEUE] >= 0 || fail(e, "open", path);
}

bool mounts_fit(enum view view, const struct limits *limits, struct fresh *fresh, struct err *e)
{
    for (size_t k = 0; k < IN_MEMORY; k++) {
        enum view_fresh_index i = in_memory[k];
        if (!is_shown(view, i) || fresh->kib[i] == kib_of(limits, i))
            continue;
        if (!mount_memory(i, kib_of(limits, i), MS_REMOUNT, e))
            return false;
        fresh->kib[i] = kib_of(limits, i);
    }
    return true;
}

bool mounts_lock_box(struct err *e)
{
    if (mount(NULL, "/box", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) < 0)
        return fail(e, "protect", "/box");
    return true;
}
