/* arena.h -- memory of one job or request: given out piece by piece, freed whole. */
#ifndef SANDBOX_BASE_ARENA_H
#define SANDBOX_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* Makes an empty arena. Running out of memory is no error path here: it aborts, and whoever watches
 * the process starts it again; what may be big is limited at the door. */
struct arena *arena_make(void);

/* Frees the arena and all it gave out. NULL is fine. */
void arena_free(struct arena *arena);

/* Zeroed memory for count objects of size bytes, aligned for any type; lives as long as the arena. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A list of objects of size bytes with room for one more than count: old itself, or a copy of it with at least twice
 * *capacity, the new ones zeroed. Start with NULL and a capacity of 0. */
void *arena_grow(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size);

/* Copy of size bytes, followed by a 0 byte that is not counted. */
char *arena_copy(struct arena *arena, const void *data, size_t size);

/* Copy of a string. NULL gives NULL. */
char *arena_string(struct arena *arena, const char *text);

/* A formatted string. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void arena_cleanup(struct arena **arena)
{
    arena_free(*arena);
}
#define AUTO_ARENA __attribute__((cleanup(arena_cleanup)))

#endif
