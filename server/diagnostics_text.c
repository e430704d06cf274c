/* diagnostics_text.c -- what gcc, as and ld write, as one harmless line. */
#include "server/diagnostics.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of text that fit in max and do not end inside a character of UTF-8. */
static size_t cut(const char *text, size_t size, size_t max)
{
    if (size <= max)
        return size;
    while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80)
        max--;
    return max;
}

/* Replaces each from by to; both non-empty or to empty. */
static void replace(struct buf *text, const char *from, const char *to)
{
    if (!text->data || !strstr(text->data, from))
        return;
    AUTO_BUF struct buf out = {0};
    const char *at = text->data;
    for (const char *hit; (hit = strstr(at, from)) != NULL; at = hit + strlen(from)) {
        buf_add(&out, at, (size_t)(hit - at));
        buf_add_string(&out, to);
    }
    buf_add_string(&out, at);
    struct buf old = *text;
    *text = out;
    out = old;
}

/* gcc writes a letter of a name that is not ASCII as \U000000e4; the student wrote the letter. */
static void add_as_written(struct buf *out, const char *text, size_t size)
{
    enum { MARK = 2, DIGITS = 8 };
    for (size_t i = 0; i < size;) {
        char digits[DIGITS + 1] = "";
        if (size - i >= MARK + DIGITS && memcmp(text + i, "\\U", MARK) == 0)
            memcpy(digits, text + i + MARK, DIGITS);
        unsigned long c = strtoul(digits, NULL, 16);
        if (strspn(digits, "0123456789abcdef") != DIGITS || c < 0xa0 || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff) {
            buf_add(out, text + i++, 1);
            continue;
        }
        char bytes[4];
        size_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (size_t k = count; k-- > 1; c >>= 6)
            bytes[k] = (char)(0x80 | (c & 0x3f));
        bytes[0] = (char)(0xf00 >> count | c); /* as many ones as bytes */
        buf_add(out, bytes, count);
        i += MARK + DIGITS;
    }
}

const char *diagnostics_clean(const char *text, size_t size, size_t max, struct arena *arena)
{
    AUTO_BUF struct buf out = {0}, written = {0};
    add_as_written(&written, text, size);
    bool whole = written.size <= max;
    buf_add_printable(&out, written.data, cut(written.data, written.size, max));
    for (size_t i = 0; i < out.size; i++)
        if (out.data[i] == '\n' || out.data[i] == '\t' || out.data[i] == '\0')
            out.data[i] = ' ';
    replace(&out, "\xe2\x80\x98", "'");
    replace(&out, "\xe2\x80\x99", "'");
    replace(&out, "/work/./", "");
    replace(&out, "/work/", "");
    for (const char *hit; (hit = strstr(out.data, "/tmp/cc")) != NULL;) { /* gcc's own files */
        size_t from = (size_t)(hit - out.data), length = strcspn(hit, " :;,'\"()");
        AUTO_BUF struct buf rest = {0};
        buf_add_string(&rest, hit + length);
        out.size = from;
        buf_add_string(&out, "(object)");
        buf_add(&out, rest.data, rest.size);
    }
    if (!whole)
        buf_add_string(&out, "...");
    return arena_copy(arena, out.data, out.size);
}
