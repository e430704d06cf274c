/* grade_view.c -- a grade document as a student may see it. */
#include "rubrics/alike.h"
#include "rubrics/checks.h"
#include "rubrics/documents.h"
#include "rubrics/grade.h"
#include "rubrics/json.h"
#include "sandbox/base/err.h"

#include <math.h>
#include <string.h>

/* What a case is to a student. A program can print its input: where only hidden criteria look at the output of a
 * case, the output is not shown, although others may be judged by how the same case ended. */
struct case_view {
    bool shown, output_shown;
};

struct view {
    const struct rubric *rubric;
    bool *withheld;                      /* for each criterion */
    struct case_view *cases;             /* for each case */
    json_t *old_criteria, *old_findings; /* of the stored document */
    size_t *index;                       /* for each old finding: its new index, or GONE */
};
static const size_t GONE = SIZE_MAX;

static bool is_withheld(const struct rubric *rubric, const struct rubric_criterion *criterion, int64_t now_unix_ms)
{
    if (criterion->visibility == VISIBILITY_AFTER_DUE)
        return !rubric->has_due || now_unix_ms < rubric->due_unix_ms;
    return criterion->visibility == VISIBILITY_HIDDEN;
}

bool grade_withholds(const struct rubric *rubric, int64_t now_unix_ms)
{
    for (size_t i = 0; i < rubric->criterion_count; i++)
        if (is_withheld(rubric, &rubric->criteria[i], now_unix_ms))
            return true;
    return false;
}

static bool looks_at(const struct rubric_criterion *criterion, size_t which)
{
    for (size_t i = 0; i < criterion->case_count; i++)
        if (criterion->cases[i] == which)
            return true;
    return false;
}

static struct case_view view_case(const struct view *view, size_t which)
{
    bool shown = false, withheld = false, output = false;
    for (size_t i = 0; i < view->rubric->criterion_count; i++) {
        const struct rubric_criterion *criterion = &view->rubric->criteria[i];
        if (!looks_at(criterion, which))
            continue;
        shown |= !view->withheld[i];
        withheld |= view->withheld[i];
        output |=
            !view->withheld[i] && (strcmp(criterion->check, "stdout") == 0 || strcmp(criterion->check, "files") == 0);
    }
    return (struct case_view){shown || !withheld, output || !withheld};
}

static const struct case_view *case_of(const struct view *view, const json_t *named)
{
    static const struct case_view unknown = {false, false};
    const char *id = json_string_value(json_object_get(named, "case"));
    for (size_t i = 0; id && i < view->rubric->case_count; i++)
        if (strcmp(view->rubric->cases[i].id, id) == 0)
            return &view->cases[i];
    return &unknown;
}

/* Is a finding a shown criterion's, or nobody's? */
static bool may_be_told(const struct view *view, size_t which)
{
    bool told = false, named = false;
    for (size_t i = 0; i < view->rubric->criterion_count; i++) {
        size_t k;
        json_t *index;
        json_array_foreach(json_object_get(json_array_get(view->old_criteria, i), "findings"), k, index)
        {
            if ((size_t)json_integer_value(index) != which)
                continue;
            named = true;
            told |= !view->withheld[i];
        }
    }
    return told || !named;
}

static bool finding_shown(const struct view *view, size_t which)
{
    const json_t *finding = json_array_get(view->old_findings, which);
    const char *code = json_string_value(json_object_get(finding, "code"));
    if (code && strncmp(code, "compile-", 8) == 0)
        return true;
    if (json_object_get(finding, "case") && !case_of(view, finding)->shown)
        return false;
    return may_be_told(view, which);
}

static json_t *view_findings(struct view *view, struct arena *arena)
{
    json_t *out = json_array();
    size_t count = json_array_size(view->old_findings);
    view->index = arena_alloc(arena, count, sizeof *view->index);
    for (size_t i = 0; i < count; i++) {
        view->index[i] = GONE;
        if (!finding_shown(view, i))
            continue;
        view->index[i] = json_array_size(out);
        document_append(out, json_incref(json_array_get(view->old_findings, i)));
    }
    return out;
}

