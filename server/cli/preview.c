/* preview.c -- `bothends rubric preview DRAFT [FILE...]`: what an edited rubric would do, before it counts. */
#include "server/preview.h"

#include "sandbox/base/fd.h"
#include "server/cli/cli.h"
#include "server/cli/submit.h"
#include "server/config.h"

#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: bothends rubric preview [FLAG...] DRAFT [FILE...]\n"
    "\n"
    "Without FILEs: judges the submissions in the database anew by DRAFT, an edited rubric, from the evidence that "
    "was\n"
    "kept with their grades; says who would go up and who down. With FILEs: grades them by DRAFT. Nothing is saved.\n"
    "\n"
    "  --last N               the newest N submissions (default 50, at most 200)\n"
    "  --run                  where the evidence does not suffice, run the programs\n"
    "  --data DIR, --database URL\n"
    "                         as for `bothends serve`\n"
    "  --json, --text         for programs (default unless stdout is a terminal) or for people\n"
    "  --isolation LEVEL, --sandbox PATH\n"
    "                         as for `bothends grade`\n"
    "\n"
    "Exit status: 0 it was judged; 1 the draft has faults; 2 usage; 3 the grader itself failed.\n";

struct plan {
    struct cli_common common;
    struct preview preview;
    char **names; /* the draft, then sample files */
    size_t name_count;
};

static bool take_last(struct plan *plan, const char *value)
{
    char *end = NULL;
    unsigned long last = strtoul(value, &end, 10);
    plan->preview.last = last;
    return (value[0] >= '1' && value[0] <= '9' && *end == '\0' && last <= PREVIEW_SUBMISSIONS_MAX) ||
           cli_complain("--last takes a number from 1 to 200, not ", value);
}

/* A flag that only this subcommand has: 1, with *at past it; 0: it is none; -1: it is wrong, and that was said. */
static int take_own(struct plan *plan, int argc, char **argv, int *at)
{
    const char *last = NULL;
    const struct cli_setting flags[] = {
        {"--last", &last, NULL}, {"--data", NULL, "BOTHENDS_DATA"}, {"--database", NULL, "BOTHENDS_DATABASE"}, {0}};
    if (strcmp(argv[*at], "--run") == 0) {
        plan->preview.run = true;
        *at += 1;
        return 1;
    }
    int taken = cli_setting(flags, argc, argv, at);
    return last && !take_last(plan, last) ? -1 : taken;
}

static bool read_flags(struct plan *plan, int argc, char **argv, struct arena *arena)
{
    cli_common_begin(&plan->common);
    plan->preview.last = PREVIEW_SUBMISSIONS_DEFAULT;
    plan->names = arena_alloc(arena, (size_t)argc, sizeof *plan->names);
    for (int at = 1; at < argc;) {
        const char *flag = argv[at];
        if (flag[0] != '-') {
            plan->names[plan->name_count++] = argv[at++];
            continue;
        }
        int taken = take_own(plan, argc, argv, &at);
        if (taken == 0)
            taken = cli_common_flag(&plan->common, argc, argv, &at, arena);
        if (taken == 0)
            return cli_complain("rubric preview has no flag ", flag);
        if (taken < 0)
            return false;
    }
    return plan->name_count > 0 || cli_complain("rubric preview needs the draft of a rubric", "");
}

static bool read_draft(struct plan *plan, struct arena *arena, int *status, struct err *e)
{
    struct bytes text;
    struct rubric_errors errors = {0};
    *status = EXIT_FOUND;
    if (!fd_read_file(plan->names[0], RUBRIC_BYTES_MAX, arena, &text, e)) {
        *status = cli_fail(e);
        return false;
    }
    if (rubric_parse(text, arena, &plan->preview.draft, &errors))
        return true;
    cli_say_faults(plan->names[0], &errors);
    return false;
}

static bool make(struct plan *plan, struct arena *arena, json_t **document, struct err *e)
{
    struct config config;
    struct submit_files files = {0};
    struct store *store = NULL;
    struct box *box = NULL;
    bool sample = plan->name_count > 1;
    if (sample && !submit_read(plan->names + 1, plan->name_count - 1, arena, &files, e))
        return false;
    plan->preview.files = files.items;
    plan->preview.file_count = files.count;
    plan->preview.is_archive = files.is_archive;
    bool ok = (sample || (config_read(NULL, arena, &config, e) && store_open(&store, config.database, e))) &&
              cli_common_box(&plan->common, arena, &box, e) &&
              preview_make(store, box, &plan->preview, NULL, NULL, document, e);
    box_close(box);
    store_close(store);
    return ok;
}

int cli_rubric_preview(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *document = NULL;
    struct plan plan = {0};
    struct err e = {0};
    int status;
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN;
    if (!read_flags(&plan, argc, argv, arena))
        return EXIT_USAGE;
    if (!read_draft(&plan, arena, &status, &e))
        return status;
    if (!make(&plan, arena, &document, &e))
        return cli_fail(&e);
    json_t *grade = json_object_get(document, "grade");
    struct bytes out = plan.common.json ? json_write(document, true, arena) : preview_text(document, arena);
    if (grade && !plan.common.json)
        out = grade_text(json_write(grade, false, arena), plan.preview.files, plan.preview.file_count,
                         plan.common.colour, arena, &e);
    if (e.code != ERR_NONE)
        return cli_fail(&e);
    return cli_print(out) ? EXIT_DONE : EXIT_BROKEN;
}
