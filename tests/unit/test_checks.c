/* test_checks.c -- matching of texts, symbols of functions, and each check of the table. */
#include "rubrics/checks.h"
#include "rubrics/faults.h"
#include "rubrics/functions.h"
#include "rubrics/match.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

/* --- is it what was expected? --- */

enum space { COUNTS, IGNORED }; /* trailing space */

static const struct match_row {
    const char *claim;
    enum match how;
    enum space space;
    struct bytes wanted, text;
    bool matches;
    double tolerance;
} matches[] = {
    /* exact */
    {"the same text", MATCH_EXACT, COUNTS, B("a\nb\n"), B("a\nb\n"), true, 0},
    {"another text", MATCH_EXACT, COUNTS, B("a\nb\n"), B("a\nc\n"), false, 0},
    {"nothing where nothing is expected", MATCH_EXACT, COUNTS, B(""), B(""), true, 0},
    {"nothing where something is expected", MATCH_EXACT, IGNORED, B("a\n"), B(""), false, 0},
    {"something where nothing is expected", MATCH_EXACT, IGNORED, B(""), B("a"), false, 0},
    {"blank lines where nothing is expected", MATCH_EXACT, IGNORED, B(""), B("\n \n"), true, 0},
    {"a missing last newline, ignored", MATCH_EXACT, IGNORED, B("a\nb\n"), B("a\nb"), true, 0},
    {"a missing last newline, where it counts", MATCH_EXACT, COUNTS, B("a\nb\n"), B("a\nb"), false, 0},
    {"blank lines at the end, ignored", MATCH_EXACT, IGNORED, B("a\n"), B("a\n\n \t\n"), true, 0},
    {"blank lines at the end, where they count", MATCH_EXACT, COUNTS, B("a\n"), B("a\n\n"), false, 0},
    {"blanks at line ends, ignored", MATCH_EXACT, IGNORED, B("a\nb\n"), B("a  \nb\t\n"), true, 0},
    {"blanks at line ends of the expected text", MATCH_EXACT, IGNORED, B("a \nb\n"), B("a\nb"), true, 0},
    {"carriage returns, ignored", MATCH_EXACT, IGNORED, B("a\nb\n"), B("a\r\nb\r\n"), true, 0},
    {"carriage returns, where they count", MATCH_EXACT, COUNTS, B("a\n"), B("a\r\n"), false, 0},
    {"a blank line in the middle", MATCH_EXACT, IGNORED, B("a\nb\n"), B("a\n\nb\n"), false, 0},
    {"blanks at the beginning of a line", MATCH_EXACT, IGNORED, B("a\n"), B(" a\n"), false, 0},
    {"two blanks for one", MATCH_EXACT, IGNORED, B("a b\n"), B("a  b\n"), false, 0},
    {"a line more", MATCH_EXACT, IGNORED, B("a\n"), B("a\nb\n"), false, 0},
    {"a line less", MATCH_EXACT, IGNORED, B("a\nb\n"), B("a\n"), false, 0},
    {"another order", MATCH_EXACT, IGNORED, B("a\nb\n"), B("b\na\n"), false, 0},
    {"text after a NUL", MATCH_EXACT, IGNORED, B("a\n"), B("a\0b\n"), false, 0},
    {"a NUL at the end", MATCH_EXACT, IGNORED, B("a\n"), B("a\0"), false, 0},
    {"bytes that are no UTF-8", MATCH_EXACT, IGNORED, B("\xff\xfe"), B("\xff\xfe\n"), true, 0},
    {"another byte that is no UTF-8", MATCH_EXACT, IGNORED, B("\xff"), B("\xfe"), false, 0},
    {"the same in capital letters", MATCH_EXACT, IGNORED, B("a\n"), B("A\n"), false, 0},
    /* lines in any order */
    {"lines in the same order", MATCH_LINES, IGNORED, B("a\nb\n"), B("a\nb\n"), true, 0},
    {"lines in another order", MATCH_LINES, IGNORED, B("a\nb\nc\n"), B("c\na\nb\n"), true, 0},
    {"lines in another order without last newline", MATCH_LINES, IGNORED, B("a\nb\n"), B("b\na"), true, 0},
    {"that newline, where it counts", MATCH_LINES, COUNTS, B("a\nb\n"), B("b\na"), false, 0},
    {"neither with last newline", MATCH_LINES, COUNTS, B("a\nb"), B("b\na"), true, 0},
    {"blanks at the end of a line, where they count", MATCH_LINES, COUNTS, B("a\nb\n"), B("b \na\n"), false, 0},
    {"blanks at the end of a line, ignored", MATCH_LINES, IGNORED, B("a\nb\n"), B("b \na\n"), true, 0},
    {"a line twice that is expected once", MATCH_LINES, IGNORED, B("a\nb\n"), B("a\na\nb\n"), false, 0},
    {"as many lines, but one twice", MATCH_LINES, IGNORED, B("a\nb\n"), B("a\na\n"), false, 0},
    {"a line once that is expected twice", MATCH_LINES, IGNORED, B("a\na\nb\n"), B("a\nb\n"), false, 0},
    {"a line twice that is expected twice", MATCH_LINES, IGNORED, B("a\nb\na\n"), B("a\na\nb\n"), true, 0},
    {"no lines for no lines", MATCH_LINES, IGNORED, B("\n"), B(""), true, 0},
    {"no lines for some lines", MATCH_LINES, IGNORED, B("a\n"), B(""), false, 0},
    {"lines that differ after a NUL", MATCH_LINES, IGNORED, B("x\0a\nx\0b\n"), B("x\0b\nx\0a\n"), true, 0},
    {"a line that goes on after a NUL", MATCH_LINES, IGNORED, B("x\ny\n"), B("y\0\nx\n"), false, 0},
    {"a line that begins another", MATCH_LINES, IGNORED, B("ab\na\n"), B("a\nab\n"), true, 0},
    /* pattern */
    {"a pattern for the whole text", MATCH_REGEX, IGNORED, B("a+b"), B("aaab\n"), true, 0},
    {"a pattern with a newline at its end", MATCH_REGEX, IGNORED, B("a+b\n"), B("aaab"), true, 0},
    {"a pattern that fits the beginning only", MATCH_REGEX, IGNORED, B("a+b"), B("aaabc"), false, 0},
    {"a pattern that fits the end only", MATCH_REGEX, IGNORED, B("a+b"), B("caaab"), false, 0},
    {"alternatives, each for the whole text", MATCH_REGEX, IGNORED, B("a|bc"), B("bc"), true, 0},
    {"a text that begins with one alternative", MATCH_REGEX, IGNORED, B("a|bc"), B("ac"), false, 0},
    {"the longest alternative", MATCH_REGEX, IGNORED, B("a|ab|abc"), B("abc"), true, 0},
    {"anchors of its own", MATCH_REGEX, IGNORED, B("^[^0-9]*4000[^0-9]*$"), B("Total: 4000 ok\n"), true, 0},
    {"anchors of its own, another number", MATCH_REGEX, IGNORED, B("^[^0-9]*4000[^0-9]*$"), B("Total: 14000\n"), false,
     0},
    {"a dot takes a newline", MATCH_REGEX, IGNORED, B("a.*b"), B("a\nx\nb\n"), true, 0},
    {"a newline is no end of text", MATCH_REGEX, IGNORED, B("a"), B("a\nb"), false, 0},
    {"blanks at line ends do not count", MATCH_REGEX, IGNORED, B("a\nb"), B("a  \nb \n"), true, 0},
    {"blanks at line ends count", MATCH_REGEX, COUNTS, B("a\nb\n"), B("a  \nb\n"), false, 0},
    {"the last newline counts", MATCH_REGEX, COUNTS, B("a"), B("a\n"), false, 0},
    {"a pattern for nothing", MATCH_REGEX, IGNORED, B("(a)?"), B(""), true, 0},
    {"nothing for a pattern", MATCH_REGEX, IGNORED, B("a+"), B(""), false, 0},
    {"a text that goes on after a NUL", MATCH_REGEX, IGNORED, B("a"), B("a\0b"), false, 0},
    {"a NUL is no character", MATCH_REGEX, IGNORED, B("a.b"), B("a\0b"), false, 0},
    {"any byte that is no UTF-8", MATCH_REGEX, IGNORED, B("a.b"),
     B("a\xff"
       "b"),
     true, 0},
    /* numbers */
    {"the same numbers", MATCH_NUMERIC, IGNORED, B("1 2 3"), B("1 2 3\n"), true, 0},
    {"numbers with other white space", MATCH_NUMERIC, IGNORED, B("1 2\n3\n"), B("1\n\n2  3"), true, 0},
    {"a number within the tolerance", MATCH_NUMERIC, IGNORED, B("3.14159"), B("3.1416"), true, 0.001},
    {"a number outside of it", MATCH_NUMERIC, IGNORED, B("3.14159"), B("3.15"), false, 0.001},
    {"the tolerance grows with the number", MATCH_NUMERIC, IGNORED, B("1000"), B("1000.9"), true, 0.001},
    {"but not below one", MATCH_NUMERIC, IGNORED, B("0.0001"), B("0.0009"), true, 0.001},
    {"an integer written as a fraction", MATCH_NUMERIC, IGNORED, B("2"), B("2.000"), true, 0},
    {"a number with exponent", MATCH_NUMERIC, IGNORED, B("1200"), B("1.2e3"), true, 0},
    {"zeros in front and a plus", MATCH_NUMERIC, IGNORED, B("7"), B("+007"), true, 0},
    {"minus zero", MATCH_NUMERIC, IGNORED, B("0"), B("-0"), true, 0},
    {"another sign", MATCH_NUMERIC, IGNORED, B("5"), B("-5"), false, 0},
    {"big numbers that a double confuses", MATCH_NUMERIC, IGNORED, B("9007199254740993"), B("9007199254740992"), false,
     0},
    {"text around numbers is exact", MATCH_NUMERIC, IGNORED, B("sum=3.0,"), B("sum=3,"), true, 0},
    {"other text around numbers", MATCH_NUMERIC, IGNORED, B("sum=3"), B("Sum=3"), false, 0},
    {"white space inside of text", MATCH_NUMERIC, IGNORED, B("a=1"), B("a= 1"), false, 0},
    {"nan is text", MATCH_NUMERIC, IGNORED, B("nan"), B("nan"), true, 0},
    {"inf is no number", MATCH_NUMERIC, IGNORED, B("1"), B("inf"), false, 1000},
    {"a number beyond a double is no excuse", MATCH_NUMERIC, IGNORED, B("1"), B("1e999"), false, 1000},
    {"nor is an expected one", MATCH_NUMERIC, IGNORED, B("1e999"), B("5"), false, 1},
    {"a number too much", MATCH_NUMERIC, IGNORED, B("1 2"), B("1 2 3"), false, 0},
    {"a number too few", MATCH_NUMERIC, IGNORED, B("1 2"), B("1"), false, 0},
    {"two numbers for one", MATCH_NUMERIC, IGNORED, B("12"), B("1 2"), false, 0},
    {"a NUL between digits", MATCH_NUMERIC, IGNORED, B("12"), B("1\0002"), false, 0},
    {"a sign by itself", MATCH_NUMERIC, IGNORED, B("a - b"), B("a - b"), true, 0},
    {"a full stop after a number", MATCH_NUMERIC, IGNORED, B("It is 5."), B("It is 5.0."), true, 0},
    {"a difference is not a sign", MATCH_NUMERIC, IGNORED, B("10-20"), B("10-20.0"), true, 0},
};

