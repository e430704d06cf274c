/* fd.c -- file descriptors that close themselves, whole reads and writes, sealed memory files. */
#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_close(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd); /* nothing written through it can still be lost: writers check write and fsync */
    *fd = -1;
}

bool fd_is_same(int a, int b)
{
    struct stat x, y;
    return fstat(a, &x) == 0 && fstat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

bool fd_write_all(int fd, const void *data, size_t size)
{
    const char *p = data;
    while (size > 0) {
        ssize_t n = write(fd, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        p += n;
        size -= (size_t)n;
    }
    return true;
}

bool fd_read_all(int fd, const char *name, size_t max, struct arena *arena, struct bytes *out, struct err *e)
{
    AUTO_BUF struct buf all = {0};
    char piece[16384];
    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(e, ERR_SYSTEM, "read '%s': %s", name, strerror(errno));
        if (n == 0)
            break;
        if (all.size + (size_t)n > max)
            return err_set(e, ERR_LIMIT, "'%s' is larger than %zu bytes", name, max);
        buf_add(&all, piece, (size_t)n);
    }
    *out = (struct bytes){arena_copy(arena, all.data ? all.data : "", all.size), all.size};
    return true;
}

bool fd_read_file(const char *path, size_t max, struct arena *arena, struct bytes *out, struct err *e)
{
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hang us */
    if (fd < 0)
        return err_set(e, errno == ENOENT || errno == ENOTDIR ? ERR_ABSENT : ERR_SYSTEM, "open '%s': %s", path,
                       strerror(errno));
    struct stat st;
    if (fstat(fd, &st) < 0)
        return err_set(e, ERR_SYSTEM, "stat '%s': %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_INPUT, "'%s' is not a regular file", path);
    return fd_read_all(fd, path, max, arena, out, e);
}

bool fd_memory(const char *name, int *out, struct err *e)
{
    int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "memfd_create '%s': %s", name, strerror(errno));
    *out = fd;
    return true;
}

bool fd_sealed(const char *name, struct bytes data, int *out, struct err *e)
{
    AUTO_CLOSE int fd = -1;
    if (!fd_memory(name, &fd, e))
        return false;
    if (!fd_write_all(fd, data.data, data.size) || lseek(fd, 0, SEEK_SET) < 0)
        return err_set(e, ERR_SYSTEM, "write memory file '%s': %s", name, strerror(errno));
    /* Not F_SEAL_WRITE: for that the kernel waits for whoever holds a page, and after 150 ms says EBUSY, though it may
     * be its own compaction. No mapping exists yet that this seal would spare. */
    if (fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE) < 0)
        return err_set(e, ERR_SYSTEM, "seal memory file '%s': %s", name, strerror(errno));
    *out = fd;
    fd = -1;
    return true;
}

bool fd_send(int socket, const void *data, size_t size, const int *fds, size_t count)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int[FD_SEND_MAX]))];
        struct cmsghdr align;
    } space = {0};
    struct iovec part = {.iov_base = (void *)(uintptr_t)data, .iov_len = size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    CHECK(count <= FD_SEND_MAX);
    if (count > 0) {
        message.msg_control = space.bytes;
        message.msg_controllen = CMSG_SPACE(count * sizeof *fds);
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(count * sizeof *fds);
        memcpy(CMSG_DATA(head), fds, count * sizeof *fds);
    }
    ssize_t n;
    do
        n = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)size;
}
