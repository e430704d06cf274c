/* grade.c -- `bothends grade -r RUBRIC FILE...`: grades sources here, without a server. */
#include "sandbox/base/fd.h"
#include "server/cli/submit.h"
#include "server/paths.h"

#include <string.h>

static const char help[] =
    "usage: bothends grade -r RUBRIC [FLAG...] FILE...\n"
    "\n"
    "Grades .c and .h files, or one .zip or .tar.gz of them, and prints the grade. RUBRIC is the name of an exercise "
    "of\n"
    "the catalogue (pipe-hello) or a file (./rubric.json).\n"
    "\n"
    "  -r, --rubric RUBRIC    what is wanted\n"
    "  --json, --text         the grade as JSON (default unless stdout is a terminal) or for people\n"
    "  --cpu S --wall S --memory MIB --processes N --output KIB\n"
    "                         other limits for a run than the rubric's\n"
    "  --isolation LEVEL      the least that will do: full, rootless or minimal\n"
    "  --seed N               of all schedules just this one, step by step (the report names it)\n"
    "  --sandbox PATH         another bothends-sandbox\n"
    "\n"
    "Exit status: 0 it was graded, whatever the score; 2 usage; 3 the grader itself failed.\n";

struct plan {
    struct cli_common common;
    const char *rubric;
    char **files;
    size_t file_count;
};

/* One flag at argv[*at]; false: it is wrong, and that was said. */
static bool take_flag(struct plan *plan, int argc, char **argv, int *at, struct arena *arena)
{
    const char *flag = argv[*at];
    if (strcmp(flag, "-r") == 0 || strcmp(flag, "--rubric") == 0) {
        if (*at + 1 >= argc)
            return cli_complain(flag, " needs the name of an exercise or a file");
        plan->rubric = argv[*at + 1];
        *at += 2;
        return true;
    }
    if (strncmp(flag, "--rubric=", 9) == 0) {
        plan->rubric = flag + 9;
        *at += 1;
        return true;
    }
    int taken = cli_common_flag(&plan->common, argc, argv, at, arena);
    if (taken == 0)
        return cli_complain("grade has no flag ", flag);
    if (taken == 1 && (plan->common.stdin_path || plan->common.arg_count > 0))
        return cli_complain("what a program reads and which arguments it gets is said by the rubric's cases, not by ",
                            flag);
    return taken == 1;
}

static bool read_flags(struct plan *plan, int argc, char **argv, struct arena *arena)
{
    cli_common_begin(&plan->common);
    plan->files = arena_alloc(arena, (size_t)argc, sizeof *plan->files);
    bool flags = true;
    for (int at = 1; at < argc;) {
        if (flags && strcmp(argv[at], "--") == 0) {
            flags = false;
            at++;
        } else if (flags && argv[at][0] == '-' && argv[at][1] != '\0') {
            if (!take_flag(plan, argc, argv, &at, arena))
                return false;
        } else {
            plan->files[plan->file_count++] = argv[at++];
        }
    }
    if (!plan->rubric)
        return cli_complain("grade needs a rubric: ", "bothends grade -r RUBRIC FILE...");
    if (plan->file_count == 0)
        return cli_complain("grade needs files: ", "bothends grade -r RUBRIC FILE...");
    return true;
}

/* An exercise of the catalogue by its name, else a file. */
static bool read_rubric(const char *name, struct arena *arena, struct rubric *out, struct err *e)
{
    const char *path = name;
    struct bytes json;
    struct rubric_errors errors = {0};
    if (rubric_id_ok(name) && !paths_rubrics(arena_printf(arena, "catalog/%s/rubric.json", name), arena, &path, e))
        return false;
    if (!fd_read_file(path, RUBRIC_BYTES_MAX, arena, &json, e)) {
        if (path == name || e->code != ERR_ABSENT)
            return false;
        *e = (struct err){0};
        return err_set(e, ERR_ABSENT, "the catalogue has no exercise '%s'; a file is given as ./%s", name, name);
    }
    if (rubric_parse(json, arena, out, &errors))
        return true;
    cli_say_faults(path, &errors);
    return err_set(e, ERR_INPUT, "'%s' is no rubric that can be used", path);
}

int cli_grade(int argc, char **argv)
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
    if (!read_rubric(plan.rubric, arena, &rubric, &e) || !submit_read(plan.files, plan.file_count, arena, &files, &e))
        return cli_fail(&e);
    if (plan.common.seed > 0 && rubric.value_count == 0)
        (void)cli_complain("--seed has no effect: no schedule is tried where a rubric has no values, as in ",
                           plan.rubric);
    cli_common_limits(&plan.common, &rubric.limits);
    return submit_grade(&plan.common, &rubric, &files, arena, &grade);
}
