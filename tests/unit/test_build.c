/* test_build.c -- what may be submitted, and the doors behind which hostile readers are believed. */
#include "server/build.h"
#include "server/inspect.h"
#include "server/sources.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

enum { FILES_MAX = 3 };
static const struct {
    const char *claim;
    const char *names[FILES_MAX];
    enum err_code code;
    const char *said;
} files_rows[] = {
    {"one .c file", {"main.c"}, ERR_NONE, ""},
    {"folders", {"src/main.c", "inc/list.h"}, ERR_NONE, ""},
    {"blanks and umlauts",
     {"\xc3\xbc"
      "bung 1 (2).c"},
     ERR_NONE,
     ""},
    {"an at sign is no response file", {"@args.c"}, ERR_NONE, ""},
    {"nothing", {NULL}, ERR_INPUT, "nothing was submitted"},
    {"only a header", {"list.h"}, ERR_INPUT, "no .c file"},
    {"an option", {"-fplugin=x.c"}, ERR_INPUT, "'-fplugin=x.c' cannot be used"},
    {"a folder like an option", {"-I/main.c"}, ERR_INPUT, "cannot be used"},
    {"a response file", {"@args"}, ERR_INPUT, "'@args' is no .c or .h file"},
    {"a shell's sign", {"a;b.c"}, ERR_INPUT, "'a;b.c' cannot be used"},
    {"a command", {"$(id).c"}, ERR_INPUT, "cannot be used"},
    {"C++", {"main.cpp"}, ERR_INPUT, "'main.cpp' is no .c or .h file"},
    {"capital letter", {"main.C"}, ERR_INPUT, "no .c or .h file"},
    {"no name but the end", {".c"}, ERR_INPUT, "no .c or .h file"},
    {"out of its folder", {"../main.c"}, ERR_INPUT, "cannot be used"},
    {"absolute", {"/main.c"}, ERR_INPUT, "cannot be used"},
    {"a control character", {"a\nb.c"}, ERR_INPUT, "cannot be used"},
    {"twice", {"main.c", "main.c"}, ERR_INPUT, "submitted twice"},
    {"a file that is a folder", {"a.c", "a.c/b.c"}, ERR_INPUT, "as a file and as a folder"},
    {"a folder that is a file", {"a.c/b.c", "a.c"}, ERR_INPUT, "as a file and as a folder"},
    {"a name that begins like another", {"a.c", "a.c.c"}, ERR_NONE, ""},
};

static void says_what_may_be_submitted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files_rows / sizeof *files_rows; i++) {
        struct source files[FILES_MAX] = {0};
        size_t count = 0;
        struct err e = {0};
        for (; count < FILES_MAX && files_rows[i].names[count]; count++)
            files[count] = (struct source){.name = files_rows[i].names[count], .data = TEXT("int x;\n")};
        bool ok = build_files_ok(files, count, false, &e);
        if (ok != (files_rows[i].code == ERR_NONE) || e.code != files_rows[i].code ||
            !strstr(e.text, files_rows[i].said))
            fail_msg("%s: code %d, '%s'", files_rows[i].claim, (int)e.code, e.text);
    }
}

