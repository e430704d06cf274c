/* test_diagnostics.c -- what gcc said becomes findings with file, line and advice. */
#include "server/diagnostics.h"

#include "sandbox/base/fd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct limits limits = {
    .cpu_ms = 10000, .wall_ms = 20000, .memory_kib = 512 * 1024, .file_kib = 64 * 1024};

static const struct source one[] = {{.name = "main.c", .data = {"?", 1}}};
static const struct source two[] = {{.name = "main.c"}, {.name = "list.c"}, {.name = "list.h"}};
static const struct source deep[] = {{.name = "src/main.c"}, {.name = "inc/list.h"}};

/* Each text was captured from gcc 12 by tests/build/capture, which holds the program too. A finding is written as
 * "SEVERITY PLACE... = part of the message | part of the hint"; "-" is no place. All findings are listed, in order. */
enum { WANTED_MAX = 8 };
static const struct {
    const char *said;
    const struct source *files;
    size_t file_count;
    const char *wanted[WANTED_MAX];
} rows[] = {
    {"clean", one, 1, {NULL}},
    {"semicolon",
     one,
     1,
     {"warning main.c:4:9 = unused variable 'n' |",
      "error main.c:5:5 = expected ',' or ';' before 'printf' | at the end of the line before"}},
    {"brace", one, 1, {"error main.c:5:1 = expected declaration or statement at end of input | never closed"}},
    {"implicit_fork", one, 1, {"warning main.c:3:12 = implicit declaration of function 'fork' | #include <unistd.h>"}},
    {"implicit_pipe2",
     one,
     1,
     {"warning main.c:6:12 = implicit declaration of function 'pipe2' | #define _GNU_SOURCE at the top of the file"}},
    {"implicit_strlen",
     one,
     1,
     {"warning main.c:3:17 = implicit declaration of function 'strlen' | #include <string.h>",
      "warning main.c:3:17 = incompatible implicit declaration of built-in function 'strlen' | function of C itself"}},
    {"implicit_waitpid", one, 1, {"warning main.c:4:12 = implicit declaration of function 'waitpid' | <sys/wait.h>"}},
    {"undeclared", one, 1, {"error main.c:3:12 = 'count' undeclared | Declare 'count' before"}},
    {"unknown_type", one, 1, {"error main.c:3:5 = unknown type name 'pid_t' | #include <sys/types.h>"}},
    {"prot_read", one, 1, {"error main.c:3:12 = 'PROT_READ' undeclared | #include <sys/mman.h>"}},
    {"spelling",
     one,
     1,
     {"error main.c:4 = 'prinft' is used but nowhere | did you mean 'printf'?",
      "warning main.c:4:5 = did you mean 'printf'? | spelling"}},
    {"unused", one, 1, {"warning main.c:3:9 = unused variable 'fd' | 'fd' is never used"}},
    {"letters",
     one,
     1,
     {"warning main.c:3:9 = unused variable 'z\xc3\xa4hler' | 'z\xc3\xa4hler' is never used",
      "warning main.c:3:18 = unused variable '\xd1\x87\xd0\xb8\xd1\x81\xd0\xbb\xd0\xbe' |",
      "warning main.c:3:30 = unused variable '\xe6\x95\xb0' |",
      "warning main.c:3:35 = unused variable '\xf0\x9d\x91\xa5' |"}},
    {"uninitialized", one, 1, {"warning main.c:4:12 = 'q' is used uninitialized | 'q' has no value yet"}},
    {"format", one, 1, {"warning main.c:4:14 = format '%s' expects argument | %d int"}},
    {"assign_if", one, 1, {"warning main.c:4:9 = assignment used as truth value | '=='"}},
    {"no_return", one, 1, {"warning main.c:5:1 = control reaches end of non-void function | 'return'"}},
    {"missing_header", one, 1, {"error main.c:1:10 = list.h: No such file or directory | submitted together"}},
    {"missing_kit", one, 1, {"error main.c:1:10 = mp.h: No such file | does not offer mp.h"}},
    {"windows", one, 1, {"error main.c:1:10 = windows.h: No such file | belongs to Windows"}},
    {"cplusplus", one, 1, {"error main.c:1:10 = iostream: No such file | belong to C++"}},
    {"nullptr", one, 1, {"error main.c:3:12 = 'nullptr' undeclared | Write NULL"}},
    {"shadow", one, 1, {"error main.c:1:10 = /etc/nothing-here: No such file |"}},
    {"second_file",
     two,
     2,
     {"error list.c:3:12 = 'missing' undeclared |", "warning list.c:4:1 = control reaches end |"}},
    {"header_error", two, 3, {"error list.h:2:7 = expected identifier or '(' before ')' token |"}},
    {"header_twice", two, 3, {"warning list.h:1:12 = 'list' defined but not used | never called"}},
    {"folder", deep, 2, {"warning inc/list.h:1:12 = 'unused_one' defined but not used |"}},
    {"error_directive", one, 1, {"error main.c:1:2 = #error \"read\\tthe task\" first |"}},
    {"raw_bytes", one, 1, {"error main.c:1:2 = #error \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd[31mred\xef\xbf\xbd |"}},
    {"pragma_message", one, 1, {"warning main.c:4:9 = unused variable 'a' |"}},
    {"line_directive", one, 1, {"error passwd:9:12 = 'nothing' undeclared |"}},
    {"macro", one, 1, {"error main.c:4:12 = 'missing' undeclared |"}},
    {"static_assert", one, 1, {"error main.c:1:1 = ints are small | _Static_assert"}},
    {"conflict", one, 1, {"error main.c:2:6 = conflicting types for 'f' | declared twice"}},
    {"pointer", one, 1, {"warning main.c:4:14 = makes pointer from integer without a cast | '&'"}},
    {"huge_array",
     one,
     1,
     {"error main.c:1:13 = size of array 'a' is too large | smaller",
      "warning main.c:1:13 = 'a' defined but not used |"}},
    {"werror", one, 1, {"error main.c:3:9 = unused variable 'fd' | never used"}},
    {"no_main", one, 1, {"error - = the program has no function 'main' | begins in a function named main"}},
    {"undefined", one, 1, {"error main.c:4 main.c:8 = 'helper' is used but nowhere defined | Write the function"}},
    {"undefined_sqrt", one, 1, {"error main.c:5 = 'sqrt' is used but nowhere defined | library m"}},
    {"undefined_data", one, 1, {"error main.c:2 = 'there' is used but nowhere defined |"}},
    {"twice", two, 2, {"error list.c:2 main.c:3 = 'f' is defined more than once | 'extern'"}},
    {"twice_data", two, 3, {"error list.h:1 = 'total' is defined more than once | header"}},
    {"asm", one, 1, {"error main.c:3 = no such instruction: 'frobnicate %eax' |"}},
    {"incbin", one, 1, {"error - = file not found: /etc/nothing-here |"}},
    {"gets", one, 1, {"warning main.c:5 = the 'gets' function is dangerous | fgets"}},
    {"gets_undeclared",
     one,
     1,
     {"warning main.c:5 = the 'gets' function is dangerous | fgets",
      "warning main.c:5:12 = implicit declaration of function 'gets' | fgets",
      "warning main.c:5:20 = comparison between pointer and integer |"}},
    {"bidi",
     one,
     1,
     {"warning main.c:3:38 = unpaired UTF-8 bidirectional |",
      "error main.c:4:13 = expected ';' before '}' token | add ';' at the marked place"}},
    {"fences",
     one,
     1,
     {"error main.c:1:1 = stray '`' in program | ``` belong to the page", "error main.c:1:2 = stray '`' |",
      "error main.c:1:3 = stray '`' |", "error main.c:1:5 = expected ';' before 'int' |",
      "error main.c:3:1 = stray '`' |", "error main.c:3:2 = stray '`' |", "error main.c:3:3 = stray '`' |"}},
    {"line_numbers",
     one,
     1,
     {"error main.c:1:1 = expected identifier or '(' before numeric constant |",
      "error main.c:1:3 = stray '#' in program | before the '#'"}},
    {"git_conflict",
     one,
     1,
     {"error main.c:1:1 = version control conflict marker in file | lines of one of them",
      "error main.c:3:1 = version control conflict marker |"}},
    {"class", one, 1, {"error main.c:1:1 = unknown type name 'class' | 'class' belongs to C++"}},
    {"reference", one, 1, {"error main.c:1:12 = before '&' token | a pointer (int *x)"}},
    {"tchar", one, 1, {"error main.c:1:10 = tchar.h: No such file | belongs to Windows"}},
    {"text_no_semicolon_then_stdio",
     one,
     1,
     {"error - = storage class specified for parameter 'size_t' | a header of the system, which is right"}},
    {"memory", one, 1, {"error - = the compiler ran out of memory on this program; its limits are 512 MiB | macros"}},
    {"file_size", one, 1, {"error - = the compiler wrote a file that is too large | large arrays"}},
    {"cpu", one, 1, {"error - = the compiler was stopped on this program | large arrays"}},
    {"relocation", one, 1, {"error - = cannot link a program with such large arrays |"}},
    {"text_unused", one, 1, {"warning main.c:3:9 = unused variable 'fd' | 'fd' is never used"}},
    {"text_conflict", one, 1, {"error main.c:2:6 = conflicting types for 'f' | declared twice"}},
    {"text_second_file",
     two,
     2,
     {"error list.c:3:12 = 'missing' undeclared |", "warning list.c:4:1 = control reaches end |"}},
    {"text_folder", deep, 2, {"warning inc/list.h:1:12 = 'unused_one' defined but not used |"}},
};

