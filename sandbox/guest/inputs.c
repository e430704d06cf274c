/* inputs.c -- the files that a program finds: each schedule begins with them as they were. */
#include "sandbox/guest/server.h"

#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the server read before the first schedule lies in its private memory: a schedule has a copy, and can change that
 * one only. Text is compared, not times: a clock of some kernels stands still for 4 ms, and a schedule takes less. */

enum { INPUTS_MAX = 512, PATH_BYTES = 256, TEXT_BYTES = 32 << 20 };

struct input {
    char path[PATH_BYTES]; /* from where main begins */
    mode_t mode;
    struct timespec changed;
    size_t at, size; /* of its text */
};

static struct {
    struct input *list;
    char *text;
    size_t used;
    uint32_t count;
    bool is_whole;
} kept;

static bool keep_text(int folder, const char *name, struct input *in)
{
    AUTO_CLOSE int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t n = 1;
    in->at = kept.used;
    while (fd >= 0 && n > 0 && kept.used < TEXT_BYTES) {
        n = read(fd, kept.text + kept.used, TEXT_BYTES - kept.used);
        kept.used += n > 0 ? (size_t)n : 0;
    }
    in->size = kept.used - in->at;
    return fd >= 0 && n == 0;
}

static bool keep_one(int folder, const char *in_path, const char *name)
{
    const size_t before = strcmp(in_path, ".") == 0 ? 0 : strlen(in_path) + 1, size = strlen(name) + 1;
    struct stat st;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
        return true;
    if (kept.count == INPUTS_MAX || before + size > PATH_BYTES)
        return false;
    struct input *in = &kept.list[kept.count];
    if (before > 0) {
        memcpy(in->path, in_path, before - 1);
        in->path[before - 1] = '/';
    }
    memcpy(in->path + before, name, size);
    in->mode = st.st_mode;
    in->changed = st.st_mtim;
    if (S_ISREG(st.st_mode) && !keep_text(folder, name, in))
        return false;
    kept.count++;
    return true;
}

static bool keep_folder(const char *path)
{
    char entries[4096];
    ssize_t n;
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    while ((n = getdents64(fd, entries, sizeof entries)) > 0)
        for (ssize_t i = 0; i < n;) {
            struct dirent64 *entry = (struct dirent64 *)(void *)(entries + i);
            i += entry->d_reclen;
            if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
                continue;
            if (!keep_one(fd, path, entry->d_name))
                return false;
        }
    return n == 0;
}

void inputs_keep(void)
{
    const size_t bytes = INPUTS_MAX * sizeof *kept.list;
    char *room =
        mmap(NULL, bytes + TEXT_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED)
        return;
    kept.list = (struct input *)(void *)room;
    kept.text = room + bytes;
    kept.is_whole = keep_folder(".");
    for (uint32_t i = 0; kept.is_whole && i < kept.count; i++)
        if (S_ISDIR(kept.list[i].mode))
            kept.is_whole = keep_folder(kept.list[i].path);
}

static bool is_as_it_was(const struct input *in)
{
    char part[16384];
    struct stat st;
    size_t at = 0;
    ssize_t n = 1;
    if (lstat(in->path, &st) < 0 || st.st_mode != in->mode)
        return false;
    if (S_ISDIR(in->mode))
        return true;
    if ((size_t)st.st_size != in->size)
        return false;
    AUTO_CLOSE int fd = open(in->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    while (fd >= 0 && at < in->size && (n = read(fd, part, sizeof part)) > 0) {
        if ((size_t)n > in->size - at || memcmp(part, kept.text + in->at + at, (size_t)n) != 0)
            return false;
        at += (size_t)n;
    }
    return fd >= 0 && at == in->size;
}

static bool put_back(const struct input *in)
{
    const mode_t mode = in->mode & 07777;
    const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, in->changed};
    if (S_ISDIR(in->mode))
        return (mkdir(in->path, mode) == 0 || errno == EEXIST) && chmod(in->path, mode) == 0;
    if (unlink(in->path) < 0 && errno != ENOENT)
        return false;
    AUTO_CLOSE int fd = open(in->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && fd_write_all(fd, kept.text + in->at, in->size) && fchmod(fd, mode) == 0 &&
           futimens(fd, times) == 0;
}

bool inputs_restore(void)
{
    bool whole = kept.is_whole;
    for (uint32_t i = 0; i < kept.count; i++)
        if (!is_as_it_was(&kept.list[i]))
            whole = put_back(&kept.list[i]) && whole;
    return whole;
}
