/* diagnostics.h -- what gcc, as and ld said, as findings for a student. */
#ifndef SERVER_DIAGNOSTICS_H
#define SERVER_DIAGNOSTICS_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>

enum { DIAGNOSTICS_ERRORS_MAX = 20, DIAGNOSTICS_WARNINGS_MAX = 50 };

/* Reads the stderr of one gcc run with -fdiagnostics-format=json: a JSON array for each .c file, then plain lines of
 * the assembler, the linker and the driver. The text is hostile (a program chooses much of it) and may be cut anywhere;
 * what cannot be understood is left out. Files are named as in files, given to gcc as ./NAME inside /work. Appends at
 * most DIAGNOSTICS_ERRORS_MAX compile-error and DIAGNOSTICS_WARNINGS_MAX compile-warning findings, ordered by place
 * in files, line and column, those without a place last. limits: what the compiler was given, for messages.
 * Text of -fdiagnostics-format=text -fno-diagnostics-show-caret is read as well. False: gcc met more errors than
 * -fmax-errors and named none of them, for then it drops its JSON (seen in gcc 12): ask it again for text. */
bool diagnostics_read(struct bytes said, const struct source *files, size_t file_count, const struct limits *limits,
                      struct arena *arena, struct findings *out);

/* Index in files of a path that gcc, ld or the line table wrote: ./NAME, /work/NAME, a/../NAME. count: none of them. */
size_t diagnostics_file(const char *path, const struct source *files, size_t count);

/* hints_files.c: what the other files explain, of a header that is not found or not finished, or of a name that is
 * defined twice. */
void hint_files(struct finding *f, const struct source *files, size_t count, struct arena *arena);

/* hints.c: how to mend it, for the mistakes that beginners make most; "" when there is no good advice. message: gcc's,
 * with ASCII quotes; option: such as "-Wformat=", or NULL. */
const char *hint_compile(const char *message, const char *option, struct arena *arena);
/* A message without gcc's advice to use a name of mp.h that is none of a student's: such names end in '_'. */
const char *hint_public(const char *message, struct arena *arena);
/* The same for a symbol that the linker did not find. */
const char *hint_undefined(const char *symbol, struct arena *arena);

/* diagnostics_text.c: one line of at most max bytes: harmless characters, ASCII quotes, no path of ours. */
const char *diagnostics_clean(const char *text, size_t size, size_t max, struct arena *arena);

#endif
