/* test_json.c -- strict reading, stable writing, and places in the text. */
#include "rubrics/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *name, *text;
    size_t size; /* 0: strlen */
    bool ok;
    const char *says; /* part of the error */
} reads[] = {
    {"an object", "{\"a\": 1}", 0, true, NULL},
    {"an array", "[1, 2.5, true, null, \"x\"]", 0, true, NULL},
    {"blanks around", " \t\r\n{}\n", 0, true, NULL},
    {"a whole value that is no container", "1", 0, false, "line 1"},
    {"nothing", "", 0, false, "line 1, column 1: there is nothing here"},
    {"a duplicate key", "{\"a\": 1,\n\"a\": 2}", 0, false,
     "line 2, column 1: this key is there twice in one object near '\"a\"'"},
    {"a duplicate key written another way", "{\"a\": 1, \"\\u0061\": 2}", 0, false, "this key is there twice"},
    {"text after the end", "{} x", 0, false, "line 1, column 4: the document has ended before this near 'x'"},
    {"a second document", "{}{}", 0, false, "the document has ended"},
    {"a NUL byte after the end", "{}\0", 3, false, "the document has ended"},
    {"a NUL byte in a string", "[\"a\0b\"]", 7, false, "line 1"},
    {"an escaped NUL in a string", "[\"a\\u0000b\"]", 0, false, "a text must not have the character \\u0000 near"},
    {"an escaped NUL in a key", "{\"\\u0000\": 1}", 0, false, "a key must not have the character \\u0000"},
    {"bad UTF-8", "[\"\xff\"]", 0, false, "this is no UTF-8"},
    {"an overlong sequence", "[\"\xc0\xaf\"]", 0, false, "this is no UTF-8"},
    {"a surrogate in UTF-8", "[\"\xed\xa0\x80\"]", 0, false, "this is no UTF-8"},
    {"half a surrogate pair", "[\"\\ud83d\"]", 0, false, "must come in pairs near"},
    {"a whole surrogate pair", "[\"\\ud83d\\ude00\"]", 0, true, NULL},
    {"a byte order mark", "\xef\xbb\xbf{}", 0, false,
     "line 1, column 1: the text begins with an invisible mark (EF BB BF): save it as UTF-8 without BOM"},
    {"a trailing comma", "[1,]", 0, false, "line 1, column 4: the comma before this is one too many near ']'"},
    {"a trailing comma in an object", "{\"a\": 1,\n}", 0, false,
     "line 2, column 1: the comma before this is one too many near '}'"},
    {"no comma", "{\"a\": 1\n\"b\": 2}", 0, false,
     "line 2, column 1: a ',' or a '}' is missing before this near '\"b\"'"},
    {"no comma in an array", "[1 2]", 0, false, "a ',' or a ']' is missing before this near '2'"},
    {"no colon", "{\"a\" 1}", 0, false, "a ':' is missing before this near '1'"},
    {"single quotes", "{'a': 1}", 0, false, "here must stand a key in double quotes, or a '}' near"},
    {"no value", "{\"a\": }", 0, false, "here a value is missing near '}'"},
    {"NaN", "[NaN]", 0, false, "this is no value: a text needs double quotes, and numbers are written like 12 or 0.5"},
    {"cut off", "{\"a\": [1", 0, false, "a ']' is missing"},
    {"cut off in a text", "{\"a", 0, false, "the text ends before its last"},
    {"a line break in a text", "[\"a\nb\"]", 0, false, "a text ends in the line in which it begins"},
    {"a tab in a text", "[\"a\tb\"]", 0, false, "a text has a control character"},
    {"an escape that is none", "[\"\\q\"]", 0, false, "after a '\\' in a text there may be one of"},
    {"a comment", "{} // no", 0, false, "line 1"},
    {"a leading zero", "[01]", 0, false, "line 1"},
    {"too big an integer", "[99999999999999999999]", 0, false, "the number is too big near"},
    {"too big a real", "[1e999]", 0, false, "the number is too big near '1e999'"},
    {"32 levels", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 0, true, NULL},
    {"33 levels", "[[[[[[[[\n[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 0, false,
     "line 2, column 25: nested deeper"},
    {"brackets in a string are no levels", "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"]", 0, true, NULL},
    {"a message shows no control character", "[\"a\" \x1b]", 0, false, "\xef\xbf\xbd"},
};

