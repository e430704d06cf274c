/* test_rubric.c -- what a rubric means, and what is said of one that is wrong. */
#include "rubrics/rubric.h"
#include "rubrics/rubric_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "{\"schema\": \"bothends.rubric/1\", \"id\": \"a\", \"title\": \"A\","
#define CRITERIA "\"criteria\": [{\"id\": \"c\", \"title\": \"C\", \"check\": \"compiles\", \"points\": 100}]"
#define SMALL HEAD "\"max_points\": 100," CRITERIA
/* A criterion with a check and more, worth 100. */
#define ONE(check, more) "{\"id\": \"" check "\", \"title\": \"T\", \"check\": \"" check "\", \"points\": 100" more "}"
#define CASES(more) HEAD "\"max_points\": 100, \"cases\": [{\"id\": \"k\"" more "}],"
#define EXPECT(more) CASES(", \"expect\": {\"stdout\": {" more "}}") "\"criteria\": [" ONE("stdout", "") "]}"

#define VALUE(more) "{\"name\": \"v\", \"source\": \"stdout\"" more "}"

static bool parse(const char *text, struct arena *arena, struct rubric *out, struct rubric_errors *errors)
{
    *errors = (struct rubric_errors){0};
    return rubric_parse((struct bytes){text, strlen(text)}, arena, out, errors);
}

