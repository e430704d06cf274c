/* rubric.c -- `bothends rubric validate FILE...` and `bothends rubric test ID|FILE...`. */
#include "rubrics/rubric.h"
#include "rubrics/documents.h"
#include "rubrics/json.h"
#include "sandbox/base/fd.h"
#include "server/cli/cli.h"
#include "server/cli/exercise.h"
#include "server/paths.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: bothends rubric validate [--json|--text] FILE...\n"
    "       bothends rubric test [FLAG...] ID|FILE...\n"
    "       bothends rubric preview [FLAG...] DRAFT [FILE...]\n"
    "       bothends rubric mutate [FLAG...] ID|FILE...\n"
    "\n"
    "validate  says every fault of a rubric with its line and JSON pointer.\n"
    "test      grades the programs in solutions/ and mistakes/ beside a rubric (or of an exercise of the catalogue,\n"
    "          by its name) and compares with what expect.json says each must get.\n"
    "preview   says what an edited rubric would do to the submissions that are there; `rubric preview --help`.\n"
    "mutate    makes mistakes in a rubric's solutions and lists what it does not notice; `rubric mutate --help`.\n"
    "\n"
    "  --rescore              test: judge each program again from the evidence of its grade; it must get the same\n"
    "  --json, --text         for programs (default unless stdout is a terminal) or for people\n"
    "  --cpu S --wall S --memory MIB --processes N --output KIB\n"
    "                         other limits for a run than the rubric's\n"
    "  --isolation LEVEL      the least that will do: full, rootless or minimal\n"
    "  --sandbox PATH         another bothends-sandbox\n"
    "\n"
    "Exit status: 0 all is right; 1 a fault in a rubric, or a program that got something else; 2 usage; 3 the grader\n"
    "itself failed.\n";

struct plan {
    struct cli_common common;
    bool tests; /* else validates */
    bool rescore;
    char **names;
    size_t name_count;
};

/* --- validate ------------------------------------------------------------------------------------------------- */

/* One document's {"file", "valid", "errors"}; NULL when it could not be read. */
static json_t *validate(const char *path, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes text;
    struct rubric rubric;
    struct rubric_error big = {"", 1, 1, "a rubric is at most 1 MiB"};
    struct rubric_errors errors = {0};
    if (!fd_read_file(path, RUBRIC_BYTES_MAX, arena, &text, e)) {
        if (e->code != ERR_LIMIT)
            return NULL;
        errors = (struct rubric_errors){&big, 1};
        *e = (struct err){0};
    } else {
        (void)rubric_parse(text, arena, &rubric, &errors); /* errors say it */
    }
    json_t *out = json_object();
    document_set(out, "file", text_document(path));
    document_set(out, "valid", json_boolean(errors.count == 0));
    document_set(out, "errors", exercise_errors(&errors));
    return out;
}

static void add_errors(struct buf *out, const char *file, const json_t *errors)
{
    for (size_t i = 0; i < json_array_size(errors); i++) {
        const json_t *error = json_array_get(errors, i);
        const char *pointer = json_string_value(json_object_get(error, "pointer"));
        buf_printf(out, "%s:%lld:%lld: %s%s%s\n", file, (long long)json_integer_value(json_object_get(error, "line")),
                   (long long)json_integer_value(json_object_get(error, "column")), pointer, *pointer ? ": " : "",
                   json_string_value(json_object_get(error, "detail")));
    }
}

/* "FILE:LINE:COLUMN: POINTER: detail", as compilers do. */
static void add_validated(struct buf *out, const json_t *file)
{
    const char *name = json_string_value(json_object_get(file, "file"));
    add_errors(out, name, json_object_get(file, "errors"));
    if (json_is_true(json_object_get(file, "valid")))
        buf_printf(out, "%s: valid\n", name);
}

/* --- test ----------------------------------------------------------------------------------------------------- */