static void test_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        AUTO_JSON json_t *json = NULL;
        struct err e = {0};
        size_t size = reads[i].size ? reads[i].size : strlen(reads[i].text);
        bool ok = json_read((struct bytes){reads[i].text, size}, &json, &e);
        bool said = reads[i].ok || (e.code == ERR_INPUT && strstr(e.text, reads[i].says));
        if (ok != reads[i].ok || (json != NULL) != ok || !said)
            fail_msg("%s: %s '%s'", reads[i].name, ok ? "read" : "refused", e.text);
    }
}

static const struct {
    const char *name, *text, *pointer;
    uint32_t line, column;
} stops[] = {
    {"nothing", "", "", 1, 1},
    {"only blanks", " \n  ", "", 2, 3},
    {"a value that is none", "{\"a\":\n  [1, {\"b\": tru}]}", "/a/1/b", 2, 13},
    {"a value that is missing", "{\"a\": [1,\n,]}", "/a/1", 2, 1},
    {"a comma that is missing", "{\"a\": 1,\n\"b\": 2\n \"c\": 3}", "/b", 3, 2},
    {"a comma too many", "{\"a\": {\"b\": 1,\n}}", "/a", 2, 1},
    {"a key that comes twice", "{\"a\": {\"b\": 1, \"b\": 2}}", "/a/b", 1, 16},
    {"a key without quotes", "{\"a\": {b: 1}}", "/a", 1, 8},
    {"text behind the end", "{\"a\": 1}\n  x", "", 2, 3},
    {"cut off in a list", "{\"a\": [1, 2", "/a/1", 1, 12},
    {"cut off in a text", "{\"a\": \"x", "/a", 1, 7},
    {"a line break in a text", "{\"a\":\n \"x\ny\"}", "/a", 2, 2},
    {"columns are characters", "[\"\xc3\xa9\xc3\xa9\", x]", "/1", 1, 8},
    {"a key with what a pointer escapes", "{\"x/y~\\u00e9\": x}", "/x~1y~0\xc3\xa9", 1, 16},
    {"brackets in a text are none", "{\"a]{\": \"},[\", x}", "", 1, 16},
    {"too deep", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1",
     "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0", 1, 33},
    {"ends that nobody opened", "]]]}", "", 1, 1},
};

static void test_stops(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        AUTO_JSON json_t *json = NULL;
        struct json_place place = {0};
        struct err e = {0};
        assert_false(json_read_at((struct bytes){stops[i].text, strlen(stops[i].text)}, &json, arena, &place, &e));
        if (strcmp(place.pointer, stops[i].pointer) != 0 || place.line != stops[i].line ||
            place.column != stops[i].column)
            fail_msg("%s: '%s', line %u, column %u: %s", stops[i].name, place.pointer, place.line, place.column,
                     e.text);
    }
}

