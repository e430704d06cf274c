/* exercise.c -- one exercise's own programs, graded and compared with what each must get. */
#include "server/cli/exercise.h"

#include "rubrics/documents.h"
#include "sandbox/base/fd.h"
#include "server/build.h"
#include "server/cli/expect.h"
#include "server/pipeline.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES_MAX = 500, EXPECT_BYTES_MAX = 1024 * 1024 };

struct names {
    const char **items;
    size_t count;
};

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* The names in a folder, sorted, without hidden ones; none when there is no such folder. */
static bool list_folder(const char *path, struct arena *arena, struct names *out, struct err *e)
{
    *out = (struct names){.items = arena_alloc(arena, FILES_MAX, sizeof *out->items)};
    DIR *folder = opendir(path);
    if (!folder && errno == ENOENT)
        return true;
    if (!folder)
        return err_set(e, ERR_INPUT, "open folder '%s': %s", path, strerror(errno));
    bool fits = true;
    for (struct dirent *entry; fits && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        fits = out->count < FILES_MAX;
        if (fits)
            out->items[out->count++] = arena_string(arena, entry->d_name);
    }
    (void)closedir(folder); /* only read */
    qsort(out->items, out->count, sizeof *out->items, by_name);
    return fits || err_set(e, ERR_LIMIT, "'%s' holds more than %d files", path, FILES_MAX);
}

/* A program is one file (or archive), or a folder of files. */
static bool read_program(const char *folder, const char *path, struct arena *arena, struct pipeline_job *job,
                         struct err *e)
{
    const char *whole = arena_printf(arena, "%s/%s", folder, path);
    struct stat st;
    if (stat(whole, &st) < 0)
        return err_set(e, ERR_ABSENT, "'%s': %s", whole, strerror(errno));
    struct names names = {.items = arena_alloc(arena, 1, sizeof *names.items), .count = 1};
    if (S_ISDIR(st.st_mode)) {
        if (!list_folder(whole, arena, &names, e))
            return false;
    } else {
        names.items[0] = strrchr(whole, '/') + 1;
        whole = arena_copy(arena, whole, (size_t)(names.items[0] - whole));
    }
    struct source *files = arena_alloc(arena, names.count, sizeof *files);
    for (size_t i = 0; i < names.count; i++) {
        files[i].name = names.items[i];
        if (!fd_read_file(arena_printf(arena, "%s/%s", whole, names.items[i]), SUBMISSION_BYTES_MAX, arena,
                          &files[i].data, e))
            return false;
    }
    job->files = files;
    job->file_count = names.count;
    job->is_archive = names.count == 1 && build_is_archive(files[0].data);
    return build_files_ok(files, names.count, job->is_archive, e);
}

static json_t *test_program(const struct expect_program *program, const struct grade *grade, struct arena *arena)
{
    size_t count = 0;
    const char *const *differences = expect_compare(program, grade, arena, &count);
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        document_append(list, text_document(differences[i]));
    document_set(out, "path", text_document(program->path));
    document_set(out, "status", text_document(grade_status_name(grade->status)));
    document_set(out, "points", json_integer(grade->points));
    document_set(out, "max_points", json_integer(grade->max_points));
    document_set(out, "passed", json_boolean(count == 0));
    document_set(out, "differences", list);
    return out;
}

/* Programs that stand in the folder and that nobody says anything of: they would never be tested. */
static bool find_unlisted(const char *folder, const struct expect *expect, struct arena *arena,
                          struct rubric_errors *errors, struct err *e)
{
    errors->items = arena_alloc(arena, (size_t)2 * FILES_MAX, sizeof *errors->items);
    errors->count = 0;
    static const char *const kinds[] = {"solutions", "mistakes"};
    for (size_t kind = 0; kind < 2; kind++) {
        struct names names;
        if (!list_folder(arena_printf(arena, "%s/%s", folder, kinds[kind]), arena, &names, e))
            return false;
        for (size_t i = 0; i < names.count; i++) {
            const char *path = arena_printf(arena, "%s/%s", kinds[kind], names.items[i]);
            size_t k = 0;
            while (k < expect->count && strcmp(expect->programs[k].path, path) != 0)
                k++;
            if (k == expect->count)
                errors->items[errors->count++] =
                    (struct rubric_error){"/programs", 1, arena_printf(arena, "'%s' is not listed", path)};
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
        document_set(error, "detail", text_document(errors->items[i].detail));
        document_append(list, error);
    }
    return list;
}

static bool grade_programs(const char *folder, const struct rubric *rubric, const struct expect *expect,
                           const struct cli_common *common, struct box *box, json_t *programs, bool *passed,
                           struct err *e)
{
    for (size_t i = 0; i < expect->count; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct pipeline_job job = {.rubric = rubric, .submission_id = "", .seed = common->seed};
        struct grade grade = {0};
        if (!read_program(folder, expect->programs[i].path, arena, &job, e) ||
            !pipeline_grade(box, &job, arena, &grade, e))
            return false;
        json_t *tested = test_program(&expect->programs[i], &grade, arena);
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

bool exercise_test(const char *rubric_path, const struct cli_common *common, struct box *box, struct arena *arena,
                   json_t **out, struct err *e)
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
            !grade_programs(folder, &rubric, &expect, common, box, programs, &passed, e))
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
