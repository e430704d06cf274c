/* test_grade_json.c -- the grade document, and what a student sees of it. */
#include "rubrics/grade.h"
#include "rubrics/json.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct source files[] = {{"main.c", B("int main(void) { return 0; }\n")}};

static struct bytes document_of(const struct rubric *rubric, const struct evidence *evidence, struct arena *arena)
{
    struct grade grade = {.id = "s-1", .compiler = "gcc 12.2.0", .rubric_version = 3, .seed = 7};
    grade.files = files;
    grade.file_count = COUNT(files);
    grade.timing = (struct grade_timing){0.4, 81, 14.2004, 97.9};
    judge(rubric, evidence, arena, &grade);
    return grade_json(&grade, false, arena);
}

/* --- exact documents --- */

static const struct rubric_case hello = {.id = "hello", .title = "Hello", EXPECT_STDOUT("hello\n"), .runs = 1};

static void expect_at(const json_t *document, const char *key, const char *expected)
{
    AUTO_ARENA struct arena *arena = arena_make();
    const json_t *value = json_object_get(document, key);
    if (!value)
        fail_msg("no %s", key);
    AUTO_JSON json_t *wrapped = json_array(); /* json_write takes no bare number */
    json_array_append(wrapped, json_object_get(document, key));
    struct bytes text = json_write(wrapped, false, arena);
    text = (struct bytes){text.data + 1, text.size - 2};
    if (!bytes_equal(text, bytes_of(expected)))
        fail_msg("%s is %.*s", key, (int)text.size, text.data);
}

