/* sources.c -- submitted files as JSON gives them. */
#include "server/sources.h"

#include "rubrics/digest.h"
#include "sandbox/base/buf.h"

#include <ctype.h>
#include <string.h>

static bool fail(struct source_fault *fault, const char *at, const char *detail)
{
    *fault = (struct source_fault){at, detail};
    return false;
}

/* base64(1) breaks its lines. */
static struct bytes without_line_ends(struct bytes text, struct arena *arena)
{
    char *kept = arena_alloc(arena, text.size + 1, 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != '\n' && text.data[i] != '\r')
            kept[size++] = text.data[i];
    return (struct bytes){kept, size};
}

bool source_from_json(const json_t *object, struct arena *arena, struct source *out, struct source_fault *fault)
{
    if (!json_is_object(object))
        return fail(fault, "", "A file is an object with name and content.");
    const json_t *name = json_object_get(object, "name"), *plain = json_object_get(object, "content"),
                 *coded = json_object_get(object, "content_base64");
    if (!json_is_string(name))
        return fail(fault, "/name", "A file needs a name.");
    if (!plain == !coded || (plain && !json_is_string(plain)) || (coded && !json_is_string(coded)))
        return fail(fault, "", "A file has either content or content_base64, a string.");
    out->name = arena_string(arena, json_string_value(name));
    if (plain) {
        size_t size = json_string_length(plain);
        out->data = (struct bytes){arena_copy(arena, json_string_value(plain), size), size};
        return true;
    }
    struct bytes text = without_line_ends((struct bytes){json_string_value(coded), json_string_length(coded)}, arena);
    return digest_from_base64(text, arena, &out->data) || fail(fault, "/content_base64", "This is not base64.");
}

/* Without a backslash and a newline, which join two lines, wherever they are. */
static void join_lines(struct bytes text, struct buf *out)
{
    for (size_t i = 0; i < text.size; i++) {
        size_t next = i + 1 + (i + 1 < text.size && text.data[i + 1] == '\r');
        if (text.data[i] == '\\' && next < text.size && text.data[next] == '\n')
            i = next;
        else
            buf_add(out, text.data + i, 1);
    }
}

static bool begins(struct bytes text, size_t i, const char *word)
{
    size_t size = strlen(word);
    return i < text.size && text.size - i >= size && memcmp(text.data + i, word, size) == 0;
}

size_t source_skip(struct bytes text, size_t i)
{
    if (begins(text, i, "/*")) {
        for (i += 2; i < text.size && !begins(text, i, "*/"); i++)
            continue;
        return i + 2;
    }
    if (begins(text, i, "//")) {
        while (i < text.size && text.data[i] != '\n')
            i++;
    } else if (i < text.size && (text.data[i] == '"' || text.data[i] == '\'')) {
        char quote = text.data[i];
        for (i++; i < text.size && text.data[i] != quote && text.data[i] != '\n'; i++)
            i += text.data[i] == '\\';
        i += i < text.size && text.data[i] == quote;
    }
    return i;
}

static size_t skip_blank(struct bytes text, size_t i)
{
    while (i < text.size) {
        if (begins(text, i, "/*"))
            i = source_skip(text, i);
        else if (strchr(" \t\v\f\r", text.data[i]) && text.data[i])
            i++;
        else
            break;
    }
    return i;
}

/* The begin of the next line, from outside a comment on; texts and comments may hold what looks like one. */
static size_t skip_line(struct bytes text, size_t i)
{
    while (i < text.size && text.data[i] != '\n') {
        size_t behind = source_skip(text, i);
        i = behind > i ? behind : i + 1;
    }
    return i + 1;
}

bool source_renames_lines(struct bytes text)
{
    static const char *const hashes[] = {"#", "%:", "?\?="};
    AUTO_BUF struct buf joined = {0};
    join_lines(text, &joined);
    const struct bytes lines = {joined.data, joined.size};
    for (size_t i = 0; i < lines.size; i = skip_line(lines, i)) {
        i = skip_blank(lines, i);
        for (size_t k = 0; k < sizeof hashes / sizeof hashes[0]; k++) {
            size_t at = skip_blank(lines, i + strlen(hashes[k]));
            if (begins(lines, i, hashes[k]) && at < lines.size &&
                (isdigit((unsigned char)lines.data[at]) || begins(lines, at, "line")))
                return true;
        }
    }
    return false;
}
