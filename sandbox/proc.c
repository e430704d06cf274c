/* proc.c -- what the kernel says of a process in /proc. */
#include "sandbox/proc.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

ssize_t proc_read(pid_t pid, const char *name, char *text, size_t size)
{
    char path[80];
    CHECK(snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name) < (int)sizeof path);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);
    text[n > 0 ? n : 0] = 0;
    return n;
}
