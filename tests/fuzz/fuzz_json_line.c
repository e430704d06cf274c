/* fuzz_json_line.c -- a pointer, a newline, any text: places stay within the text, and are right where it is JSON. */
#include "rubrics/json.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static uint32_t line_at(struct bytes text, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text.data[i] == '\n';
    return line;
}

static const char *escaped(struct arena *arena, const char *key)
{
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "/");
    for (; *key; key++) {
        if (*key == '~' || *key == '/')
            buf_add_string(&out, *key == '~' ? "~0" : "~1");
        else
            buf_add(&out, key, 1);
    }
    return arena_string(arena, out.data);
}

/* Members come in the order of the text, each at its key. */
static void check_members(struct bytes text, json_t *object, struct arena *arena)
{
    const char *key;
    json_t *value;
    size_t last = 0, count = 0;
    json_object_foreach(object, key, value)
    {
        size_t offset = json_offset(text, escaped(arena, key));
        CHECK(offset > last && offset < text.size && text.data[offset] == '"');
        last = offset;
        if (++count == 50)
            break; /* each costs a walk */
    }
}

static void check_elements(struct bytes text, const json_t *array, struct arena *arena)
{
    size_t last = 0;
    for (size_t i = 0; i < json_array_size(array) && i < 50; i++) {
        size_t offset = json_offset(text, arena_printf(arena, "/%zu", i));
        CHECK(offset > last && offset < text.size && !strchr(" \t\r\n,:]}", text.data[offset]));
        last = offset;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena *arena = arena_make();
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t head = end ? (size_t)(end - data) : 0;
    const char *pointer = arena_copy(arena, data, head);
    struct bytes text = {(const char *)data + head, size - head};
    size_t offset = json_offset(text, pointer);
    CHECK(offset <= text.size && json_line(text, pointer) == line_at(text, offset));

    AUTO_JSON json_t *json = NULL;
    struct err e = {0};
    if (!json_read(text, &json, &e)) {
        CHECK(e.code == ERR_INPUT && e.text[0] != '\0');
        return 0;
    }
    if (json_is_object(json))
        check_members(text, json, arena);
    else
        check_elements(text, json, arena);
    struct bytes again = json_write(json, false, arena);
    AUTO_JSON json_t *same = NULL;
    CHECK(json_read(again, &same, &e));
    return 0;
}
