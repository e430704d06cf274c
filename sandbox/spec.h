/* spec.h -- what to run: one program, its walls, its limits, its files. */
#ifndef SANDBOX_SPEC_H
#define SANDBOX_SPEC_H

#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A spec crosses a process boundary as this very struct: fixed size, no pointers, strings as offsets into text.
 * spec_check is the door: whoever receives one calls it before anything else. */
enum {
    SPEC_VERSION = 1,
    SPEC_ARGS_MAX = 256,
    SPEC_FILES_MAX = 160,
    SPEC_TEXT_MAX = 32768,
};

/* Who runs inside the walls; chooses the view of the file system and the seccomp policy. */
enum spec_policy {
    POLICY_STUDENT,  /* a submission: fork, pipes, shared memory, threads, signals as on a normal Linux */
    POLICY_SANITIZE, /* the same, built with a sanitizer: what its runtime needs is allowed on top */
    POLICY_COMPILE,  /* gcc, as and ld: sees the toolchain, nothing else */
    POLICY_INSPECT,  /* our own readers of hostile files (archives, ELF): sees shared libraries only */
    POLICY_RACE,     /* a submission built with the race runtime: what that needs is allowed on top */
    POLICY_COUNT
};

/* What a machine can give, and the least an operator accepts (from strong to weak). */
enum isolation {
    ISOLATION_FULL,     /* root or delegated cgroup: namespaces, own ids, limits by cgroup where there is one */
    ISOLATION_ROOTLESS, /* user namespace */
    ISOLATION_MINIMAL,  /* no namespaces: Landlock, seccomp, rlimits, ptrace tree */
    ISOLATION_COUNT
};

/* Limits of a whole run, all processes together unless said otherwise. 0 is never "no limit": it is refused. */
struct limits {
    uint32_t cpu_ms;     /* CPU time of the tree */
    uint32_t wall_ms;    /* time by the wall clock */
    uint32_t memory_kib; /* memory of the tree */
    uint32_t processes;  /* processes and threads alive at once */
    uint32_t output_kib; /* each of stdout and stderr */
    uint32_t file_kib;   /* one file; the work folder holds four times as much */
};

/* contract.md: cpu 5 s, wall 10 s, memory 256 MiB, 64 processes and threads, 1 MiB a stream, 16 MiB a file. */
struct limits limits_default(void);

/* Where a file of the spec goes. */
enum spec_place {
    PLACE_WORK, /* copied in to /work, the current folder, writable */
    PLACE_BOX,  /* copied in to /box, read-only while the program runs */
    PLACE_OUT,  /* copied out of /work after the run into the given (empty) memory file */
    PLACE_COUNT
};

enum spec_trace {
    TRACE_NONE,  /* walls and limits only (our own tools) */
    TRACE_TREE,  /* ptrace follows every process and thread */
    TRACE_WAITS, /* and when nothing moves, cuts say who sleeps in which call and holds which pipe end */
    TRACE_COUNT
};

struct spec_file {
    uint32_t name;      /* offset in text: a relative path, see spec_name_ok */
    uint32_t place;     /* enum spec_place */
    uint32_t mode;      /* permission bits, 0400 to 0777; PLACE_OUT: 0 */
    uint32_t bytes_max; /* PLACE_OUT: larger files are not copied; else 0 */
};

/* File descriptors travel beside the spec, in this order: stdin (sealed memory file), stdout, stderr and the side file
 * (empty memory files that the sandbox fills; see event.h's EV_STACK), then one for each of files. */
enum { SPEC_FD_STDIN, SPEC_FD_STDOUT, SPEC_FD_STDERR, SPEC_FD_SIDE, SPEC_FD_FILES };

struct spec {
    uint32_t version;         /* SPEC_VERSION */
    uint32_t policy;          /* enum spec_policy */
    uint32_t least_isolation; /* enum isolation: weaker walls fail the run */
    uint32_t trace;           /* enum spec_trace */
    struct limits limits;
    uint32_t arg_count; /* at least 1; args[0] is the absolute path of the program as seen inside */
    uint32_t args[SPEC_ARGS_MAX];
    uint32_t file_count;
    struct spec_file files[SPEC_FILES_MAX];
    uint32_t text_size;
    char text[SPEC_TEXT_MAX]; /* each string ends with 0 */
};

/* Starts a spec with the policy, the default limits and tracing on. */
void spec_begin(struct spec *spec, enum spec_policy policy);

/* Append an argument, or a file whose descriptor goes to SPEC_FD_FILES + its index. ERR_LIMIT when full,
 * ERR_INPUT for a bad file name. */
bool spec_arg(struct spec *spec, const char *arg, struct err *e);
bool spec_file(struct spec *spec, enum spec_place place, const char *name, uint32_t mode, uint32_t bytes_max,
               struct err *e);

/* True for a relative path of plain components: no empty one, no "." or "..", none that starts with '-', no
 * control character, no backslash, at most 8 components and 200 bytes, whole UTF-8. */
bool spec_name_ok(const char *name);

/* Is this received spec (size bytes, with fd_count descriptors) one that may be run? ERR_INPUT names the field. */
bool spec_check(const struct spec *spec, size_t size, size_t fd_count, struct err *e);

/* The string at an offset of a checked spec. */
const char *spec_text(const struct spec *spec, uint32_t at);

const char *isolation_name(enum isolation isolation);                    /* "full", "rootless", "minimal" */
bool isolation_parse(const char *text, enum isolation *out, struct err *e);

#endif
