/* view.h -- what each policy sees of the file system. */
#ifndef SANDBOX_WALLS_VIEW_H
#define SANDBOX_WALLS_VIEW_H

#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>

enum view { VIEW_STUDENT, VIEW_COMPILE, VIEW_INSPECT, VIEW_COUNT };
enum { IN_STUDENT = 1 << VIEW_STUDENT, IN_COMPILE = 1 << VIEW_COMPILE, IN_INSPECT = 1 << VIEW_INSPECT };

struct view_bind { /* a folder or device of the machine that shows up at its own path */
    const char *path;
    unsigned views;
    bool optional;  /* not every machine has it */
    bool is_device; /* a file, and devices are allowed on it */
};
extern const struct view_bind view_binds[];
extern const size_t view_bind_count;

/* Where this machine's libraries are: without it every exec looks for them in a dozen places. Shown to all. */
#define VIEW_LIBRARIES "/etc/ld.so.cache"

struct view_link { /* a symbolic link; to NULL: as on the machine */
    const char *path, *to;
    unsigned views;
};
extern const struct view_link view_links[];
extern const size_t view_link_count;

/* Folders to mount on, fresh for each run. */
struct view_fresh {
    const char *path;
    unsigned views;
};
enum view_fresh_index { FRESH_WORK, FRESH_TMP, FRESH_SHM, FRESH_BOX, FRESH_PROC, FRESH_MQUEUE, FRESH_COUNT };
extern const struct view_fresh view_fresh[FRESH_COUNT];

/* Programs of the machine that the compile view shows; they are found through their symbolic links at slot start. */
extern const char *const view_tools[];
extern const size_t view_tool_count;

enum view view_of(enum spec_policy policy);
const char *view_name(enum view view);

#endif