static const struct {
    const char *name, *text, *pointer;
    uint32_t line;
    size_t offset;
} places[] = {
    {"the whole", "\n\n {}", "", 3, 3},
    {"a key", "{\n\"a\":\n 1}", "/a", 2, 2},
    {"an element", "[1,\n2,\n 3]", "/2", 3, 8},
    {"a key's value is gone into", "{\"a\":\n[\n{\"b\": 1}]}", "/a/0/b", 3, 9},
    {"siblings are passed over", "{\"x\": {\"b\": [1, {}]}, \"y\": \"}],\\\"\",\n\"b\": 1}", "/b", 2, 36},
    {"numbers and words are passed over", "[-1.5e3, true, null,\n\"\"]", "/3", 2, 21},
    {"an index beyond the end is the array", "{\"a\":\n[1]}", "/a/1", 1, 1},
    {"an absent key is the object", "[\n{\"a\": 1}]", "/0/b", 2, 2},
    {"a key within a scalar is the scalar", "{\n\"a\": 1}", "/a/b", 2, 2},
    {"no index", "[\n1]", "/x", 1, 0},
    {"a huge index", "[\n1]", "/99999999999999999999", 1, 0},
    {"an escaped key", "{\"a\": 1,\n\"\\u0062\\n\": 2}", "/b\n", 2, 9},
    {"a key beyond ASCII", "{\"a\": 1,\n\"\\u00e9\": 2}", "/\xc3\xa9", 2, 9},
    {"a key beyond the BMP", "{\"a\": 1,\n\"\\ud83d\\ude00\": 2}", "/\xf0\x9f\x98\x80", 2, 9},
    {"a slash in a key", "{\"a\": 1,\n\"x/y\": 2}", "/x~1y", 2, 9},
    {"a tilde in a key", "{\"a\": 1,\n\"x~y\": 2}", "/x~0y", 2, 9},
    {"a key that only begins alike", "{\"ab\": 1,\n\"a\": 2}", "/a", 2, 10},
    {"an empty key", "{\"a\": 1,\n\"\": 2}", "/", 2, 9},
    {"carriage returns make no lines", "{\r\n\"a\": 1}", "/a", 2, 3},
    {"text that is no JSON", "{\"a\" 1", "/a", 1, 0},
    {"a string that does not end", "{\"a", "/a", 1, 0},
    {"an escape that does not end", "{\"\\", "/a", 1, 0},
    {"nothing at all", "", "/a", 1, 0},
    {"an array of commas", "[,,,]", "/2", 1, 3},
};

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct bytes text = {places[i].text, strlen(places[i].text)};
        uint32_t line = json_line(text, places[i].pointer);
        size_t offset = json_offset(text, places[i].pointer);
        if (line != places[i].line || offset != places[i].offset)
            fail_msg("%s: line %u, offset %zu", places[i].name, line, offset);
    }
}

static const struct {
    const char *name, *text, *compact, *indented;
} writes[] = {
    {"keys keep their order", "{\"z\": 1, \"a\": [true, null]}", "{\"z\":1,\"a\":[true,null]}",
     "{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null\n  ]\n}\n"},
    {"reals are short", "[0.1, 12.4, 80.0]", "[0.1,12.4,80.0]", "[\n  0.1,\n  12.4,\n  80.0\n]\n"},
    {"UTF-8 stays", "[\"\xc3\xa9\\u0001\"]", "[\"\xc3\xa9\\u0001\"]", "[\n  \"\xc3\xa9\\u0001\"\n]\n"},
    {"an empty object", "{}", "{}", "{}\n"},
};

static void test_writes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        AUTO_JSON json_t *json = NULL;
        struct err e = {0};
        assert_true(json_read((struct bytes){writes[i].text, strlen(writes[i].text)}, &json, &e));
        struct bytes compact = json_write(json, false, arena);
        struct bytes indented = json_write(json, true, arena);
        if (strcmp(compact.data, writes[i].compact) != 0 || compact.size != strlen(writes[i].compact) ||
            strcmp(indented.data, writes[i].indented) != 0 || indented.size != strlen(writes[i].indented))
            fail_msg("%s: %s %s", writes[i].name, compact.data, indented.data);
    }
}

static void test_pointers(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    assert_string_equal(json_pointer("", "a", arena), "/a");
    assert_string_equal(json_pointer("/a/0", "b/c~d", arena), "/a/0/b~1c~0d");
    assert_string_equal(json_pointer("/a", "", arena), "/a/");
}

/* A walk that looked at siblings more than once would take minutes here. */
static void test_places_take_linear_time(void **state)
{
    (void)state;
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, "{\"a\": [");
    for (int i = 0; i < 200000; i++)
        buf_add_string(&text, "[{\"b\": 1}],\n");
    buf_add_string(&text, "2]}");
    for (int i = 0; i < 20; i++)
        assert_int_equal(json_line((struct bytes){text.data, text.size}, "/a/200000"), 200001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads),  cmocka_unit_test(test_stops),    cmocka_unit_test(test_places),
        cmocka_unit_test(test_writes), cmocka_unit_test(test_pointers), cmocka_unit_test(test_places_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
