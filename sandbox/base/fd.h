/* fd.h -- file descriptors that close themselves, whole reads and writes, sealed memory files. */
#ifndef SANDBOX_BASE_FD_H
#define SANDBOX_BASE_FD_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Closes *fd when it is one, and makes it -1. */
void fd_close(int *fd);
#define AUTO_CLOSE __attribute__((cleanup(fd_close)))

/* Are both open on one and the same file? False also when that cannot be said. */
bool fd_is_same(int a, int b);

/* Writes all of data; false with errno set when it could not. */
bool fd_write_all(int fd, const void *data, size_t size);

/* Reads until EOF, at most max bytes, into the arena. More than max is ERR_LIMIT. name is for messages. */
bool fd_read_all(int fd, const char *name, size_t max, struct arena *arena, struct bytes *out, struct err *e);

/* Reads a regular file, at most max bytes. ERR_ABSENT when there is none. */
bool fd_read_file(const char *path, size_t max, struct arena *arena, struct bytes *out, struct err *e);

/* Sends data over a Unix socket as one message, with at most FD_SEND_MAX descriptors beside it; never a SIGPIPE. False
 * with errno set, or when not all of it went. */
enum { FD_SEND_MAX = 253 }; /* the kernel's SCM_MAX_FD */
bool fd_send(int socket, const void *data, size_t size, const int *fds, size_t count);

/* A memory file that holds data and can never change again (sealed); *out is the caller's to close. Whoever
 * gets it by exec or message may reopen it for writing, and the seals still refuse every change. */
bool fd_sealed(const char *name, struct bytes data, int *out, struct err *e);

/* An empty memory file that another process may fill; *out is the caller's to close. */
bool fd_memory(const char *name, int *out, struct err *e);

#endif
