/* json.h -- strict JSON in, compact JSON out, and where in the text a value stands. */
#ifndef RUBRICS_JSON_H
#define RUBRICS_JSON_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Reads one JSON object or array: UTF-8, no duplicate key, no NUL, no trailing text, at most 32 deep. *out is the
 * caller's (json_decref, or AUTO_JSON). ERR_INPUT says line and column. The caller has bounded the size. */
bool json_read(struct bytes text, json_t **out, struct err *e);

/* Where a text stops being such JSON: line and column (from 1, in characters) of what cannot stand there, and the
 * pointer of the value that it stands in, as far as that can be told. */
struct json_place {
    uint32_t line, column;
    const char *pointer;
};

/* The same; on false *place is filled, its pointer in the arena, and e leaves the place out. */
bool json_read_at(struct bytes text, json_t **out, struct arena *arena, struct json_place *place, struct err *e);

/* Writes it, keys in insertion order, reals with at most 15 digits; indent: two blanks a level and a last newline. */
struct bytes json_write(const json_t *json, bool indent, struct arena *arena);

/* Adds the token of a member to a JSON pointer (RFC 6901). */
void json_add_token(struct buf *pointer, const char *key);

/* The pointer of a member of what `pointer` names. */
const char *json_pointer(const char *pointer, const char *key, struct arena *arena);

/* Line (from 1) on which the value at a JSON pointer (RFC 6901, "" is the whole) begins, or its key where it has one;
 * the nearest enclosing value's line when there is none. text must be JSON. */
uint32_t json_line(struct bytes text, const char *pointer);

/* The same place as an offset in text, for putting places in order. Linear in the size of text. */
size_t json_offset(struct bytes text, const char *pointer);

/* Its column, from 1, in characters. */
uint32_t json_column(struct bytes text, const char *pointer);

static inline void json_cleanup(json_t **json)
{
    json_decref(*json);
}
#define AUTO_JSON __attribute__((cleanup(json_cleanup)))

#endif