static struct expectation expectation_of(const struct match_row *row)
{
    return (struct expectation){.match = row->how,
                                .text = row->wanted,
                                .tolerance = row->tolerance,
                                .ignore_trailing_space = row->space == IGNORED};
}

static void test_matches(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(matches); i++) {
        struct expectation wanted = expectation_of(&matches[i]);
        if (match_text(&wanted, matches[i].text) != matches[i].matches)
            fail_msg("%s", matches[i].claim);
    }
}

static bool printable(const char *text)
{
    for (struct bytes rest = bytes_of(text); rest.size > 0;) {
        size_t length = bytes_utf8(rest);
        if (length == 0 ||
            (length == 1 && ((unsigned char)rest.data[0] < 0x20 || rest.data[0] == 0x7f) && rest.data[0] != '\n'))
            return false;
        rest = (struct bytes){rest.data + length, rest.size - length};
    }
    return true;
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* Every row that does not match is explained: printable, short, the same every time. */
static void test_mismatches_are_explained(void **state)
{
    (void)state; /* cmocka's */
    static const struct match_source sources[] = {
        {.file = NULL}, {.file = "out.txt"}, {.stopped = "crashed"}, {.cut = true}};
    for (size_t i = 0; i < COUNT(matches); i++) {
        if (matches[i].matches)
            continue;
        AUTO_ARENA struct arena *arena = arena_make();
        struct expectation wanted = expectation_of(&matches[i]);
        for (size_t k = 0; k < COUNT(sources); k++) {
            struct mismatch why = match_explain(&wanted, matches[i].text, &sources[k], arena);
            if (!why.message || strlen(why.message) < 10 || !printable(why.message) || strchr(why.message, '\n'))
                fail_msg("%s: message '%s'", matches[i].claim, why.message);
            if (why.detail && (!printable(why.detail) || lines_of(why.detail) > 20))
                fail_msg("%s: detail '%s'", matches[i].claim, why.detail);
            assert_string_equal(why.message, match_explain(&wanted, matches[i].text, &sources[k], arena).message);
        }
    }
}

static const struct {
    const char *claim;
    enum match how;
    enum space space;
    struct bytes wanted, text;
    struct match_source source;
    const char *message, *in_hint, *in_detail; /* "" and NULL: anything */
} sentences[] = {
    {"the end is missing",
     MATCH_EXACT,
     IGNORED,
     B("Received: Hello\nReceived: World\n"),
     B("Received: Hello\n"),
     {0},
     "Line 2: expected \"Received: World\", but the program printed nothing more.",
     "",
     "      1 | Received: Hello\nexpected next:\n      2 | Received: World\nprinted next:\n        | (nothing more)\n"},
    {"bytes of value 0 are gone",
     MATCH_EXACT,
     COUNTS,
     B("a\0b\n"),
     B("a\n"),
     {.file = "out"},
     "Line 1 of out: expected \"a\\0b\", but the file has \"a\".",
     "ends a text for strlen()",
     NULL},
    {"and all with them",
     MATCH_EXACT,
     COUNTS,
     B("\0b\n"),
     B(""),
     {.file = "out"},
     "out is empty; its first line should be \"\\0b\".",
     "ends a text for strlen()",
     NULL},
    {"the end is missing, for it was stopped",
     MATCH_EXACT,
     IGNORED,
     B("a\nb\n"),
     B("a\n"),
     {.stopped = "crashed"},
     "Line 2: expected \"b\", but the program had printed nothing more when it crashed.",
     "Mend first what ended it",
     NULL},
    {"another word",
     MATCH_EXACT,
     IGNORED,
     B("sum 10\n"),
     B("sum 9\n"),
     {0},
     "Line 1: expected \"sum 10\", but the program printed \"sum 9\".",
     "",
     NULL},
    {"lines twice",
     MATCH_EXACT,
     IGNORED,
     B("hi\nbye\n"),
     B("hi\nhi\nbye\n"),
     {0},
     "\"hi\" is there twice, but expected once.",
     "fflush(stdout) before each fork()",
     NULL},
    {"twice what is not expected at all",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B("Starting\nStarting\na\n"),
     {0},
     "Line 1: expected \"a\", but the program printed \"Starting\".",
     "\"Starting\" is printed twice. If it is not printed in a loop",
     NULL},
    {"three times in a row",
     MATCH_LINES,
     IGNORED,
     B("hi\nbye\n"),
     B("hi\nbye\nhi\nhi\n"),
     {0},
     "\"hi\" is there 3 times, but expected once.",
     "copied by fork()",
     NULL},
    {"right lines in the wrong order",
     MATCH_EXACT,
     IGNORED,
     B("a\nb\nc\n"),
     B("a\nc\nb\n"),
     {0},
     "All lines are there, but in another order: line 2 should be \"b\".",
     "waitpid",
     NULL},
    {"no newline at the end",
     MATCH_EXACT,
     COUNTS,
     B("a\nb\n"),
     B("a\nb"),
     {0},
     "Every line of the output is right, but the newline after the last line is missing.",
     "",
     NULL},
    {"a newline too much",
     MATCH_EXACT,
     COUNTS,
     B("a"),
     B("a\n"),
     {0},
     "Every line of the output is right, but the newline after the last line is too much.",
     "",
     NULL},
    {"nothing at all",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B(""),
     {0},
     "Nothing was printed; the first line should be \"a\".",
     "_exit()",
     NULL},
    {"nothing before it was stopped",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B("\n"),
     {.stopped = "crashed"},
     "Nothing had been printed when the program crashed; the first line should be \"a\".",
     "lost",
     NULL},
    {"only blanks differ",
     MATCH_EXACT,
     IGNORED,
     B("a b\n"),
     B("a\tb\n"),
     {0},
     "Line 1 differs from what is expected only in blanks, tabs or line ends.",
     "",
     "      1 | a→b\n"},
    {"only letters' size differs",
     MATCH_EXACT,
     IGNORED,
     B("Hello\n"),
     B("hello\n"),
     {0},
     "Line 1 differs only in capital and small letters: expected \"Hello\", but the program printed \"hello\".",
     "",
     NULL},
    {"it goes on",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B("a\nb\n"),
     {0},
     "Line 2: nothing more was expected, but the program printed \"b\".",
     "a child ends with _exit()",
     NULL},
    {"control characters are spelled out",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B("\x1b[2J\0\xff\n"),
     {0},
     "Line 1: expected \"a\", but the program printed \"\\x1b[2J\\0\\xff\".",
     "",
     NULL},
    {"a file has a wrong line",
     MATCH_EXACT,
     IGNORED,
     B("a\nb\n"),
     B("a\nc\n"),
     {.file = "out.txt"},
     "Line 2 of out.txt: expected \"b\", but the file has \"c\".",
     "",
     NULL},
    {"an empty file",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B(""),
     {.file = "out.txt"},
     "out.txt is empty; its first line should be \"a\".",
     "",
     NULL},
    {"a line is missing",
     MATCH_LINES,
     IGNORED,
     B("a\nb\n"),
     B("b\n"),
     {0},
     "The line \"a\" was not printed.",
     "",
     NULL},
    {"a line is missing, another one came",
     MATCH_LINES,
     IGNORED,
     B("a\nb\n"),
     B("b\nx\n"),
     {0},
     "The line \"a\" was not printed, and \"x\" is not expected.",
     "",
     NULL},
    {"lines are missing",
     MATCH_LINES,
     IGNORED,
     B("a\nb\nc\n"),
     B("c\n"),
     {0},
     "The line \"a\" was not printed, and 1 more are missing.",
     "",
     NULL},
    {"a form that does not fit",
     MATCH_REGEX,
     IGNORED,
     B("[0-9]+"),
     B("x\n"),
     {0},
     "The output does not have the expected form.",
     "",
     "      1 | [0-9]+\nprinted:\n      1 | x\n"},
    {"another number",
     MATCH_NUMERIC,
     IGNORED,
     B("pi\n3.14\n"),
     B("pi\n3.2\n"),
     {0},
     "Line 2: expected \"3.14\", but the program printed \"3.2\".",
     "",
     NULL},
    {"cut output says so",
     MATCH_EXACT,
     IGNORED,
     B("a\n"),
     B("b\n"),
     {.cut = true},
     "Line 1: expected \"a\", but the program printed \"b\". (Only the beginning was kept: the program wrote more than "
     "it may.)",
     "",
     NULL},
};

static void test_sentences(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    for (size_t i = 0; i < COUNT(sentences); i++) {
        struct expectation wanted = {.match = sentences[i].how,
                                     .text = sentences[i].wanted,
                                     .ignore_trailing_space = sentences[i].space == IGNORED};
        assert_false(match_text(&wanted, sentences[i].text));
        struct mismatch why = match_explain(&wanted, sentences[i].text, &sentences[i].source, arena);
        if (strcmp(why.message, sentences[i].message) != 0)
            fail_msg("%s: message '%s'", sentences[i].claim, why.message);
        if (!strstr(why.hint, sentences[i].in_hint))
            fail_msg("%s: hint '%s'", sentences[i].claim, why.hint);
        if (sentences[i].in_detail && (!why.detail || !strstr(why.detail, sentences[i].in_detail)))
            fail_msg("%s: detail '%s'", sentences[i].claim, why.detail);
    }
}

static const struct {
    const char *claim;
    struct bytes wanted, text;
    bool has_pipe, told;
} together[] = {
    {"two messages at once", B("Received: Hello\nReceived: World\n"), B("Received: HelloWorld\n"), true, true},
    {"the last two of three", B("got one\ngot two\ngot three\n"), B("got one\ngot twothree\n"), true, true},
    {"no pipe", B("Received: Hello\nReceived: World\n"), B("Received: HelloWorld\n"), false, false},
    {"a newline is missing", B("Hello\nWorld\n"), B("HelloWorld\n"), true, false},
    {"labels, too", B("Received: Hello\nReceived: World\n"), B("Received: HelloReceived: World\n"), true, false},
    {"another number", B("sum 1\nsum 2\n"), B("sum 12\n"), true, false},
    {"another word", B("Received: Hello\nReceived: World\n"), B("Received: Hello\nReceived: Word\n"), true, false},
    {"in another order", B("Received: Hello\nReceived: World\n"), B("Received: WorldHello\n"), true, false},
};

/* Zeros that all came, or did not as the program was stopped: something else is wrong. */
static void test_zeros_that_are_no_clue(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct bytes want = B("a\0b\n"), other = B("a\0c\n"), less = B("a");
    const struct expectation wanted = {.match = MATCH_EXACT, .text = want};
    const struct match_source file = {.file = "out"}, stopped = {.stopped = "was stopped"};
    assert_null(strstr(match_explain(&wanted, other, &file, arena).hint, "strlen"));
    assert_null(strstr(match_explain(&wanted, less, &stopped, arena).hint, "strlen"));
}

static void test_messages_that_run_together(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    static const enum match ways[] = {MATCH_EXACT, MATCH_LINES};
    for (size_t i = 0; i < COUNT(together); i++)
        for (size_t k = 0; k < COUNT(ways); k++) {
            struct expectation wanted = {.match = ways[k], .text = together[i].wanted, .ignore_trailing_space = true};
            struct match_source source = {.has_pipe = together[i].has_pipe};
            struct mismatch why = match_explain(&wanted, together[i].text, &source, arena);
            if ((strstr(why.hint, "Two messages stand in one line") != NULL) != together[i].told)
                fail_msg("%s: hint '%s'", together[i].claim, why.hint);
        }
}

/* --- hostile sizes --- */

/* Repeats a piece until the text has size bytes. */
static struct bytes repeated(struct arena *arena, const char *piece, size_t size)
{
    char *data = arena_alloc(arena, size, 1);
    for (size_t i = 0, length = strlen(piece); i < size; i++)
        data[i] = piece[i % length];
    return (struct bytes){data, size};
}

static const struct {
    const char *claim;
    enum match how;
    const char *wanted, *piece; /* the text is the piece many times */
    size_t wanted_times;
} floods[] = {
    {"newlines only, exact", MATCH_EXACT, "a\n", "\n", 1},
    {"newlines only, lines", MATCH_LINES, "a\nb\n", "\n", 1},
    {"one line without end", MATCH_EXACT, "a\n", "a", 1},
    {"equal lines as many as expected", MATCH_LINES, "a\n", "a\n", 500000},
    {"the same line, one too many", MATCH_LINES, "b\n", "a\n", 500000},
    {"short lines, exact", MATCH_EXACT, "a\nb\n", "a\nb\nc\n", 1000},
    {"a pattern that may match everywhere", MATCH_REGEX, "(a|b|ab)*c", "ab", 1},
    {"a pattern that starts everywhere", MATCH_REGEX, ".*.*.*x", "a", 1},
    {"nested repetitions", MATCH_REGEX, "((a*)*)*b", "a", 1},
    {"a pattern with many states", MATCH_REGEX, "(a|b)*a(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)c",
     "aababbbaab", 1},
    {"digits without end", MATCH_NUMERIC, "1", "1", 1},
    {"minus signs without end", MATCH_NUMERIC, "1", "-", 1},
    {"e after e", MATCH_NUMERIC, "1", "1e1e+", 1},
    {"dots and digits", MATCH_NUMERIC, "1", "1.", 1},
    {"blanks only", MATCH_NUMERIC, "1", " ", 1},
    {"NULs only", MATCH_EXACT, "a\n", "\x01", 1},
    {"carriage returns only", MATCH_EXACT, "a\n", "x\r", 1},
};

/* A megabyte is judged and explained in far less time than a student's program may run. The bound is CPU time that
 * even a loaded machine with sanitizers keeps, and quadratic work misses by hours. */
static void test_floods(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(floods); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct expectation wanted = {.match = floods[i].how, .ignore_trailing_space = true};
        wanted.text = repeated(arena, floods[i].wanted, strlen(floods[i].wanted) * floods[i].wanted_times);
        size_t size = floods[i].how == MATCH_REGEX ? MATCH_REGEX_TEXT_MAX : 1024 * 1024;
        struct bytes text = repeated(arena, floods[i].piece, size);
        struct match_source source = {.file = NULL};
        clock_t start = clock();
        if (!match_text(&wanted, text))
            (void)match_explain(&wanted, text, &source, arena); /* looked at elsewhere */
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 10)
            fail_msg("%s: %.1f s", floods[i].claim, seconds);
    }
}

