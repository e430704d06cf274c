/* proc.h -- what the kernel says of a process in /proc, and what lies in its memory. */
#ifndef SANDBOX_PROC_H
#define SANDBOX_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Reads /proc/PID/NAME, at most size - 1 bytes and in one read(), so that it is of one moment; text ends with 0 and is
 * "" on failure. The number of bytes, which may be 0; -1: the process is gone, or may not be looked at. */
ssize_t proc_read(pid_t pid, const char *name, char *text, size_t size);

/* The children of its first thread, at most so many and as far as 8 KiB of text say them; their number. Children of
 * other threads are listed with these. */
size_t proc_children(pid_t pid, pid_t *pids, size_t most);

/* Reads size bytes at an address of the process into out. How many there were, from the first on: 0 when it is gone, or
 * has nothing there. */
size_t proc_memory(pid_t pid, uint64_t at, void *out, size_t size);

/* The object id of a FIFO: its number counts within its file system, so both make it. */
int64_t proc_fifo(const struct stat *st);

/* CPU time of one task, thread or not; raises *delay_ns to how long it wanted a CPU and had none. 0: it is gone. A
 * clock id cannot say it: those of other processes' threads are not to be had. */
uint64_t proc_cpu_ns(pid_t task, uint64_t *delay_ns);

/* Is the signal in that set of the process: "SigIgn", or "SigCgt", those with a handler? False also when it is gone. */
bool proc_has_signal(pid_t pid, const char *set, int signal);

#endif
