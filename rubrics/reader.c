/* reader.c -- reads the members of a JSON document strictly, and gathers every fault with its place. */
#include "rubrics/reader.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTE_MAX = 60, KEY_MAX = 100, LISTED_MAX = 12, GUESS_MAX = 64 };

void reader_begin(struct reader *reader, struct arena *arena)
{
    *reader = (struct reader){.arena = arena};
    reader->notes = arena_alloc(arena, READER_NOTES_MAX, sizeof *reader->notes);
}

static int by_offset(const void *a, const void *b)
{
    const struct reader_note *x = a, *y = b;
    return x->offset != y->offset ? (x->offset > y->offset) - (x->offset < y->offset) : strcmp(x->detail, y->detail);
}

bool reader_end(struct reader *reader, struct bytes text, struct rubric_errors *errors)
{
    if (reader->count == 0)
        return false;
    for (size_t i = 0; i < reader->count; i++)
        reader->notes[i].offset = json_offset(text, reader->notes[i].pointer);
    qsort(reader->notes, reader->count, sizeof *reader->notes, by_offset);

    size_t count = reader->count < RUBRIC_ERRORS_MAX ? reader->count : RUBRIC_ERRORS_MAX;
    errors->items = arena_alloc(reader->arena, count, sizeof *errors->items);
    errors->count = count;
    for (size_t i = 0; i < count; i++) {
        const struct reader_note *note = &reader->notes[i];
        errors->items[i] = (struct rubric_error){note->pointer, json_line(text, note->pointer),
                                                 json_column(text, note->pointer), note->detail};
    }
    return true;
}

static void add_pointer(struct buf *out, const struct at *at)
{
    if (!at)
        return;
    add_pointer(out, at->up); /* as deep as our own code nests objects */
    if (at->key)
        json_add_token(out, at->key);
    else
        buf_printf(out, "/%zu", at->index);
}

void reader_fault(struct reader *reader, const struct at *at, const char *format, ...)
{
    if (reader->count == READER_NOTES_MAX)
        return;
    AUTO_BUF struct buf pointer = {0};
    buf_add_string(&pointer, "");
    add_pointer(&pointer, at);
    char detail[600];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(detail, sizeof detail, format, args); /* what is quoted is short; a cut sentence still helps */
    va_end(args);
    reader->notes[reader->count++] = (struct reader_note){
        .pointer = arena_string(reader->arena, pointer.data),
        .detail = arena_string(reader->arena, detail),
    };
}

const char *reader_quote(struct reader *reader, const char *text)
{
    size_t size = strlen(text);
    size_t kept = 0;
    while (kept < size && kept < QUOTE_MAX)
        kept += bytes_utf8((struct bytes){text + kept, size - kept});
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "'");
    for (size_t i = 0; i < kept; i++) {
        const char *blank = strchr("\n\t", text[i]);
        if (blank)
            buf_add_string(&out, *blank == '\n' ? "\\n" : "\\t");
        else
            buf_add(&out, text + i, 1);
    }
    buf_add_string(&out, kept < size ? "...'" : "'");
    AUTO_BUF struct buf shown = {0};
    buf_add_printable(&shown, out.data, out.size);
    return arena_string(reader->arena, shown.data);
}

/* How many characters must be put in, left out, changed or swapped (optimal string alignment distance; Boytsov,
 * "Indexing methods for approximate dictionary searching", 2011, 2.2). Both are at most GUESS_MAX long. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][GUESS_MAX + 1];
    size_t size = strlen(b);
    for (size_t j = 0; j <= size; j++)
        rows[0][j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= size; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[strlen(a) % 3][size];
}

const char *reader_guess(struct reader *reader, const char *text, const char *const *names)
{
    if (strlen(text) > GUESS_MAX)
        return "";
    const char *nearest = NULL;
    size_t least = strlen(text) / 3 + 1;
    for (; *names; names++) {
        size_t d = strlen(*names) <= GUESS_MAX ? distance(text, *names) : GUESS_MAX;
        if (d > least || d >= strlen(*names) || (nearest && d == least))
            continue;
        nearest = *names;
        least = d;
    }
    return nearest ? arena_printf(reader->arena, "; did you mean '%s'?", nearest) : "";
}

/* What a value is, in words: "the text 'x'", "12.5". */
static const char *described(struct reader *reader, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return arena_printf(reader->arena, "the text %s", reader_quote(reader, json_string_value(value)));
    case JSON_INTEGER:
        return arena_printf(reader->arena, "%lld", (long long)json_integer_value(value));
    case JSON_REAL:
        return arena_printf(reader->arena, "%.15g", json_real_value(value));
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        return "null";
    }
    CHECK(false);
    return "";
}

