/* exercise.c -- one exercise's own programs, graded and compared with what each must get. */
#include "server/cli/exercise.h"

#include "rubrics/documents.h"
#include "sandbox/base/fd.h"
#include "server/cli/expect.h"
#include "server/paths.h"
#include "server/pipeline.h"
#include "server/programs.h"

#include <string.h>

enum { EXPECT_BYTES_MAX = 1024 * 1024 };

/* Is what the evidence of a grade gives the very same document, but for the time it took? */
static bool same_from_evidence(struct box *box, const struct pipeline_job *job, const struct grade *grade,
                               struct arena *arena, bool *same, struct err *e)
{
    struct pipeline_job again = *job;
    struct grade from_evidence = {0};
    if (!tape_read(tape_write(job->tape, arena), arena, &again.tape, e))
        return false;
    again.tape_mode = TAPE_REPLAY;
    if (!pipeline_grade(box, &again, arena, &from_evidence, e))
        return false;
    from_evidence.timing = grade->timing;
    *same = bytes_equal(grade_json(grade, false, arena), grade_json(&from_evidence, false, arena));
    return true;
}

static json_t *test_program(const struct expect *expect, const struct expect_program *program,
                            const struct grade *grade, bool same, struct arena *arena)
{
    size_t count = 0;
    const char *const *differences = expect_compare(expect, program, grade, arena, &count);
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        document_append(list, text_document(differences[i]));
    if (!same)
        document_append(list, json_string("judged again from its evidence, it gets another grade"));
    document_set(out, "path", text_document(program->path));
    document_set(out, "status", text_document(grade_status_name(grade->status)));
    document_set(out, "points", json_integer(grade->points));
    document_set(out, "max_points", json_integer(grade->max_points));
    document_set(out, "passed", json_boolean(json_array_size(list) == 0));
    document_set(out, "differences", list);
    return out;
}

/* Programs that stand in the folder and that nobody says anything of: they would never be tested. */
static bool find_unlisted(const char *folder, const struct expect *expect, struct arena *arena,
                          struct rubric_errors *errors, struct err *e)
{
    errors->items = arena_alloc(arena, (size_t)2 * FOLDER_NAMES_MAX, sizeof *errors->items);
    errors->count = 0;
    static const char *const kinds[] = {"solutions", "mistakes"};
    for (size_t kind = 0; kind < 2; kind++) {
        struct folder_names names;
        if (!folder_names(arena_printf(arena, "%s/%s", folder, kinds[kind]), arena, &names, e))
            return false;
        for (size_t i = 0; i < names.count; i++) {
            const char *path = arena_printf(arena, "%s/%s", kinds[kind], names.items[i]);
            size_t k = 0;
            while (k < expect->count && strcmp(expect->programs[k].path, path) != 0)
                k++;
            if (k == expect->count)
                errors->items[errors->count++] =
                    (struct rubric_error){"/programs", 1, 1, arena_printf(arena, "'%s' is not listed", path)};
        }
    }
    return true;
}

json_t *exercise_errors(const struct rubric_errors *errors)
{
    json_t *list = json_array();
    for (size_t i = 0; i < errors->count; i++) {
        json_t *error = json_object();
        document_set(error, "pointer", text_document(errors->items[i].pointer));
        document_set(error, "line", json_integer(errors->items[i].line));
        document_set(error, "column", json_integer(errors->items[i].column));
        document_set(error, "detail", text_document(errors->items[i].detail));
        document_append(list, error);
    }
    return list;
}

static bool grade_programs(const char *folder, const struct rubric *rubric, const struct expect *expect,
                           const struct cli_common *common, bool rescore, struct box *box, json_t *programs,
                           bool *passed, struct err *e)
{
    for (size_t i = 0; i < expect->count; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct program program;
        struct grade grade = {0};
        bool same = true;
        if (!program_read(folder, expect->programs[i].path, arena, &program, e))
            return false;
        const struct pipeline_job job = {.rubric = rubric,
                                         .submission_id = "",
                                         .seed = common->seed,
                                         .files = program.files,
                                         .file_count = program.file_count,
                                         .is_archive = program.is_archive,
                                         .tape = rescore ? tape_make(arena) : NULL};
        if (!pipeline_grade(box, &job, arena, &grade, e) ||
            (rescore && !same_from_evidence(box, &job, &grade, arena, &same, e)))
            return false;
        json_t *tested = test_program(expect, &expect->programs[i], &grade, same, arena);
        *passed = *passed && json_is_true(json_object_get(tested, "passed"));
        document_append(programs, tested);
    }
    return true;
}

