/* test_race_result.c -- the door of race results: what was written is read again, what a guest forges is refused. */
#include "sandbox/guest/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SUMMARY "summary 10 0 1 3 40 77\n"
#define GOOD                                                                                     \
    "race/1\nframe 0 4660\nframe 0 5000\nframe 1 4700\nobject 4 % 0 0 4 % 0 0\nheld 0 0\n"       \
    "race 0 0 child%201 1 1 4 0 4294967295 child%202 1 0 4 1 0 % 0 4294967295 3 9\n"             \
    "deadlock 1 2\nwaiter 0 child%201 1 sem_wait 0 0 % 0\nwatch counter 4 0 2 18\n"              \
    "outcome 0 0 0 2%0a 2 99 4294967295 9 1\nvalue 0 0 2\nwitness 0 4294967295 4294967295 9 2\n" \
    "step 0 child%201 1 0 0 41 4 0\n" SUMMARY "end 14\n"

static const struct {
    const char *claim, *text, *error; /* error NULL: it is read */
} rows[] = {
    {"everything", GOOD, NULL},
    {"nothing but a summary", "race/1\n" SUMMARY "end 1\n", NULL},
    {"no bytes", "", "0 bytes"},
    {"another version", "race/2\n" SUMMARY "end 1\n", "line 1"},
    {"cut before the end", "race/1\n" SUMMARY, "end is missing"},
    {"cut in the end", "race/1\n" SUMMARY "end 1", "end is missing"},
    {"more lines than said", "race/1\n" SUMMARY "end 0\n", "last line"},
    {"something after the end", "race/1\n" SUMMARY "end 1\nx\n", "last line"},
    {"no summary", "race/1\nend 0\n", "0 lines of summary"},
    {"two summaries", "race/1\n" SUMMARY SUMMARY "end 2\n", "more than 1 lines"},
    {"an unknown word", "race/1\nscore 100\n" SUMMARY "end 2\n", "unknown word"},
    {"a missing field", "race/1\nframe 0\n" SUMMARY "end 2\n", "field 2 of frame"},
    {"a field too many", "race/1\nframe 0 1 2\n" SUMMARY "end 2\n", "more than the fields"},
    {"a number that is none", "race/1\nframe 0 1x\n" SUMMARY "end 2\n", "field 2"},
    {"a number with a leading zero", "race/1\nframe 0 01\n" SUMMARY "end 2\n", "field 2"},
    {"the largest number", "race/1\nframe 0 18446744073709551615\n" SUMMARY "end 2\n", NULL},
    {"a number one larger", "race/1\nframe 0 18446744073709551616\n" SUMMARY "end 2\n", "field 2"},
    {"an index of 33 bits", "race/1\nframe 4294967296 1\n" SUMMARY "end 2\n", "field 1"},
    {"a reason that is none", "race/1\ncut 18 1\n" SUMMARY "end 2\n", "field 1 of cut"},
    {"an early wake-up of what is not watched",
     "race/1\nearly 4294967295 p 1 4294967295 4294967295 0 0 0 4294967295 0 0 0 0 % 0 0 9 0\n" SUMMARY "end 2\n",
     "watch of early 0"},
    {"a kind that is none", "race/1\nlimit 10 % 1\n" SUMMARY "end 2\n", "field 1 of limit"},
    {"a string cut in a code", "race/1\nlimit 0 a%2 1\n" SUMMARY "end 2\n", "field 2 of limit"},
    {"a plain byte written as a code", "race/1\nlimit 0 %61 1\n" SUMMARY "end 2\n", "field 2 of limit"},
    {"stacks out of order", "race/1\nframe 1 1\n" SUMMARY "end 2\n", "not numbered in order"},
    {"a stack that does not exist", "race/1\nobject 4 % 0 0 4 % 0 0\n" SUMMARY "end 2\n", "stack of object 0"},
    {"a step of no witness", "race/1\nstep 4294967295 p 1 0 4294967295 0 4 4294967295\n" SUMMARY "end 2\n",
     "step 0 belongs to nothing"},
    {"a witness of nothing", "race/1\nwitness 4294967295 4294967295 4294967295 9 2\n" SUMMARY "end 2\n",
     "witness 0 is of nothing"},
    {"more racy schedules than schedules", "race/1\nsummary 1 0 2 0 0 0\nend 1\n", "summary"},
    {"an exit code below -1", "race/1\noutcome 0 -2 0 % 0 0 4294967295 1 1\n" SUMMARY "end 2\n", "field 2 of outcome"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct race_result result = {0};
        struct err e = {0};
        bool ok = race_result_parse((struct bytes){rows[i].text, strlen(rows[i].text)}, arena, &result, &e);
        if (ok != !rows[i].error || (!ok && !strstr(e.text, rows[i].error)))
            fail_msg("%s: %s", rows[i].claim, e.text);
        if (!ok)
            continue;
        char text[4096];
        struct race_sink sink = {.data = text, .room = sizeof text};
        race_result_write(&result, &sink);
        if (sink.full || sink.size != strlen(rows[i].text) || memcmp(text, rows[i].text, sink.size) != 0)
            fail_msg("%s: written as\n%.*s", rows[i].claim, (int)sink.size, text);
    }
}

static void test_request(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct race_watched watched[] = {{BYTES("counter")}, {BYTES("table[3]")}};
    struct race_file files[] = {{BYTES("out/total.txt")}};
    struct race_request in = {.line = {.strategy = RACE_PCT, .schedules = 50, .seed = 7, .lines_alike = 1},
                              .watched = watched,
                              .watched_count = 2,
                              .files = files,
                              .file_count = 1},
                        out;
    char text[512], again[512];
    struct race_sink sink = {.data = text, .room = sizeof text}, second = {.data = again, .room = sizeof again};
    struct err e = {0};
    race_request_write(&in, &sink);
    assert_false(sink.full);
    assert_true(race_request_parse((struct bytes){text, sink.size}, arena, &out, &e));
    race_request_write(&out, &second);
    assert_int_equal(second.size, sink.size);
    assert_memory_equal(again, text, sink.size);
    assert_int_equal(out.line.lines_alike, 1);
    assert_int_equal(out.watched_count, 2);
    assert_true(bytes_equal(out.watched[1].name, BYTES("table[3]")));
    assert_int_equal(out.file_count, 1);
    assert_true(bytes_equal(out.files[0].name, BYTES("out/total.txt")));
    in.line.schedules = 0;
    sink.size = 0;
    race_request_write(&in, &sink);
    assert_false(race_request_parse((struct bytes){text, sink.size}, arena, &out, &e));
}

static void test_full(void **state)
{
    (void)state;
    char text[20];
    struct race_result result = {0};
    struct race_sink sink = {.data = text, .room = sizeof text};
    race_result_write(&result, &sink);
    assert_true(sink.full);
    assert_true(sink.size <= sizeof text);
    assert_string_equal(race_limit_name(RACE_LIMIT_EXEC), "exec");
    assert_string_equal(race_limit_name(RACE_LIMIT_COUNT), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_request),
                                       cmocka_unit_test(test_full)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
