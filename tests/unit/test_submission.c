/* test_submission.c -- legal moves, names and ids of submissions; tokens. */
#include "server/submission.h"
#include "server/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { Q = SUBMISSION_QUEUED, R = SUBMISSION_RUNNING, G = SUBMISSION_GRADED, C = SUBMISSION_COMPILE_ERROR };
enum { E = SUBMISSION_GRADER_ERROR };

static const struct {
    const char *claim;
    int from, to;
    bool may;
} moves[] = {
    {"a worker takes it", Q, R, true},
    {"graded", R, G, true},
    {"did not compile", R, C, true},
    {"our fault, at last", R, E, true},
    {"the worker died", R, Q, true},
    {"regrade of a grade", G, Q, true},
    {"regrade of a compile error", C, Q, true},
    {"regrade of a grader error", E, Q, true},
    {"graded without a worker", Q, G, false},
    {"graded twice", G, G, false},
    {"graded after an error", E, G, false},
    {"taken when graded", G, R, false},
    {"queued twice", Q, Q, false},
    {"taken twice", R, R, false},
    {"no such state", R, SUBMISSION_STATE_COUNT, false},
    {"from no such state", SUBMISSION_STATE_COUNT, Q, false},
};

static void only_legal_moves(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (submission_may((enum submission_state)moves[i].from, (enum submission_state)moves[i].to) != moves[i].may)
            fail_msg("%s", moves[i].claim);
}

static void names_are_the_contracts(void **state)
{
    (void)state;
    static const char *const names[] = {"queued", "running", "graded", "compile_error", "grader_error"};
    for (size_t i = 0; i < SUBMISSION_STATE_COUNT; i++) {
        enum submission_state parsed = SUBMISSION_STATE_COUNT;
        assert_string_equal(submission_state_name((enum submission_state)i), names[i]);
        assert_true(submission_state_parse(names[i], &parsed));
        assert_int_equal(parsed, i);
        assert_int_equal(submission_done((enum submission_state)i), i >= 2);
    }
    enum submission_state untouched = SUBMISSION_GRADED;
    assert_false(submission_state_parse("done", &untouched));
    assert_int_equal(untouched, SUBMISSION_GRADED);
}

static const struct {
    const char *claim, *id;
    bool ok;
} ids[] = {
    {"an id", "sub_01M82SKCZHERVN7XRP0GEZVJGB", true},
    {"the largest", "sub_7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true},
    {"too large", "sub_80000000000000000000000000", false},
    {"short", "sub_01M82SKCZHERVN7XRP0GEZVJG", false},
    {"long", "sub_01M82SKCZHERVN7XRP0GEZVJGBX", false},
    {"lower case", "sub_01m82skczhervn7xrp0gezvjgb", false},
    {"a letter that is none", "sub_01M82SKCZHERVN7XRP0GEZVJGI", false},
    {"another prefix", "tok_01M82SKCZHERVN7XRP0GEZVJGB", false},
    {"a path", "sub_../../../../../../../../..", false},
    {"empty", "", false},
};

static void ids_are_checked_at_the_door(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (submission_id_ok(ids[i].id) != ids[i].ok)
            fail_msg("%s", ids[i].claim);
}

static void ids_are_fresh_and_begin_with_the_time(void **state)
{
    (void)state;
    char a[ID_MAX], b[ID_MAX];
    submission_id_make(a);
    submission_id_make(b);
    assert_true(submission_id_ok(a));
    assert_string_not_equal(a, b);
    assert_memory_equal(a, b, 4 + 6); /* the upper 30 bits of 48: the same for four minutes */
    assert_true(memcmp(a + 4, "01", 2) == 0);
}

static void tokens_have_their_form_and_are_fresh(void **state)
{
    (void)state;
    char a[TOKEN_SIZE], b[TOKEN_SIZE];
    token_make(a);
    token_make(b);
    assert_true(token_ok(a));
    assert_int_equal(strlen(a), 46);
    assert_string_not_equal(a, b);
    a[45] = '=';
    assert_false(token_ok(a));
    assert_false(token_ok("bt_"));
    assert_false(token_ok(""));
}

static const struct {
    const char *name;
    bool ok;
} token_names[] = {
    {"ada", true},   {"Ada Lovelace", true}, {"\xc3\x85sa", true}, {"", false},     {" ada", false},
    {"ada ", false}, {"a\nb", false},        {"a\x1b[31m", false}, {"\xff", false}, {"a\tb", false},
};

static void token_names_can_be_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof token_names / sizeof *token_names; i++)
        if (token_name_ok(token_names[i].name) != token_names[i].ok)
            fail_msg("'%s'", token_names[i].name);
    char long_name[TOKEN_NAME_MAX + 2];
    memset(long_name, 'a', TOKEN_NAME_MAX + 1);
    long_name[TOKEN_NAME_MAX + 1] = '\0';
    assert_false(token_name_ok(long_name));
    assert_true(token_name_ok(long_name + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_legal_moves),
        cmocka_unit_test(names_are_the_contracts),
        cmocka_unit_test(ids_are_checked_at_the_door),
        cmocka_unit_test(ids_are_fresh_and_begin_with_the_time),
        cmocka_unit_test(tokens_have_their_form_and_are_fresh),
        cmocka_unit_test(token_names_can_be_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
