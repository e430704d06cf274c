/* test_text.c -- the text report: golden texts of made-up grades, columns, colours, hostile bytes. */
#include "rubrics/grade.h"
#include "rubrics/page.h"
#include "sandbox/base/fd.h"
#include "tests/unit/made_up.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const struct source sources[] = {
    {"main.c",
     B("#include <stdio.h>\n#include <unistd.h>\n\nint main(void)\n{\n\tint unused = 3, ends[2];\n    pipe(ends);\n"
       "    sleep(1);\n    retrun 0;\n}\n")},
};

#define PRINTS "Received: Hello\nReceived: World\n"
static const struct rubric_case cases[] = {
    {.id = "hello", .title = "Hello and World go through the pipe", EXPECT_STDOUT(PRINTS), .has_exit = true, .runs = 2},
    {.id = "many", .title = "Many messages", EXPECT_STDOUT("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"), .runs = 1},
};
static const struct rubric_criterion criteria[] = {
    {.id = "compiles",
     .title = "It compiles",
     .check = "compiles",
     .points = 1000,
     .text = "Nothing else can be looked at before the compiler has understood your program."},
    {.id = "no-warnings",
     .title = "The compiler has nothing to say",
     .check = "no-warnings",
     .points = 1000,
     .partial = true,
     .points_each = 250,
     .text = "A warning of gcc -Wall -Wextra is nearly always a mistake that has not hurt yet."},
    {.id = "ends",
     .title = "Every process comes to its end",
     .check = "no-timeout",
     .points = 2500,
     CASES(0, 1),
     .text = "A reader sees the end of a pipe only when every copy of the write end is closed, its own copy too."},
    {.id = "output",
     .title = "All messages arrive and are printed",
     .check = "stdout",
     .points = 3500,
     CASES(0, 1),
     .partial = true,
     .text = "What one process sends, the other prints: all of it, in order, each message on a line of its own."},
    {.id = "exit",
     .title = "It ends with exit status 0",
     .check = "exit-status",
     .points = 1000,
     CASES(0),
     .requires_ = (const size_t[]){2},
     .requires_count = 1,
     .text = ""},
    {.id = "no-shortcuts",
     .title = "No shell and no sleeping",
     .check = "source-forbids",
     .points = 1000,
     .text = "",
     .functions = (const char *const[]){"system", "sleep"},
     .function_count = 2},
};
static const struct rubric graded = {.id = "pipe-hello",
                                     .title = "Sender and receiver",
                                     .cases = cases,
                                     .case_count = COUNT(cases),
                                     .criteria = criteria,
                                     .criterion_count = COUNT(criteria)};
/* One that all others but one require. */
#define BEHIND .requires_ = (const size_t[]){0}, .requires_count = 1, CASES(0)
static const struct rubric_criterion behind[] = {
    {.id = "processes",
     .title = "More than one process takes part",
     .check = "several-processes",
     CASES(0),
     .text = "The exercise is about processes."},
    {.id = "output", .title = "All messages", .check = "stdout", .points = 2000, BEHIND, .text = "Why?"},
    {.id = "ends", .title = "Every process ends", .check = "no-timeout", .points = 2000, BEHIND, .text = "Why?"},
    {.id = "exit", .title = "It ends with exit status 0", .check = "exit-status", .points = 1000, CASES(0), .text = ""},
    {.id = "reaps", .title = "It waits", .check = "reaps-children", .points = 1000, BEHIND, .text = "A reason."},
};
static const struct rubric all_behind_one = {.id = "pipe-hello",
                                             .title = "Sender and receiver",
                                             .cases = cases,
                                             .case_count = COUNT(cases),
                                             .criteria = behind,
                                             .criterion_count = COUNT(behind)};
static const struct rubric unscored = {.id = "", .title = "", .cases = cases, .case_count = 1};