/* Each document has one fault: where it is, and a piece of what is said. */
static const struct {
    const char *name, *text, *pointer;
    uint32_t line;
    const char *says;
} wrong[] = {
    {"text that is no JSON", "{\n,", "", 2, "here must stand a key in double quotes"},
    {"a duplicate key", SMALL ",\n\"id\": \"b\"}", "/id", 2, "this key is there twice"},
    {"an array", "[]", "", 1, "must be an object {...}, not an array"},
    {"a misspelt key", SMALL ",\n\"limit\": {}}", "/limit", 2, "unknown key 'limit'; did you mean 'limits'?"},
    {"two letters swapped", SMALL ",\"liimts\": {}}", "/liimts", 1, "did you mean 'limits'?"},
    {"a key like none", SMALL ",\"colour\": 1}", "/colour", 1, "unknown key 'colour'"},
    {"a key with control characters", SMALL ",\"a\\u001b~/b\": 1}", "/a\x1b~0~1b", 1, "unknown key 'a\xef\xbf\xbd~/b'"},
    {"half points", HEAD "\"max_points\": 100.5," CRITERIA "}", "/max_points", 1, "write 1250 for 12.5"},
    {"negative points", HEAD "\"max_points\": -1," CRITERIA "}", "/max_points", 1, "from 1 to 1000000, not -1"},
    {"points as text", HEAD "\"max_points\": \"100\"," CRITERIA "}", "/max_points", 1, "not the text '100'"},
    {"points that do not add up", HEAD "\n\"max_points\": 1234," CRITERIA "}", "/max_points", 2,
     "add up to 100 (1.00), not to 1234 (12.34)"},
    {"another schema",
     "{\"schema\": \"bothends.rubric/9\", \"id\": \"a\", \"title\": \"A\", \"max_points\": 100," CRITERIA "}",
     "/schema", 1, "did you mean 'bothends.rubric/1'?"},
    {"a flag that writes a file", SMALL ",\"compile\": {\"flags\": [\"-o/etc/x\"]}}", "/compile/flags/0", 1,
     "-o/etc/x"},
    {"a flag that is nearly one", SMALL ",\"compile\": {\"flags\": [\"-Wal\"]}}", "/compile/flags/0", 1,
     "did you mean '-Wall'?"},
    {"a flag that comes twice", SMALL ",\"compile\": {\"flags\": [\"-Wall\", \"-O1\", \"-Wall\"]}}", "/compile/flags/2",
     1, "'-Wall' comes twice"},
    {"an unknown check", HEAD "\"max_points\": 100, \"criteria\": [" ONE("stdot", "") "]}", "/criteria/0/check", 1,
     "unknown 'stdot'; did you mean 'stdout'?"},
    {"an argument of another check",
     HEAD "\"max_points\": 100, \"criteria\": [" ONE("compiles", ", \"arguments\": {\"any\": true}") "]}",
     "/criteria/0/arguments/any", 1, "the check 'compiles' takes no 'any': it takes no arguments"},
    {"functions that are missing", HEAD "\"max_points\": 100, \"criteria\": [" ONE("source-uses", "") "]}",
     "/criteria/0", 1, "needs \"arguments\""},
    {"stdout without a case that says", CASES("") "\"criteria\": [" ONE("stdout", "") "]}", "/criteria/0/check", 1,
     "nobody can earn this"},
    {"a named case that does not say",
     CASES("") "\"criteria\": [" ONE("exit-status", ", \"arguments\": {\"cases\": [\"k\"]}") "]}",
     "/criteria/0/arguments/cases/0", 1, "case 'k' does not say"},
    {"a case that is not there",
     CASES("") "\"criteria\": [" ONE("no-timeout", ", \"arguments\": {\"cases\": [\"kk\"]}") "]}",
     "/criteria/0/arguments/cases/0", 1, "no case is called 'kk'"},
    {"a criterion that requires itself",
     HEAD "\"max_points\": 100, \"criteria\": [" ONE("compiles", ", \"requires\": [\"compiles\"]") "]}",
     "/criteria/0/requires/0", 1, "cannot require itself"},
    {"a criterion that requires a later one",
     HEAD "\"max_points\": 200, \"criteria\": [" ONE("compiles", ", \"requires\": [\"no-warnings\"]") "," ONE(
         "no-warnings", "") "]}",
     "/criteria/0/requires/0", 1, "'no-warnings' comes later"},
    {"a criterion that requires none",
     HEAD "\"max_points\": 200, \"criteria\": [" ONE("compiles", "") "," ONE("no-warnings",
                                                                             ", \"requires\": [\"compile\"]") "]}",
     "/criteria/1/requires/0", 1, "no criterion is called 'compile'; did you mean 'compiles'?"},
    {"two criteria of one id",
     HEAD "\"max_points\": 200, \"criteria\": [" ONE("compiles", "") "," ONE("compiles", "") "]}", "/criteria/1/id", 1,
     "taken by criterion 1"},
    {"a function asked for and forbidden",
     HEAD "\"max_points\": 200, \"criteria\": [" ONE(
         "source-uses", ", \"arguments\": {\"functions\": [\"a\", "
                        "\"fork\"]}") "," ONE("source-forbids", ", \"arguments\": {\"functions\": [\"fork\"]}") "]}",
     "/criteria/0/arguments/functions/1", 1, "criterion 2 ('source-forbids'), which forbids 'fork'"},
    {"after_due without due",
     HEAD "\"max_points\": 100, \"criteria\": [" ONE("compiles", ", \"visibility\": \"after_due\"") "]}",
     "/criteria/0/visibility", 1, "no 'due' date"},
    {"30 February", SMALL ",\"due\": \"2026-02-30T00:00:00Z\"}", "/due", 1, "is no time"},
    {"points_each without partial",
     HEAD "\"max_points\": 100, \"criteria\": [" ONE("no-warnings", ", \"arguments\": {\"points_each\": 5}") "]}",
     "/criteria/0/arguments/points_each", 1, "add \"partial\": true"},
    {"a value without a case",
     HEAD "\"max_points\": 100, \"values\": [" VALUE(", \"expected\": \"1\"") "]," CRITERIA "}", "/values/0", 1,
     "needs a case to run"},
    {"a value that expects nothing", CASES("") "\"values\": [" VALUE("") "]," CRITERIA "}", "/values/0", 1,
     "give 'expected' or 'allowed'"},
    {"a value of no variable",
     CASES("") "\"values\": [{\"name\": \"v\", \"source\": \"variable\", \"expected\": \"1\"}]," CRITERIA "}",
     "/values/0", 1, "needs 'variable'"},
    {"a variable that is an expression",
     CASES("") "\"values\": [{\"name\": \"v\", \"source\": \"variable\", \"variable\": \"*p\", \"expected\": "
               "\"1\"}]," CRITERIA "}",
     "/values/0/variable", 1, "'*p' names no variable"},
    {"a number without parentheses",
     CASES("") "\"values\": [{\"name\": \"v\", \"source\": \"number\", \"pattern\": \"[0-9]+\", \"expected\": "
               "\"1\"}]," CRITERIA "}",
     "/values/0/pattern", 1, "one pair of parentheses"},
    {"a value of a case that is not there",
     CASES("") "\"values\": [" VALUE(", \"expected\": \"1\", \"case\": \"kk\"") "]," CRITERIA "}", "/values/0/case", 1,
     "no case is called 'kk'"},
    {"a criterion about a value that is not there",
     CASES("") "\"values\": [" VALUE(", \"expected\": \"1\"") "], \"criteria\": [" ONE(
         "race-free", ", \"arguments\": {\"values\": [\"w\"]}") "]}",
     "/criteria/0/arguments/values/0", 1, "no value is called 'w'"},
    {"a criterion about values without any", CASES("") "\"criteria\": [" ONE("value-outcome", "") "]}",
     "/criteria/0/check", 1, "names no values"},
    {"a lock that is none",
     CASES("") "\"values\": [" VALUE(", \"expected\": \"1\"") "], \"criteria\": [" ONE(
         "uses-lock", ", \"arguments\": {\"locks\": [\"mutx\"]}") "]}",
     "/criteria/0/arguments/locks/0", 1, "did you mean 'mutex'?"},
    {"a pattern that does not compile", EXPECT("\"match\": \"regex\", \"text\": \"(\""), "/cases/0/expect/stdout/text",
     1, "no POSIX extended regular expression: "},
    {"a pattern that takes gigabytes", EXPECT("\"match\": \"regex\", \"text\": \"((a{255}){255}){255}\""),
     "/cases/0/expect/stdout/text", 1, "more than 4096 states"},
    {"a pattern that takes for ever", EXPECT("\"match\": \"regex\", \"text\": \"(a*)\\\\1\""),
     "/cases/0/expect/stdout/text", 1, "back-reference"},
    {"tolerance of what is no number", EXPECT("\"text\": \"\", \"tolerance\": 0.1"), "/cases/0/expect/stdout/tolerance",
     1, "only \"match\": \"numeric\""},
    {"bad base64", CASES(", \"files\": [{\"name\": \"a\", \"base64\": \"QQ=\"}]") CRITERIA "}",
     "/cases/0/files/0/base64", 1, "no base64"},
    {"base64 with bits left over", CASES(", \"files\": [{\"name\": \"a\", \"base64\": \"QR==\"}]") CRITERIA "}",
     "/cases/0/files/0/base64", 1, "no base64"},
    {"a file outside", CASES(", \"files\": [{\"name\": \"../a\", \"text\": \"\"}]") CRITERIA "}",
     "/cases/0/files/0/name", 1, "'../a' is no name"},
    {"a file that is the folder of another",
     CASES(", \"files\": [{\"name\": \"a/b\", \"text\": \"\"}, {\"name\": \"a\", \"text\": \"\"}]") CRITERIA "}",
     "/cases/0/files/1/name", 1, "taken by file 1"},
    {"a file with both contents",
     CASES(", \"files\": [{\"name\": \"a\", \"text\": \"\", \"base64\": \"\"}]") CRITERIA "}", "/cases/0/files/0", 1,
     "not both"},
    {"too many runs in all",
     HEAD
     "\"max_points\": 100, \"cases\": [{\"id\": \"a\", \"runs\": 100}, {\"id\": \"b\", \"runs\": 100}, {\"id\": \"c\", "
     "\"runs\": 100}, {\"id\": \"d\", \"runs\": 100}, {\"id\": \"e\", \"runs\": 100}, {\"id\": \"f\"}]," CRITERIA "}",
     "/cases", 1, "501 times"},
};

