/* cli.h -- the subcommands of `bothends`, and what they share. */
#ifndef SERVER_CLI_CLI_H
#define SERVER_CLI_CLI_H

#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "server/box.h"

#include <stdbool.h>

/* contract.md: 0 it was done, whatever the score; 1 an error-severity finding or a fault in a rubric; 2 usage;
 * 3 the grader itself failed. */
enum { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2, EXIT_BROKEN = 3 };

/* Each subcommand has one: argv[0] is its own name. They return an exit status; a new one is a row in main.c. */
int cli_run(int argc, char **argv);
int cli_report(int argc, char **argv);
int cli_doctor(int argc, char **argv);
int cli_grade(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_rubric(int argc, char **argv);
int cli_rubric_preview(int argc, char **argv); /* argv[0] is "preview" */
int cli_rubric_mutate(int argc, char **argv);  /* argv[0] is "mutate" */
int cli_serve(int argc, char **argv);
int cli_worker(int argc, char **argv);
int cli_token(int argc, char **argv);

/* Flags that run, grade and check share (contract.md): --json --text --stdin FILE --arg A --seed N --cpu S --wall S
 * --memory MIB --processes N --output KIB --isolation LEVEL --sandbox PATH. */
struct cli_common {
    bool json;             /* --json, or neither flag and stdout is no terminal */
    bool colour;           /* text on a terminal, NO_COLOR unset */
    const char *stdin_path; /* NULL: none */
    const char **args;     /* NULL at the end */
    size_t arg_count;
    uint64_t seed;
    bool has_limit[5];     /* cpu, wall, memory, processes, output */
    struct limits limits;  /* only fields with has_limit are set */
    enum isolation least;
    const char *sandbox;   /* NULL: found by paths_program */
};
void cli_common_begin(struct cli_common *common);
/* Handles argv[*at] (and its value) when it is a shared flag and moves *at past it: 1; 0 when it is not one; -1 when
 * it is one and wrong (said on stderr). */
int cli_common_flag(struct cli_common *common, int argc, char **argv, int *at, struct arena *arena);
/* The given limits over others. */
void cli_common_limits(const struct cli_common *common, struct limits *limits);
/* What --stdin names, "-" for our own; empty without it. */
bool cli_common_input(const struct cli_common *common, struct arena *arena, struct bytes *out, struct err *e);
bool cli_common_box(const struct cli_common *common, struct arena *arena, struct box **out, struct err *e);
/* A flag whose value goes to *value or, where that is NULL, into the environment, as the configuration's variable. */
struct cli_setting {
    const char *flag;
    const char **value;
    const char *variable;
};
/* Takes argv[*at] and its value when it is one of these, and moves *at past both: 1; 0 when it is none; -1 when it has
 * no value. The last row's flag is NULL. */
int cli_setting(const struct cli_setting *settings, int argc, char **argv, int *at);
/* Is all of argv after argv[0] such flags? Takes them. */
bool cli_settings(const struct cli_setting *settings, int argc, char **argv);
/* What path names, "-" for stdin; at most max bytes. */
bool cli_read(const char *path, size_t max, struct arena *arena, struct bytes *out, struct err *e);
/* Each fault of the rubric at path on stderr: "FILE:LINE:COLUMN: POINTER: detail", as compilers do. */
void cli_say_faults(const char *path, const struct rubric_errors *errors);
/* Writes the document to stdout, whole. False: it could not (said on stderr). */
bool cli_print(struct bytes document);
/* "bothends: TEXTWHAT" on stderr. Always false. */
bool cli_complain(const char *text, const char *what);
/* "bothends: ..." on stderr; the exit status that fits the code (INPUT, ABSENT, LIMIT: 2; SYSTEM: 3). */
int cli_fail(const struct err *e);

#endif