#define TEN "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
#define RIGHT                                                   \
    {"hello", 1, EXITED(PRINTS)}, {"hello", 2, EXITED(PRINTS)}, \
    {                                                           \
        "many", 1, EXITED(TEN)                                  \
    }
#define PLACE(line_, column_) .where = (const struct place[]){{"main.c", line_, column_, "main"}}, .where_count = 1
#define FOUND(...) \
    .findings = (const struct finding[]){__VA_ARGS__}, .finding_count = COUNT(((const struct finding[]){__VA_ARGS__}))
#define UNUSED                                                                                                \
    {                                                                                                         \
        .code = FINDING_COMPILE_WARNING, .severity = SEVERITY_WARNING, .message = "unused variable 'unused'", \
        .hint = "", .option = "-Wunused-variable", PLACE(6, 6)                                                \
    }
#define PRINTED(text)                                                                                    \
    {                                                                                                    \
        COMPILED, RUNS({"hello", 1, EXITED(text)}, {"hello", 2, EXITED(text)}, {"many", 1, EXITED(TEN)}) \
    }

static const struct sample {
    const char *name; /* of the golden file */
    const struct rubric *rubric;
    struct evidence evidence;
} samples[] = {
    {"all_right", &graded, {COMPILED, RUNS(RIGHT)}},
    {"reader_never_ends",
     &graded,
     {.build = {.compiled = true,
                .symbols_known = true,
                FOUND(UNUSED),
                .uses = (const struct symbol_use[]){{.symbol = "sleep@GLIBC_2.2.5", .where = {"main.c", 8, 0, "main"}}},
                .use_count = 1},
      RUNS({"hello", 1,
            STOPPED(OUTCOME_WALL_LIMIT, PRINTS, KILLED("parent", -1), WELL("child 1", 0), KILLED("child 2", 0))},
           {"hello", 2,
            STOPPED(OUTCOME_WALL_LIMIT, "Received: Hello\n", KILLED("parent", -1), WELL("child 1", 0),
                    KILLED("child 2", 0))},
           {"many", 1, EXITED(TEN)})}},
    {"does_not_compile",
     &graded,
     {.build = {FOUND({.code = FINDING_COMPILE_ERROR,
                       .message = "unknown type name 'retrun'; did you mean 'return'?",
                       .hint = "",
                       PLACE(9, 5)},
                      {.code = FINDING_COMPILE_ERROR,
                       .message = "expected ';' before numeric constant",
                       .hint = "",
                       PLACE(9, 12)})}}},
    {"two_with_one_remedy",
     &graded,
     {.build = {FOUND({.code = FINDING_COMPILE_ERROR,
                       .message = "'a' undeclared",
                       .hint = "Declare it before it is used.",
                       PLACE(8, 5)},
                      {.code = FINDING_COMPILE_ERROR,
                       .message = "'b' undeclared",
                       .hint = "Declare it before it is used.",
                       PLACE(9, 5)},
                      {.code = FINDING_COMPILE_ERROR, .message = "';' is missing", .hint = "Add it.", PLACE(9, 12)},
                      {.code = FINDING_COMPILE_ERROR,
                       .message = "'c' undeclared",
                       .hint = "Declare it before it is used.",
                       PLACE(10, 1)})}}},
    {"prints_nothing", &graded, PRINTED("")},
    {"counts_only_behind_another", &all_behind_one, {COMPILED, RUNS(RIGHT)}},
    {"gets_stuck_after_a_line",
     &graded,
     {COMPILED, RUNS({"hello", 1, STOPPED(OUTCOME_DEADLOCK, "Received: Hello\n", KILLED("parent", -1))},
                     {"hello", 2, STOPPED(OUTCOME_DEADLOCK, "Received: Hello\n", KILLED("parent", -1))},
                     {"many", 1, EXITED(TEN)})}},
    {"prints_its_trouble",
     &graded,
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_EXITED,
                       .exit_code = 1,
                       .err = TEXT("main.c:7: pipe: Too many open files\n"),
                       LIMITS,
                       PROCESSES(WELL("parent", -1))}},
                     {"hello", 2, EXITED(PRINTS)}, {"many", 1, EXITED("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n")})}},
    {"prints_twice_after_fork", &graded, PRINTED("Received: Hello\nReceived: Hello\nReceived: World\n")},
    {"prints_in_another_order", &graded, PRINTED("Received: World\nReceived: Hello\n")},
    {"prints_other_blanks", &graded, PRINTED("Received: Hello\nReceived:\tWorld \r\n")},
    {"prints_another_word", &graded, PRINTED("Received: Hello\nReceived: Wold\nand more\n")},
    {"child_crashes",
     &graded,
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_EXITED,
                       .out = TEXT("Received: Hello\n"),
                       .err = TEXT("lost my pointer, and say so in a sentence that is longer than one line of the "
                                   "report has room for: look at malloc()\n"
                                   "there was another\n"),
                       LIMITS,
                       .wall_ns = 3000000,
                       PROCESSES(WELL("parent", -1), CRASHED("child 1", 0, SIGSEGV))}},
                     {"hello", 2, EXITED(PRINTS)}, {"many", 1, DIED(SIGPIPE, "1\n2\n")})}},
    {"prints_without_end",
     &graded,
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_OUTPUT_LIMIT,
                       .exit_code = -1,
                       .signal = 9,
                       LIMITS,
                       .wall_ns = 80000000,
                       .out = {.data = B("Received: Hello\nReceived: Hello\nReceived: Hello\n"),
                               .bytes = 9000000,
                               .truncated = true},
                       PROCESSES(KILLED("parent", -1))}},
                     {"hello", 2, EXITED(PRINTS)}, {"many", 1, EXITED(TEN)})}},
    {"calls_what_is_not_allowed",
     &graded,
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_FORBIDDEN_CALL,
                       .exit_code = -1,
                       .signal = 9,
                       .forbidden_call = "socket",
                       LIMITS,
                       PROCESSES(KILLED("parent", -1))}},
                     {"hello", 2, EXITED(PRINTS)}, {"many", 1, EXITED(TEN)})}},
    {"check_finds_nothing", &unscored, {COMPILED, RUNS({"hello", 1, EXITED(PRINTS)})}},
    {"check_finds_a_crash",
     &unscored,
     {.build = {.compiled = true, FOUND(UNUSED)}, RUNS({"hello", 1, DIED(SIGFPE, "one\n")})}},
    {"hostile_bytes", &graded,
     PRINTED("\x1b]0;owned\a\x1b[2J\xff\xfe\0\xc2\x9b"
             "31m\u202e2 / 01\n\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\n")},
};

