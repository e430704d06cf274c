/* inside.h -- the two processes that the sandbox itself starts inside the walls: init, and the program to be. */
#ifndef SANDBOX_INSIDE_H
#define SANDBOX_INSIDE_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"
#include "sandbox/walls/ids.h"
#include "sandbox/walls/mounts.h"

#include <sched.h>
#include <stdbool.h>
#include <stdint.h>

/* Descriptors that a new init is given; the files of the spec are last, in its order. */
enum inside_fd {
    INSIDE_STDIN, /* read-only and at its begin, with nobody else's position */
    INSIDE_OUT,   /* writing ends of pipes */
    INSIDE_ERR,
    INSIDE_SAY, /* a SOCK_SEQPACKET socket to the supervisor */
    INSIDE_FILES,
    INSIDE_FDS_MAX = INSIDE_FILES + SPEC_FILES_MAX
};

enum {
    INSIDE_STACK = 64 * 1024, /* bytes that each of the two gets along with */
    INSIDE_TEXT = 2 * SPEC_TEXT_MAX,
    INSIDE_SAYS = 120,
};

/* How the program ended, in memory that the supervisor sees too, once init is dead. */
struct inside_end {
    bool is_known;
    int status;                /* of wait */
    uint64_t cpu_ns, peak_kib; /* of all that was waited for */
    char failure[INSIDE_SAYS]; /* why there was no program to end; "": there was */
};

struct inside {
    const struct spec *spec;
    enum view view;
    int from;                /* the socket by which init is asked: one byte, with fds */
    struct limits limits;    /* of the spec before, until init is asked */
    int fds[INSIDE_FDS_MAX]; /* set when it is */
    const struct ids *ids;
    struct fresh fresh;
    struct inside_end *end;
    const cpu_set_t *cpus; /* for the program to be, as init has only one; empty: as it is */
    char *stack_end;       /* of memory for the program to be, until it executes */
    unsigned others;       /* tasks of the same user that are none of the run's */
    const char *folder;    /* on the machine, that stands for / where nothing can be mounted; else NULL */
    char *text;            /* INSIDE_TEXT bytes for arguments that name it */
};

/* Messages on the socket pair (SOCK_SEQPACKET). */
enum inside_kind {
    INSIDE_WAITS,  /* program: waits for a byte to go on; the credentials are its pid; is_landlocked; carries the fresh
                      folders from FRESH_WORK to FRESH_SHM that are in view */
    INSIDE_FAILED, /* anybody: text says what could not be done */
};

struct inside_message {
    uint32_t kind;
    uint32_t is_landlocked;
    char text[INSIDE_SAYS];
};

/* Life of init, pid 1 of the new namespace, from its birth to its exit; for clone(2), with a struct inside. Whoever
 * shares memory with it must leave errno alone while it lives. */
int inside_init(void *inside);

/* Takes what init was to be asked, says there what could not be done, and exits. */
_Noreturn void inside_fail(struct inside *inside, const struct err *e);

#endif
