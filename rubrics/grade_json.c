/* grade_json.c -- the document bothends.grade/1. */
#include "rubrics/alike.h"
#include "rubrics/digest.h"
#include "rubrics/documents.h"
#include "rubrics/grade.h"
#include "rubrics/json.h"
#include "sandbox/base/err.h"

#include <math.h>
#include <string.h>

/* Of each stream of a case's first run, and of its other runs: a grade is kept for ever and sent about. */
enum { STREAM_FIRST_MAX = 64 * 1024, STREAM_OTHER_MAX = 8 * 1024 };

static json_t *points_document(uint32_t hundredths)
{
    return json_real(hundredths / 100.0);
}

static json_t *milliseconds(double ms)
{
    return json_real(round(ms * 1e3) / 1e3);
}

static json_t *rubric_document(const struct grade *grade)
{
    if (grade->rubric->criterion_count == 0)
        return json_null();
    json_t *out = json_object();
    document_set(out, "id", text_document(grade->rubric->id));
    document_set(out, "version", json_integer(grade->rubric_version));
    document_set(out, "sha256", json_string(grade->rubric->sha256));
    document_set(out, "title", text_document(grade->rubric->title));
    return out;
}

static json_t *files_document(const struct grade *grade)
{
    json_t *out = json_array();
    for (size_t i = 0; i < grade->file_count; i++) {
        const struct source *file = &grade->files[i];
        char hex[65];
        digest_sha256(file->data, hex);
        json_t *item = json_object();
        document_set(item, "name", text_document(file->name));
        document_set(item, "sha256", json_string(hex));
        document_set(item, "bytes", json_integer((json_int_t)file->data.size));
        document_append(out, item);
    }
    return out;
}

static const char *visibility_name(enum visibility visibility)
{
    static const char *const names[] = {
        [VISIBILITY_VISIBLE] = "visible", [VISIBILITY_AFTER_DUE] = "after_due", [VISIBILITY_HIDDEN] = "hidden"};
    CHECK((unsigned)visibility < sizeof names / sizeof *names);
    return names[visibility];
}

static json_t *criterion_document(const struct grade_criterion *criterion)
{
    const struct rubric_criterion *wanted = criterion->wanted;
    json_t *out = json_object(), *findings = json_array();
    document_set(out, "id", text_document(wanted->id));
    document_set(out, "title", text_document(wanted->title));
    document_set(out, "check", text_document(wanted->check));
    document_set(out, "points", points_document(criterion->points));
    document_set(out, "max_points", points_document(wanted->points));
    document_set(out, "passed", json_boolean(criterion->passed));
    document_set(out, "message", text_document(criterion->message));
    for (size_t i = 0; i < criterion->finding_count; i++)
        document_append(findings, json_integer((json_int_t)criterion->findings[i]));
    document_set(out, "findings", findings);
    document_set(out, "visibility", json_string(visibility_name(wanted->visibility)));
    document_set(out, "text", text_document(wanted->text ? wanted->text : ""));
    return out;
}

static void shorten(struct report_stream *stream, size_t max)
{
    if (stream->data.size <= max)
        return;
    while (max > 0 && ((unsigned char)stream->data.data[max] & 0xc0) == 0x80)
        max--; /* not inside a character; bytes that are none end up as U+FFFD anyway */
    stream->data.size = max;
    stream->truncated = true;
}

static json_t *run_item(const struct grade *grade, const struct run_evidence *run, struct arena *arena)
{
    struct findings own = {0};
    for (size_t i = 0; i < grade->findings.count; i++) {
        const struct finding *f = &grade->findings.items[i];
        if (f->case_id && f->run == run->run && strcmp(f->case_id, run->case_id) == 0)
            *findings_add(&own, arena) = *f;
    }
    struct report report = run->report;
    shorten(&report.out, run->run == 1 ? STREAM_FIRST_MAX : STREAM_OTHER_MAX);
    shorten(&report.err, run->run == 1 ? STREAM_FIRST_MAX : STREAM_OTHER_MAX);
    if (run->run > 1 && !report.deadlock.proved) { /* the first run's picture tells enough */
        report.timeline.left_out += report.timeline.step_count;
        report.timeline.step_count = 0;
    }
    const char *title = NULL;
    for (size_t i = 0; i < grade->rubric->case_count; i++)
        if (strcmp(grade->rubric->cases[i].id, run->case_id) == 0)
            title = grade->rubric->cases[i].title;
    json_t *out = json_object();
    document_set(out, "case", text_document(run->case_id));
    document_set(out, "title", text_document(title && *title ? title : run->case_id));
    document_set(out, "run", json_integer(run->run));
    document_set(out, "report", run_document(&report, &own));
    return out;
}

static json_t *timing_document(const struct grade_timing *timing)
{
    json_t *out = json_object();
    document_set(out, "queued", milliseconds(timing->queued));
    document_set(out, "compile", milliseconds(timing->compile));
    document_set(out, "run", milliseconds(timing->run));
    document_set(out, "total", milliseconds(timing->total));
    return out;
}

static json_t *grader_document(const struct grade *grade)
{
    const struct evidence *evidence = &grade->evidence;
    json_t *out = json_object();
    document_set(out, "version", json_string(BOTHENDS_VERSION));
    document_set(out, "compiler", text_document(grade->compiler));
    document_set(out, "isolation",
                 evidence->run_count > 0 ? json_string(isolation_name(evidence->runs[0].report.isolation))
                                         : json_null());
    return out;
}

struct bytes grade_json(const struct grade *grade, bool indent, struct arena *arena)
{
    AUTO_JSON json_t *out = json_object();
    json_t *criteria = json_array(), *findings = json_array(), *runs = json_array();
    bool scored = grade->criterion_count > 0;
    document_set(out, "schema", json_string("bothends.grade/1"));
    document_set(out, "id", text_document(grade->id));
    document_set(out, "status", json_string(grade_status_name(grade->status)));
    document_set(out, "rubric", rubric_document(grade));
    document_set(out, "files", files_document(grade));
    document_set(out, "score", scored ? points_document(grade->points) : json_null());
    document_set(out, "max_score", scored ? points_document(grade->max_points) : json_null());
    for (size_t i = 0; i < grade->criterion_count; i++)
        document_append(criteria, criterion_document(&grade->criteria[i]));
    document_set(out, "criteria", criteria);
    for (size_t i = 0; i < grade->findings.count; i++)
        document_append(findings, finding_document(&grade->findings.items[i]));
    alike_mark(findings);
    document_set(out, "findings", findings);
    for (size_t i = 0; i < grade->evidence.run_count; i++)
        document_append(runs, run_item(grade, &grade->evidence.runs[i], arena));
    document_set(out, "runs", runs);
    document_set(out, "values", values_document(&grade->evidence, arena));
    document_set(out, "timing_ms", timing_document(&grade->timing));
    document_set(out, "seed", json_integer((json_int_t)grade->seed));
    document_set(out, "grader", grader_document(grade));
    return json_write(out, indent, arena);
}
