/* arena.c -- memory of one job or request: given out piece by piece, freed whole. */
#include "sandbox/base/arena.h"

#include "sandbox/base/err.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = 16, GROW_FIRST = 16 };

struct block {
    struct block *next;
    size_t used, size;
    _Alignas(ALIGNMENT) char data[];
};

struct arena {
    struct block *blocks; /* the first is the one being filled */
};

struct arena *arena_make(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    CHECK(arena);
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    CHECK(size == 0 || count <= (SIZE_MAX / 4) / size);
    size_t want = (count * size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct block *b = arena->blocks;
    if (!b || b->size - b->used < want) {
        size_t block_size = want > BLOCK_BYTES / 4 ? want : BLOCK_BYTES;
        struct block *fresh = calloc(1, sizeof *fresh + block_size);
        CHECK(fresh);
        fresh->size = block_size;
        if (b && block_size == want) { /* a big piece of its own must not end the block being filled */
            fresh->next = b->next;
            b->next = fresh;
        } else {
            fresh->next = b;
            arena->blocks = fresh;
        }
        b = fresh;
    }
    void *piece = b->data + b->used;
    b->used += want;
    return piece;
}

void *arena_grow(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size)
{
    size_t before = *capacity;
    if (count < before)
        return old;
    *capacity = before ? before : GROW_FIRST;
    while (*capacity <= count)
        *capacity *= 2;
    void *bigger = arena_alloc(arena, *capacity, size);
    if (before > 0)
        memcpy(bigger, old, before * size);
    return bigger;
}

char *arena_copy(struct arena *arena, const void *data, size_t size)
{
    CHECK(size < SIZE_MAX);
    char *copy = arena_alloc(arena, size + 1, 1);
    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

char *arena_string(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    CHECK(size >= 0);
    char *text = arena_alloc(arena, (size_t)size + 1, 1);
    (void)vsnprintf(text, (size_t)size + 1, format, again); /* sized just above */
    va_end(again);
    va_end(args);
    return text;
}