static struct bytes captured(const char *name, struct arena *arena)
{
    const char *source = getenv("BOTHENDS_SOURCE");
    struct bytes text;
    struct err e = {0};
    const char *path = arena_printf(arena, "%s/tests/build/data/%s.said", source ? source : ".", name);
    if (!fd_read_file(path, 1 << 20, arena, &text, &e))
        fail_msg("%s", e.text);
    return text;
}

static const char *summary(const struct finding *f, struct arena *arena)
{
    const char *text = severity_name(f->severity);
    for (size_t i = 0; i < f->where_count; i++) {
        text = arena_printf(arena, "%s %s:%u", text, f->where[i].file, f->where[i].line);
        if (f->where[i].column > 0)
            text = arena_printf(arena, "%s:%u", text, f->where[i].column);
    }
    return arena_printf(arena, "%s%s = %s", text, f->where_count ? "" : " -", f->message);
}

static bool fits(const struct finding *f, const char *wanted, struct arena *arena)
{
    const char *equals = strstr(wanted, " = "), *bar = strstr(wanted, " |");
    size_t head = (size_t)(equals - wanted);
    const char *part = arena_copy(arena, equals + 3, (size_t)(bar - equals) - 3);
    const char *text = summary(f, arena);
    return strncmp(text, wanted, head) == 0 && strncmp(text + head, " = ", 3) == 0 && strstr(f->message, part) &&
           (bar[2] == '\0' || strstr(f->hint, bar + 3));
}

