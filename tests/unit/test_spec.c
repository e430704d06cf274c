/* test_spec.c -- specs: what goes in comes out, and what is wrong stays outside. */
#include "sandbox/spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *claim, *name;
    bool ok;
} names[] = {
    {"plain", "main.c", true},
    {"below folders", "a/b/c.txt", true},
    {"dots inside", "a..b/.c", true},
    {"a space", "my file.c", true},
    {"UTF-8", "\xc3\xa4/\xf0\x9f\x90\xa7.c", true},
    {"eight deep", "1/2/3/4/5/6/7/8", true},
    {"nine deep", "1/2/3/4/5/6/7/8/9", false},
    {"empty", "", false},
    {"absolute", "/etc/passwd", false},
    {"up", "../x", false},
    {"up in the middle", "a/../x", false},
    {"up at the end", "a/..", false},
    {"here", ".", false},
    {"here in the middle", "a/./b", false},
    {"empty component", "a//b", false},
    {"folder", "a/", false},
    {"an option", "-fplugin=x.c", false},
    {"an option below", "a/-x", false},
    {"a minus inside", "a-x", true},
    {"backslash", "a\\b", false},
    {"newline", "a\nb", false},
    {"escape", "a\x1b[2J", false},
    {"delete", "a\x7f", false},
    {"C1 control", "a\xc2\x9b", false},
    {"above C1", "a\xc2\xa0", true},
    {"no UTF-8", "a\xff", false},
    {"cut UTF-8", "a\xe2\x82", false},
    {"overlong UTF-8", "a\xc0\xaf", false},
    {"overlong UTF-8 of three", "\xe0\x80\xaf", false},
    {"surrogate", "\xed\xa0\x80", false},
    {"above Unicode", "\xf4\x90\x80\x80", false},
};

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (spec_name_ok(names[i].name) != names[i].ok)
            fail_msg("%s: '%s'", names[i].claim, names[i].name);
    char name[202];
    memset(name, 'a', sizeof name);
    name[200] = 0;
    assert_true(spec_name_ok(name));
    name[200] = 'a';
    name[201] = 0;
    assert_false(spec_name_ok(name));
}

static struct spec good(void)
{
    struct spec spec;
    struct err e = {0};
    spec_begin(&spec, POLICY_STUDENT);
    assert_true(spec_arg(&spec, "/box/main", &e));
    assert_true(spec_arg(&spec, "", &e));
    assert_true(spec_file(&spec, PLACE_BOX, "main", 0755, 0, &e));
    assert_true(spec_file(&spec, PLACE_OUT, "out.txt", 0, 100, &e));
    return spec;
}

enum { FDS = SPEC_FD_FILES + 2 };

