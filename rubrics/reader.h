/* reader.h -- reads the members of a JSON document strictly, and gathers every fault with its place. */
#ifndef RUBRICS_READER_H
#define RUBRICS_READER_H

#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A reading function that finds a fault notes it and returns false with its outputs untouched; the caller goes on, so
 * that an author hears of all faults at once. What was read counts only when no fault was noted by the end. */
struct reader_note {
    const char *pointer, *detail;
    size_t offset;
};
struct reader {
    struct arena *arena;
    struct reader_note *notes;
    size_t count;
};
enum { READER_NOTES_MAX = 200 }; /* further ones are dropped: nobody reads them */

void reader_begin(struct reader *reader, struct arena *arena);

/* Puts the notes in the order of the document's text and hands out the first RUBRIC_ERRORS_MAX. False when there are
 * none. */
bool reader_end(struct reader *reader, struct bytes text, struct rubric_errors *errors);

/* Where a value stands: a chain on the stack, from the value up to the document (NULL). */
struct at {
    const struct at *up;
    const char *key; /* NULL: an element of an array */
    size_t index;
};
static inline struct at at_key(const struct at *up, const char *key)
{
    return (struct at){.up = up, .key = key};
}
static inline struct at at_index(const struct at *up, size_t index)
{
    return (struct at){.up = up, .index = index};
}

void reader_fault(struct reader *reader, const struct at *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The text in quotes, cut when it is long and without control characters, for a detail. */
const char *reader_quote(struct reader *reader, const char *text);

/* "; did you mean 'x'?" for the nearest of names (NULL at the end) when it is near enough, else "". */
const char *reader_guess(struct reader *reader, const char *text, const char *const *names);

/* Is it an object with no other keys than these (NULL at the end)? False only when it is no object. */
bool reader_object(struct reader *reader, const struct at *at, json_t *value, const char *const *keys);

/* Each reads one member of an object: its key may be absent when it is OPTIONAL (false, no fault). */
enum need { OPTIONAL, REQUIRED };
json_t *reader_member(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need);
/* Text of at most max characters (Unicode code points). */
bool reader_text(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                 size_t max, struct bytes *out);
/* One line: 1 to max characters, none of them a control character. */
bool reader_line(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                 size_t max, const char **out);
/* An id as in rubric_id_ok. */
bool reader_id(struct reader *reader, const struct at *at, json_t *object, const char *key, const char **out);
/* A whole number: 1000, as in JSON Schema also 1e3 and 1000.0. hint ("" for none) is added when it has a fraction. */
bool reader_integer(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                    int64_t min, int64_t max, const char *hint, int64_t *out);
bool reader_number(struct reader *reader, const struct at *at, json_t *object, const char *key, double min, double max,
                   double *out);
bool reader_bool(struct reader *reader, const struct at *at, json_t *object, const char *key, bool *out);
/* One of choices (NULL at the end); *out is its index. */
bool reader_choice(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                   const char *const *choices, size_t *out);
/* An array of min to max elements. The caller reads at most max of them. */
json_t *reader_array(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                     size_t min, size_t max);

/* What the strings of an array must be. */
struct reader_list {
    const char *key;
    size_t min, max;            /* elements */
    size_t length_max;          /* characters of one */
    bool twice;                 /* may the same come twice? */
    const char *const *choices; /* NULL: any that ok() accepts */
    bool (*ok)(const char *text); /* NULL: any */
    const char *wanted;           /* what ok() accepts, in words */
};
/* *out has one string for each element (NULL for a wrong one) and NULL at the end. */
bool reader_strings(struct reader *reader, const struct at *at, json_t *object, enum need need,
                    const struct reader_list *list, const char *const **out, size_t *count);

#endif