static void check_harmless(const struct findings *findings)
{
    size_t errors = 0, warnings = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *f = &findings->items[i];
        errors += f->severity == SEVERITY_ERROR;
        warnings += f->severity == SEVERITY_WARNING;
        assert_non_null(f->message);
        assert_non_null(f->hint);
        assert_true(strlen(f->message) < 2000);
        assert_null(strstr(f->message, "/work"));
        assert_null(strstr(f->message, "/tmp/cc"));
        for (const char *p = f->message; *p; p++)
            assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
    }
    assert_true(errors <= DIAGNOSTICS_ERRORS_MAX);
    assert_true(warnings <= DIAGNOSTICS_WARNINGS_MAX);
}

static void reads_what_gcc_says(void **state)
{
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings found = {0};
        (void)diagnostics_read(captured(rows[i].said, arena), rows[i].files, rows[i].file_count, &limits, arena,
                               &found);
        size_t wanted = 0;
        while (wanted < WANTED_MAX && rows[i].wanted[wanted])
            wanted++;
        bool ok = wanted == found.count;
        for (size_t k = 0; ok && k < wanted; k++)
            ok = fits(&found.items[k], rows[i].wanted[k], arena);
        check_harmless(&found);
        bad += !ok;
        for (size_t k = 0; !ok && k < found.count; k++)
            print_error("%s: %s | %s\n", rows[i].said, summary(&found.items[k], arena), found.items[k].hint);
    }
    assert_int_equal(bad, 0);
}

