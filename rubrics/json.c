/* json.c -- strict JSON in, compact JSON out, and where in the text a value stands. */
#include "rubrics/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* jansson builds trees without places, so json_offset walks the text again. What it walks was accepted by jansson; it
 * still trusts nothing about it: every step is bounded by the end of the text, and nothing recurses. */

enum { DEPTH_MAX = 32 };

/* --- reading ------------------------------------------------------------------------------------------------- */

/* After the string whose quote is at `at`; the end of text when it does not end. */
static size_t skip_string(struct bytes text, size_t at)
{
    for (at++; at < text.size; at++) {
        if (text.data[at] == '\\')
            at++;
        else if (text.data[at] == '"')
            return at + 1;
    }
    return text.size;
}

static bool is_open(char c)
{
    return c == '{' || c == '[';
}

static bool is_close(char c)
{
    return c == '}' || c == ']';
}

/* jansson recurses once a level and takes 2048 of them; what is read here is also walked by our own recursions. */
static bool depth_ok(struct bytes text, size_t *end)
{
    int depth = 0;
    for (size_t at = 0; at < text.size;) {
        char c = text.data[at];
        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        at++;
        if (is_open(c) && ++depth > DEPTH_MAX) {
            *end = at;
            return false;
        }
        depth -= is_close(c);
    }
    return true;
}

/* In characters, from 1. */
static uint32_t column_of(struct bytes text, size_t at)
{
    uint32_t column = 1;
    for (size_t i = at; i > 0 && text.data[i - 1] != '\n'; i--)
        column += ((unsigned char)text.data[i - 1] & 0xc0) != 0x80;
    return column;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_blanks(struct bytes text, size_t at)
{
    while (at < text.size && is_blank(text.data[at]))
        at++;
    return at;
}

static unsigned hex4(struct bytes text, size_t at)
{
    unsigned value = 0;
    for (size_t i = at; i < at + 4; i++) {
        int c = i < text.size ? text.data[i] : '0';
        unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10) & 0xf;
        value = value << 4 | digit;
    }
    return value;
}

static size_t utf8_put(unsigned point, char out[static 4])
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (point & 0x3f));
        point >>= 6;
    }
    out[0] = (char)(first[size] | point);
    return size;
}

/* Decodes the character of a string at *at, moving past it; returns its bytes in out. */
static size_t string_char(struct bytes text, size_t *at, char out[static 4])
{
    if (text.data[*at] != '\\' || *at + 1 >= text.size) {
        out[0] = text.data[(*at)++];
        return 1;
    }
    char c = text.data[*at + 1];
    *at += 2;
    static const char escapes[] = "b\bf\fn\nr\rt\t";
    for (size_t i = 0; c != 'u' && i + 1 < sizeof escapes; i += 2)
        if (escapes[i] == c)
            c = escapes[i + 1];
    if (c != 'u') {
        out[0] = c;
        return 1;
    }
    unsigned point = hex4(text, *at);
    *at += 4;
    if (point >= 0xd800 && point < 0xdc00 && *at + 1 < text.size && text.data[*at + 1] == 'u') {
        point = 0x10000 + ((point - 0xd800) << 10) + ((hex4(text, *at + 2) - 0xdc00) & 0x3ff);
        *at += 6;
    }
    return utf8_put(point, out);
}

/* What is open where a text stops being JSON: the key (its quote's offset) or the index that stands there now. */
struct level {
    bool is_object, has_key;
    size_t key, index;
};

/* One character of a pointer's token (RFC 6901, 3). */
static void add_escaped(struct buf *out, const char *character, size_t size)
{
    bool special = *character == '~' || *character == '/';
    buf_add(out, special ? (*character == '~' ? "~0" : "~1") : character, special ? 2 : size);
}

static const char *pointer_of(struct bytes text, const struct level *levels, size_t depth, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    for (size_t i = 0; i < depth; i++) {
        if (!levels[i].is_object)
            buf_printf(&out, "/%zu", levels[i].index);
        if (!levels[i].has_key)
            continue;
        buf_add_string(&out, "/");
        for (size_t at = levels[i].key + 1; at < text.size && text.data[at] != '"';) {
            char piece[4];
            add_escaped(&out, piece, string_char(text, &at, piece));
        }
    }
    return arena_copy(arena, out.size > 0 ? out.data : "", out.size);
}

static size_t skip_token(struct bytes text, size_t at)
{
    if (text.data[at] == '"')
        return skip_string(text, at);
    if (strchr("{}[],:", text.data[at]))
        return at + 1;
    while (at < text.size && !is_blank(text.data[at]) && !strchr("{}[],:\"", text.data[at]))
        at++;
    return at;
}

