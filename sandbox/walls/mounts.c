/* mounts.c -- the file system of a run: a template for each view, built once a slot, and what is fresh for each run.
 *
 * Theory of operation. The slot has a mount namespace of its own, all of it private: nothing mounted here is ever seen
 * by the machine, and it goes when the slot goes, however it goes. mounts_begin mounts a tmpfs there, builds below it
 * one folder for each view (a small read-only tmpfs with read-only binds of the machine's folders), and pivots the slot
 * into it. A run is born with CLONE_NEWNS, that is with a copy of those few mounts. mounts_enter puts fresh tmpfs on
 * the template's /work, /tmp, /dev/shm, /box, pivots into the template, and lets go of everything else. Copying some
 * thirty mounts costs less than making ten. Nothing here follows a link or a name that a program of a student's made:
 * all is done before the first one runs, on file systems that are fresh or read-only. */
#include "sandbox/walls/mounts.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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
    for (char *p = part + 1; *p; p++) {
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
    if (mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=256,mode=755") < 0)
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
    if (!add_links(root, view, e) || (view == VIEW_COMPILE && !add_tools(root, e)))
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

/* Sizes are the file systems' own limits, inodes too: a million empty files cost memory that no byte count shows. */
static bool mount_fresh(const struct spec *spec, enum view_fresh_index i, const char *at, struct err *e)
{
    static const char *const proc_options[] = {"hidepid=2,subset=pid", "hidepid=2"};
    if (i == FRESH_PROC) {
        for (size_t k = 0; k < 2; k++)
            if (mount("proc", at, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, proc_options[k]) == 0)
                return true;
        return fail(e, "mount", view_fresh[i].path);
    }
    if (i == FRESH_MQUEUE) {
        if (mount("mqueue", at, "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0)
            return true;
        return fail(e, "mount", view_fresh[i].path);
    }
    uint64_t work_kib = 4ULL * spec->limits.file_kib;
    uint64_t kib = i == FRESH_SHM ? spec->limits.memory_kib : i == FRESH_BOX ? 1 << 20 : work_kib;
    char options[96];
    CHECK(snprintf(options, sizeof options, "size=%lluk,nr_inodes=%d,mode=%s", (unsigned long long)kib, 4096,
                   i == FRESH_WORK || i == FRESH_BOX ? "755" : "1777") < (int)sizeof options);
    if (mount("tmpfs", at, "tmpfs", MS_NOSUID | MS_NODEV, options) < 0)
        return fail(e, "mount", view_fresh[i].path);
    return true;
}

bool mounts_enter(const struct spec *spec, int fresh[FRESH_COUNT], struct err *e)
{
    enum view view = view_of((enum spec_policy)spec->policy);
    char root[64], at[PATH_MAX];
    CHECK(snprintf(root, sizeof root, "/%s", view_name(view)) < (int)sizeof root);
    for (unsigned i = 0; i < FRESH_COUNT; i++) {
        fresh[i] = -1;
        if (!(view_fresh[i].views & 1U << view))
            continue;
        join(at, root, view_fresh[i].path);
        if (!mount_fresh(spec, (enum view_fresh_index)i, at, e))
            return false;
        fresh[i] = open(at, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (fresh[i] < 0)
            return fail(e, "open", view_fresh[i].path);
    }
    return pivot(root, e);
}

bool mounts_lock_box(struct err *e)
{
    if (mount(NULL, "/box", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) < 0)
        return fail(e, "protect", "/box");
    return true;
}