static void copy_key(json_t *to, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    if (value)
        document_set(to, key, json_incref(value));
}

static json_t *withheld_criterion(const json_t *old)
{
    static const char *const keys[] = {"id", "title", "max_points", "visibility"};
    json_t *out = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        copy_key(out, old, keys[i]);
    document_set(out, "withheld", json_true());
    return out;
}

/* That a requirement was not met says what came out of it. */
static bool requires_withheld(const struct view *view, const struct rubric_criterion *criterion)
{
    for (size_t i = 0; i < criterion->requires_count; i++)
        if (view->withheld[criterion->requires_[i]])
            return true;
    return false;
}

static json_t *shown_criterion(const struct view *view, size_t which)
{
    json_t *out = json_copy(json_array_get(view->old_criteria, which)), *findings = json_array(), *index;
    CHECK(out);
    size_t i;
    json_array_foreach(json_object_get(out, "findings"), i, index)
    {
        size_t old = (size_t)json_integer_value(index);
        if (old < json_array_size(view->old_findings) && view->index[old] != GONE)
            document_append(findings, json_integer((json_int_t)view->index[old]));
    }
    document_set(out, "findings", findings);
    if (requires_withheld(view, &view->rubric->criteria[which]) && !json_is_true(json_object_get(out, "passed")))
        document_set(out, "message", json_string("This also depends on a criterion that is not shown to you (yet)."));
    return out;
}

static uint64_t hundredths(const json_t *criterion, const char *key)
{
    return (uint64_t)llround(json_number_value(json_object_get(criterion, key)) * 100);
}

static void set_criteria(const struct view *view, json_t *document)
{
    json_t *out = json_array(), *withheld = json_object();
    uint64_t score = 0, max_score = 0, withheld_points = 0, withheld_count = 0;
    for (size_t i = 0; i < view->rubric->criterion_count; i++) {
        const json_t *old = json_array_get(view->old_criteria, i);
        if (view->withheld[i]) {
            withheld_count++;
            withheld_points += hundredths(old, "max_points");
            document_append(out, withheld_criterion(old));
        } else {
            score += hundredths(old, "points");
            max_score += hundredths(old, "max_points");
            document_append(out, shown_criterion(view, i));
        }
    }
    if (view->rubric->criterion_count > 0) {
        document_set(document, "score", json_real((double)score / 100));
        document_set(document, "max_score", json_real((double)max_score / 100));
    }
    document_set(document, "criteria", out);
    document_set(withheld, "criteria", json_integer((json_int_t)withheld_count));
    document_set(withheld, "points", json_real((double)withheld_points / 100));
    document_set(document, "withheld", withheld);
}

/* The findings of one run, out of those that are shown. */
static json_t *findings_of_run(const json_t *findings, const json_t *run)
{
    json_t *out = json_array(), *finding;
    size_t i;
    json_array_foreach(findings, i, finding)
    {
        if (json_object_get(finding, "case") &&
            json_equal(json_object_get(finding, "case"), json_object_get(run, "case")) &&
            json_equal(json_object_get(finding, "run"), json_object_get(run, "run")))
            document_append(out, alike_unmarked(finding));
    }
    return out;
}

static void withhold_output(json_t *report)
{
    static const char *const streams[] = {"stdout", "stderr"};
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        json_t *empty = json_object();
        document_set(empty, "text", json_string(""));
        document_set(empty, "bytes", json_integer(0));
        document_set(empty, "truncated", json_true());
        document_set(empty, "withheld", json_true());
        document_set(report, streams[i], empty);
    }
    document_set(report, "files", json_array());
}

static void set_runs(const struct view *view, const json_t *findings, json_t *document)
{
    json_t *out = json_array(), *old;
    size_t i;
    json_array_foreach(json_object_get(document, "runs"), i, old)
    {
        const struct case_view *c = case_of(view, old);
        if (!c->shown)
            continue;
        json_t *run = json_copy(old), *report = json_copy(json_object_get(old, "report"));
        CHECK(run && report);
        document_set(report, "findings", findings_of_run(findings, old));
        if (!c->output_shown)
            withhold_output(report);
        document_set(run, "report", report);
        document_append(out, run);
    }
    document_set(document, "runs", out);
}

