/* fuzz_rubric.c -- any bytes as a rubric: refused with places, or a rubric whose promises hold. */
#include "rubrics/checks.h"
#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void check_errors(const struct rubric_errors *errors, struct bytes text)
{
    uint32_t lines = 1;
    for (size_t i = 0; i < text.size; i++)
        lines += text.data[i] == '\n';
    CHECK(errors->count >= 1 && errors->count <= RUBRIC_ERRORS_MAX);
    for (size_t i = 0; i < errors->count; i++) {
        const struct rubric_error *error = &errors->items[i];
        CHECK(error->line >= (i > 0 ? errors->items[i - 1].line : 1) && error->line <= lines);
        CHECK(error->pointer[0] == '\0' || error->pointer[0] == '/');
        CHECK(error->detail[0] != '\0' && strlen(error->detail) < 1024);
    }
}

static void check_case(const struct rubric_case *c)
{
    CHECK(rubric_id_ok(c->id) && c->title && c->args && !c->args[c->arg_count] && c->runs >= 1 && c->runs <= 100);
    for (size_t i = 0; i < c->arg_count; i++)
        CHECK(c->args[i]);
    for (size_t i = 0; i < c->file_count; i++)
        CHECK(spec_name_ok(c->files[i].name) && (c->files[i].text.data || c->files[i].text.size == 0));
    for (size_t i = 0; i < c->files_wanted_count; i++)
        CHECK(spec_name_ok(c->files_wanted[i].name) && c->files_wanted[i].wanted.text.data);
    CHECK(!c->has_stdout || c->stdout_wanted.text.data);
    CHECK(!c->has_exit || c->exit_wanted <= 255);
}

static void check_criterion(const struct rubric *rubric, size_t self)
{
    const struct rubric_criterion *criterion = &rubric->criteria[self];
    const struct check *check = check_find(criterion->check);
    CHECK(check && rubric_id_ok(criterion->id) && criterion->title && criterion->text);
    for (size_t i = 0; i < criterion->requires_count; i++)
        CHECK(criterion->requires_[i] < self);
    CHECK(criterion->case_count == 0 || (check->takes & TAKES_CASES));
    CHECK(criterion->case_count > 0 || !(check->takes & TAKES_CASES));
    for (size_t i = 0; i < criterion->case_count; i++) {
        CHECK(criterion->cases[i] < rubric->case_count);
        CHECK(!check->fits || check->fits(&rubric->cases[criterion->cases[i]]));
    }
    CHECK(criterion->function_count > 0 || !check->needs_functions);
    for (size_t i = 0; i < criterion->function_count; i++)
        CHECK(criterion->functions[i]);
    for (size_t i = 0; i < criterion->ignore_count; i++)
        CHECK(criterion->ignore[i]);
    CHECK(criterion->points_each == 0 || criterion->partial);
}

static void check_rubric(const struct rubric *rubric, struct bytes text)
{
    uint32_t points = 0;
    CHECK(rubric_id_ok(rubric->id) && rubric->title && rubric->task && bytes_equal(rubric->json, text));
    for (size_t i = 0; i < rubric->flag_count; i++)
        CHECK(rubric->flags[i] && rubric->flags[i][0] == '-');
    for (size_t i = 0; i < rubric->library_count; i++)
        CHECK(rubric->libraries[i]);
    for (size_t i = 0; i < rubric->case_count; i++)
        check_case(&rubric->cases[i]);
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        check_criterion(rubric, i);
        points += rubric->criteria[i].points;
        CHECK(rubric->has_due || rubric->criteria[i].visibility != VISIBILITY_AFTER_DUE);
    }
    CHECK(points == rubric->max_points && points > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes text = {(const char *)data, size};
    struct rubric rubric;
    struct rubric_errors errors = {0};
    if (rubric_parse(text, arena, &rubric, &errors))
        check_rubric(&rubric, text);
    else
        check_errors(&errors, text);
    return 0;
}
