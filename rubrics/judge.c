/* judge.c -- rubric and evidence to a grade: no clock, no files, no chance. */
#include "rubrics/checks.h"
#include "rubrics/faults.h"
#include "rubrics/grade.h"
#include "rubrics/hygiene.h"
#include "rubrics/leftovers.h"
#include "rubrics/races.h"
#include "rubrics/standing.h"
#include "rubrics/stuck.h"
#include "sandbox/base/err.h"

#include <string.h>

/* What is found in the evidence whatever the rubric asks: diagnostics, then what each case's runs show. */
static void find_base(const struct evidence *evidence, struct arena *arena, struct findings *out)
{
    for (size_t i = 0; i < evidence->build.finding_count; i++)
        *findings_add(out, arena) = evidence->build.findings[i];
    for (size_t i = 0, end; i < evidence->run_count; i = end) {
        for (end = i + 1; end < evidence->run_count; end++)
            if (strcmp(evidence->runs[end].case_id, evidence->runs[i].case_id) != 0)
                break;
        stuck_find(&evidence->runs[i], end - i, arena, out);
        standing_find(&evidence->runs[i], end - i, arena, out);
        hygiene_find(&evidence->runs[i], end - i, arena, out);
        faults_find(&evidence->runs[i], end - i, arena, out);
    }
    races_find(evidence, arena, out);
    leftovers_find(&evidence->build, arena, out);
}

/* Rounds down: what is not whole is not earned. */
static uint32_t partial_points(const struct rubric_criterion *wanted, const struct verdict *verdict)
{
    uint64_t points = wanted->points, wrong = verdict->looked_at - verdict->right;
    if (verdict->looked_at == VERDICT_UNDECIDED)
        return 0;
    if (wanted->points_each > 0) {
        bool all = wrong >= points / wanted->points_each + 1;
        uint64_t left = all ? 0 : points - wrong * wanted->points_each;
        return (uint32_t)(left > wanted->floor ? left : wanted->floor);
    }
    return (uint32_t)(points * verdict->right / verdict->looked_at);
}

static const char *criterion_name(const struct rubric_criterion *criterion)
{
    return criterion->title && *criterion->title ? criterion->title : criterion->id;
}

/* The criterion among those this one requires that was not passed; NULL when all were. */
static const struct rubric_criterion *unmet(const struct rubric_criterion *wanted, const struct grade_criterion *judged)
{
    for (size_t i = 0; i < wanted->requires_count; i++)
        if (!judged[wanted->requires_[i]].passed)
            return judged[wanted->requires_[i]].wanted;
    return NULL;
}

/* Are there schedules to be made of one of its cases, which the evidence does not have? */
static bool lacks_schedules(const struct rubric *rubric, const struct rubric_criterion *wanted,
                            const struct evidence *evidence)
{
    for (size_t i = 0; evidence->value_missing && i < rubric->value_count; i++)
        for (size_t k = 0; evidence->value_missing[i] && k < wanted->case_count; k++)
            if (wanted->cases[k] == rubric->values[i].which_case)
                return true;
    return false;
}

/* Does what it, or one it requires, looks at lie outside the evidence? */
static bool is_unknown(const struct rubric *rubric, const struct check *check, const struct rubric_criterion *wanted,
                       const struct grade *grade)
{
    if (check->sees_schedules && lacks_schedules(rubric, wanted, &grade->evidence))
        return true;
    for (size_t i = 0; i < wanted->requires_count; i++)
        if (grade->criteria[wanted->requires_[i]].unknown)
            return true;
    for (size_t i = 0; grade->evidence.case_missing && i < wanted->case_count; i++)
        if (grade->evidence.case_missing[wanted->cases[i]])
            return true;
    for (size_t i = 0; grade->evidence.value_missing && i < wanted->value_count; i++)
        if (grade->evidence.value_missing[wanted->values[i]])
            return true;
    return false;
}

static void judge_criterion(const struct rubric *rubric, size_t index, struct grade *grade, struct arena *arena)
{
    const struct rubric_criterion *wanted = &rubric->criteria[index];
    struct grade_criterion *out = &grade->criteria[index];
    *out = (struct grade_criterion){.wanted = wanted};
    const struct check *check = check_find(wanted->check);
    CHECK(check);
    for (size_t i = 0; i < wanted->requires_count; i++)
        CHECK(wanted->requires_[i] < index);

    if (!grade->evidence.build.compiled && strcmp(wanted->check, "compiles") != 0) {
        out->message = "This was not judged, because the program does not compile.";
        return;
    }
    if (is_unknown(rubric, check, wanted, grade)) {
        out->unknown = true;
        out->message = "This needs a new run.";
        return;
    }
    const struct rubric_criterion *first = unmet(wanted, grade->criteria);
    if (first) {
        out->message = arena_printf(arena, "This counts only once \"%s\" is met.", criterion_name(first));
        return;
    }
    struct findings_seen seen = {0};
    struct verdict verdict = check->evaluate(rubric, wanted, &grade->evidence, arena, &grade->findings, &seen);
    CHECK(verdict.right <= verdict.looked_at && verdict.message);
    out->passed = verdict.right == verdict.looked_at;
    out->points = out->passed ? wanted->points : wanted->partial ? partial_points(wanted, &verdict) : 0;
    out->message = verdict.message;
    out->findings = seen.items;
    out->finding_count = seen.count;
}

void judge(const struct rubric *rubric, const struct evidence *evidence, struct arena *arena, struct grade *out)
{
    out->status = evidence->build.compiled ? GRADE_GRADED : GRADE_COMPILE_ERROR;
    out->rubric = rubric;
    out->evidence = *evidence;
    out->findings = (struct findings){0};
    find_base(evidence, arena, &out->findings);
    out->criterion_count = rubric->criterion_count;
    out->criteria = arena_alloc(arena, rubric->criterion_count, sizeof *out->criteria);
    out->points = out->max_points = 0;
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        judge_criterion(rubric, i, out, arena);
        out->points += out->criteria[i].points;
        out->max_points += rubric->criteria[i].points;
    }
}
