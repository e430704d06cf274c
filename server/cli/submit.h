/* submit.h -- what `grade` and `check` share: files from the command line, through the pipeline, to stdout. */
#ifndef SERVER_CLI_SUBMIT_H
#define SERVER_CLI_SUBMIT_H

#include "rubrics/grade.h"
#include "rubrics/rubric.h"
#include "server/cli/cli.h"

#include <stdbool.h>
#include <stddef.h>

struct submit_files {
    struct source *items;
    size_t count;
    bool is_archive;
};

/* Reads .c and .h files, or one archive. Folders up to the part that all paths share are taken off the names. */
bool submit_read(char **paths, size_t count, struct arena *arena, struct submit_files *out, struct err *e);

/* Grades and prints; the exit status of a grade (never EXIT_FOUND). grade: filled when EXIT_DONE. */
int submit_grade(const struct cli_common *common, const struct rubric *rubric, const struct submit_files *files,
                 struct arena *arena, struct grade *grade);

#endif