static void test_says_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric rubric = {.id = "untouched"};
        struct rubric_errors errors;
        if (parse(wrong[i].text, arena, &rubric, &errors))
            fail_msg("%s: accepted", wrong[i].name);
        const struct rubric_error *e = errors.items;
        if (errors.count != 1 || strcmp(e->pointer, wrong[i].pointer) != 0 || e->line != wrong[i].line ||
            !strstr(e->detail, wrong[i].says) || strcmp(rubric.id, "untouched") != 0)
            fail_msg("%s: %zu errors, line %u: %s: %s", wrong[i].name, errors.count, e->line, e->pointer, e->detail);
    }
}

/* Every field of one document, in units of the struct. */
static const char full[] = HEAD
    "\"task\": \"Do *it*.\", \"max_points\": 1e3, \"due\": \"2026-12-01T23:59:00.5+01:00\","
    "\"compile\": {\"standard\": \"c11\", \"flags\": [\"-O2\", \"-Wall\"], \"libraries\": [\"m\"], \"kit\": true},"
    "\"limits\": {\"cpu_s\": 0.25, \"wall_s\": 3, \"memory_mib\": 64, \"processes\": 8, \"output_kib\": 9,"
    " \"file_kib\": 10},"
    "\"cases\": [{\"id\": \"k\", \"title\": \"K\", \"args\": [\"x\", \"\"], \"stdin\": \"in\", \"runs\": 7,"
    "  \"files\": [{\"name\": \"a\", \"text\": \"t\"}, {\"name\": \"d/b\", \"base64\": \"AP8=\"}],"
    "  \"expect\": {\"exit\": 3, \"stdout\": {\"match\": \"numeric\", \"text\": \"1.5\", \"tolerance\": 0.5},"
    "   \"files\": [{\"name\": \"o\", \"match\": \"lines\", \"text\": \"l\", \"trailing_space\": \"exact\"}]}},"
    " {\"id\": \"empty\"}],"
    "\"values\": [{\"name\": \"v\", \"source\": \"number\", \"pattern\": \"n=([0-9]+)\", \"allowed\": [\"1\", \"2\"],"
    "  \"case\": \"empty\", \"schedules\": 9, \"strategy\": \"pct\", \"complete\": true, \"seed\": 3},"
    " {\"name\": \"w\", \"source\": \"mp_value\", \"variable\": \"a[1].b\", \"expected\": \"\"}],"
    "\"criteria\": [{\"id\": \"one\", \"title\": \"One\", \"check\": \"no-warnings\", \"points\": 400,"
    "  \"visibility\": \"after_due\", \"partial\": true, \"text\": \"why\","
    "  \"arguments\": {\"ignore\": [\"-Wunused\"], \"points_each\": 50}},"
    " {\"id\": \"two\", \"title\": \"Two\", \"check\": \"stdout\", \"points\": 300, \"requires\": [\"one\"],"
    "  \"visibility\": \"hidden\"},"
    " {\"id\": \"three\", \"title\": \"Three\", \"check\": \"source-uses\", \"points\": 300,"
    "  \"requires\": [\"two\", \"one\"], \"arguments\": {\"functions\": [\"fork\"], \"any\": true}},"
    " {\"id\": \"four\", \"title\": \"Four\", \"check\": \"uses-lock\", \"points\": 0,"
    "  \"arguments\": {\"values\": [\"w\"], \"locks\": [\"atomic\"]}},"
    " {\"id\": \"five\", \"title\": \"Five\", \"check\": \"race-free\", \"points\": 0}]}";

