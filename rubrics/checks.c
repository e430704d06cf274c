/* checks.c -- the table of checks: name -> evaluator, and which arguments each takes. */
#include "rubrics/checks.h"

#include <string.h>

static bool has_stdout(const struct rubric_case *c)
{
    return c->has_stdout;
}

static bool has_exit(const struct rubric_case *c)
{
    return c->has_exit;
}

static bool has_files(const struct rubric_case *c)
{
    return c->files_wanted_count > 0;
}

/* clang-format off */
const struct check checks[] = {
    {.name = "compiles"},
    {.name = "no-warnings", .takes = TAKES_IGNORE | TAKES_POINTS_EACH},
    {.name = "stdout", .takes = TAKES_CASES, .fits = has_stdout},
    {.name = "exit-status", .takes = TAKES_CASES, .fits = has_exit},
    {.name = "no-timeout", .takes = TAKES_CASES},
    {.name = "files", .takes = TAKES_CASES, .fits = has_files},
    {.name = "source-uses", .takes = TAKES_FUNCTIONS | TAKES_ANY, .needs_functions = true},
    {.name = "source-forbids", .takes = TAKES_FUNCTIONS, .needs_functions = true},
};
/* clang-format on */
const size_t check_count = sizeof checks / sizeof *checks;

const struct check *check_find(const char *name)
{
    for (size_t i = 0; i < check_count; i++)
        if (strcmp(checks[i].name, name) == 0)
            return &checks[i];
    return NULL;
}
