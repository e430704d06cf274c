/* stacks.h -- the lines at which a program waited, forked, opened and closed: saved stacks, read inside the walls. */
#ifndef SERVER_STACKS_H
#define SERVER_STACKS_H

#include "rubrics/evidence.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/box.h"

#include <stdbool.h>
#include <stddef.h>

/* Finds places for the stacks of a report; unless is_wanted, only if a deadlock is proved or its ledger of descriptors
 * says something against the program: that all is well needs no lines. program is what ran
 * as path ("/box/main"). Only frames in the given files count; with file_count 0, all of the program's own. A stack
 * that cannot be read has no place. False: ERR_SYSTEM, ours. */
bool stacks_find(struct box *box, struct bytes program, const char *path, const struct source *files, size_t file_count,
                 bool is_wanted, struct arena *arena, struct report *report, struct err *e);

/* The door behind which bothends-stacks is believed: it reads hostile files, so its output is hostile too. False: it
 * makes no sense, and out is as it was. */
bool stacks_read(struct bytes said, const struct source *files, size_t file_count, struct arena *arena,
                 struct report *out);

#endif
