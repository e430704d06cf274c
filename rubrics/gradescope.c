/* gradescope.c -- a grade as Gradescope's results.json. */
#include "rubrics/gradescope.h"

#include "rubrics/documents.h"

#include <string.h>

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static const char *visibility(const json_t *criterion)
{
    static const struct {
        const char *ours, *theirs;
    } rows[] = {{"visible", "visible"}, {"after_due", "after_due_date"}, {"hidden", "hidden"}};
    const char *ours = text_at(criterion, "visibility");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].ours, ours) == 0)
            return rows[i].theirs;
    return "hidden"; /* what we do not know is not shown */
}

static void add_finding(struct buf *out, const json_t *finding)
{
    const json_t *where = json_array_get(json_object_get(finding, "where"), 0);
    buf_printf(out, "\n%s: %s\n", text_at(finding, "severity"), text_at(finding, "message"));
    if (where)
        buf_printf(out, "  %s, line %lld\n", text_at(where, "file"),
                   (long long)json_integer_value(json_object_get(where, "line")));
    if (*text_at(finding, "hint"))
        buf_printf(out, "  Fix: %s\n", text_at(finding, "hint"));
}

static json_t *test_of(const json_t *criterion, const json_t *findings)
{
    AUTO_BUF struct buf output = {0};
    const json_t *seen = json_object_get(criterion, "findings"), *points = json_object_get(criterion, "points");
    json_t *out = json_object();
    buf_printf(&output, "%s\n", text_at(criterion, "message"));
    for (size_t i = 0; i < json_array_size(seen); i++)
        add_finding(&output, json_array_get(findings, (size_t)json_integer_value(json_array_get(seen, i))));
    document_set(out, "name", text_document(text_at(criterion, "title")));
    document_set(out, "number", text_document(text_at(criterion, "id")));
    document_set(out, "visibility", json_string(visibility(criterion)));
    document_set(out, "output_format", json_string("text"));
    if (!points) /* withheld */
        return out;
    document_set(out, "score", json_real(json_number_value(points)));
    document_set(out, "max_score", json_real(json_number_value(json_object_get(criterion, "max_points"))));
    document_set(out, "status", json_string(json_is_true(json_object_get(criterion, "passed")) ? "passed" : "failed"));
    document_set(out, "output", text_document(output.data));
    return out;
}

bool gradescope_results(struct bytes grade_json, json_t **out, struct err *e)
{
    AUTO_JSON json_t *grade = NULL;
    struct err why = {0};
    if (!json_read(grade_json, &grade, &why) || strcmp(text_at(grade, "schema"), "bothends.grade/1") != 0)
        return err_set(e, ERR_SYSTEM, "the stored document is no grade");
    const json_t *criteria = json_object_get(grade, "criteria"), *findings = json_object_get(grade, "findings");
    const json_t *score = json_object_get(grade, "score"), *timing = json_object_get(grade, "timing_ms");
    json_t *results = json_object(), *tests = json_array(), *extra = json_object();
    if (json_is_number(score))
        document_set(results, "score", json_real(json_number_value(score)));
    document_set(results, "execution_time", json_real(json_number_value(json_object_get(timing, "total")) / 1000));
    document_set(results, "visibility", json_string("visible"));
    document_set(results, "stdout_visibility", json_string("hidden"));
    for (size_t i = 0; i < json_array_size(criteria); i++)
        document_append(tests, test_of(json_array_get(criteria, i), findings));
    document_set(results, "tests", tests);
    document_set(extra, "bothends", text_document(text_at(grade, "id")));
    document_set(results, "extra_data", extra);
    *out = results;
    return true;
}
