/* difference.c -- the lines in which two texts differ. */
#include "server/difference.h"

#include <stdbool.h>
#include <string.h>

enum { CELLS_MAX = 4 * 1024 * 1024, AROUND = 2 };

struct lines {
    struct bytes *items;
    size_t count;
};

static struct lines lines_of(struct bytes text, struct arena *arena)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '\n';
    struct lines out = {arena_alloc(arena, count + 1, sizeof *out.items), 0};
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size, used = size + (end != NULL);
        out.items[out.count++] = (struct bytes){text.data, size};
        text = (struct bytes){text.data + used, text.size - used};
    }
    return out;
}

static void add_line(struct buf *out, char sign, size_t number, struct bytes line)
{
    if (number > 0)
        buf_printf(out, "%c%4zu | ", sign, number);
    else
        buf_printf(out, "%c     | ", sign);
    buf_add(out, line.data, line.size);
    buf_add_string(out, "\n");
}

/* What is the same between two changes: lines [from, to) of the old text. */
static void add_between(struct buf *out, const struct lines *old, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (to - from > 2 * AROUND + 1 && i == from + AROUND) {
            buf_add_string(out, "   ...\n");
            i = to - AROUND;
        }
        add_line(out, ' ', i + 1, old->items[i]);
    }
}

/* The longest common subsequence (Wagner, Fischer): length[i][j] is that of what follows old line i and new line j. */
static const char *walk(const struct lines *old, const struct lines *new, size_t first, size_t old_end, size_t new_end,
                        struct arena *arena)
{
    size_t rows = old_end - first, columns = new_end - first, width = columns + 1;
    bool small = (rows + 1) * width <= CELLS_MAX; /* else all of it is told as changed */
    uint32_t *length = arena_alloc(arena, small ? (rows + 1) * width : 1, sizeof *length);
    for (size_t i = rows; small && i-- > 0;)
        for (size_t j = columns; j-- > 0;) {
            uint32_t down = length[(i + 1) * width + j], right = length[i * width + j + 1];
            length[i * width + j] = bytes_equal(old->items[first + i], new->items[first + j])
                                        ? length[(i + 1) * width + j + 1] + 1
                                    : down > right ? down
                                                   : right;
        }
    AUTO_BUF struct buf out = {0};
    size_t i = 0, j = 0, told = 0; /* old lines before `told` are told */
    while (i < rows || j < columns) {
        if (small && i < rows && j < columns && bytes_equal(old->items[first + i], new->items[first + j])) {
            i++, j++;
            continue;
        }
        add_between(&out, old, first + told, first + i);
        bool goes = i < rows && (j == columns || !small || length[(i + 1) * width + j] >= length[i * width + j + 1]);
        add_line(&out, goes ? '-' : '+', goes ? first + i + 1 : 0,
                 goes ? old->items[first + i] : new->items[first + j]);
        i += goes;
        j += !goes;
        told = i;
    }
    return arena_copy(arena, out.size > 0 ? out.data : "", out.size);
}

const char *difference(struct bytes old, struct bytes new, struct arena *arena, uint32_t *line)
{
    const struct lines a = lines_of(old, arena), b = lines_of(new, arena);
    size_t first = 0, tail = 0;
    while (first < a.count && first < b.count && bytes_equal(a.items[first], b.items[first]))
        first++;
    while (tail < a.count - first && tail < b.count - first &&
           bytes_equal(a.items[a.count - tail - 1], b.items[b.count - tail - 1]))
        tail++;
    *line = (uint32_t)first + 1;
    return walk(&a, &b, first, a.count - tail, b.count - tail, arena);
}