static void test_too_long_for_a_pattern(void **state)
{
    (void)state; /* cmocka's */
    AUTO_ARENA struct arena *arena = arena_make();
    struct expectation wanted = {.match = MATCH_REGEX, .text = B("a*")};
    assert_true(match_text(&wanted, repeated(arena, "a", MATCH_REGEX_TEXT_MAX)));
    struct bytes longer = repeated(arena, "a", MATCH_REGEX_TEXT_MAX + 1);
    assert_false(match_text(&wanted, longer));
    struct match_source source = {.file = NULL};
    assert_string_equal(match_explain(&wanted, longer, &source, arena).message,
                        "The output is 16385 bytes long; what is compared with a pattern may have at most 16384.");
}

/* --- functions --- */

static const struct {
    const char *claim, *symbol, *function;
    bool used, forbidden;
} functions[] = {
    {"the function itself", "fork", "fork", true, true},
    {"with a version", "fork@GLIBC_2.2.5", "fork", true, true},
    {"vfork is not fork", "vfork", "fork", false, false},
    {"pipe2 is not pipe", "pipe2", "pipe", false, false},
    {"_exit is not exit", "_exit", "exit", false, false},
    {"a name that only begins alike", "forkpty", "fork", false, false},
    {"printf as puts", "puts", "printf", true, true},
    {"printf as putchar", "putchar", "printf", true, true},
    {"printf is not fprintf", "fprintf", "printf", false, false},
    {"fprintf as fwrite counts, but accuses nobody", "fwrite", "fprintf", true, false},
    {"sprintf as strcpy counts, but accuses nobody", "strcpy", "sprintf", true, false},
    {"atoi as strtol counts, but accuses nobody", "strtol", "atoi", true, false},
    {"fortified read", "__read_chk", "read", true, true},
    {"fortified printf", "__printf_chk", "printf", true, true},
    {"scanf of C99", "__isoc99_scanf", "scanf", true, true},
    {"sscanf is not scanf", "__isoc99_sscanf", "scanf", false, false},
    {"open for big files", "open64", "open", true, true},
    {"fortified open", "__open_2", "open", true, true},
    {"lseek for big files", "lseek64", "lseek", true, true},
    {"fortified pread for big files", "__pread64_chk", "pread", true, true},
    {"signal of System V", "__sysv_signal", "signal", true, true},
    {"setjmp", "_setjmp", "setjmp", true, true},
    {"a symbol shorter than its prefix", "__", "read", false, false},
    {"no symbol", "", "read", false, false},
};