/* A value tells what is expected: only where a shown criterion looks at it, or none at all does. */
static bool value_shown(const struct view *view, const json_t *value)
{
    const char *name = json_string_value(json_object_get(value, "name"));
    bool shown = false, withheld = false;
    for (size_t i = 0; name && i < view->rubric->criterion_count; i++) {
        const struct rubric_criterion *criterion = &view->rubric->criteria[i];
        for (size_t k = 0; k < criterion->value_count; k++) {
            if (strcmp(view->rubric->values[criterion->values[k]].name, name) != 0)
                continue;
            shown |= !view->withheld[i];
            withheld |= view->withheld[i];
        }
    }
    const struct case_view *c = case_of(view, value);
    return c->shown && c->output_shown && (shown || !withheld);
}

/* Grades from before there were values have none. */
static void set_values(const struct view *view, json_t *document)
{
    json_t *out = json_array(), *old;
    size_t i;
    json_array_foreach(json_object_get(document, "values"), i, old)
    {
        if (value_shown(view, old))
            document_append(out, json_incref(old));
    }
    document_set(document, "values", out);
}

/* Is this a grade of this rubric, with the parts that are worked on below in their places? */
static bool is_grade(const json_t *document, const struct rubric *rubric, struct err *e)
{
    const char *schema = json_string_value(json_object_get(document, "schema"));
    const json_t *criteria = json_object_get(document, "criteria"), *runs = json_object_get(document, "runs"), *run;
    if (!schema || strcmp(schema, "bothends.grade/1") != 0 || !json_is_array(json_object_get(document, "findings")) ||
        !json_is_array(runs) || json_array_size(criteria) != rubric->criterion_count)
        return err_set(e, ERR_SYSTEM, "the stored document is no grade of rubric '%s'", rubric->id);
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        const char *id = json_string_value(json_object_get(json_array_get(criteria, i), "id"));
        if (!id || strcmp(id, rubric->criteria[i].id) != 0)
            return err_set(e, ERR_SYSTEM, "the stored grade has no criterion '%s'", rubric->criteria[i].id);
    }
    size_t i;
    json_array_foreach(runs, i, run)
    {
        if (!json_is_object(json_object_get(run, "report")))
            return err_set(e, ERR_SYSTEM, "run %zu of the stored grade has no report", i);
    }
    return true;
}

bool grade_for_student(struct bytes grade_json, const struct rubric *rubric, int64_t now_unix_ms, struct arena *arena,
                       struct bytes *out, struct err *e)
{
    AUTO_JSON json_t *document = NULL;
    struct err why = {0};
    if (!json_read(grade_json, &document, &why))
        return err_set(e, ERR_SYSTEM, "read the stored grade: %s", why.text);
    if (!is_grade(document, rubric, e))
        return false;
    struct view view = {.rubric = rubric};
    view.old_criteria = json_object_get(document, "criteria");
    view.old_findings = json_object_get(document, "findings");
    view.withheld = arena_alloc(arena, rubric->criterion_count, sizeof *view.withheld);
    view.cases = arena_alloc(arena, rubric->case_count, sizeof *view.cases);
    for (size_t i = 0; i < rubric->criterion_count; i++)
        view.withheld[i] = is_withheld(rubric, &rubric->criteria[i], now_unix_ms);
    for (size_t i = 0; i < rubric->case_count; i++)
        view.cases[i] = view_case(&view, i);

    AUTO_JSON json_t *findings = view_findings(&view, arena);
    set_runs(&view, findings, document);
    set_values(&view, document);
    set_criteria(&view, document);
    alike_mark(findings);
    document_set(document, "findings", json_incref(findings)); /* last: the old ones were needed until here */
    *out = json_write(document, false, arena);
    return true;
}
