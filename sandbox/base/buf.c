/* buf.c -- bytes with a length, and a text that grows. */
#include "sandbox/base/buf.h"

#include "sandbox/base/err.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

uint32_t bytes_line(struct bytes text, size_t at)
{
    uint32_t line = 1;
    const char *p = text.data;
    const char *end = text.data + (at < text.size ? at : text.size);
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
        line++;
        p++;
    }
    return line;
}

static void reserve(struct buf *buf, size_t more)
{
    CHECK(more < SIZE_MAX / 4 && buf->size < SIZE_MAX / 4);
    size_t need = buf->size + more + 1;
    if (buf->data && need <= buf->capacity)
        return;
    size_t capacity = buf->capacity ? buf->capacity : 256;
    while (capacity < need)
        capacity *= 2;
    buf->data = realloc(buf->data, capacity);
    CHECK(buf->data);
    buf->capacity = capacity;
}

void buf_add(struct buf *buf, const void *data, size_t size)
{
    reserve(buf, size);
    if (size > 0)
        memcpy(buf->data + buf->size, data, size);
    buf->size += size;
    buf->data[buf->size] = '\0';
}

void buf_add_string(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    CHECK(size >= 0);
    reserve(buf, (size_t)size);
    (void)vsnprintf(buf->data + buf->size, (size_t)size + 1, format, again); /* sized just above */
    buf->size += (size_t)size;
    va_end(again);
    va_end(args);
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}

/* Unicode 15, table 3-7. */
size_t bytes_utf8(struct bytes data)
{
    static const struct {
        unsigned char first_min, first_max, second_min, second_max;
        size_t length;
    } rows[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
        {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    const unsigned char *p = (const unsigned char *)data.data;
    if (data.size == 0 || p[0] < 0x80)
        return data.size > 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (p[0] < rows[i].first_min || p[0] > rows[i].first_max || data.size < rows[i].length)
            continue;
        if (p[1] < rows[i].second_min || p[1] > rows[i].second_max)
            return 0;
        for (size_t k = 2; k < rows[i].length; k++)
            if (p[k] < 0x80 || p[k] > 0xbf)
                return 0;
        return rows[i].length;
    }
    return 0;
}

/* What a terminal obeys instead of showing it. Bidi_Control of Unicode 15 turns the order of what stands around it. */
static bool is_control(const unsigned char *text, size_t length)
{
    static const struct {
        uint32_t first, last;
    } rows[] = {
        {0, '\t' - 1},    {'\n' + 1, 0x1f}, {0x7f, 0x9f}, /* C0; DEL and C1: some terminals obey these, too */
        {0x61c, 0x61c},   {0x200e, 0x200f},               /* Bidi_Control: marks */
        {0x202a, 0x202e}, {0x2066, 0x2069},               /* embeddings, overrides, isolates */
    };
    uint32_t code = length == 1 ? text[0] : text[0] & (0xffU >> (length + 1));
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (text[i] & 0x3fU);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (code >= rows[i].first && code <= rows[i].last)
            return true;
    return false;
}

void buf_add_printable(struct buf *buf, const void *data, size_t size)
{
    const unsigned char *p = data;
    for (size_t at = 0; at < size;) {
        size_t length = bytes_utf8((struct bytes){(const char *)p + at, size - at});
        if (length == 0 || is_control(p + at, length))
            buf_add_string(buf, "\xef\xbf\xbd");
        else
            buf_add(buf, p + at, length);
        at += length ? length : 1;
    }
    if (!buf->data)
        buf_add(buf, "", 0);
}

void buf_add_link(struct buf *buf, size_t index, size_t total, const char *last)
{
    buf_add_string(buf, index == 0 ? "" : index + 1 == total ? last : ", ");
}

void buf_add_more(struct buf *buf, size_t told, size_t total)
{
    if (total > told)
        buf_printf(buf, " and %zu more", total - told);
}
