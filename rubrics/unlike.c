/* unlike.c -- short names for texts, so that no two texts that differ look the same. */
#include "rubrics/unlike.h"

#include "rubrics/page.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <string.h>

/* Cut at a whole character, with an ellipsis where that, or more, is left out. */
static const char *shortened(struct bytes text, size_t columns, bool more, struct arena *arena)
{
    AUTO_BUF struct buf clean = {0};
    buf_add_printable(&clean, text.data, text.size);
    struct bytes shown = {clean.data ? clean.data : "", clean.size};
    while (shown.size > 0 && page_width(shown) + more > columns) {
        more = true;
        shown.size--;
        while (shown.size > 0 && ((unsigned char)shown.data[shown.size] & 0xc0) == 0x80)
            shown.size--;
    }
    return arena_printf(arena, "%.*s%s", (int)shown.size, shown.data, more ? "…" : "");
}

static const char *first_line(const char *text, size_t columns, struct arena *arena)
{
    size_t size = strcspn(text, "\n");
    return shortened((struct bytes){text, size}, columns, text[size] != '\0' && text[size + 1] != '\0', arena);
}

/* How many bytes all of them begin with, whole characters only. */
static size_t common(const struct bytes *lines, size_t count)
{
    size_t size = lines[0].size;
    for (size_t i = 1; i < count; i++) {
        size_t same = 0;
        while (same < size && same < lines[i].size && lines[0].data[same] == lines[i].data[same])
            same++;
        size = same;
    }
    while (size > 0 && size < lines[0].size && ((unsigned char)lines[0].data[size] & 0xc0) == 0x80)
        size--;
    return size;
}

/* Takes the next line off each text; false when all are at their end. */
static bool next_lines(const char **texts, size_t count, struct bytes *lines)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any |= *texts[i] != '\0';
        lines[i] = (struct bytes){texts[i], strcspn(texts[i], "\n")};
        texts[i] += lines[i].size + (texts[i][lines[i].size] == '\n');
    }
    return any;
}

/* The lines in which they differ: "line 2: World; line 4: Bye". What a line begins with in all of them is left out
 * where it is long. */
static void tell_apart(const char **texts, size_t count, size_t columns, struct arena *arena, const char **names)
{
    struct bytes *lines = arena_alloc(arena, count, sizeof *lines);
    struct buf *told = arena_alloc(arena, count, sizeof *told);
    for (size_t number = 1; next_lines(texts, count, lines); number++) {
        size_t same = common(lines, count);
        bool equal = true;
        for (size_t i = 0; i < count; i++)
            equal &= lines[i].size == same;
        if (equal)
            continue;
        size_t left_out = same > columns / 2 ? same : 0;
        for (size_t i = 0; i < count; i++) {
            buf_printf(&told[i], "%sline %zu: %s", told[i].size > 0 ? "; " : "", number, left_out > 0 ? "…" : "");
            buf_add(&told[i], lines[i].data + left_out, lines[i].size - left_out);
            buf_add_string(&told[i], lines[i].size == 0 ? "(nothing)" : "");
        }
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = shortened((struct bytes){told[i].data, told[i].size}, columns, false, arena);
        buf_free(&told[i]);
    }
}

/* Of texts that are called the same by now, each is called by what it has alone. */
static bool rename_alike(const char *const *texts, size_t count, size_t columns, bool again, struct arena *arena,
                         const char **names)
{
    const char **before = arena_alloc(arena, count + 1, sizeof *before),
               **alike = arena_alloc(arena, count + 1, sizeof *alike),
               **apart = arena_alloc(arena, count + 1, sizeof *apart);
    bool any = false;
    memcpy(before, names, count * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        for (size_t k = 0; k < count; k++)
            if (strcmp(before[k], before[i]) == 0)
                alike[found++] = texts[k];
        if (found < 2 || alike[0] != texts[i])
            continue;
        any = true;
        tell_apart(alike, found, columns, arena, apart);
        for (size_t k = i, next = 0; k < count; k++)
            if (strcmp(before[k], before[i]) == 0)
                names[k] = again ? arena_printf(arena, "%s; %s", apart[next++], before[k]) : apart[next++];
    }
    return any;
}

/* After the first turn texts may be called the same whose first lines differ. */
void unlike_names(const char *const *texts, size_t count, size_t columns, struct arena *arena, const char **names)
{
    enum { TURNS_MAX = 4 };
    for (size_t i = 0; i < count; i++)
        names[i] = first_line(texts[i], columns, arena);
    bool any = true;
    for (int turn = 0; turn < TURNS_MAX && any; turn++)
        any = rename_alike(texts, count, columns, turn > 0, arena, names);
    for (size_t i = 0; i < count; i++)
        names[i] = shortened((struct bytes){names[i], strlen(names[i])}, columns, false, arena);
}