/* "'a', 'b' or 'c'" */
static const char *listed(struct reader *reader, const char *const *names)
{
    size_t count = 0;
    while (names[count])
        count++;
    if (count > LISTED_MAX)
        return arena_printf(reader->arena, "one of the %zu that rubrics/README.md lists", count);
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "");
    for (size_t i = 0; names[i]; i++)
        buf_printf(&out, "%s'%s'", i == 0 ? "" : names[i + 1] ? ", " : " or ", names[i]);
    return arena_string(reader->arena, out.data);
}

bool reader_object(struct reader *reader, const struct at *at, json_t *value, const char *const *keys)
{
    if (!json_is_object(value)) {
        reader_fault(reader, at, "this must be an object {...}, not %s", described(reader, value));
        return false;
    }
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member)
    {
        size_t i = 0;
        while (keys[i] && strcmp(keys[i], key) != 0)
            i++;
        if (keys[i])
            continue;
        struct at here = at_key(at, key);
        reader_fault(reader, strlen(key) <= KEY_MAX ? &here : at, "unknown key %s%s", reader_quote(reader, key),
                     reader_guess(reader, key, keys));
    }
    return true;
}

json_t *reader_member(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need)
{
    json_t *value = json_object_get(object, key);
    if (!value && need == REQUIRED)
        reader_fault(reader, at, "the key '%s' is missing", key);
    return value;
}

/* Unicode code points of UTF-8 that jansson has checked: what JSON Schema's maxLength counts. */
static size_t characters(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

static bool is_text(struct reader *reader, const struct at *at, const json_t *value, size_t max)
{
    if (!json_is_string(value)) {
        reader_fault(reader, at, "this must be a text in quotes, not %s", described(reader, value));
        return false;
    }
    size_t count = characters(json_string_value(value), json_string_length(value));
    if (count > max) {
        reader_fault(reader, at, "this text has %zu characters; at most %zu are allowed", count, max);
        return false;
    }
    return true;
}

bool reader_text(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                 size_t max, struct bytes *out)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, need);
    if (!value || !is_text(reader, &here, value, max))
        return false;
    size_t size = json_string_length(value);
    *out = (struct bytes){arena_copy(reader->arena, json_string_value(value), size), size};
    return true;
}

static bool has_control(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p < 0x20 || *p == 0x7f || (p[0] == 0xc2 && p[1] < 0xa0))
            return true;
    return false;
}

bool reader_line(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                 size_t max, const char **out)
{
    struct at here = at_key(at, key);
    struct bytes text;
    if (!reader_text(reader, at, object, key, need, max, &text))
        return false;
    if (text.size == 0 || has_control(text.data)) {
        reader_fault(reader, &here,
                     text.size == 0 ? "this must not be empty"
                                    : "this must be one line without tabs and other control characters");
        return false;
    }
    *out = text.data;
    return true;
}

bool reader_id(struct reader *reader, const struct at *at, json_t *object, const char *key, const char **out)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, REQUIRED);
    if (!value || !is_text(reader, &here, value, RUBRIC_BYTES_MAX))
        return false;
    const char *text = json_string_value(value);
    if (!rubric_id_ok(text)) {
        reader_fault(reader, &here, "%s is no id: write 1 to 64 of a-z, 0-9 and '-', not beginning with '-'",
                     reader_quote(reader, text));
        return false;
    }
    *out = arena_string(reader->arena, text);
    return true;
}

