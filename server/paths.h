/* paths.h -- where the parts of Bothends are found: other programs and the rubrics folder. */
#ifndef SERVER_PATHS_H
#define SERVER_PATHS_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"

#include <stdbool.h>

/* The program called name ("bothends-sandbox"): $BOTHENDS_LIBEXEC/name if that is set, else beside the running program,
 * else ../libexec/bothends/name from there. ERR_SYSTEM when it is nowhere. */
bool paths_program(const char *name, struct arena *arena, const char **out, struct err *e);

/* The same for a part that is no program ("bothends-guest.o"). */
bool paths_part(const char *name, struct arena *arena, const char **out, struct err *e);

/* A file below the rubrics folder ("kit/mp.h", "catalog/pipe-hello/rubric.json"): $BOTHENDS_RUBRICS if that is set,
 * else rubrics/ beside the running program (the build makes a link there), else ../share/bothends/rubrics. The path is
 * returned whether the file exists or not; ERR_SYSTEM when the folder is nowhere. */
bool paths_rubrics(const char *below, struct arena *arena, const char **out, struct err *e);

#endif