static void check_case(const struct rubric_case *c)
{
    assert_string_equal(c->id, "k");
    assert_string_equal(c->title, "K");
    assert_int_equal(c->arg_count, 2);
    assert_string_equal(c->args[0], "x");
    assert_string_equal(c->args[1], "");
    assert_null(c->args[2]);
    assert_true(bytes_equal(c->input, BYTES("in")));
    assert_int_equal(c->runs, 7);
    assert_int_equal(c->file_count, 2);
    assert_true(bytes_equal(c->files[0].text, BYTES("t")));
    assert_string_equal(c->files[1].name, "d/b");
    assert_true(bytes_equal(c->files[1].text, BYTES("\0\xff")));
    assert_true(c->has_exit && c->exit_wanted == 3 && c->has_stdout);
    assert_int_equal(c->stdout_wanted.match, MATCH_NUMERIC);
    assert_true(c->stdout_wanted.tolerance == 0.5 && c->stdout_wanted.ignore_trailing_space);
    assert_true(bytes_equal(c->stdout_wanted.text, BYTES("1.5")));
    assert_int_equal(c->files_wanted_count, 1);
    assert_string_equal(c->files_wanted[0].name, "o");
    assert_int_equal(c->files_wanted[0].wanted.match, MATCH_LINES);
    assert_false(c->files_wanted[0].wanted.ignore_trailing_space);
}