static struct bytes report_of(const struct sample *sample, bool colour, struct arena *arena)
{
    struct grade grade = {.id = "", .compiler = "gcc 12.2.0", .rubric_version = 3};
    grade.files = sources;
    grade.file_count = COUNT(sources);
    judge(sample->rubric, &sample->evidence, arena, &grade);
    struct err e = {0};
    struct bytes text = grade_text(grade_json(&grade, false, arena), sources, COUNT(sources), colour, arena, &e);
    if (e.code != ERR_NONE)
        fail_msg("%s: %s", sample->name, e.text);
    return text;
}

/* BOTHENDS_WRITE=1 writes the texts anew; look at them before they are committed. */
static void test_golden(void **state)
{
    (void)state; /* cmocka's */
    const char *root = getenv("BOTHENDS_SOURCE");
    assert_non_null(root);
    for (size_t i = 0; i < COUNT(samples); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct bytes text = report_of(&samples[i], false, arena), golden;
        const char *path = arena_printf(arena, "%s/tests/unit/data/text/%s.txt", root, samples[i].name);
        struct err e = {0};
        if (getenv("BOTHENDS_WRITE")) {
            AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
            assert_true(fd >= 0 && fd_write_all(fd, text.data, text.size));
        }
        if (!fd_read_file(path, 1024 * 1024, arena, &golden, &e))
            fail_msg("%s", e.text);
        if (!bytes_equal(text, golden))
            fail_msg("%s is now:\n%.*s", samples[i].name, (int)text.size, text.data);
    }
}

