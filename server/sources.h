/* sources.h -- submitted files as JSON gives them. */
#ifndef SERVER_SOURCES_H
#define SERVER_SOURCES_H

#include "rubrics/evidence.h"
#include "rubrics/json.h"
#include "sandbox/base/arena.h"

#include <stdbool.h>

struct source_fault {
    const char *at; /* pointer below the file: "", "/name", "/content_base64" */
    const char *detail;
};

/* {"name", "content" or "content_base64"}, other keys ignored. Whether the name will do is build_files_ok's to say. */
bool source_from_json(const json_t *object, struct arena *arena, struct source *out, struct source_fault *fault);

/* Behind the comment, string or character constant of C that begins there (at most two behind the end); i: none does.
 */
size_t source_skip(struct bytes text, size_t i);

/* Does it say of its lines that they are others, of other files perhaps (#line 5 "x.h", # 5 "x.h")? */
bool source_renames_lines(struct bytes text);

#endif
