/* inside.h -- the two processes that the sandbox itself starts inside the walls: init, and the program to be. */
#ifndef SANDBOX_INSIDE_H
#define SANDBOX_INSIDE_H

#include "sandbox/spec.h"
#include "sandbox/walls/cgroup.h"
#include "sandbox/walls/ids.h"

#include <linux/filter.h>
#include <stdint.h>
#include <sys/types.h>

/* What a new init inherits from the slot by being its copy. */
struct inside {
    const struct spec *spec;
    const int *fds; /* of the spec */
    const struct ids *ids;
    const struct cgroup *cgroup;
    const struct sock_fprog *filter, *watch; /* watch: NULL when nobody wants to hear of calls */
    int say;              /* init's end of the socket pair */
    int out, err;         /* writing ends of the pipes */
};

/* Messages on the socket pair (SOCK_SEQPACKET), in this order. */
enum inside_kind {
    INSIDE_READY,  /* init: walls stand, files are in; carries /work, /tmp, /dev/shm (if in view) as O_PATH */
    INSIDE_WAITS,  /* program: waits for a byte to go on; the credentials are its pid; value: Landlock is on */
    INSIDE_ENDED,  /* init: the program ended; value: wait status, cpu_ns, peak_kib of what was waited for */
    INSIDE_FAILED, /* either: text says what could not be done */
};

struct inside_message {
    uint32_t kind;
    int32_t value;
    uint64_t cpu_ns, peak_kib;
    char text[120];
};

/* Life of init, pid 1 of the new namespace, from fork to exit. */
_Noreturn void inside_init(const struct inside *inside);

#endif