static void says_what_is_no_text(void **state)
{
    static const struct {
        struct bytes data;
        const char *said;
    } rows[] = {
        {TEXT("\x7f"
              "ELF\2\1\1"),
         "'b.c' is a compiled program"},
        {TEXT("\xff\xfei\0n\0t\0"), "'b.c' is UTF-16 text"},
        {TEXT("\xfe\xff\0i"), "'b.c' is UTF-16 text"},
        {TEXT("i\0n\0t\0"), "'b.c' is UTF-16 text"},
        {TEXT("\0i\0n\0t"), "'b.c' is UTF-16 text"},
        {TEXT("int\0"), NULL},
        {TEXT("i\0nt"), NULL},
        {TEXT("\0\0int"), NULL},
        {TEXT("PK\3\4"), "'b.c' is an archive"},
        {TEXT("%PDF-1.7\n"), "'b.c' is a PDF document"},
        /* look-alikes */
        {TEXT("\xef\xbb\xbfint x;\n"), NULL},
        {TEXT("PK x;\n"), NULL},
        {TEXT("/* ELF */\n"), NULL},
        {{NULL, 0}, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct source files[2] = {{"a.c", TEXT("int y;\n")}, {"b.c", rows[i].data}};
        struct err e = {0};
        if (build_files_ok(files, 2, false, &e) != !rows[i].said || (rows[i].said && !strstr(e.text, rows[i].said)))
            fail_msg("row %zu: code %d, '%s'", i, (int)e.code, e.text);
    }
}

static void bounds_sizes_and_counts(void **state)
{
    (void)state;
    static char big[SUBMISSION_BYTES_MAX];
    struct source two[2] = {{"a.c", {big, sizeof big}}, {"b.c", {big, 1}}};
    struct source many[SUBMISSION_FILES_MAX + 1];
    struct err e = {0};
    assert_true(build_files_ok(two, 1, false, &e));
    assert_false(build_files_ok(two, 2, false, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    assert_non_null(strstr(e.text, "b.c"));
    char names[SUBMISSION_FILES_MAX + 1][8];
    for (int i = 0; i <= SUBMISSION_FILES_MAX; i++) {
        names[i][0] = (char)('a' + i / 26);
        names[i][1] = (char)('a' + i % 26);
        memcpy(names[i] + 2, ".c", 3);
        many[i] = (struct source){names[i], {"", 0}};
    }
    e = (struct err){0};
    assert_true(build_files_ok(many, SUBMISSION_FILES_MAX, false, &e));
    assert_false(build_files_ok(many, SUBMISSION_FILES_MAX + 1, false, &e));
    assert_int_equal(e.code, ERR_LIMIT);
}

static void knows_archives_by_their_first_bytes(void **state)
{
    (void)state;
    assert_true(build_is_archive((struct bytes)TEXT("PK\3\4....")));
    assert_true(build_is_archive((struct bytes)TEXT("PK\5\6....")));
    assert_true(build_is_archive((struct bytes)TEXT("\x1f\x8b\x08\x00")));
    assert_false(build_is_archive((struct bytes)TEXT("PK is a name")));
    assert_false(build_is_archive((struct bytes)TEXT("\x1f\x8b")));
    assert_false(build_is_archive((struct bytes){NULL, 0}));
}

static const struct {
    const char *claim;
    struct bytes said;
    enum err_code code;
    size_t count;
} unpack_rows[] = {
    {"one file", TEXT("file 3 a.c\nabcend 1\n"), ERR_NONE, 1},
    {"two files", TEXT("file 0 a.c\nfile 1 b/c.h\nxend 2\n"), ERR_NONE, 2},
    {"data that looks like a head", TEXT("file 11 a.c\nfile 1 b.c\nend 1\n"), ERR_NONE, 1},
    {"its own fault", TEXT("input the archive is empty\n"), ERR_INPUT, 0},
    {"too large", TEXT("file 3 a.c\nabclimit too much\n"), ERR_LIMIT, 0},
    {"nothing", TEXT(""), ERR_SYSTEM, 0},
    {"no end", TEXT("file 3 a.c\nabc"), ERR_SYSTEM, 0},
    {"wrong count", TEXT("file 3 a.c\nabcend 2\n"), ERR_SYSTEM, 0},
    {"more after the end", TEXT("file 3 a.c\nabcend 1\nx"), ERR_SYSTEM, 0},
    {"longer than it is", TEXT("file 30 a.c\nabcend 1\n"), ERR_SYSTEM, 0},
    {"a huge size", TEXT("file 99999999999999999999 a.c\nabcend 1\n"), ERR_SYSTEM, 0},
    {"a size below zero", TEXT("file -1 a.c\nabcend 1\n"), ERR_SYSTEM, 0},
    {"no size", TEXT("file  a.c\nabcend 1\n"), ERR_SYSTEM, 0},
    {"out of its folder", TEXT("file 3 ../a.c\nabcend 1\n"), ERR_SYSTEM, 0},
    {"an option", TEXT("file 3 -a.c\nabcend 1\n"), ERR_SYSTEM, 0},
    {"a hidden end of the name", TEXT("file 3 a.c\0.h\nabcend 1\n"), ERR_SYSTEM, 0},
};

static void believes_no_unpacker(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof unpack_rows / sizeof *unpack_rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct source *files = NULL;
        size_t count = 0;
        struct err e = {0};
        bool ok = build_unpack_read(unpack_rows[i].said, arena, &files, &count, &e);
        if (ok != (unpack_rows[i].code == ERR_NONE) || e.code != unpack_rows[i].code || count != unpack_rows[i].count)
            fail_msg("%s: code %d, %zu files, '%s'", unpack_rows[i].claim, (int)e.code, count, e.text);
    }
}

static void a_sentence_of_an_unpacker_is_harmless(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct source *files;
    size_t count;
    struct err e = {0};
    assert_false(build_unpack_read((struct bytes)TEXT("input \033[2J %s\nmore\n"), arena, &files, &count, &e));
    assert_string_equal(e.text, "\xef\xbf\xbd[2J %s");
}

static const struct source sources[] = {{.name = "main.c"}, {.name = "src/a.c"}};
static const struct {
    const char *claim;
    struct bytes said;
    bool ok;
    size_t count;
    const char *first; /* file of the first use */
} symbol_rows[] = {
    {"nothing", TEXT("end 0 0\n"), true, 0, NULL},
    {"a use", TEXT("fork\t3\tmain\t/work/main.c\nend 1 0\n"), true, 1, "main.c"},
    {"in order of file", TEXT("fork\t3\tmain\t/work/src/a.c\nwait\t9\tmain\tmain.c\nend 2 0\n"), true, 2, "main.c"},
    {"a line that is not the student's", TEXT("fork\t3\tf\t/usr/include/f.h\nend 1 0\n"), true, 0, NULL},
    {"a line of the kit, which no student need look at", TEXT("fork\t3\tmp_start_\t/box/kit/mp.h\nend 1 0\n"), true, 1,
     NULL},
    {"a line that nobody knows", TEXT("fork\t0\t\t\nend 1 0\n"), true, 1, NULL},
    {"no number of variables", TEXT("end 0\n"), false, 0, NULL},
    {"too many variables", TEXT("end 0 99999999\n"), false, 0, NULL},
    {"no end", TEXT("fork\t3\tmain\t/work/main.c\n"), false, 0, NULL},
    {"wrong count", TEXT("fork\t3\tmain\t/work/main.c\nend 2 0\n"), false, 0, NULL},
    {"missing field", TEXT("fork\t3\tmain.c\nend 1 0\n"), false, 0, NULL},
    {"line out of range", TEXT("fork\t9999999999\tmain\tmain.c\nend 1 0\n"), false, 0, NULL},
    {"line below zero", TEXT("fork\t-1\tmain\tmain.c\nend 1 0\n"), false, 0, NULL},
    {"hidden end", TEXT("fork\0x\t1\tmain\tmain.c\nend 1 0\n"), false, 0, NULL},
};

static void believes_no_symbol_reader(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof symbol_rows / sizeof *symbol_rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct build_evidence said = {0};
        struct err e = {0};
        bool ok = build_symbols_read(symbol_rows[i].said, sources, 2, arena, &said, &e);
        const char *first = ok && said.use_count > 0 ? said.uses[0].where.file : NULL;
        bool same = first == symbol_rows[i].first ||
                    (first && symbol_rows[i].first && strcmp(first, symbol_rows[i].first) == 0);
        if (ok != symbol_rows[i].ok || said.use_count != symbol_rows[i].count || !same || (!ok && e.code != ERR_SYSTEM))
            fail_msg("%s: %d, %zu uses, '%s'", symbol_rows[i].claim, (int)ok, said.use_count, e.text);
    }
}

static const struct {
    struct bytes text;
    bool renames;
} line_rows[] = {
    {TEXT("# 1 \"/usr/include/x.h\"\n"), true},
    {TEXT("int a;\n  #line 7 \"x.h\"\n"), true},
    {TEXT("int a; // no\n\t# /* */ line 7\n"), true},
    {TEXT("/* over\n two */ #7\n"), true},
    {TEXT("#li\\\nne 7\n"), true},
    {TEXT("%: 7 \"x.h\"\n"), true},
    {TEXT("?\?= line 7\n"), true},
    {TEXT("char c = '\"'; int b; /* \" */\n#line 7\n"), true},
    {TEXT("const char *s = \"\\\"\";\n# 1 \"x.h\"\n"), true},
    {TEXT("#include <stdio.h>\n#define line 1\n#if 1\n#endif\n#\n"), false},
    {TEXT("/* an example:\n#line 7\n*/ int a;\n"), false},
    {TEXT("// to be continued \\\n#line 7\n"), false},
    {TEXT("int line = a %: 7;\nint b = 1 # 1;\n"), false},
    {TEXT("puts(\"\\\n#line 7\");\n"), false},
    {TEXT("puts(\"/*\");\n/*\n# 1\n*/"), false},
    {TEXT("/* never ends\n# 1"), false},
    {TEXT("#"), false},
    {TEXT(""), false},
};

static void sees_lines_that_are_renamed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof line_rows / sizeof *line_rows; i++)
        if (source_renames_lines(line_rows[i].text) != line_rows[i].renames)
            fail_msg("%.*s", (int)line_rows[i].text.size, line_rows[i].text.data);
}

