/* hidden.h -- memory of a run that shows in none of its processes and folders. */
#ifndef SANDBOX_HIDDEN_H
#define SANDBOX_HIDDEN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct hidden {
    uint64_t files_kib;  /* System V segments and memory files: what of it is mapped shows in processes, too */
    uint64_t queues_kib; /* semaphores, and messages and bytes on their way, of System V and in local sockets; tables of
                            pages, and of mappings where there are many */
};

/* Adds it up, for runs that no cgroup counts for: the processes of a run whose init is in an ipc namespace of its own,
 * and all local sockets of our network namespace. input: the memory file that is the run's stdin, and ours. Not found:
 * memory files that are mapped and closed, or on their way through a socket; what pipes hold, of which the kernel gives
 * a user 64 MiB. Once it is more than enough_kib, it need not be exact. */
void hidden_look(pid_t init, const pid_t *pids, size_t count, int input, uint64_t enough_kib, struct hidden *out);

#endif