static void check_values(const struct rubric_value *values)
{
    assert_string_equal(values[0].name, "v");
    assert_int_equal(values[0].source, VALUE_NUMBER);
    assert_string_equal(values[0].pattern, "n=([0-9]+)");
    assert_int_equal(values[0].allowed_count, 2);
    assert_string_equal(values[0].allowed[1], "2");
    assert_int_equal(values[0].which_case, 1);
    assert_int_equal(values[0].schedules, 9);
    assert_int_equal(values[0].strategy, STRATEGY_PCT);
    assert_true(values[0].complete);
    assert_int_equal(values[0].seed, 3);
    assert_int_equal(values[1].source, VALUE_MP);
    assert_string_equal(values[1].variable, "a[1].b");
    assert_int_equal(values[1].allowed_count, 1);
    assert_string_equal(values[1].allowed[0], "");
    assert_int_equal(values[1].which_case, 0);
    assert_int_equal(values[1].schedules, 200);
    assert_int_equal(values[1].strategy, STRATEGY_MIXED);
    assert_false(values[1].complete);
    assert_int_equal(values[1].seed, 1);
}

static void check_criteria(const struct rubric_criterion *criteria)
{
    assert_int_equal(criteria[0].points, 400);
    assert_int_equal(criteria[0].points_each, 50);
    assert_int_equal(criteria[0].visibility, VISIBILITY_AFTER_DUE);
    assert_true(criteria[0].partial);
    assert_string_equal(criteria[0].text, "why");
    assert_int_equal(criteria[0].ignore_count, 1);
    assert_string_equal(criteria[0].ignore[0], "-Wunused");
    assert_int_equal(criteria[1].visibility, VISIBILITY_HIDDEN);
    assert_int_equal(criteria[1].case_count, 1); /* of two: the other says nothing of stdout */
    assert_int_equal(criteria[1].cases[0], 0);
    assert_string_equal(criteria[1].text, "");
    assert_int_equal(criteria[2].requires_count, 2);
    assert_int_equal(criteria[2].requires_[0], 1);
    assert_int_equal(criteria[2].requires_[1], 0);
    assert_true(criteria[2].any);
    assert_string_equal(criteria[2].functions[0], "fork");
    assert_int_equal(criteria[3].value_count, 1);
    assert_int_equal(criteria[3].values[0], 1);
    assert_int_equal(criteria[3].lock_count, 1);
    assert_string_equal(criteria[3].locks[0], "atomic");
    assert_int_equal(criteria[4].value_count, 2); /* all */
    assert_int_equal(criteria[4].values[1], 1);
}