static void add_tested(struct buf *out, const json_t *exercise)
{
    const json_t *programs = json_object_get(exercise, "programs");
    const char *file = json_string_value(json_object_get(exercise, "file"));
    size_t wrong = 0;
    buf_printf(out, "%s\n", json_string_value(json_object_get(exercise, "rubric")));
    for (size_t i = 0; i < json_array_size(programs); i++) {
        const json_t *program = json_array_get(programs, i), *list = json_object_get(program, "differences");
        bool passed = json_is_true(json_object_get(program, "passed"));
        wrong += !passed;
        buf_printf(out, "  %-6s  %-44s %-14s %7.2f of %.2f\n", passed ? "ok" : "WRONG",
                   json_string_value(json_object_get(program, "path")),
                   json_string_value(json_object_get(program, "status")),
                   (double)json_integer_value(json_object_get(program, "points")) / 100,
                   (double)json_integer_value(json_object_get(program, "max_points")) / 100);
        for (size_t k = 0; k < json_array_size(list); k++)
            buf_printf(out, "          %s\n", json_string_value(json_array_get(list, k)));
    }
    add_errors(out, file, json_object_get(exercise, "errors"));
    buf_printf(out, "  %zu programs, %zu wrong, %zu faults\n", json_array_size(programs), wrong,
               json_array_size(json_object_get(exercise, "errors")));
}

/* An exercise of the catalogue by its name, else a file. */
static json_t *test(const char *name, const struct plan *plan, struct box *box, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    const char *path;
    json_t *out = NULL;
    return exercise_path(name, arena, &path, e) &&
                   exercise_test(path, &plan->common, plan->rescore, box, arena, &out, e)
               ? out
               : NULL;
}

/* --- the subcommand ------------------------------------------------------------------------------------------- */

static bool read_flags(struct plan *plan, int argc, char **argv, struct arena *arena)
{
    cli_common_begin(&plan->common);
    if (argc < 2 || (strcmp(argv[1], "validate") != 0 && strcmp(argv[1], "test") != 0))
        return cli_complain("rubric needs one of validate, test, preview, mutate",
                            argc < 2 ? "" : "; `bothends rubric --help` tells more");
    plan->tests = strcmp(argv[1], "test") == 0;
    plan->names = arena_alloc(arena, (size_t)argc, sizeof *plan->names);
    for (int at = 2; at < argc;) {
        if (argv[at][0] != '-') {
            plan->names[plan->name_count++] = argv[at++];
            continue;
        }
        const char *flag = argv[at];
        if (plan->tests && strcmp(flag, "--rescore") == 0) {
            plan->rescore = true;
            at++;
            continue;
        }
        int taken = cli_common_flag(&plan->common, argc, argv, &at, arena);
        if (taken == 0)
            return cli_complain("rubric has no flag ", flag);
        if (taken < 0)
            return false;
        if (plan->common.stdin_path || plan->common.arg_count > 0)
            return cli_complain("what a program reads and which arguments it gets is said by the rubric, not by ",
                                flag);
    }
    return plan->name_count > 0 || cli_complain("name at least one file", plan->tests ? " or exercise" : "");
}

static int work(const struct plan *plan, struct box *box)
{
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *document = json_object();
    AUTO_BUF struct buf text = {0};
    json_t *list = json_array();
    document_set(document, plan->tests ? "exercises" : "files", list);
    bool right = true;
    for (size_t i = 0; i < plan->name_count; i++) {
        struct err e = {0};
        json_t *one = plan->tests ? test(plan->names[i], plan, box, &e) : validate(plan->names[i], &e);
        if (!one)
            return cli_fail(&e);
        document_append(list, one);
        right = right && json_is_true(json_object_get(one, plan->tests ? "passed" : "valid"));
        if (plan->tests)
            add_tested(&text, one);
        else
            add_validated(&text, one);
    }
    struct bytes out = json_write(document, true, arena);
    AUTO_BUF struct buf shown = {0}; /* pointers and names may hold anything */
    buf_add_printable(&shown, text.data, text.size);
    if (!plan->common.json)
        out = (struct bytes){shown.data, shown.size};
    return !cli_print(out) ? EXIT_BROKEN : right ? EXIT_DONE : EXIT_FOUND;
}

int cli_rubric(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct plan plan = {0};
    struct err e = {0};
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN;
    if (argc > 1 && strcmp(argv[1], "preview") == 0)
        return cli_rubric_preview(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "mutate") == 0)
        return cli_rubric_mutate(argc - 1, argv + 1);
    if (!read_flags(&plan, argc, argv, arena))
        return EXIT_USAGE;
    struct box *box = NULL;
    if (plan.tests && !cli_common_box(&plan.common, arena, &box, &e))
        return cli_fail(&e);
    int status = work(&plan, box);
    box_close(box);
    return status;
}