static void test_document(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric_criterion criteria[] = {
        {.id = "ok", .title = "Compiles", .text = "Why.", .check = "compiles", .points = 3333},
        {.id = "out", .title = "Prints", .check = "stdout", .points = 6667, CASES(0), .visibility = VISIBILITY_HIDDEN},
    };
    struct rubric rubric = {.id = "r",
                            .title = "R",
                            .cases = &hello,
                            .case_count = 1,
                            .criteria = criteria,
                            .criterion_count = 2,
                            .sha256 = "abc"};
    struct evidence evidence = {COMPILED, RUNS({"hello", 1, EXITED("bye\n")})};
    struct bytes text = document_of(&rubric, &evidence, arena);
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    assert_true(json_read(text, &document, &e));
    static const struct {
        const char *key, *expected;
    } rows[] = {
        {"schema", "\"bothends.grade/1\""},
        {"id", "\"s-1\""},
        {"status", "\"graded\""},
        {"rubric", "{\"id\":\"r\",\"version\":3,\"sha256\":\"abc\",\"title\":\"R\"}"},
        {"score", "33.33"},
        {"max_score", "100.0"},
        {"criteria", "[{\"id\":\"ok\",\"title\":\"Compiles\",\"check\":\"compiles\",\"points\":33.33,\"max_points\":33."
                     "33,\"passed\":true,"
                     "\"message\":\"It compiles.\",\"findings\":[],\"visibility\":\"visible\",\"text\":\"Why.\"},"
                     "{\"id\":\"out\",\"title\":\"Prints\",\"check\":\"stdout\",\"points\":0.0,\"max_points\":66.67,"
                     "\"passed\":false,"
                     "\"message\":\"The output is not what was "
                     "expected.\",\"findings\":[0],\"visibility\":\"hidden\",\"text\":\"\"}]"},
        {"findings", "[{\"code\":\"wrong-stdout\",\"severity\":\"error\",\"process\":null,\"thread\":null,\"case\":"
                     "\"hello\",\"run\":1,"
                     "\"message\":\"Line 1: expected \\\"hello\\\", but the program printed "
                     "\\\"bye\\\".\",\"hint\":\"\",\"where\":[],"
                     "\"detail\":\"expected:\\n      1 | hello\\nprinted:\\n      1 | bye\\n\"}]"},
        {"timing_ms", "{\"queued\":0.4,\"compile\":81.0,\"run\":14.2,\"total\":97.9}"},
        {"seed", "7"},
        {"grader", "{\"version\":\"" BOTHENDS_VERSION "\",\"compiler\":\"gcc 12.2.0\",\"isolation\":\"full\"}"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_at(document, rows[i].key, rows[i].expected);
    const json_t *file = json_array_get(json_object_get(document, "files"), 0);
    assert_string_equal(json_string_value(json_object_get(file, "name")), "main.c");
    assert_int_equal(json_integer_value(json_object_get(file, "bytes")), 29);
    assert_int_equal(json_string_length(json_object_get(file, "sha256")), 64);

    const json_t *run = json_array_get(json_object_get(document, "runs"), 0), *report = json_object_get(run, "report");
    assert_string_equal(json_string_value(json_object_get(run, "case")), "hello");
    assert_string_equal(json_string_value(json_object_get(report, "schema")), "bothends.run/1");
    assert_true(json_equal(json_object_get(report, "findings"), json_object_get(document, "findings")));
}

static void test_check_has_no_score(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric rubric = {.id = "", .title = "", .cases = &hello, .case_count = 1};
    struct evidence evidence = {COMPILED, RUNS({"hello", 1, DIED(SIGSEGV, "")})};
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    assert_true(json_read(document_of(&rubric, &evidence, arena), &document, &e));
    expect_at(document, "score", "null");
    expect_at(document, "max_score", "null");
    expect_at(document, "criteria", "[]");
    assert_int_equal(json_array_size(json_object_get(document, "findings")), 1);
}

/* Whatever bytes a program prints or a file is named, the document can be read again. */
static void test_hostile_bytes(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    char all[1024];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)(i * 7 / 3);
    struct rubric_criterion criteria[] = {{.id = "out", .title = "Prints", .check = "stdout", .points = 1, CASES(0)}};
    struct rubric rubric = {
        .id = "r", .title = "R", .cases = &hello, .case_count = 1, .criteria = criteria, .criterion_count = 1};
    struct evidence evidence = {COMPILED, RUNS({"hello", 1, DIED(SIGSEGV, "")})};
    struct report_process process = CRASHED("child 1", 0, SIGSEGV);
    process.program = "\xff\x1b[2J\n\"\\";
    struct run_evidence run = {
        "hello", 1, {.outcome = OUTCOME_EXITED, .out = {.data = {all, sizeof all}}, .processes = &process}};
    struct report_process two[] = {WELL("parent", -1), process};
    run.report.processes = two;
    run.report.process_count = 2;
    run.report.err.data = (struct bytes){all, sizeof all};
    evidence.runs = &run;
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    struct bytes text = document_of(&rubric, &evidence, arena);
    if (!json_read(text, &document, &e))
        fail_msg("%s", e.text);
    for (size_t i = 0; i < text.size; i++)
        assert_true((unsigned char)text.data[i] >= 0x20);
}

/* A grade is kept for ever: long output is cut, and says so. */
static void test_long_output_is_cut(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric rubric = {.id = "", .title = "", .cases = &hello, .case_count = 1};
    size_t size = 1024 * 1024;
    char *text = arena_alloc(arena, size, 1);
    memset(text, 'x', size);
    struct run_evidence runs[] = {{"hello", 1, EXITED("")}, {"hello", 2, EXITED("")}};
    runs[0].report.out = runs[1].report.out = (struct report_stream){{text, size}, size, false};
    struct evidence evidence = {COMPILED, .runs = runs, .run_count = 2};
    struct bytes json = document_of(&rubric, &evidence, arena);
    assert_in_range(json.size, 64 * 1024, 100 * 1024);
    assert_non_null(memmem(json.data, json.size, "\"bytes\":1048576,\"truncated\":true", 32));
}

/* --- what a student sees --- */

/* Words that stand only where a criterion or a case is withheld: SECRET... must not be seen, PUBLIC... must be. */
static const struct rubric_case cases[] = {
    {.id = "open", .title = "Open", EXPECT_STDOUT("OPEN-EXPECTED\n"), .runs = 1},
    {.id = "closed", .title = "Closed", EXPECT_STDOUT("SECRET-EXPECTED\n"), .runs = 1},
    {.id = "shared", .title = "Shared", EXPECT_STDOUT("SHARED-EXPECTED\n"), .runs = 1},
    {.id = "free", .title = "Free", .runs = 1},
};

#define CRITERION(name, check_, seen, ...)                                                                 \
    {                                                                                                      \
        .id = name, .title = name, .check = check_, .points = 1000, .visibility = seen, CASES(__VA_ARGS__) \
    }
#define EVERYONE VISIBILITY_VISIBLE
#define NOBODY VISIBILITY_HIDDEN
#define LATER VISIBILITY_AFTER_DUE

enum { DUE = 1000 };

static const struct {
    const char *claim;
    struct rubric_criterion criteria[3];
    size_t criterion_count;
    bool no_due;
    int64_t now;
    double score, max_score;
    int withheld;
    const char *seen[4], *unseen[6]; /* NULL at the end */
} views[] = {
    {"nothing is hidden",
     {CRITERION("a", "stdout", EVERYONE, 0, 1, 2)},
     1,
     false,
     0,
     0,
     10,
     0,
     {"OPEN-PRINTED", "SECRET-PRINTED", "SHARED-PRINTED", "SECRET-EXPECTED"},
     {NULL}},
    {"a hidden criterion hides its case, its finding and its points",
     {CRITERION("a", "stdout", EVERYONE, 0), CRITERION("b", "stdout", NOBODY, 1)},
     2,
     false,
     0,
     0,
     10,
     1,
     {"OPEN-PRINTED", "OPEN-EXPECTED", "FREE-PRINTED"},
     {"SECRET", "\"closed\"", "\"Closed\"", "SIGSEGV", "SECRET-STDERR"}},
    {"a case that a shown criterion names too is shown, but not its output",
     {CRITERION("a", "no-timeout", EVERYONE, 0, 1), CRITERION("b", "stdout", NOBODY, 1)},
     2,
     false,
     0,
     10,
     10,
     1,
     {"\"closed\"", "OPEN-PRINTED"},
     {"SECRET"}},
    {"what only the hidden criterion found is not told",
     {CRITERION("a", "stdout", EVERYONE, 2), CRITERION("b", "exit-status", NOBODY, 2)},
     2,
     false,
     0,
     0,
     10,
     1,
     {"SHARED-PRINTED", "wrong-stdout"},
     {"wrong-exit-status"}},
    {"before the due date",
     {CRITERION("a", "stdout", EVERYONE, 0), CRITERION("b", "stdout", LATER, 1)},
     2,
     false,
     DUE - 1,
     0,
     10,
     1,
     {"OPEN-PRINTED"},
     {"SECRET"}},
    {"at the due date",
     {CRITERION("a", "stdout", EVERYONE, 0), CRITERION("b", "stdout", LATER, 1)},
     2,
     false,
     DUE,
     0,
     20,
     0,
     {"OPEN-PRINTED", "SECRET-PRINTED"},
     {NULL}},
    {"hidden stays hidden after it",
     {CRITERION("a", "stdout", EVERYONE, 0), CRITERION("b", "stdout", NOBODY, 1)},
     2,
     false,
     DUE + 1,
     0,
     10,
     1,
     {"OPEN-PRINTED"},
     {"SECRET"}},
    {"due later, but no date",
     {CRITERION("a", "stdout", EVERYONE, 0), CRITERION("b", "stdout", LATER, 1)},
     2,
     true,
     INT64_MAX,
     0,
     10,
     1,
     {"OPEN-PRINTED"},
     {"SECRET"}},
    {"all is hidden",
     {CRITERION("b", "stdout", NOBODY, 0, 1, 2)},
     1,
     false,
     0,
     0,
     0,
     1,
     {"FREE-PRINTED"},
     {"SECRET", "OPEN-PRINTED", "SHARED-PRINTED", "EXPECTED"}},
    {"a requirement that is hidden does not show its result",
     {CRITERION("a", "stdout", NOBODY, 1),
      {.id = "b",
       .title = "b",
       .check = "no-timeout",
       .points = 1000,
       CASES(0),
       .requires_ = (const size_t[]){0},
       .requires_count = 1}},
     2,
     false,
     0,
     0,
     10,
     1,
     {"depends on a criterion that is not shown"},
     {"SECRET", "counts only"}},
    {"warnings are always shown",
     {CRITERION("w", "no-warnings", NOBODY, 3)},
     1,
     false,
     0,
     0,
     0,
     1,
     {"PUBLIC-WARNING"},
     {"warns of"}},
};

static struct bytes stored_of(const struct rubric *rubric, struct arena *arena)
{
    static const struct finding warning = {
        .code = FINDING_COMPILE_WARNING, .severity = SEVERITY_WARNING, .message = "PUBLIC-WARNING", .hint = ""};
    struct run_evidence runs[] = {
        {"open", 1, EXITED("OPEN-PRINTED\n")},
        {"closed", 1, DIED(SIGSEGV, "SECRET-PRINTED\n")},
        {"shared",
         1,
         {.outcome = OUTCOME_EXITED, .exit_code = 4, .out = TEXT("SHARED-PRINTED\n"), PROCESSES(WELL("parent", -1))}},
        {"free", 1, EXITED("FREE-PRINTED\n")},
    };
    runs[1].report.err = (struct report_stream)TEXT("SECRET-STDERR\n");
    struct evidence evidence = {.build = {.compiled = true, .findings = &warning, .finding_count = 1}};
    evidence.runs = runs;
    evidence.run_count = COUNT(runs);
    return document_of(rubric, &evidence, arena);
}

static bool holds(struct bytes text, const char *word)
{
    return memmem(text.data, text.size, word, strlen(word)) != NULL;
}

/* Each index that is left leads to a finding, and each finding of a run is one of the grade's. */
static void check_indexes(const char *claim, const json_t *document)
{
    const json_t *criterion, *index, *run, *finding;
    const json_t *findings = json_object_get(document, "findings");
    size_t i, k;
    json_array_foreach(json_object_get(document, "criteria"), i, criterion)
        json_array_foreach(json_object_get(criterion, "findings"), k,
                           index) if ((size_t)json_integer_value(index) >= json_array_size(findings))
            fail_msg("%s: index", claim);
    json_array_foreach(json_object_get(document, "runs"), i, run)
    {
        json_array_foreach(json_object_get(json_object_get(run, "report"), "findings"), k, finding)
        {
            bool found = false;
            for (size_t n = 0; n < json_array_size(findings); n++)
                found |= json_equal(finding, json_array_get(findings, n));
            if (!found)
                fail_msg("%s: a run's finding is not the grade's", claim);
        }
    }
}

static void test_views(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(views); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric rubric = {.id = "r",
                                .title = "R",
                                .cases = cases,
                                .case_count = COUNT(cases),
                                .has_due = !views[i].no_due,
                                .due_unix_ms = DUE};
        rubric.criteria = views[i].criteria;
        rubric.criterion_count = views[i].criterion_count;
        struct bytes view;
        struct err e = {0};
        if (!grade_for_student(stored_of(&rubric, arena), &rubric, views[i].now, arena, &view, &e))
            fail_msg("%s: %s", views[i].claim, e.text);
        for (size_t k = 0; k < COUNT(views[i].seen) && views[i].seen[k]; k++)
            if (!holds(view, views[i].seen[k]))
                fail_msg("%s: %s is not shown in %.*s", views[i].claim, views[i].seen[k], (int)view.size, view.data);
        for (size_t k = 0; k < COUNT(views[i].unseen) && views[i].unseen[k]; k++)
            if (holds(view, views[i].unseen[k]))
                fail_msg("%s: %s is shown in %.*s", views[i].claim, views[i].unseen[k], (int)view.size, view.data);
        AUTO_JSON json_t *document = NULL;
        assert_true(json_read(view, &document, &e));
        if (json_number_value(json_object_get(document, "score")) != views[i].score ||
            json_number_value(json_object_get(document, "max_score")) != views[i].max_score ||
            json_integer_value(json_object_get(json_object_get(document, "withheld"), "criteria")) != views[i].withheld)
            fail_msg("%s: %.*s", views[i].claim, (int)view.size, view.data);
        check_indexes(views[i].claim, document);
        assert_true(grade_text(view, NULL, 0, false, arena, &e).size > 0);
    }
}