static void expect_safe(const char *claim, struct bytes text)
{
    for (struct bytes rest = text; rest.size > 0;) {
        const char *newline = memchr(rest.data, '\n', rest.size);
        assert_non_null(newline);
        struct bytes line = {rest.data, (size_t)(newline - rest.data)};
        if (page_width(line) > PAGE_COLUMNS)
            fail_msg("%s: %zu columns: %.*s", claim, page_width(line), (int)line.size, line.data);
        for (struct bytes at = line; at.size > 0;) {
            size_t length = bytes_utf8(at);
            unsigned char c = (unsigned char)at.data[0];
            bool c1 = length == 2 && c == 0xc2 && (unsigned char)at.data[1] < 0xa0;
            bool turns = length == 3 && memcmp(at.data, "\xe2\x80\xae", 3) == 0;
            if (length == 0 || c < 0x20 || c == 0x7f || c1 || turns)
                fail_msg("%s: byte %02x in: %.*s", claim, c, (int)line.size, line.data);
            at = (struct bytes){at.data + length, at.size - length};
        }
        rest = (struct bytes){newline + 1, rest.size - line.size - 1};
    }
}

static void test_lines_fit_and_hold_no_control_character(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(samples); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        expect_safe(samples[i].name, report_of(&samples[i], false, arena));
    }
}

/* Colours are the same text with ESC [ digits m put in, and nothing else. */
static void test_colours_only_add(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(samples); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct bytes plain = report_of(&samples[i], false, arena), coloured = report_of(&samples[i], true, arena);
        AUTO_BUF struct buf stripped = {0};
        size_t sequences = 0;
        for (size_t k = 0; k < coloured.size; k++) {
            if (coloured.data[k] != '\x1b') {
                buf_add(&stripped, &coloured.data[k], 1);
                continue;
            }
            size_t end = k + 2;
            while (end < coloured.size && coloured.data[end] >= '0' && coloured.data[end] <= '9')
                end++;
            assert_true(end < coloured.size && coloured.data[k + 1] == '[' && coloured.data[end] == 'm');
            k = end;
            sequences++;
        }
        assert_true(sequences > 0);
        assert_true(bytes_equal(plain, (struct bytes){stripped.data, stripped.size}));
    }
}

static const struct {
    const char *claim;
    const char *text;
    size_t columns;
} widths[] = {
    {"nothing", "", 0},
    {"letters", "abc", 3},
    {"accents", "\u00e9\u00df", 2},
    {"a combining accent", "e\u0301", 1},
    {"wide characters", "\u65e5\u672c", 4},
    {"a wide picture", "\U0001f600", 2},
    {"a byte that is no UTF-8", "\xff", 1},
    {"an escape", "\x1b", 1},
};

static void test_widths(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(widths); i++)
        if (page_width(bytes_of(widths[i].text)) != widths[i].columns)
            fail_msg("%s: %zu", widths[i].claim, page_width(bytes_of(widths[i].text)));
}

static void test_a_source_line_that_is_cut_says_so(void **state)
{
    (void)state; /* cmocka's */
    AUTO_BUF struct buf source = {0};
    const size_t room = PAGE_COLUMNS - 8;
    for (size_t size = room - 1; size <= room + 1; size++) {
        struct page page = {0};
        source.size = 0;
        for (size_t i = 0; i < size; i++)
            buf_add_string(&source, "x");
        page_source(&page, 0, (struct bytes){source.data, source.size}, 1, 0);
        size_t columns = page_width((struct bytes){page.text.data, page.text.size - 1});
        bool cut = strstr(page.text.data, "x\u2026\n") != NULL;
        assert_int_equal(columns, 8 + (size < room ? size : room));
        assert_int_equal(cut, size > room);
        buf_free(&page.text);
    }
}