static void test_round_trip(void **state)
{
    (void)state;
    struct spec spec = good();
    struct err e = {0};
    size_t least = offsetof(struct spec, text) + spec.text_size;
    assert_true(spec_check(&spec, least, FDS, &e));
    assert_true(spec_check(&spec, sizeof spec, FDS, &e));
    assert_string_equal(spec_text(&spec, spec.args[0]), "/box/main");
    assert_string_equal(spec_text(&spec, spec.args[1]), "");
    assert_string_equal(spec_text(&spec, spec.files[1].name), "out.txt");
    assert_int_equal(spec.limits.processes, 64);
    assert_false(spec_check(&spec, least - 1, FDS, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

/* One field made wrong, by an offset and a 32-bit value. */
#define FIELD(field, value) offsetof(struct spec, field), (value)
static const struct {
    const char *claim;
    size_t at;
    uint32_t value;
    const char *says;
} wrong[] = {
    {"version", FIELD(version, 2), "version"},
    {"policy", FIELD(policy, POLICY_COUNT), "policy"},
    {"isolation", FIELD(least_isolation, ISOLATION_COUNT), "isolation"},
    {"trace", FIELD(trace, TRACE_COUNT), "trace"},
    {"no CPU", FIELD(limits.cpu_ms, 0), "cpu_ms is 0"},
    {"no wall", FIELD(limits.wall_ms, 0), "wall_ms is 0"},
    {"no memory", FIELD(limits.memory_kib, 0), "memory_kib is 0"},
    {"no processes", FIELD(limits.processes, 0), "processes is 0"},
    {"no output", FIELD(limits.output_kib, 0), "output_kib is 0"},
    {"no files", FIELD(limits.file_kib, 0), "file_kib is 0"},
    {"CPU for ever", FIELD(limits.cpu_ms, UINT32_MAX), "cpu_ms"},
    {"wall for ever", FIELD(limits.wall_ms, UINT32_MAX), "wall_ms"},
    {"too many processes", FIELD(limits.processes, UINT32_MAX), "processes"},
    {"no arguments", FIELD(arg_count, 0), "arg_count"},
    {"too many arguments", FIELD(arg_count, SPEC_ARGS_MAX + 1), "arg_count"},
    {"argument outside", FIELD(args[1], 1000000), "args[1]"},
    {"relative program", FIELD(args[0], 1), "args[0]"},
    {"too many files", FIELD(file_count, SPEC_FILES_MAX + 1), "file_count"},
    {"file name outside", FIELD(files[0].name, UINT32_MAX), "files[0].name"},
    {"file name absolute", FIELD(files[0].name, 0), "files[0].name"},
    {"place", FIELD(files[0].place, PLACE_COUNT), "files[0].place"},
    {"mode with setuid", FIELD(files[0].mode, 04755), "files[0].mode"},
    {"unreadable", FIELD(files[0].mode, 0), "files[0].mode"},
    {"size of an input", FIELD(files[0].bytes_max, 1), "files[0].bytes_max"},
    {"mode of an output", FIELD(files[1].mode, 0644), "files[1].mode"},
    {"no size of an output", FIELD(files[1].bytes_max, 0), "files[1].bytes_max"},
    {"text too large", FIELD(text_size, SPEC_TEXT_MAX + 1), "text_size"},
    {"no text", FIELD(text_size, 0), "text_size"},
    {"text without end", FIELD(text_size, 5), "text does not end"},
};

static void test_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct spec spec = good();
        struct err e = {0};
        memcpy((char *)&spec + wrong[i].at, &wrong[i].value, sizeof wrong[i].value);
        if (spec_check(&spec, sizeof spec, FDS, &e) || e.code != ERR_INPUT || !strstr(e.text, wrong[i].says))
            fail_msg("%s: '%s'", wrong[i].claim, e.text);
    }
}

static void test_descriptors_must_match(void **state)
{
    (void)state;
    for (size_t count = 0; count < 10; count++) {
        struct spec spec = good();
        struct err e = {0};
        assert_int_equal(spec_check(&spec, sizeof spec, count, &e), count == FDS);
    }
}

static void test_same_name_twice(void **state)
{
    (void)state;
    struct spec spec = good();
    struct err e = {0};
    assert_true(spec_file(&spec, PLACE_WORK, "main", 0644, 0, &e)); /* another place, another file */
    assert_true(spec_check(&spec, sizeof spec, FDS + 1, &e));
    assert_true(spec_file(&spec, PLACE_WORK, "main", 0644, 0, &e));
    assert_false(spec_check(&spec, sizeof spec, FDS + 2, &e));
    assert_non_null(strstr(e.text, "files[2]"));
}

static void test_full(void **state)
{
    (void)state;
    struct spec spec;
    struct err e = {0};
    spec_begin(&spec, POLICY_STUDENT);
    char *huge = calloc(1, SPEC_TEXT_MAX + 1);
    memset(huge, 'x', SPEC_TEXT_MAX);
    assert_false(spec_arg(&spec, huge, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    huge[SPEC_TEXT_MAX - 1] = 0;
    assert_true(spec_arg(&spec, huge, &e));
    e = (struct err){0};
    assert_false(spec_arg(&spec, "", &e));
    assert_int_equal(spec.arg_count, 1);
    free(huge);
    spec_begin(&spec, POLICY_STUDENT);
    e = (struct err){0};
    for (int i = 0; i < SPEC_ARGS_MAX; i++)
        assert_true(spec_arg(&spec, "x", &e));
    assert_false(spec_arg(&spec, "x", &e));
    assert_int_equal(e.code, ERR_LIMIT);
    for (int i = 0; i < SPEC_FILES_MAX; i++)
        assert_true(spec_file(&spec, PLACE_WORK, "x", 0644, 0, &(struct err){0}));
    e = (struct err){0};
    assert_false(spec_file(&spec, PLACE_WORK, "x", 0644, 0, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_false(spec_file(&spec, PLACE_WORK, "../x", 0644, 0, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

static void test_isolation(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ISOLATION_COUNT; i++) {
        enum isolation parsed = ISOLATION_COUNT;
        struct err e = {0};
        assert_true(isolation_parse(isolation_name((enum isolation)i), &parsed, &e));
        assert_int_equal(parsed, i);
    }
    enum isolation untouched = ISOLATION_ROOTLESS;
    struct err e = {0};
    assert_false(isolation_parse("Full", &untouched, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_int_equal(untouched, ISOLATION_ROOTLESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),           cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_wrong),           cmocka_unit_test(test_descriptors_must_match),
        cmocka_unit_test(test_same_name_twice), cmocka_unit_test(test_full),
        cmocka_unit_test(test_isolation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
