/* proc.c -- what the kernel says of a process in /proc, and what lies in its memory. */
#include "sandbox/proc.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
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

size_t proc_children(pid_t pid, pid_t *pids, size_t most)
{
    char name[48], text[8192], *end = NULL;
    size_t count = 0;
    CHECK(snprintf(name, sizeof name, "task/%d/children", (int)pid) < (int)sizeof name);
    (void)proc_read(pid, name, text, sizeof text); /* "" on failure */
    for (const char *p = text; count < most; p = end) {
        long child = strtol(p, &end, 10);
        if (end == p || *end != ' ') /* a space follows each, unless the text was cut within it */
            break;
        pids[count++] = (pid_t)child;
    }
    return count;
}

size_t proc_memory(pid_t pid, uint64_t at, void *out, size_t size)
{
    struct iovec ours = {out, size}, theirs = {(void *)(uintptr_t)at, size}; /* an address in the other process */
    ssize_t n = process_vm_readv(pid, &ours, 1, &theirs, 1, 0);
    return n > 0 ? (size_t)n : 0;
}

int64_t proc_fifo(const struct stat *st)
{
    return (int64_t)(((uint64_t)st->st_dev << 40 ^ st->st_ino) & INT64_MAX);
}

uint64_t proc_cpu_ns(pid_t task, uint64_t *delay_ns)
{
    char text[64], *end = text;
    if (proc_read(task, "schedstat", text, sizeof text) <= 0)
        return 0;
    uint64_t cpu_ns = strtoull(text, &end, 10), delay = strtoull(end, NULL, 10);
    *delay_ns = delay > *delay_ns ? delay : *delay_ns;
    return cpu_ns;
}

bool proc_has_signal(pid_t pid, const char *set, int signal)
{
    char text[2048], key[32];
    CHECK(snprintf(key, sizeof key, "\n%s:\t", set) < (int)sizeof key);
    const char *row = proc_read(pid, "status", text, sizeof text) > 0 ? strstr(text, key) : NULL;
    return row && strtoull(row + strlen(key), NULL, 16) >> (signal - 1) & 1;
}