/* Reads the two documents; *broken names the one in which errors are (NULL: none). */
static bool read_both(const char *rubric_path, const char *expect_path, struct arena *arena, struct rubric *rubric,
                      struct expect *expect, struct rubric_errors *errors, const char **broken, struct err *e)
{
    struct bytes rubric_text, expect_text;
    if (!fd_read_file(rubric_path, RUBRIC_BYTES_MAX, arena, &rubric_text, e) ||
        !fd_read_file(expect_path, EXPECT_BYTES_MAX, arena, &expect_text, e))
        return false;
    *broken = !rubric_parse(rubric_text, arena, rubric, errors)           ? rubric_path
              : !expect_parse(expect_text, rubric, arena, expect, errors) ? expect_path
                                                                          : NULL;
    return true;
}

bool exercise_test(const char *rubric_path, const struct cli_common *common, bool rescore, struct box *box,
                   struct arena *arena, json_t **out, struct err *e)
{
    const char *slash = strrchr(rubric_path, '/');
    const char *folder = slash ? arena_copy(arena, rubric_path, (size_t)(slash - rubric_path)) : ".";
    const char *expect_path = arena_printf(arena, "%s/expect.json", folder);
    struct rubric rubric;
    struct expect expect;
    struct rubric_errors errors = {0};
    const char *broken = NULL;
    if (!read_both(rubric_path, expect_path, arena, &rubric, &expect, &errors, &broken, e))
        return false;
    AUTO_JSON json_t *result = json_object();
    json_t *programs = json_array();
    document_set(result, "rubric", text_document(rubric_path));
    document_set(result, "programs", programs);
    bool passed = !broken;
    if (!broken) {
        cli_common_limits(common, &rubric.limits);
        if (!find_unlisted(folder, &expect, arena, &errors, e) ||
            !grade_programs(folder, &rubric, &expect, common, rescore, box, programs, &passed, e))
            return false;
        if (errors.count > 0)
            broken = expect_path;
    }
    document_set(result, "file", text_document(broken));
    document_set(result, "errors", exercise_errors(&errors));
    document_set(result, "passed", json_boolean(passed && !broken));
    *out = json_incref(result);
    return true;
}

bool exercise_path(const char *name, struct arena *arena, const char **out, struct err *e)
{
    *out = name;
    return !rubric_id_ok(name) || paths_rubrics(arena_printf(arena, "catalog/%s/rubric.json", name), arena, out, e);
}

bool exercise_solutions(const char *name, struct arena *arena, struct rubric *rubric, struct mutate_solution **out,
                        size_t *count, struct err *e)
{
    struct expect expect;
    struct rubric_errors errors = {0};
    const char *path, *broken = NULL, *slash;
    if (!exercise_path(name, arena, &path, e))
        return false;
    slash = strrchr(path, '/');
    const char *folder = slash ? arena_copy(arena, path, (size_t)(slash - path)) : ".";
    if (!read_both(path, arena_printf(arena, "%s/expect.json", folder), arena, rubric, &expect, &errors, &broken, e))
        return false;
    if (broken)
        return err_set(e, ERR_INPUT, "%s, line %u: %s", broken, errors.items[0].line, errors.items[0].detail);
    *out = arena_alloc(arena, expect.count + 1, sizeof **out);
    *count = 0;
    for (size_t i = 0; i < expect.count; i++) {
        struct program program;
        if (!expect.programs[i].is_solution)
            continue;
        if (!program_read(folder, expect.programs[i].path, arena, &program, e))
            return false;
        (*out)[(*count)++] = (struct mutate_solution){expect.programs[i].path, program.files, program.file_count};
    }
    return *count > 0 || err_set(e, ERR_ABSENT, "'%s' has no solutions beside it", path);
}
