/* programs.h -- programs in folders: the solutions and mistakes beside a rubric. */
#ifndef SERVER_PROGRAMS_H
#define SERVER_PROGRAMS_H

#include "rubrics/evidence.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { FOLDER_NAMES_MAX = 500 };

struct folder_names {
    const char **items;
    size_t count;
};

/* The names in a folder, sorted, without hidden ones; none when there is no such folder. */
bool folder_names(const char *path, struct arena *arena, struct folder_names *out, struct err *e);

struct program {
    const struct source *files;
    size_t file_count;
    bool is_archive;
};

/* folder/path: one file (or archive), or a folder of files. ERR_ABSENT: it is not there; ERR_INPUT, ERR_LIMIT: it is no
 * submission. */
bool program_read(const char *folder, const char *path, struct arena *arena, struct program *out, struct err *e);

#endif
