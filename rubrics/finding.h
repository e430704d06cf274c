/* finding.h -- one thing that was found in a program, said so that a student can mend it. */
#ifndef RUBRICS_FINDING_H
#define RUBRICS_FINDING_H

#include "sandbox/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Codes of contract.md, stable. A new one is a new row here. */
#define FINDING_CODES(X)                                                                                       \
    X(COMPILE_ERROR, "compile-error") X(COMPILE_WARNING, "compile-warning") X(DEADLOCK, "deadlock")            \
    X(PIPE_END_LEFT_OPEN, "pipe-end-left-open") X(PIPE_END_OPEN_AT_EXIT, "pipe-end-open-at-exit")              \
    X(DOUBLE_CLOSE, "double-close") X(BAD_FD, "bad-fd") X(FD_LEAK, "fd-leak") X(BROKEN_PIPE, "broken-pipe")    \
    X(ZOMBIE_LEFT, "zombie-left") X(ORPHAN_LEFT, "orphan-left") X(BUSY_WAIT, "busy-wait")                      \
    X(SLEEP_AS_SYNCHRONISATION, "sleep-as-synchronisation") X(DATA_RACE, "data-race")                          \
    X(OUTCOME_VARIES, "outcome-varies") X(WRONG_OUTCOME, "wrong-outcome") X(VALUE_NOT_SHARED, "value-not-shared") \
    X(LOCK_NOT_SHARED, "lock-not-shared") X(LOCK_MISUSE, "lock-misuse") X(LEFTOVER_IPC, "leftover-ipc")        \
    X(MEMORY_ERROR, "memory-error") X(MEMORY_LEAK, "memory-leak") X(UNDEFINED_BEHAVIOUR, "undefined-behaviour") \
    X(CPU_LIMIT, "cpu-limit") X(WALL_LIMIT, "wall-limit") X(MEMORY_LIMIT, "memory-limit")                      \
    X(PROCESS_LIMIT, "process-limit") X(OUTPUT_LIMIT, "output-limit") X(FORBIDDEN_CALL, "forbidden-call")      \
    X(WRONG_STDOUT, "wrong-stdout") X(WRONG_EXIT, "wrong-exit-status") X(CRASH, "crash")                       \
    X(FORBIDDEN_FUNCTION, "forbidden-function") X(MISSING_FUNCTION, "missing-function")                        \
    X(WRONG_FILE, "wrong-file") X(TOO_STRONG, "too-strong") X(ONLY_ON_X86, "only-on-x86")                      \
    X(BENIGN_IDIOM, "benign-idiom") X(FORK_REFUSED, "fork-refused")                                           \
    X(EXEC_FAILED, "exec-failed") X(OUTPUT_DOUBLED, "output-doubled")

enum finding_code {
#define FINDING_CODE(name, text) FINDING_##name,
    FINDING_CODES(FINDING_CODE)
#undef FINDING_CODE
    FINDING_COUNT
};
const char *finding_code_name(enum finding_code code);

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };
const char *severity_name(enum severity severity);

struct place {
    const char *file;     /* as the student named it */
    uint32_t line;        /* from 1 */
    uint32_t column;      /* from 1; 0: not known */
    const char *function; /* NULL: not known */
};

struct report;

/* message says in one sentence with names what happened; hint how to mend it. Strings live in the arena of
 * whoever made the finding. */
struct finding {
    enum finding_code code;
    enum severity severity;
    const char *process; /* "parent", "child 1", ...; NULL when it is about no process */
    const char *const *others; /* busy-wait: the names of all processes at this place, its own among them; else NULL */
    size_t other_count;
    uint32_t thread;     /* from 1; 0: about no thread */
    const char *case_id; /* of the case it was seen in; NULL: about the source or the build */
    uint32_t run;        /* from 1: which run of the case; 0 with case_id NULL */
    const char *message;
    const char *hint; /* "" when there is nothing to add */
    const struct place *where;
    size_t where_count;
    const char *option; /* compile findings: "-Wunused-variable"; else NULL */
    const char *detail; /* several lines shown as they are, e.g. a diff of expected and actual output; or NULL */
    const char *pipe;   /* findings about a pipe end: "pipe 1"; else NULL */
    const char *end;    /* with pipe: "read" or "write" */
    bool has_fd;        /* it is about a descriptor, of a pipe or not: fd counts; with pipe it always does */
    int fd;             /* as which the process holds it */
    const char *variable;       /* findings about a value or a lock: its name; else NULL */
    uint64_t seed;              /* of a schedule that shows it; 0: of none */
    const struct report *stuck; /* deadlock: the report whose deadlock is meant; else NULL */
};

/* A list that grows in an arena. Start with {0}. */
struct findings {
    struct finding *items;
    size_t count, capacity;
};
struct finding *findings_add(struct findings *list, struct arena *arena);

#endif