/* Where the token begins that ends at `end` or beyond, the end of text when there is none; and the pointer of the value
 * that it stands in, or of the key that it is. */
static size_t last_token(struct bytes text, size_t end, struct arena *arena, const char **pointer)
{
    struct level levels[DEPTH_MAX + 1] = {0};
    size_t depth = 0, at = skip_blanks(text, 0), next;
    for (; at < text.size; at = skip_blanks(text, next)) {
        struct level *top = depth > 0 ? &levels[depth - 1] : NULL;
        char c = text.data[at];
        next = skip_token(text, at);
        if (c == '"' && top && top->is_object && !top->has_key)
            *top = (struct level){.is_object = true, .has_key = true, .key = at};
        if (next >= end)
            break;
        if (is_open(c) && depth <= DEPTH_MAX)
            levels[depth++] = (struct level){.is_object = c == '{'};
        depth -= is_close(c) && depth > 0;
        if (c == ',' && top) {
            top->has_key = false;
            top->index++;
        }
    }
    *pointer = pointer_of(text, levels, depth, arena);
    return at;
}

/* What jansson says, as its grammar has it, and what is to be mended: the first row that fits. */
static const struct {
    const char *said, *means;
} faults[] = {
    {"string or '}' expected near '}'", "the comma before this is one too many"},
    {"string or '}' expected", "here must stand a key in double quotes, or a '}'"},
    {"'}' expected near end of file", "a '}' is missing"},
    {"'}' expected", "a ',' or a '}' is missing before this"},
    {"unexpected token near ']'", "the comma before this is one too many"},
    {"']' expected near end of file", "a ']' is missing"},
    {"']' expected", "a ',' or a ']' is missing before this"},
    {"':' expected", "a ':' is missing before this"},
    {"premature end of input", "the text ends before its last '\"', ']' or '}'"},
    {"'[' or '{' expected near end of file", "there is nothing here"},
    {"'[' or '{' expected", "this should begin with '{'"},
    {"end of file expected", "the document has ended before this"},
    {"duplicate object key", "this key is there twice in one object"},
    {"real number overflow", "the number is too big"},
    {"too big", "the number is too big"},
    {"unexpected newline",
     "a text ends in the line in which it begins: its '\"' is missing, or a line break is to be written \\n"},
    {"control character", "a text has a control character, which must be written as \\n, \\t or \\u001b"},
    {"\\u0000 is not allowed", "a text must not have the character \\u0000"},
    {"NUL byte in object key", "a key must not have the character \\u0000"},
    {"invalid Unicode", "\\ud800 to \\udfff must come in pairs"},
    {"unable to decode byte", "this is no UTF-8"},
    {"invalid escape", "after a '\\' in a text there may be one of \" \\ / b f n r t u"},
    {"invalid token", "this is no value: a text needs double quotes, and numbers are written like 12 or 0.5"},
    {"unexpected token", "here a value is missing"},
};

/* fault: "... near '...'", of the text; where that is, stays. */
static void say_fault(const char *fault, struct err *e)
{
    const char *means = NULL, *near = strstr(fault, " near '");
    for (size_t i = 0; i < sizeof faults / sizeof *faults && !means; i++)
        if (strncmp(fault, faults[i].said, strlen(faults[i].said)) == 0)
            means = faults[i].means;
    AUTO_BUF struct buf shown = {0};
    const char *told = means && !near ? "" : means ? near : fault;
    buf_add_printable(&shown, told, strlen(told));
    (void)err_set(e, ERR_INPUT, "%s%s", means ? means : "", shown.data);
}

/* False: *end is where the reader was when it stopped, behind the token that it could not use. */
static bool read_text(struct bytes text, json_t **out, size_t *end, struct err *e)
{
    static const char mark[] = "\xef\xbb\xbf";
    if (!depth_ok(text, end))
        return err_set(e, ERR_INPUT, "nested deeper than %d levels", DEPTH_MAX);
    if (text.size >= 3 && memcmp(text.data, mark, 3) == 0) {
        *end = 0;
        return err_set(e, ERR_INPUT, "the text begins with an invisible mark (EF BB BF): save it as UTF-8 without BOM");
    }
    json_error_t fault;
    json_t *json = json_loadb(text.size > 0 ? text.data : "", text.size, JSON_REJECT_DUPLICATES, &fault);
    if (!json) {
        *end = strstr(fault.text, "near end of file") ? text.size + 1 : fault.position > 0 ? (size_t)fault.position : 0;
        say_fault(fault.text, e);
        return false;
    }
    *out = json;
    return true;
}