static void test_every_field_arrives(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric rubric;
    struct rubric_errors errors;
    if (!parse(full, arena, &rubric, &errors))
        fail_msg("%s: %s", errors.items[0].pointer, errors.items[0].detail);
    assert_string_equal(rubric.task, "Do *it*.");
    assert_int_equal(rubric.max_points, 1000);
    assert_true(rubric.has_due);
    assert_int_equal(rubric.due_unix_ms, 1796165940000); /* date -ud 2026-12-01T22:59:00Z +%s000 */
    assert_string_equal(rubric.standard, "c11");
    assert_int_equal(rubric.flag_count, 2);
    assert_string_equal(rubric.flags[0], "-O2");
    assert_int_equal(rubric.library_count, 1);
    assert_true(rubric.kit);
    const struct limits wanted = {250, 3000, 64 * 1024, 8, 9, 10};
    assert_memory_equal(&rubric.limits, &wanted, sizeof wanted);
    assert_int_equal(rubric.case_count, 2);
    assert_string_equal(rubric.cases[1].title, "empty");
    assert_int_equal(rubric.criterion_count, 5);
    assert_int_equal(rubric.value_count, 2);
    check_values(rubric.values);
    assert_int_equal(strlen(rubric.sha256), 64);
    assert_true(bytes_equal(rubric.json, BYTES(full)));
    check_case(&rubric.cases[0]);
    check_criteria(rubric.criteria);
}

static void test_defaults(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric rubric, none;
    struct rubric_errors errors;
    assert_true(parse(SMALL "}", arena, &rubric, &errors));
    rubric_none(arena, &none);
    const struct limits limits = limits_default();
    assert_memory_equal(&rubric.limits, &limits, sizeof limits);
    assert_memory_equal(&none.limits, &limits, sizeof limits);
    assert_string_equal(rubric.standard, "gnu17");
    assert_int_equal(rubric.flag_count, 3);
    assert_string_equal(rubric.flags[2], "-O1");
    assert_int_equal(none.library_count, 3);
    assert_false(rubric.kit || rubric.has_due);
    assert_true(none.kit && none.criterion_count == 0 && none.case_count == 1 && none.max_points == 0);
    assert_true(none.cases[0].runs == 1 && !none.cases[0].has_stdout && none.cases[0].args[0] == NULL);
}

/* Missing keys are found last by the walk, unknown ones first, sums at the very end: the text's order is what counts.
 */
static void test_faults_come_in_the_order_of_the_text(void **state)
{
    (void)state;
    static const char *const pointers[] = {"",   "/criteria/0/points", "/colour", "/compile/flags/0", "/max_points",
                                           "/id"};
    static const char text[] =
        "{\"schema\": \"bothends.rubric/1\",\n"
        "\"criteria\": [{\"id\": \"c\", \"title\": \"C\", \"check\": \"compiles\",\n \"points\": 1.5}],\n"
        "\"colour\": 1,\n\"compile\": {\"flags\": [\"-x\"]},\n\"max_points\": 0,\n\"id\": \"\"}";
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric rubric;
    struct rubric_errors errors;
    assert_false(parse(text, arena, &rubric, &errors));
    assert_int_equal(errors.count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(errors.items[i].pointer, pointers[i]);
        assert_int_equal(errors.items[i].line, i == 0 ? 1 : i + 2);
    }
}

static void test_at_most_fifty_faults(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, SMALL);
    for (int i = 0; i < 5000; i++)
        buf_printf(&text, ",\n\"k%d\": 1", i);
    buf_add_string(&text, "}");
    struct rubric rubric;
    struct rubric_errors errors;
    assert_false(parse(text.data, arena, &rubric, &errors));
    assert_int_equal(errors.count, RUBRIC_ERRORS_MAX);
    assert_string_equal(errors.items[49].pointer, "/k49");
}

static void test_a_rubric_has_a_largest_size(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, SMALL "}");
    while (text.size < RUBRIC_BYTES_MAX)
        buf_add_string(&text, " ");
    struct rubric rubric;
    struct rubric_errors errors;
    assert_true(parse(text.data, arena, &rubric, &errors));
    buf_add_string(&text, " ");
    assert_false(parse(text.data, arena, &rubric, &errors));
    assert_string_equal(errors.items[0].detail, "a rubric is at most 1 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_says_what_is_wrong),
        cmocka_unit_test(test_every_field_arrives),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_faults_come_in_the_order_of_the_text),
        cmocka_unit_test(test_at_most_fifty_faults),
        cmocka_unit_test(test_a_rubric_has_a_largest_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
