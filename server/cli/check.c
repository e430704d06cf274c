/* check.c -- `bothends check FILE...`: no rubric; compile, run, report every finding. */
#include "server/cli/submit.h"

#include <string.h>

static const char help[] =
    "usage: bothends check [FLAG...] FILE...\n"
    "\n"
    "Compiles .c and .h files, or one .zip or .tar.gz of them, runs the program once inside the walls, and reports\n"
    "everything that was found. There is no score.\n"
    "\n"
    "  --stdin FILE           what the program reads (default: nothing); - is this command's own\n"
    "  --arg A                one argument for it (repeatable)\n"
    "  --cpu S --wall S       seconds of CPU, and by the clock but for those that other\n"
    "                         programs of the machine took (5, 10)\n"
    "  --memory MIB           memory of all its processes (256)\n"
    "  --processes N          processes and threads alive at once (64)\n"
    "  --output KIB           each of stdout and stderr (1024)\n"
    "  --isolation LEVEL      the least that will do: full, rootless or minimal\n"
    "  --json, --text         as JSON (default unless stdout is a terminal) or for people\n"
    "  --seed N               of all schedules just this one, step by step (the report names it)\n"
    "  --sandbox PATH         another bothends-sandbox\n"
    "\n"
    "Exit status: 0 no errors were found; 1 there were some; 2 usage; 3 the grader itself failed.\n";

struct plan {
    struct cli_common common;
    char **files;
    size_t file_count;
};

static bool read_flags(struct plan *plan, int argc, char **argv, struct arena *arena)
{
    cli_common_begin(&plan->common);
    plan->files = arena_alloc(arena, (size_t)argc, sizeof *plan->files);
    bool flags = true;
    for (int at = 1; at < argc;) {
        if (flags && strcmp(argv[at], "--") == 0) {
            flags = false;
            at++;
            continue;
        }
        if (!flags || argv[at][0] != '-' || argv[at][1] == '\0') {
            plan->files[plan->file_count++] = argv[at++];
            continue;
        }
        int taken = cli_common_flag(&plan->common, argc, argv, &at, arena);
        if (taken == 0)
            return cli_complain("check has no flag ", argv[at]);
        if (taken < 0)
            return false;
    }
    return plan->file_count > 0 || cli_complain("check needs files: ", "bothends check FILE...");
}

/* The one case of rubric_none, with what the command line gives the program. */
static bool make_rubric(const struct plan *plan, struct arena *arena, struct rubric *out, struct err *e)
{
    rubric_none(arena, out);
    CHECK(out->case_count == 1);
    struct rubric_case *c = arena_alloc(arena, 1, sizeof *c);
    *c = out->cases[0];
    if (plan->common.arg_count > 0) {
        c->args = plan->common.args;
        c->arg_count = plan->common.arg_count;
    }
    out->cases = c;
    cli_common_limits(&plan->common, &out->limits);
    return cli_common_input(&plan->common, arena, &c->input, e);
}

int cli_check(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct plan plan = {0};
    struct rubric rubric;
    struct submit_files files;
    struct grade grade;
    struct err e = {0};
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN;
    if (!read_flags(&plan, argc, argv, arena))
        return EXIT_USAGE;
    if (!make_rubric(&plan, arena, &rubric, &e) || !submit_read(plan.files, plan.file_count, arena, &files, &e))
        return cli_fail(&e);
    int status = submit_grade(&plan.common, &rubric, &files, arena, &grade);
    if (status != EXIT_DONE)
        return status;
    for (size_t i = 0; i < grade.findings.count; i++)
        if (grade.findings.items[i].severity == SEVERITY_ERROR)
            return EXIT_FOUND;
    return EXIT_DONE;
}