/* What the other files explain; a hint that nothing explains stays as it was. */
static void knows_the_other_files(void **state)
{
    (void)state;
#define FILE(name_, text)            \
    {                                \
        (name_),                     \
        {                            \
            (text), sizeof(text) - 1 \
        }                            \
    }
    static const struct source files[] = {FILE("src/main.c", "#include \"mp.h\"\n# include \"../lib/list.c\"\n"),
                                          FILE("lib/list.c", "/* #include \"list.c\" */\nint f(void) { return 1; }\n"),
                                          FILE("include/List.h", ""),
                                          FILE("src/other.c", ""),
                                          FILE("src/last.c", "#include \"../include/List.h\"\n\n int a;\n\n\n\nb\n"),
                                          FILE("src/both.c", "#include <a.h>\n#include \"last.c\"\n#include <b.h>\n")};
#undef FILE
    static const char twice[] = "'f' is defined more than once (multiple definition)",
                      kit[] = "Put #include \"mp.h\" at the top of the file", token[] = "expected ';' before 'int'";
    static const struct {
        const char *message, *hint, *file, *wanted;
        uint32_t lines[3]; /* as told; and the column of what is said of line 3 */
    } found[] = {
        {"list.h: No such file or directory", "", "src/main.c", "write #include \"../include/List.h\" here", {7}},
        {"list.h: No such file or directory", "", "include/List.h", "write #include \"List.h\" here", {7}},
        {"nothing.h: No such file or directory", "as it was", "src/main.c", "as it was", {7}},
        {"implicit declaration", kit, "src/main.c", "mp.h has no such name", {7}},
        {"implicit declaration", kit, "src/other.c", kit, {7}},
        {twice, "", "lib/list.c", "src/main.c includes lib/list.c, which is compiled by itself", {2, 7}},
        {twice, "as it was", "src/other.c", "as it was", {7}},
        {token, "", "src/last.c", "at the end of include/List.h, which line 1 of src/last.c includes", {3, 0, 2}},
        {token, "as it was", "src/last.c", "as it was", {3, 0, 6}},
        {token, "as it was", "src/last.c", "as it was", {7}},
        {"'a' undeclared", "as it was", "src/last.c", "as it was", {3, 0, 2}},
        {token, "", "stdio.h", "at the end of src/last.c, which line 2 of src/both.c includes", {2}},
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct place at = {
            .file = found[i].file, .line = found[i].lines[0] == 3 ? 3 : 7, .column = found[i].lines[2]};
        struct finding f = {.message = found[i].message, .hint = found[i].hint, .where = &at, .where_count = 1};
        hint_files(&f, files, sizeof files / sizeof *files, arena);
        if (!strstr(f.hint, found[i].wanted))
            fail_msg("%s in %s: %s", found[i].message, found[i].file, f.hint);
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(k < f.where_count ? f.where[k].line : 0, found[i].lines[k]);
    }
}

/* As it is when a file was handed in before it was saved. */
static void knows_an_empty_file(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hint;
    } texts[] = {
        {"", "main.c is empty"}, {" \n\t\r\n ", "main.c is empty"}, {"\n;\n", "as it was"}, {"x", "as it was"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct source file = {.name = "main.c", .data = {texts[i].text, strlen(texts[i].text)}};
        struct finding f = {.message = "the program has no function 'main'", .hint = "as it was"};
        hint_files(&f, &file, 1, arena);
        assert_non_null(strstr(f.hint, texts[i].hint));
    }
}

static void advises_no_name_of_ours(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    assert_string_equal(hint_public("no 'mp_get'; did you mean 'mp_get_'?", arena), "no 'mp_get'");
    assert_string_equal(hint_public("no 'mp_sed'; did you mean 'mp_send'?", arena),
                        "no 'mp_sed'; did you mean 'mp_send'?");
    assert_non_null(strstr(hint_undefined("asm", arena), "write __asm__"));
}

static void stays_sane_wherever_the_text_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *all = arena_make();
        struct bytes text = captured(rows[i].said, all);
        for (size_t size = 0; size < text.size; size += 1 + size / 16) {
            AUTO_ARENA struct arena *arena = arena_make();
            struct findings found = {0};
            struct bytes piece = {arena_copy(arena, text.data, size), size};
            (void)diagnostics_read(piece, rows[i].files, rows[i].file_count, &limits, arena, &found);
            check_harmless(&found);
        }
    }
}

