/* programs.c -- programs in folders: the solutions and mistakes beside a rubric. */
#include "server/programs.h"

#include "sandbox/base/fd.h"
#include "server/build.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

bool folder_names(const char *path, struct arena *arena, struct folder_names *out, struct err *e)
{
    *out = (struct folder_names){.items = arena_alloc(arena, FOLDER_NAMES_MAX, sizeof *out->items)};
    DIR *folder = opendir(path);
    if (!folder && errno == ENOENT)
        return true;
    if (!folder)
        return err_set(e, ERR_INPUT, "open folder '%s': %s", path, strerror(errno));
    bool fits = true;
    for (struct dirent *entry; fits && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        fits = out->count < FOLDER_NAMES_MAX;
        if (fits)
            out->items[out->count++] = arena_string(arena, entry->d_name);
    }
    (void)closedir(folder); /* only read */
    qsort(out->items, out->count, sizeof *out->items, by_name);
    return fits || err_set(e, ERR_LIMIT, "'%s' holds more than %d files", path, FOLDER_NAMES_MAX);
}

bool program_read(const char *folder, const char *path, struct arena *arena, struct program *out, struct err *e)
{
    const char *whole = arena_printf(arena, "%s/%s", folder, path);
    struct stat st;
    if (stat(whole, &st) < 0)
        return err_set(e, ERR_ABSENT, "'%s': %s", whole, strerror(errno));
    struct folder_names names = {.items = arena_alloc(arena, 1, sizeof *names.items), .count = 1};
    if (S_ISDIR(st.st_mode)) {
        if (!folder_names(whole, arena, &names, e))
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
    *out = (struct program){.files = files, .file_count = names.count};
    out->is_archive = names.count == 1 && build_is_archive(files[0].data);
    return build_files_ok(files, names.count, out->is_archive, e);
}
