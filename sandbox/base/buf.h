/* buf.h -- bytes with a length, and a text that grows. */
#ifndef SANDBOX_BASE_BUF_H
#define SANDBOX_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes owned by somebody else (most often an arena). data may hold any byte, also 0; it may be NULL
 * only when size is 0. */
struct bytes {
    const char *data;
    size_t size;
};

#define BYTES(literal) ((struct bytes){(literal), sizeof(literal) - 1})

bool bytes_equal(struct bytes a, struct bytes b);

/* The number, from 1, of the line that the byte at that index is in, or would be in behind the end. */
uint32_t bytes_line(struct bytes text, size_t at);

/* Bytes (1 to 4) of the well-formed UTF-8 sequence that data starts with; 0 when it starts with none. */
size_t bytes_utf8(struct bytes data);

/* A growing byte string on the heap; data is always followed by a 0 byte and never NULL after the first
 * call. Start with {0}; buf_free ends it. */
struct buf {
    char *data;
    size_t size, capacity;
};

void buf_add(struct buf *buf, const void *data, size_t size);
void buf_add_string(struct buf *buf, const char *text);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *buf);

/* Appends text as UTF-8 that any terminal may be shown: bytes that are no UTF-8, control characters other than
 * newline and tab, and what turns the direction of writing become U+FFFD. */
void buf_add_printable(struct buf *buf, const void *data, size_t size);

/* What comes before the item of that index in a list of total: nothing, a comma, or last, as in "a, b and c". And what
 * comes after those that are told, if there are more: " and 4 more". */
void buf_add_link(struct buf *buf, size_t index, size_t total, const char *last);
void buf_add_more(struct buf *buf, size_t told, size_t total);

#define AUTO_BUF __attribute__((cleanup(buf_free)))

#endif
