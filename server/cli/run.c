/* run.c -- `bothends run [limits] -- PROG ARG...`: any program inside the walls. */
#include "rubrics/grade.h"
#include "rubrics/hygiene.h"
#include "rubrics/standing.h"
#include "rubrics/stuck.h"
#include "sandbox/base/fd.h"
#include "server/build.h"
#include "server/cli/cli.h"
#include "server/stacks.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRAM_BYTES_MAX = 256 * 1024 * 1024 };

static const char help[] =
    "usage: bothends run [FLAG...] -- PROG ARG...\n"
    "\n"
    "Runs a copy of PROG inside the walls and prints a run report. PROG is a file or a name in $PATH; it finds itself\n"
    "as /box/NAME, in an empty folder /work, without network and without the files of this machine.\n"
    "\n"
    "  --stdin FILE           what it reads (default: nothing)\n"
    "  --arg A                one more argument, before those after PROG (repeatable)\n"
    "  --cpu S --wall S       seconds of CPU, and by the clock but for those that other\n"
    "                         programs of the machine took (5, 10)\n"
    "  --memory MIB           memory of all its processes (256)\n"
    "  --processes N          processes and threads alive at once (64)\n"
    "  --output KIB           each of stdout and stderr (1024)\n"
    "  --isolation LEVEL      the least that will do: full, rootless or minimal\n"
    "  --json, --text         the report as JSON (default unless stdout is a terminal) or for people\n"
    "  --seed N               accepted for every command; a single run takes no chances\n"
    "  --sandbox PATH         another bothends-sandbox\n"
    "\n"
    "Exit status: 0 it was run, however it ended; 2 usage; 3 the grader itself failed.\n";

/* A name with a slash is a file; else it is one here, or looked for in $PATH as a shell would. */
static bool find_program(const char *name, struct arena *arena, const char **out, struct err *e)
{
    *out = name;
    if (strchr(name, '/') || access(name, X_OK) == 0)
        return true;
    const char *path = getenv("PATH");
    for (const char *at = path ? path : "/usr/bin:/bin"; *at;) {
        size_t size = strcspn(at, ":");
        const char *file = arena_printf(arena, "%.*s/%s", size > 0 ? (int)size : 1, size > 0 ? at : ".", name);
        if (access(file, X_OK) == 0) {
            *out = file;
            return true;
        }
        at += size + (at[size] == ':');
    }
    return err_set(e, ERR_ABSENT, "program '%s' is neither here nor in $PATH", name);
}

/* Reads the program; a script or a folder is said to be one here, where the user can still mend it. */
static bool read_program(const char *path, struct arena *arena, struct bytes *out, struct err *e)
{
    if (!fd_read_file(path, PROGRAM_BYTES_MAX, arena, out, e)) {
        if (access(path, R_OK) < 0 && errno == EACCES) /* the user's file, the user's permission */
            e->code = ERR_INPUT;
        return false;
    }
    if (out->size < 4 || memcmp(out->data, "\177ELF", 4) != 0)
        return err_set(e, ERR_INPUT, "'%s' is no compiled program (ELF)", path);
    return true;
}

struct plan {
    struct cli_common common;
    const char *name; /* inside /box */
    const char **args;
    struct bytes program, input;
};

/* What is wanted, out of the command line: 0 to go on, else an exit status + 1. */
static int read_flags(struct plan *plan, int argc, char **argv, int *at, struct arena *arena)
{
    cli_common_begin(&plan->common);
    while (*at < argc) {
        if (strcmp(argv[*at], "--help") == 0 || strcmp(argv[*at], "-h") == 0)
            return (cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN) + 1;
        if (strcmp(argv[*at], "--") == 0) {
            *at += 1;
            break;
        }
        if (argv[*at][0] != '-')
            break;
        int taken = cli_common_flag(&plan->common, argc, argv, at, arena);
        if (taken == 0)
            (void)fprintf(stderr, "bothends: run has no flag '%s'; `bothends run --help`\n",
                          argv[*at]); /* last words */
        if (taken != 1)
            return EXIT_USAGE + 1;
    }
    if (*at < argc)
        return 0;
    (void)fputs("bothends: run needs a program: bothends run -- PROG ARG...\n", stderr); /* last words */
    return EXIT_USAGE + 1;
}

static bool make_plan(struct plan *plan, int argc, char **argv, struct arena *arena, struct err *e)
{
    const char *path;
    if (!find_program(argv[0], arena, &path, e) || !read_program(path, arena, &plan->program, e))
        return false;
    const char *slash = strrchr(path, '/');
    plan->name = slash ? slash + 1 : path;
    if (!spec_name_ok(plan->name))
        plan->name = "program";
    size_t count = 0;
    plan->args = arena_alloc(arena, plan->common.arg_count + (size_t)argc + 1, sizeof *plan->args);
    plan->args[count++] = arena_printf(arena, "/box/%s", plan->name);
    for (size_t i = 0; i < plan->common.arg_count; i++)
        plan->args[count++] = plan->common.args[i];
    for (int i = 1; i < argc; i++)
        plan->args[count++] = argv[i];
    return cli_common_input(&plan->common, arena, &plan->input, e);
}

int cli_run(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct plan plan = {0};
    struct err e = {0};
    int at = 1;
    int status = read_flags(&plan, argc, argv, &at, arena);
    if (status != 0)
        return status - 1;
    if (!make_plan(&plan, argc - at, argv + at, arena, &e))
        return cli_fail(&e);

    struct box_file file = {.place = PLACE_BOX, .name = plan.name, .mode = 0555, .data = plan.program};
    struct box_job job = {.policy = build_policy(plan.program),
                          .limits = limits_default(),
                          .trace = TRACE_WAITS,
                          .args = plan.args,
                          .input = plan.input,
                          .files = &file,
                          .file_count = 1};
    cli_common_limits(&plan.common, &job.limits);
    struct box *box;
    struct report report;
    if (!cli_common_box(&plan.common, arena, &box, &e))
        return cli_fail(&e);
    bool ran = box_run(box, &job, arena, &report, &e) &&
               stacks_find(box, plan.program, plan.args[0], NULL, 0, true, arena, &report, &e);
    box_close(box);
    if (!ran)
        return cli_fail(&e);
    struct findings findings = {0};
    const struct run_evidence run = {.run = 1, .report = report};
    stuck_find(&run, 1, arena, &findings);
    standing_find(&run, 1, arena, &findings);
    hygiene_find(&run, 1, arena, &findings);
    struct bytes document = run_json(&report, &findings, plan.common.json, arena);
    if (!plan.common.json)
        document = run_text(document, plan.common.colour, arena, &e);
    if (e.code != ERR_NONE)
        return cli_fail(&e);
    return cli_print(document) ? EXIT_DONE : EXIT_BROKEN;
}