bool reader_integer(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                    int64_t min, int64_t max, const char *hint, int64_t *out)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, need);
    if (!value)
        return false;
    double real = json_number_value(value); /* the bounds are far below 2^53, where doubles are exact */
    bool whole = json_is_number(value) && real == floor(real);
    if (whole && real >= (double)min && real <= (double)max) {
        *out = json_is_integer(value) ? (int64_t)json_integer_value(value) : (int64_t)real;
        return true;
    }
    reader_fault(reader, &here, "this must be a whole number from %lld to %lld, not %s%s", (long long)min,
                 (long long)max, described(reader, value), json_is_number(value) && !whole ? hint : "");
    return false;
}

bool reader_number(struct reader *reader, const struct at *at, json_t *object, const char *key, double min, double max,
                   double *out)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, OPTIONAL);
    if (!value)
        return false;
    double real = json_number_value(value);
    if (json_is_number(value) && real >= min && real <= max) {
        *out = real;
        return true;
    }
    reader_fault(reader, &here, "this must be a number from %g to %g, not %s", min, max, described(reader, value));
    return false;
}

bool reader_bool(struct reader *reader, const struct at *at, json_t *object, const char *key, bool *out)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, OPTIONAL);
    if (!value)
        return false;
    if (!json_is_boolean(value)) {
        reader_fault(reader, &here, "this must be true or false, not %s", described(reader, value));
        return false;
    }
    *out = json_is_true(value);
    return true;
}

static bool choose(struct reader *reader, const struct at *at, const json_t *value, const char *const *choices,
                   size_t *out)
{
    const char *text = json_string_value(value); /* NULL when it is no text */
    for (size_t i = 0; text && choices[i]; i++) {
        if (strcmp(choices[i], text) != 0)
            continue;
        *out = i;
        return true;
    }
    const char *guess = text ? reader_guess(reader, text, choices) : "";
    if (*guess)
        reader_fault(reader, at, "unknown %s%s", reader_quote(reader, text), guess);
    else
        reader_fault(reader, at, "%s is not allowed here: write %s", described(reader, value), listed(reader, choices));
    return false;
}

bool reader_choice(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                   const char *const *choices, size_t *out)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, need);
    return value && choose(reader, &here, value, choices, out);
}

json_t *reader_array(struct reader *reader, const struct at *at, json_t *object, const char *key, enum need need,
                     size_t min, size_t max)
{
    struct at here = at_key(at, key);
    json_t *value = reader_member(reader, at, object, key, need);
    if (!value)
        return NULL;
    if (!json_is_array(value)) {
        reader_fault(reader, &here, "this must be an array [...], not %s", described(reader, value));
        return NULL;
    }
    size_t count = json_array_size(value);
    if (count < min)
        reader_fault(reader, &here, "this must have at least %zu element%s", min, min == 1 ? "" : "s");
    if (count > max)
        reader_fault(reader, &here, "this has %zu elements; at most %zu are allowed", count, max);
    return value;
}

static bool string_ok(struct reader *reader, const struct at *at, const json_t *value, const struct reader_list *list)
{
    size_t choice = 0;
    if (list->choices)
        return choose(reader, at, value, list->choices, &choice);
    if (!is_text(reader, at, value, list->length_max))
        return false;
    if (list->ok && !list->ok(json_string_value(value))) {
        reader_fault(reader, at, "%s is not %s", reader_quote(reader, json_string_value(value)), list->wanted);
        return false;
    }
    return true;
}

bool reader_strings(struct reader *reader, const struct at *at, json_t *object, enum need need,
                    const struct reader_list *list, const char *const **out, size_t *count)
{
    struct at here = at_key(at, list->key);
    json_t *array = reader_array(reader, at, object, list->key, need, list->min, list->max);
    if (!array)
        return false;
    size_t size = json_array_size(array) < list->max ? json_array_size(array) : list->max;
    const char **texts = arena_alloc(reader->arena, size + 1, sizeof *texts);
    for (size_t i = 0; i < size; i++) {
        struct at item = at_index(&here, i);
        const json_t *value = json_array_get(array, i);
        if (!string_ok(reader, &item, value, list))
            continue;
        texts[i] = arena_string(reader->arena, json_string_value(value));
        for (size_t k = 0; !list->twice && k < i; k++) {
            if (!texts[k] || strcmp(texts[k], texts[i]) != 0)
                continue;
            reader_fault(reader, &item, "%s comes twice", reader_quote(reader, texts[i]));
            break;
        }
    }
    *out = texts;
    *count = size;
    return true;
}
