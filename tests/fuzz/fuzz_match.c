/* fuzz_match.c -- any output against any expectation: a yes or no, or a short and printable reason; twice the same. */
#include "rubrics/match.h"
#include "rubrics/pattern.h"
#include "sandbox/base/err.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static void check_printable(const char *text, bool one_line)
{
    size_t lines = 0;
    for (struct bytes rest = {text, strlen(text)}; rest.size > 0;) {
        size_t length = bytes_utf8(rest);
        unsigned char c = (unsigned char)rest.data[0];
        CHECK(length > 0 && c != 0x7f && (c >= 0x20 || (c == '\n' && !one_line)));
        CHECK(length != 2 || c != 0xc2 || (unsigned char)rest.data[1] >= 0xa0);
        lines += c == '\n';
        rest = (struct bytes){rest.data + length, rest.size - length};
    }
    CHECK(lines <= 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    AUTO_ARENA struct arena *arena = arena_make();
    size_t wanted_size = data[2] <= size - 3 ? data[2] : size - 3;
    const char *texts = arena_copy(arena, data + 3, size - 3);
    struct bytes text = {texts + wanted_size, size - 3 - wanted_size};
    struct expectation wanted = {
        .match = data[0] % 4, .text = {texts, wanted_size}, .ignore_trailing_space = data[1] & 1};
    wanted.tolerance = data[1] & 2 ? 0.01 : 0;
    struct match_source source = {.file = data[1] & 4 ? "out.txt" : NULL, .cut = data[1] & 8};
    source.stopped = data[1] & 16 ? "crashed" : NULL;
    struct err e = {0};
    const char *pattern = arena_copy(arena, wanted.text.data, wanted.text.size);
    if (wanted.match == MATCH_REGEX && (strlen(pattern) != wanted.text.size || !pattern_ok(pattern, &e)))
        return 0; /* no rubric has it */
    bool matches = match_text(&wanted, text);
    CHECK(match_text(&wanted, text) == matches);
    if (wanted.match != MATCH_REGEX)
        CHECK(match_text(&wanted, wanted.text)); /* what is expected is right */
    if (matches)
        return 0;
    struct mismatch why = match_explain(&wanted, text, &source, arena);
    check_printable(why.message, true);
    check_printable(why.hint, true);
    if (why.detail)
        check_printable(why.detail, false);
    CHECK(strcmp(why.message, match_explain(&wanted, text, &source, arena).message) == 0);
    return 0;
}