static void test_paragraphs(void **state)
{
    (void)state; /* cmocka's */
    static const struct {
        const char *claim, *label, *text;
    } rows[] = {
        {"no words", NULL, ""},
        {"a word longer than a line", "Fix:",
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
        {"wide words", NULL,
         "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c"
         "\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5"
         "\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e"},
        {"lines and tabs are blanks", "error:", "a\n\nb\tc\r\x1b[31m"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct page page = {0};
        page_paragraph(&page, 4, STYLE_PLAIN, rows[i].label, STYLE_PLAIN, rows[i].text);
        expect_safe(rows[i].claim, (struct bytes){page.text.data, page.text.size});
        buf_free(&page.text);
    }
}

static void test_source_lines(void **state)
{
    (void)state; /* cmocka's */
    static const struct {
        const char *claim;
        struct bytes source;
        uint32_t line, column;
        const char *shown;
    } rows[] = {
        {"the first line", B("ab\n"), 1, 2, "    1 | ab\n      |  ^\n"},
        {"with the one before", B("ab\ncd\n"), 2, 1, "    1 | ab\n    2 | cd\n      | ^\n"},
        {"a tab before the column", B("\tx;\n"), 1, 2, "    1 |         x;\n      |         ^\n"},
        {"wide characters before the column", B("\xe6\x97\xa5x\n"), 1, 4, "    1 | \xe6\x97\xa5x\n      |   ^\n"},
        {"no column", B("ab\n"), 1, 0, "    1 | ab\n"},
        {"a column behind the line", B("ab\n"), 1, 9, "    1 | ab\n"},
        {"just behind the line", B("ab\n"), 1, 3, "    1 | ab\n      |   ^\n"},
        {"a line that is not there", B("ab\n"), 2, 1, ""},
        {"no source", B(""), 1, 1, ""},
        {"control characters", B("\x1b[2J\n"), 1, 0, "    1 | \xef\xbf\xbd[2J\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct page page = {0};
        page_source(&page, 0, rows[i].source, rows[i].line, rows[i].column);
        if (strcmp(page.text.data ? page.text.data : "", rows[i].shown) != 0)
            fail_msg("%s:\n%s", rows[i].claim, page.text.data);
        buf_free(&page.text);
    }
}

static void test_refuses_what_is_no_grade(void **state)
{
    (void)state; /* cmocka's */
    static const struct bytes bad[] = {B(""), B("{}"), B("[1]"), B("{\"schema\":\"bothends.run/1\"}")};
    for (size_t i = 0; i < COUNT(bad); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct err e = {0};
        assert_int_equal(grade_text(bad[i], NULL, 0, false, arena, &e).size, 0);
        assert_int_not_equal(e.code, ERR_NONE);
    }
    /* what says that it is one and holds nonsense is shown as far as it goes */
    static const struct bytes odd[] = {
        B("{\"schema\":\"bothends.grade/1\"}"),
        B("{\"schema\":\"bothends.grade/"
          "1\",\"criteria\":[1,{\"findings\":[0,-1,99,\"x\"]}],\"findings\":7,\"runs\":[{},3]}"),
        B("{\"schema\":\"bothends.grade/"
          "1\",\"score\":1e300,\"max_score\":-1,\"criteria\":{},\"findings\":[[],{\"where\":[1]}]}"),
    };
    for (size_t i = 0; i < COUNT(odd); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct err e = {0};
        expect_safe("nonsense", grade_text(odd[i], sources, COUNT(sources), false, arena, &e));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_lines_fit_and_hold_no_control_character),
        cmocka_unit_test(test_colours_only_add),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_a_source_line_that_is_cut_says_so),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_source_lines),
        cmocka_unit_test(test_refuses_what_is_no_grade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