static void keeps_whole_diagnostics_of_a_cut_array(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes text = captured("many_warnings", arena);
    struct findings found = {0};
    text.size /= 2; /* 70 warnings, of about equal size */
    (void)diagnostics_read(text, one, 1, &limits, arena, &found);
    assert_in_range(found.count, 30, 36);
    for (size_t i = 0; i < found.count; i++)
        assert_non_null(strstr(found.items[i].message, "unused variable 'v"));
}

static void caps_warnings_and_says_so(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct findings found = {0};
    assert_true(diagnostics_read(captured("many_warnings", arena), one, 1, &limits, arena, &found));
    assert_int_equal(found.count, DIAGNOSTICS_WARNINGS_MAX);
    assert_string_equal(found.items[DIAGNOSTICS_WARNINGS_MAX - 1].detail, "(20 more not shown)");
}

static void asks_again_when_gcc_drops_its_errors(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct findings found = {0};
    assert_false(diagnostics_read(captured("many_errors", arena), one, 1, &limits, arena, &found));
    assert_int_equal(found.count, 0);
    assert_true(diagnostics_read(captured("text_many_errors", arena), one, 1, &limits, arena, &found));
    check_harmless(&found);
    assert_int_equal(found.items[1].where[0].line, 3);
    assert_string_equal(found.items[1].message, "'b0' undeclared (first use in this function)");
}

static void notes_are_shown_below_their_finding(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    static const char *const names[] = {"conflict", "text_conflict"};
    for (size_t i = 0; i < 2; i++) {
        struct findings found = {0};
        (void)diagnostics_read(captured(names[i], arena), one, 1, &limits, arena, &found);
        assert_non_null(found.items[0].detail);
        assert_string_equal(found.items[0].detail, "main.c:1: previous declaration of 'f' with type 'int(int)'");
    }
}

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static void garbage_is_no_finding(void **state)
{
    (void)state;
    static const struct bytes garbage[] = {
        {"", 0},
        TEXT("["),
        TEXT("[[[[{\"kind\":[]}"),
        TEXT("[{\"kind\": 3, \"locations\": {\"caret\": 4}}]"),
        TEXT("\n\n:::\n::1:\n"),
        TEXT("[{\"kind\": \"warning\", \"message\": \"\\u0000\"}]"),
        TEXT("/usr/bin/ld: \nld: in function 'x\n"),
        {"[{\"kind\"\0: \"error\"}]", 18},
    };
    for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings found = {0};
        (void)diagnostics_read(garbage[i], one, 1, &limits, arena, &found);
        check_harmless(&found);
        for (size_t k = 0; k < found.count; k++)
            assert_int_equal(found.items[k].where_count, 0);
    }
}

static void a_path_is_found_however_it_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t index;
    } paths[] = {
        {"src/main.c", 0},
        {"./src/main.c", 0},
        {"/work/src/main.c", 0},
        {"/work/./src/main.c", 0},
        {"src/../inc/list.h", 1},
        {"inc//list.h", 1},
        {"/work/src/../inc/list.h", 1},
        {"main.c", 2},
        {"/src/main.c", 2},
        {"../src/main.c", 2},
        {"", 2},
        {"src/main.cc", 2},
        {"/", 2},
        {"../../..", 2},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (diagnostics_file(paths[i].path, deep, 2) != paths[i].index)
            fail_msg("'%s' was found as %zu", paths[i].path, diagnostics_file(paths[i].path, deep, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_other_files),
        cmocka_unit_test(knows_an_empty_file),
        cmocka_unit_test(advises_no_name_of_ours),
        cmocka_unit_test(reads_what_gcc_says),
        cmocka_unit_test(stays_sane_wherever_the_text_is_cut),
        cmocka_unit_test(keeps_whole_diagnostics_of_a_cut_array),
        cmocka_unit_test(caps_warnings_and_says_so),
        cmocka_unit_test(asks_again_when_gcc_drops_its_errors),
        cmocka_unit_test(notes_are_shown_below_their_finding),
        cmocka_unit_test(garbage_is_no_finding),
        cmocka_unit_test(a_path_is_found_however_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
