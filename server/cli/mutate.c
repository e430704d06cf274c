/* mutate.c -- `bothends rubric mutate ID|FILE...`: does a rubric notice the mistakes that students make? */
#include "server/mutate.h"

#include "rubrics/documents.h"
#include "server/cli/cli.h"
#include "server/cli/exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: bothends rubric mutate [FLAG...] ID|FILE...\n"
    "\n"
    "Makes one mistake after another in each of a rubric's solutions (a close that is missing, a lock that is not\n"
    "taken, ...), grades the results, and lists those that the rubric does not notice.\n"
    "\n"
    "  --at-least PERCENT     exit status 1 below this score\n"
    "  --json, --text         for programs (default unless stdout is a terminal) or for people\n"
    "  --isolation LEVEL, --sandbox PATH\n"
    "                         as for `bothends grade`\n"
    "\n"
    "Exit status: 0 it was done; 1 a score is below --at-least, or a solution does not get all points; 2 usage; 3 the\n"
    "grader itself failed.\n";

struct plan {
    struct cli_common common;
    double at_least; /* share */
    char **names;
    size_t name_count;
};

static bool take_at_least(struct plan *plan, const char *value)
{
    char *end = NULL;
    double percent = value ? strtod(value, &end) : -1;
    plan->at_least = percent / 100;
    return (value && value[0] >= '0' && value[0] <= '9' && *end == '\0' && percent <= 100) ||
           cli_complain("--at-least takes a number from 0 to 100", "");
}

static bool read_flags(struct plan *plan, int argc, char **argv, struct arena *arena)
{
    cli_common_begin(&plan->common);
    plan->names = arena_alloc(arena, (size_t)argc, sizeof *plan->names);
    for (int at = 1; at < argc;) {
        const char *flag = argv[at];
        if (flag[0] != '-') {
            plan->names[plan->name_count++] = argv[at++];
            continue;
        }
        if (strcmp(flag, "--at-least") == 0) {
            if (!take_at_least(plan, at + 1 < argc ? argv[at + 1] : NULL))
                return false;
            at += 2;
            continue;
        }
        int taken = cli_common_flag(&plan->common, argc, argv, &at, arena);
        if (taken == 0)
            return cli_complain("rubric mutate has no flag ", flag);
        if (taken < 0)
            return false;
    }
    return plan->name_count > 0 || cli_complain("rubric mutate needs an exercise of the catalogue, or a file", "");
}

static bool mutate(const char *name, struct box *box, json_t **out, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric rubric;
    struct mutate_solution *solutions = NULL;
    size_t count = 0;
    return exercise_solutions(name, arena, &rubric, &solutions, &count, e) &&
           mutate_rubric(box, &rubric, solutions, count, NULL, NULL, out, e);
}

static int work(const struct plan *plan, struct box *box, struct arena *arena)
{
    AUTO_JSON json_t *document = json_object();
    AUTO_BUF struct buf text = {0};
    json_t *list = json_array();
    bool enough = true;
    document_set(document, "rubrics", list);
    for (size_t i = 0; i < plan->name_count; i++) {
        struct err e = {0};
        json_t *one = NULL;
        if (!mutate(plan->names[i], box, &one, &e)) {
            int status = cli_fail(&e);
            return e.code == ERR_INPUT ? EXIT_FOUND : status;
        }
        const json_t *score = json_object_get(one, "score");
        enough = enough && (!json_is_number(score) || json_number_value(score) >= plan->at_least);
        struct bytes shown = mutate_text(one, arena);
        buf_add(&text, shown.data, shown.size);
        document_append(list, one);
    }
    struct bytes out = plan->common.json ? json_write(document, true, arena) : (struct bytes){text.data, text.size};
    return !cli_print(out) ? EXIT_BROKEN : enough ? EXIT_DONE : EXIT_FOUND;
}

int cli_rubric_mutate(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct plan plan = {0};
    struct box *box = NULL;
    struct err e = {0};
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN;
    if (!read_flags(&plan, argc, argv, arena))
        return EXIT_USAGE;
    if (!cli_common_box(&plan.common, arena, &box, &e))
        return cli_fail(&e);
    int status = work(&plan, box, arena);
    box_close(box);
    return status;
}
