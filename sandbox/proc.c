/* proc.c -- what the kernel says of a process in /proc. */
#include "sandbox/proc.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

bool proc_has_signal(pid_t pid, const char *set, int signal)
{
    char text[2048], key[32];
    CHECK(snprintf(key, sizeof key, "\n%s:\t", set) < (int)sizeof key);
    const char *row = proc_read(pid, "status", text, sizeof text) > 0 ? strstr(text, key) : NULL;
    return row && strtoull(row + strlen(key), NULL, 16) >> (signal - 1) & 1;
}