static void hides_no_use_behind_a_renamed_line(void **state)
{
    (void)state;
    static const struct source liar[] = {{.name = "main.c", .data = TEXT("#line 1 \"/usr/include/x.h\"\n")}};
    static const char *const said[] = {"system\t1\tmain\t/usr/include/x.h\nend 1 2\n",
                                       "system\t1\tmain\t/box/kit/mp.h\nend 1 2\n"};
    for (size_t i = 0; i < 2; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct build_evidence read = {0};
        struct err e = {0};
        assert_true(build_symbols_read((struct bytes){said[i], strlen(said[i])}, liar, 1, arena, &read, &e));
        assert_int_equal(read.use_count, 1);
        assert_int_equal(read.variable_count, 2);
        assert_null(read.uses[0].where.file);
        assert_false(read.uses[0].by_kit);
    }
}

/* A reader of debug information that came to no good end: by what it read, or by something else? */
static void blames_no_program_for_a_reader_that_was_ended(void **state)
{
    (void)state;
    static const struct {
        const char *claim;
        enum outcome outcome;
        int exit_code, signal;
        bool ok, told;
    } rows[] = {
        {"it answered", OUTCOME_EXITED, 0, 0, true, true},
        {"it could not read what we gave it", OUTCOME_EXITED, 1, 0, false, false},
        {"it crashed over what it read", OUTCOME_SIGNALED, -1, SIGSEGV, true, false},
        {"it was killed", OUTCOME_SIGNALED, -1, SIGKILL, false, false},
        {"it ran in a circle", OUTCOME_CPU_LIMIT, -1, 0, true, false},
        {"it took all the memory", OUTCOME_MEMORY_LIMIT, -1, 0, true, false},
        {"the machine stood still", OUTCOME_WALL_LIMIT, -1, 0, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct report said = {
            .outcome = rows[i].outcome, .exit_code = rows[i].exit_code, .signal = rows[i].signal};
        struct err e = {0};
        bool told = false, ok = inspect_told(&said, "the reader", &told, &e);
        if (ok != rows[i].ok || told != rows[i].told || (!ok && e.code != ERR_SYSTEM))
            fail_msg("%s: ok %d, told %d, %s", rows[i].claim, ok, told, e.text);
    }
}

static void names_the_compiler(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const char *name = "";
    struct err e = {0};
    assert_true(build_compiler(arena, &name, &e));
    assert_memory_equal(name, "gcc ", 4);
#if defined __GNUC__ && !defined __clang__
    const char *same = arena_printf(arena, "gcc %d.%d.%d", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
    assert_string_equal(name, same); /* this test was built by it */
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_may_be_submitted),
        cmocka_unit_test(says_what_is_no_text),
        cmocka_unit_test(bounds_sizes_and_counts),
        cmocka_unit_test(knows_archives_by_their_first_bytes),
        cmocka_unit_test(believes_no_unpacker),
        cmocka_unit_test(a_sentence_of_an_unpacker_is_harmless),
        cmocka_unit_test(believes_no_symbol_reader),
        cmocka_unit_test(sees_lines_that_are_renamed),
        cmocka_unit_test(hides_no_use_behind_a_renamed_line),
        cmocka_unit_test(blames_no_program_for_a_reader_that_was_ended),
        cmocka_unit_test(names_the_compiler),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
