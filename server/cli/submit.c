/* submit.c -- what `grade` and `check` share: files from the command line, through the pipeline, to stdout. */
#include "server/cli/submit.h"

#include "sandbox/base/fd.h"
#include "server/build.h"
#include "server/pipeline.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* How much of a path is folders above the submission: what all paths share, up to a slash. */
static size_t shared_folders(char **paths, size_t count)
{
    size_t shared = 0;
    for (size_t at = 0; paths[0][at]; at++) {
        for (size_t i = 1; i < count; i++)
            if (paths[i][at] != paths[0][at])
                return shared;
        if (paths[0][at] == '/')
            shared = at + 1;
    }
    return shared;
}

bool submit_read(char **paths, size_t count, struct arena *arena, struct submit_files *out, struct err *e)
{
    struct submit_files files = {.items = arena_alloc(arena, count, sizeof *files.items), .count = count};
    size_t shared = shared_folders(paths, count);
    for (size_t i = 0; i < count; i++) {
        struct source *file = &files.items[i];
        file->name = arena_string(arena, paths[i] + shared);
        if (!fd_read_file(paths[i], SUBMISSION_BYTES_MAX, arena, &file->data, e)) {
            if (access(paths[i], R_OK) < 0 && errno == EACCES) /* the user's file, the user's permission */
                e->code = ERR_INPUT;
            return false;
        }
    }
    files.is_archive = count == 1 && build_is_archive(files.items[0].data);
    if (!build_files_ok(files.items, count, files.is_archive, e))
        return false;
    *out = files;
    return true;
}

int submit_grade(const struct cli_common *common, const struct rubric *rubric, const struct submit_files *files,
                 struct arena *arena, struct grade *grade)
{
    const struct pipeline_job job = {
        .rubric = rubric,
        .submission_id = "",
        .files = files->items,
        .file_count = files->count,
        .is_archive = files->is_archive,
        .seed = common->seed,
        .replay = common->seed,
    };
    struct err e = {0};
    struct box *box;
    if (!cli_common_box(common, arena, &box, &e))
        return cli_fail(&e);
    bool graded = pipeline_grade(box, &job, arena, grade, &e);
    box_close(box);
    if (!graded)
        return cli_fail(&e);
    struct bytes document = grade_json(grade, common->json, arena);
    if (!common->json)
        document = grade_text(document, grade->files, grade->file_count, common->colour, arena, &e);
    if (e.code != ERR_NONE)
        return cli_fail(&e);
    return cli_print(document) ? EXIT_DONE : EXIT_BROKEN;
}
