/* statistics.c -- a class at one glance: a fold over its grades. */
#include "rubrics/statistics.h"

#include "rubrics/documents.h"
#include "rubrics/shape.h"

#include <stdlib.h>
#include <string.h>

enum { TENTHS = 10, FINDINGS_MAX = 50, DEADLOCKS_MAX = 200 };

struct statistics {
    struct arena *arena;
    size_t count, scored;
    double share_sum;
    size_t tenths[TENTHS];
    json_t *criteria;  /* each with the sums that its means are made of */
    json_t *findings;  /* code -> document */
    json_t *deadlocks; /* shape -> document */
};

struct statistics *statistics_begin(struct arena *arena)
{
    struct statistics *out = arena_alloc(arena, 1, sizeof *out);
    *out = (struct statistics){
        .arena = arena, .criteria = json_object(), .findings = json_object(), .deadlocks = json_object()};
    CHECK(out->criteria && out->findings && out->deadlocks);
    return out;
}

static void add(json_t *to, const char *key, double more)
{
    document_set(to, key, json_real(json_real_value(json_object_get(to, key)) + more));
}

static void copy(json_t *to, const json_t *from, const char *const *keys)
{
    for (; *keys; keys++) {
        json_t *value = json_object_get(from, *keys);
        document_set(to, *keys, value ? json_incref(value) : json_null());
    }
}

/* The document under a name, made when it is not there. */
static json_t *named(json_t *all, const char *name, const json_t *from, const char *const *keys)
{
    json_t *one = json_object_get(all, name);
    if (one)
        return one;
    one = json_object();
    copy(one, from, keys);
    document_set(all, name, one);
    return one;
}

static void see_criterion(struct statistics *s, const json_t *criterion)
{
    static const char *const keys[] = {"id", "title", "max_points", NULL};
    const char *id = json_string_value(json_object_get(criterion, "id"));
    double max = json_number_value(json_object_get(criterion, "max_points")),
           points = json_number_value(json_object_get(criterion, "points"));
    bool passed = json_is_true(json_object_get(criterion, "passed"));
    if (!id)
        return;
    json_t *one = named(s->criteria, id, criterion, keys);
    add(one, "count", 1);
    add(one, "mean_share", max > 0 ? points / max : passed);
    add(one, "full", passed);
    add(one, "none", !passed && points <= 0);
}

/* Each code once for each submission, however often it is in it. */
static void see_findings(struct statistics *s, const json_t *findings, const char *submission)
{
    static const char *const keys[] = {"code", "severity", "message", "hint", NULL};
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *finding = json_array_get(findings, i);
        const char *code = json_string_value(json_object_get(finding, "code"));
        if (!code)
            continue;
        json_t *one = named(s->findings, code, finding, keys);
        const char *last = json_string_value(json_object_get(one, "last"));
        if (last && strcmp(last, submission) == 0)
            continue;
        document_set(one, "last", text_document(submission));
        add(one, "submissions", 1);
    }
}

static void see_deadlock(struct statistics *s, const json_t *finding, const char *submission, const char *student)
{
    static const char *const keys[] = {"kind", "message", "hint", NULL};
    const char *shape = shape_of_deadlock(finding, s->arena);
    if (!*shape || (json_object_size(s->deadlocks) >= DEADLOCKS_MAX && !json_object_get(s->deadlocks, shape)))
        return;
    json_t *one = named(s->deadlocks, shape, finding, keys), *list = json_object_get(one, "submissions");
    if (!list) {
        document_set(one, "shape", text_document(shape));
        document_set(one, "submissions", list = json_array());
    }
    const json_t *last = json_array_get(list, json_array_size(list) - 1);
    const char *last_id = json_string_value(json_object_get(last, "id"));
    if (last_id && strcmp(last_id, submission) == 0)
        return;
    json_t *who = json_object();
    document_set(who, "id", text_document(submission));
    document_set(who, "student", text_document(student));
    document_append(list, who);
}