static void test_view_refuses_what_is_no_grade(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric_criterion criteria[] = {CRITERION("a", "stdout", EVERYONE, 0)};
    struct rubric rubric = {.id = "r",
                            .title = "R",
                            .cases = cases,
                            .case_count = COUNT(cases),
                            .criteria = criteria,
                            .criterion_count = 1};
    static const struct bytes bad[] = {
        B(""),
        B("[]"),
        B("{}"),
        B("{\"schema\":\"bothends.run/1\"}"),
        B("{\"schema\":\"bothends.grade/1\",\"criteria\":[],\"findings\":[],\"runs\":[]}"),
        B("{\"schema\":\"bothends.grade/1\",\"criteria\":[{\"id\":\"x\"}],\"findings\":[],\"runs\":[]}"),
        B("{\"schema\":\"bothends.grade/1\",\"criteria\":[{\"id\":\"a\"}],\"findings\":{},\"runs\":[]}"),
        B("{\"schema\":\"bothends.grade/1\",\"criteria\":[{\"id\":\"a\"}],\"findings\":[],\"runs\":[1]}"),
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct bytes view = BYTES("untouched");
        struct err e = {0};
        assert_false(grade_for_student(bad[i], &rubric, 0, arena, &view, &e));
        assert_int_equal(e.code, ERR_SYSTEM);
        assert_true(bytes_equal(view, BYTES("untouched")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document),      cmocka_unit_test(test_check_has_no_score),
        cmocka_unit_test(test_hostile_bytes), cmocka_unit_test(test_long_output_is_cut),
        cmocka_unit_test(test_views),         cmocka_unit_test(test_view_refuses_what_is_no_grade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