static void test_functions(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(functions); i++)
        if (function_is(functions[i].symbol, functions[i].function, false) != functions[i].used ||
            function_is(functions[i].symbol, functions[i].function, true) != functions[i].forbidden)
            fail_msg("%s", functions[i].claim);
}

/* --- the table --- */

static void test_table(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < check_count; i++) {
        assert_ptr_equal(check_find(checks[i].name), &checks[i]);
        assert_non_null(checks[i].evaluate);
        assert_true(!checks[i].needs_functions || (checks[i].takes & TAKES_FUNCTIONS));
        assert_true(!checks[i].fits || (checks[i].takes & TAKES_CASES));
    }
    assert_null(check_find("stdou"));
    assert_null(check_find(""));
}

/* `yes | head` is how pipelines end; a writer of the student's own was not meant to. */
static void test_who_is_cut_short(void **state)
{
    (void)state;
    static const struct {
        const char *program;
        enum severity severity;
    } rows_cut[] = {{"yes", SEVERITY_NOTE}, {"", SEVERITY_WARNING}, {"main", SEVERITY_WARNING}};
    AUTO_ARENA struct arena *arena = arena_make();
    for (size_t i = 0; i < COUNT(rows_cut); i++) {
        struct findings out = {0};
        const struct run_evidence run = {
            "hello",
            1,
            {.outcome = OUTCOME_EXITED,
             PROCESSES(WELL("parent", -1), CRASHED_AS("child 1", 0, SIGPIPE, rows_cut[i].program))}};
        faults_find(&run, 1, arena, &out);
        assert_int_equal(out.count, 1);
        assert_int_equal(out.items[0].code, FINDING_CRASH);
        assert_int_equal(out.items[0].severity, rows_cut[i].severity);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_mismatches_are_explained),
        cmocka_unit_test(test_sentences),

        cmocka_unit_test(test_zeros_that_are_no_clue),
        cmocka_unit_test(test_messages_that_run_together),
        cmocka_unit_test(test_floods),
        cmocka_unit_test(test_too_long_for_a_pattern),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_who_is_cut_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
