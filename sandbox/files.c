/* files.c -- files of a spec: in before the program starts, out when everything is dead. */
#include "sandbox/files.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PIECE = 65536 };

static bool own(int dir, const char *name, const struct ids *ids, bool is_ours, struct err *e)
{
    if (is_ours || fchownat(dir, name, ids->uid, ids->gid, AT_SYMLINK_NOFOLLOW) == 0)
        return true;
    return err_set(e, ERR_SYSTEM, "own %s: %s", name, strerror(errno));
}

static bool make_folders(int dir, const char *name, const struct ids *ids, bool is_ours, struct err *e)
{
    char part[PATH_MAX];
    CHECK(snprintf(part, sizeof part, "%s", name) < (int)sizeof part);
    for (char *p = strchr(part, '/'); p; p = strchr(p + 1, '/')) {
        *p = 0;
        if (mkdirat(dir, part, 0755) < 0 && errno != EEXIST)
            return err_set(e, ERR_SYSTEM, "mkdir %s: %s", part, strerror(errno));
        if (!own(dir, part, ids, is_ours, e))
            return false;
        *p = '/';
    }
    return true;
}

/* At an explicit offset: the memory file's own is shared with whoever sent it. */
static bool copy(int from, int to)
{
    off_t at = 0;
    for (;;) {
        ssize_t n = sendfile(to, from, &at, 1 << 30);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
    }
}

bool files_in(const struct spec *spec, const int *fds, int work, int box, const struct ids *ids, struct err *e)
{
    for (uint32_t i = 0; i < spec->file_count; i++) {
        const struct spec_file *file = &spec->files[i];
        if (file->place == PLACE_OUT)
            continue;
        bool is_ours = file->place == PLACE_BOX;
        int dir = is_ours ? box : work;
        const char *name = spec_text(spec, file->name);
        if (!make_folders(dir, name, ids, is_ours, e))
            return false;
        AUTO_CLOSE int to = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (to < 0 || !copy(fds[i], to))
            return err_set(e, ERR_SYSTEM, "copy in %s: %s", name, strerror(errno));
        mode_t mode = is_ours ? file->mode | (file->mode & 0700) >> 6 : file->mode; /* box: readable by who runs it */
        if (fchmod(to, mode) < 0 || !own(dir, name, ids, is_ours, e))
            return err_set(e, ERR_SYSTEM, "chmod %s: %s", name, strerror(errno));
    }
    return true;
}

/* O_NONBLOCK: a FIFO at that name must not hold us. */
static int open_out(int work, const char *name, enum file_fate *fate)
{
    struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV};
    int fd = (int)syscall(SYS_openat2, work, name, &how, sizeof how);
    if (fd < 0)
        *fate = errno == ENOENT || errno == ENOTDIR                                     ? FILE_ABSENT
                : errno == ELOOP || errno == EXDEV || errno == ENXIO || errno == ENODEV ? FILE_NOT_REGULAR
                                                                                        : FILE_UNREADABLE;
    return fd;
}

bool files_out(const struct spec *spec, uint32_t i, int work, int to, enum file_fate *fate, uint64_t *bytes,
               struct err *e)
{
    const struct spec_file *file = &spec->files[i];
    *bytes = 0;
    AUTO_CLOSE int fd = open_out(work, spec_text(spec, file->name), fate);
    if (fd < 0)
        return true;
    struct stat st;
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        *fate = FILE_NOT_REGULAR;
        return true;
    }
    *bytes = (uint64_t)st.st_size;
    *fate = FILE_TOO_BIG;
    if (*bytes > file->bytes_max)
        return true;
    char piece[PIECE];
    uint64_t sum = 0;
    ssize_t n;
    for (; (n = read(fd, piece, sizeof piece)) > 0 && sum + (uint64_t)n <= file->bytes_max; sum += (uint64_t)n)
        if (pwrite(to, piece, (size_t)n, (off_t)sum) != n)
            return err_set(e, ERR_SYSTEM, "copy out %s: %s", spec_text(spec, file->name), strerror(errno));
    *fate = n < 0 ? FILE_UNREADABLE : FILE_COPIED;
    return true;
}

bool files_input(int from, int *to, struct err *e)
{
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/self/fd/%d", from) < (int)sizeof path);
    *to = open(path, O_RDONLY | O_CLOEXEC);
    return *to >= 0 || err_set(e, ERR_SYSTEM, "open stdin again: %s", strerror(errno));
}