bool json_read_at(struct bytes text, json_t **out, struct arena *arena, struct json_place *place, struct err *e)
{
    size_t end = 0;
    if (read_text(text, out, &end, e))
        return true;
    size_t at = last_token(text, end, arena, &place->pointer);
    place->line = bytes_line(text, at);
    place->column = column_of(text, at);
    return false;
}

bool json_read(struct bytes text, json_t **out, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct json_place place = {0};
    struct err inner = {0};
    if (json_read_at(text, out, arena, &place, &inner))
        return true;
    return err_set(e, inner.code, "line %u, column %u: %.430s", place.line, place.column, inner.text);
}

/* --- writing ------------------------------------------------------------------------------------------------- */

struct bytes json_write(const json_t *json, bool indent, struct arena *arena)
{
    size_t flags = JSON_REAL_PRECISION(15) | JSON_ENCODE_ANY | (indent ? JSON_INDENT(2) : JSON_COMPACT);
    char *text = json_dumps(json, flags);
    CHECK(text);
    size_t size = strlen(text);
    char *copy = arena_alloc(arena, size + 2, 1);
    memcpy(copy, text, size + 1);
    free(text);
    if (indent)
        copy[size++] = '\n';
    return (struct bytes){copy, size};
}

/* --- places -------------------------------------------------------------------------------------------------- */

/* After the value that begins at `at`, before what follows it. */
static size_t skip_value(struct bytes text, size_t at)
{
    size_t depth = 0;
    while (at < text.size) {
        char c = text.data[at];
        if (depth == 0 && (c == ',' || is_close(c)))
            return at;
        if (c == '"') {
            at = skip_string(text, at);
        } else {
            depth += is_open(c);
            depth -= is_close(c); /* cannot pass 0: depth 0 returned above */
            at++;
        }
        if (depth == 0 && (c == '"' || is_close(c)))
            return at;
    }
    return at;
}

/* Is the string whose quote is at `at` the pointer token (up to '/' or its end; ~0 is '~', ~1 is '/')? */
static bool key_is(struct bytes text, size_t at, const char *token)
{
    at++;
    while (at < text.size && text.data[at] != '"') {
        char piece[4];
        size_t size = string_char(text, &at, piece);
        for (size_t i = 0; i < size; i++) {
            char c = *token;
            if (c == 0 || c == '/')
                return false;
            if (c == '~' && (token[1] == '0' || token[1] == '1'))
                c = *++token == '0' ? '~' : '/';
            token++;
            if (piece[i] != c)
                return false;
        }
    }
    return *token == 0 || *token == '/';
}

static bool index_of(const char *token, size_t *out)
{
    size_t digits = strspn(token, "0123456789");
    if (digits == 0 || digits > 9 || (token[digits] != 0 && token[digits] != '/'))
        return false;
    *out = strtoul(token, NULL, 10);
    return true;
}

/* Finds the member or element of the value at `at` that the token names: *place is its key (or itself), *value itself.
 */
static bool step(struct bytes text, size_t at, const char *token, size_t *place, size_t *value)
{
    bool is_object = text.data[at] == '{';
    size_t wanted = 0;
    if (!is_object && (text.data[at] != '[' || !index_of(token, &wanted)))
        return false;
    for (size_t i = 0;; i++) {
        at = skip_blanks(text, at + 1); /* past '{', '[' or ',' */
        if (at >= text.size || is_close(text.data[at]))
            return false;
        size_t start = at;
        if (is_object) {
            if (text.data[at] != '"')
                return false;
            at = skip_blanks(text, skip_string(text, at));
            if (at >= text.size || text.data[at] != ':')
                return false;
            at = skip_blanks(text, at + 1);
        }
        if (at >= text.size)
            return false;
        if (is_object ? key_is(text, start, token) : i == wanted) {
            *place = start;
            *value = at;
            return true;
        }
        at = skip_blanks(text, skip_value(text, at));
        if (at >= text.size || text.data[at] != ',')
            return false;
    }
}

void json_add_token(struct buf *pointer, const char *key)
{
    buf_add_string(pointer, "/");
    for (; *key; key++)
        add_escaped(pointer, key, 1);
}

const char *json_pointer(const char *pointer, const char *key, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, pointer);
    json_add_token(&out, key);
    return arena_copy(arena, out.data, out.size);
}

size_t json_offset(struct bytes text, const char *pointer)
{
    size_t value = skip_blanks(text, 0);
    size_t place = value;
    while (*pointer == '/' && value < text.size && step(text, value, pointer + 1, &place, &value))
        pointer += 1 + strcspn(pointer + 1, "/");
    return place;
}

uint32_t json_line(struct bytes text, const char *pointer)
{
    return bytes_line(text, json_offset(text, pointer));
}

uint32_t json_column(struct bytes text, const char *pointer)
{
    return column_of(text, json_offset(text, pointer));
}