bool statistics_see(struct statistics *s, const char *submission, const char *student, struct bytes grade,
                    struct err *e)
{
    AUTO_JSON json_t *document = NULL;
    struct err why = {0};
    if (!json_read(grade, &document, &why))
        return err_set(e, ERR_SYSTEM, "the stored grade of '%s': %s", submission, why.text);
    const json_t *criteria = json_object_get(document, "criteria"), *findings = json_object_get(document, "findings");
    double score = json_number_value(json_object_get(document, "score")),
           max = json_number_value(json_object_get(document, "max_score"));
    s->count++;
    if (max > 0) {
        size_t tenth = (size_t)(score / max * TENTHS);
        s->tenths[tenth < TENTHS ? tenth : TENTHS - 1]++;
        s->share_sum += score / max;
        s->scored++;
    }
    for (size_t i = 0; i < json_array_size(criteria); i++)
        see_criterion(s, json_array_get(criteria, i));
    see_findings(s, findings, submission);
    for (size_t i = 0; i < json_array_size(findings); i++)
        if (json_object_get(json_array_get(findings, i), "waits"))
            see_deadlock(s, json_array_get(findings, i), submission, student);
    return true;
}

/* --- at the end --------------------------------------------------------------------------------------------------- */

static size_t weight(const json_t *one)
{
    const json_t *submissions = json_object_get(one, "submissions");
    return json_is_array(submissions) ? json_array_size(submissions) : (size_t)json_number_value(submissions);
}

/* More frequent ones first; equal ones by name, so that the order is the same each time. */
static int by_weight(const void *a, const void *b)
{
    json_t *const *x = a, *const *y = b;
    size_t wx = weight(*x), wy = weight(*y);
    if (wx != wy)
        return wx > wy ? -1 : 1;
    const char *nx = json_string_value(json_object_get(*x, "name")),
               *ny = json_string_value(json_object_get(*y, "name"));
    return strcmp(nx ? nx : "", ny ? ny : "");
}

static json_t *sorted(struct statistics *s, json_t *all, size_t max)
{
    json_t *list = json_array(), *one;
    json_t **items = arena_alloc(s->arena, json_object_size(all) + 1, sizeof(json_t *));
    size_t count = 0;
    const char *name;
    json_object_foreach(all, name, one)
    {
        document_set(one, "name", text_document(name));
        items[count++] = one;
    }
    qsort(items, count, sizeof(json_t *), by_weight);
    for (size_t i = 0; i < count && i < max; i++) {
        (void)json_object_del(items[i], "name"); /* was only for the order */
        (void)json_object_del(items[i], "last"); /* findings have it, deadlocks have not */
        if (json_is_real(json_object_get(items[i], "submissions")))
            document_set(items[i], "submissions", json_integer((json_int_t)weight(items[i])));
        document_append(list, json_incref(items[i]));
    }
    json_decref(all);
    return list;
}

static json_t *criteria_document(json_t *all)
{
    static const char *const counts[] = {"count", "full", "none"};
    json_t *list = json_array(), *one;
    const char *id;
    json_object_foreach(all, id, one)
    {
        double count = json_real_value(json_object_get(one, "count"));
        document_set(one, "mean_share", json_real(json_real_value(json_object_get(one, "mean_share")) / count));
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
            document_set(one, counts[i], json_integer((json_int_t)json_real_value(json_object_get(one, counts[i]))));
        document_append(list, json_incref(one));
    }
    json_decref(all);
    return list;
}

json_t *statistics_end(struct statistics *s)
{
    json_t *out = json_object(), *scores = json_array();
    for (size_t i = 0; i < TENTHS; i++)
        document_append(scores, json_integer((json_int_t)s->tenths[i]));
    document_set(out, "schema", json_string("bothends.statistics/1"));
    document_set(out, "count", json_integer((json_int_t)s->count));
    document_set(out, "mean_share", s->scored > 0 ? json_real(s->share_sum / (double)s->scored) : json_null());
    document_set(out, "scores", scores);
    document_set(out, "criteria", criteria_document(s->criteria));
    document_set(out, "findings", sorted(s, s->findings, FINDINGS_MAX));
    document_set(out, "deadlocks", sorted(s, s->deadlocks, DEADLOCKS_MAX));
    return out;
}
