/* build.h -- sources to a program: the compiler is a run like any other, under policy `compile`. */
#ifndef SERVER_BUILD_H
#define SERVER_BUILD_H

#include "rubrics/evidence.h"
#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/box.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUBMISSION_FILES_MAX = 64, SUBMISSION_BYTES_MAX = 4 * 1024 * 1024 };

/* Are these names and sizes a submission that may be built? ERR_INPUT and ERR_LIMIT name the file. At least one .c;
 * only .c and .h; no name twice. An archive (by its first bytes: zip or gzip) is one file, and only its size is
 * checked. */
bool build_files_ok(const struct source *files, size_t count, bool is_archive, struct err *e);

/* True when the first bytes say zip or gzip. */
bool build_is_archive(struct bytes data);

/* Does a file's name end with this (".c")? */
bool build_name_ends(const char *name, const char *end);

/* The text of mp.h. ERR_SYSTEM: it is not where it was installed. */
bool build_kit(struct arena *arena, struct bytes *out, struct err *e);

/* Copies of the kit that were handed in, where a rubric offers it, become one line that includes ours: what is done in
 * them is told of whoever called. */
bool build_own_kit(const struct rubric *rubric, const struct source **files, size_t count, struct arena *arena,
                   struct err *e);

/* Unpacks an archive inside the walls. ERR_INPUT and ERR_LIMIT: the archive is at fault, with a sentence for the
 * student; ERR_SYSTEM: ours. A single top folder around everything is taken off. */
bool build_unpack(struct box *box, struct bytes archive, struct arena *arena, struct source **out, size_t *count,
                  struct err *e);

/* Compiles and links all .c files. *program is the executable when evidence->compiled. The student's fault is in
 * evidence, never an error. want_symbols fills evidence->uses. */
bool build_program(struct box *box, const struct rubric *rubric, const struct source *files, size_t count,
                   bool want_symbols, bool (*on_event)(void *, const struct event *), void *context,
                   struct arena *arena, struct build_evidence *evidence, struct bytes *program, struct err *e);

/* Builds the same sources once more with the race runtime (sandbox/guest), for schedules; its words are never shown.
 * *program is empty when these sources cannot be built that way: *why is half a sentence about it. */
bool build_race(struct box *box, const struct rubric *rubric, const struct source *files, size_t count,
                bool (*on_event)(void *, const struct event *), void *context, struct arena *arena,
                struct bytes *program, const char **why, struct err *e);

/* The doors behind which bothends-unpack and bothends-symbols are believed: they read hostile files, so their output is
 * hostile too. ERR_SYSTEM: it makes no sense. */
bool build_unpack_read(struct bytes in, struct arena *arena, struct source **out, size_t *count, struct err *e);
bool build_symbols_read(struct bytes in, const struct source *files, size_t file_count, struct arena *arena,
                        struct build_evidence *out, struct err *e);

/* The policy under which a program of a student's runs: one that was built with AddressSanitizer or LeakSanitizer needs
 * what their runtime does. A program that only says so gains nothing: who is traced can trace nobody. */
enum spec_policy build_policy(struct bytes program);

/* "gcc 12.2.0": of the compiler that build_program runs. */
bool build_compiler(struct arena *arena, const char **out, struct err *e);

#endif
