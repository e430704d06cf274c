/* inspect.h -- our own readers of hostile files (bothends-lines, -stacks, -symbols, -unpack), each behind the walls. */
#ifndef SERVER_INSPECT_H
#define SERVER_INSPECT_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "sandbox/report.h"
#include "sandbox/spec.h"
#include "server/box.h"

#include <stdbool.h>
#include <stddef.h>

struct inspection {
    const char *reader;      /* NAME of bothends-NAME */
    const char *const *args; /* NULL at the end; args[0] is INSPECT_READER */
    const struct box_file *files;
    size_t file_count; /* at most INSPECT_FILES_MAX */
    struct limits limits;
};
#define INSPECT_READER "/box/reader"
enum { INSPECT_FILES_MAX = 2 };

/* Runs a reader to its end, however that comes; what it wrote is as hostile as what it read. ERR_SYSTEM: it is not
 * where it was installed, or could not be run. */
bool inspect_run(struct box *box, const struct inspection *job, struct arena *arena, struct report *out, struct err *e);

/* How a reader of debug information ended; what names it in the error. A program whose debug information breaks its
 * reader hides its lines from its own author only: *told is false then. ERR_SYSTEM: something else ended it, and what
 * it did not say says nothing of the program. */
bool inspect_told(const struct report *said, const char *what, bool *told, struct err *e);

/* SIGKILL without a limit behind it is never the student's doing here: nothing of theirs runs beside our tools. gcc
 * tells of it when it hit cc1, as or ld. */
bool inspect_was_killed(const struct report *said);

#endif
