/* folders.c -- where nothing can be mounted: a private folder of the machine for each run, removed when it is over. */
#include "sandbox/walls/folders.h"

#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACE "/tmp"
#define PREFIX "bothends-run-"
enum { ENTRIES_MAX = 100000 };

static bool fail(struct err *e, const char *what, const char *path)
{
    return err_set(e, ERR_SYSTEM, "%s %s: %s", what, path, strerror(errno));
}

/* What is done with each entry of a folder: name, in dir. */
typedef void take(void *context, int dir, const char *name, bool is_folder);

static void each(int dir, const char *path, take *act, void *context)
{
    int fd = openat(dir, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    struct stat st;
    while (list && (entry = readdir(list)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
            act(context, fd, entry->d_name, S_ISDIR(st.st_mode));
    if (list)
        (void)closedir(list); /* only read */
    else
        fd_close(&fd);
}

/* All folders below top, each moved to where no folder but a bin is above it. */
struct flat {
    int top;
    pid_t pid; /* in names, so that they meet none which somebody before us left */
    unsigned count;
    bool is_top; /* what is being looked through */
};

enum { FEW = 48, BINS = 16, NAME = 64 };

static void name_bin(const struct flat *flat, unsigned bin, char out[NAME])
{
    CHECK(snprintf(out, NAME, "%d.bin%u", (int)flat->pid, bin) < NAME);
}

/* The first few stand in top itself. */
static void name_folder(const struct flat *flat, unsigned number, char out[NAME])
{
    char bin[NAME] = "";
    name_bin(flat, number % BINS, bin);
    CHECK(snprintf(out, NAME, "%.32s%s%d.%u", number < FEW ? "" : bin, number < FEW ? "" : "/", (int)flat->pid,
                   number) < NAME);
}

/* Has been moved, and is met again. Below top anybody may have given such a name. */
static bool is_ours(const struct flat *flat, const char *name)
{
    char prefix[NAME];
    int length = snprintf(prefix, sizeof prefix, "%d.", (int)flat->pid);
    CHECK(length > 0 && length < NAME);
    return strncmp(name, prefix, (size_t)length) == 0;
}

static void move_up(void *context, int dir, const char *name, bool is_folder)
{
    struct flat *flat = context;
    char to[NAME];
    if (!is_folder || (flat->is_top && is_ours(flat, name)))
        return;
    if (flat->count == FEW)
        for (unsigned bin = 0; bin < BINS; bin++) {
            name_bin(flat, bin, to);
            (void)mkdirat(flat->top, to, 0700); /* what then cannot be moved is told by the last rmdir */
        }
    name_folder(flat, flat->count, to);
    if (fchmodat(dir, name, 0700, 0) == 0 && renameat(dir, name, flat->top, to) == 0)
        flat->count++;
}

static void remove_file(void *context, int dir, const char *name, bool is_folder)
{
    (void)context;
    (void)unlinkat(dir, name, is_folder ? AT_REMOVEDIR : 0); /* what stays is told by the last rmdir */
}

static void remove_flat(void *context, int dir, const char *name, bool is_folder)
{
    if (is_folder)
        each(dir, name, remove_file, NULL);
    remove_file(context, dir, name, is_folder);
}

/* Each bin by a process of its own, for a disk may take milliseconds to give back one block. */
static void empty_bins(const struct flat *flat)
{
    pid_t pids[BINS], parent = getpid();
    char name[NAME];
    for (unsigned bin = 0; flat->count > FEW && bin < BINS; bin++) {
        name_bin(flat, bin, name);
        pids[bin] = fork();
        if (pids[bin] > 0)
            continue;
        if (pids[bin] == 0 && (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 || getppid() != parent))
            _exit(1);
        each(flat->top, name, remove_flat, NULL); /* by ourselves, if there is nobody else */
        if (pids[bin] == 0)
            _exit(0);
    }
    for (unsigned bin = 0; flat->count > FEW && bin < BINS; bin++)
        while (pids[bin] > 0 && waitpid(pids[bin], NULL, 0) < 0 && errno == EINTR)
            continue;
}

/* A program may have made folders a million deep, for which no recursion, no path and no number of descriptors would
 * do, or tens of thousands side by side. So each folder is first moved out of the one above, which is cheap, and then
 * all of them are removed, some at once. All of the run is dead, so that nothing moves meanwhile. */
bool folders_remove(const char *path, struct err *e)
{
    AUTO_CLOSE int top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (top < 0)
        return errno == ENOENT || fail(e, "open", path);
    struct flat flat = {.top = top, .pid = getpid(), .is_top = true};
    char name[NAME];
    each(top, ".", move_up, &flat);
    flat.is_top = false;
    for (unsigned i = 0; i < flat.count; i++) {
        name_folder(&flat, i, name);
        each(top, name, move_up, &flat);
    }
    empty_bins(&flat);
    each(top, ".", remove_flat, NULL);
    return rmdir(path) == 0 || fail(e, "remove", path);
}

/* Folders of slots that died hard, named after a pid that is no more. Whoever else may write here cannot make us follow
 * a link, and only our own are touched. */
static void sweep(void)
{
    DIR *dir = opendir(PLACE);
    struct dirent *entry;
    for (int i = 0; dir && i < ENTRIES_MAX && (entry = readdir(dir)); i++) {
        long pid = strncmp(entry->d_name, PREFIX, sizeof PREFIX - 1) == 0
                       ? strtol(entry->d_name + sizeof PREFIX - 1, NULL, 10)
                       : 0;
        struct stat st;
        char path[PATH_MAX];
        struct err ignored = {0}; /* another slot may be sweeping too */
        if (pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH &&
            fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) &&
            st.st_uid == geteuid() && snprintf(path, sizeof path, PLACE "/%s", entry->d_name) < (int)sizeof path)
            (void)folders_remove(path, &ignored);
    }
    if (dir)
        (void)closedir(dir); /* only read */
}

bool folders_begin(char path[FOLDERS_PATH], struct err *e)
{
    sweep();
    CHECK(snprintf(path, FOLDERS_PATH, PLACE "/" PREFIX "%d-XXXXXX", (int)getpid()) < FOLDERS_PATH);
    if (!mkdtemp(path) || chmod(path, 0711) < 0)
        return fail(e, "make a folder in", PLACE);
    return true;
}

void folders_end(const char *path)
{
    struct err ignored = {0}; /* left for the next slot's sweep */
    if (*path)
        (void)folders_remove(path, &ignored);
}

bool folders_make(const char *path, enum view view, const struct ids *ids, struct fresh *fresh, struct err *e)
{
    static const struct {
        enum view_fresh_index i;
        const char *name; /* NULL: the machine's own */
        mode_t mode;
    } rows[] = {{FRESH_WORK, "work", 0755},
                {FRESH_TMP, "tmp", 01777},
                {FRESH_BOX, "box", 0755},
                {FRESH_SHM, NULL, 0},
                {FRESH_MQUEUE, NULL, 0}};
    for (size_t i = 0; i < FRESH_COUNT; i++)
        fd_close(&fresh->fds[i]);
    if (mkdir(path, 0711) < 0)
        return fail(e, "make", path);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const struct view_fresh *row = &view_fresh[rows[k].i];
        char at[PATH_MAX];
        if (!(row->views & 1U << view))
            continue;
        if (rows[k].name) {
            CHECK(snprintf(at, sizeof at, "%s/%s", path, rows[k].name) < (int)sizeof at);
            if (mkdir(at, 0755) < 0 || chmod(at, rows[k].mode) < 0 ||
                (rows[k].i == FRESH_WORK && chown(at, ids->uid, ids->gid) < 0))
                return fail(e, "make", at);
        }
        int fd = open(rows[k].name ? at : row->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0 && (rows[k].name || errno != ENOENT))
            return fail(e, "open", rows[k].name ? at : row->path);
        fresh->fds[rows[k].i] = fd;
    }
    return true;
}

bool folders_translate(const char *text, const char *folder, char *out, size_t size, struct err *e)
{
    static const char *const names[] = {"/work", "/box", "/tmp"};
    const char *begin = text + (*text == '@');
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i]);
        bool is_there = strncmp(begin, names[i], length) == 0 && (begin[length] == '/' || begin[length] == 0);
        if (is_there && snprintf(out, size, "%.*s%s%s", (int)(begin - text), text, folder, begin) >= (int)size)
            return err_set(e, ERR_LIMIT, "an argument is too long");
        if (is_there)
            return true;
    }
    return snprintf(out, size, "%s", text) < (int)size || err_set(e, ERR_LIMIT, "an argument is too long");
}
