/* rubric_meaning.c -- what only the whole rubric can say: sums that are wrong, criteria nobody can earn or see. */
#include "rubrics/rubric_parts.h"

#include <string.h>

static void check_points(struct reader *reader, json_t *document, const struct rubric *rubric)
{
    uint32_t sum = 0; /* at most 100 criteria of at most 1000000 */
    json_t *criteria = json_object_get(document, "criteria");
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        const json_t *points = json_object_get(json_array_get(criteria, i), "points");
        if (!json_is_number(points) || json_number_value(points) != rubric->criteria[i].points)
            return; /* it was wrong, which was said: the sum is not known */
        sum += rubric->criteria[i].points;
    }
    struct at here = at_key(NULL, "max_points");
    if (rubric->criterion_count > 0 && rubric->max_points > 0 && sum != rubric->max_points)
        reader_fault(reader, &here, "the points of the criteria add up to %u (%u.%02u), not to %u (%u.%02u)", sum,
                     sum / 100, sum % 100, rubric->max_points, rubric->max_points / 100, rubric->max_points % 100);
}

static void check_due(struct reader *reader, json_t *document, const struct rubric *rubric)
{
    struct at list = at_key(NULL, "criteria");
    for (size_t i = 0; i < rubric->criterion_count && !json_object_get(document, "due"); i++) {
        struct at criterion = at_index(&list, i), here = at_key(&criterion, "visibility");
        if (rubric->criteria[i].visibility == VISIBILITY_AFTER_DUE)
            reader_fault(reader, &here, "nobody would ever see this: the rubric has no 'due' date");
    }
}

static bool is_check(const struct rubric_criterion *criterion, const char *name)
{
    return criterion->check && strcmp(criterion->check, name) == 0;
}

static bool names_function(const struct rubric_criterion *criterion, const char *name)
{
    for (size_t i = 0; name && i < criterion->function_count; i++)
        if (criterion->functions[i] && strcmp(criterion->functions[i], name) == 0)
            return true;
    return false;
}

/* Does whoever does as `uses` asks break `forbids`? *function is the index in uses->functions that shows it. */
static bool contradict(const struct rubric_criterion *uses, const struct rubric_criterion *forbids, size_t *function)
{
    size_t forbidden = 0;
    for (size_t i = uses->function_count; i-- > 0;) {
        if (!names_function(forbids, uses->functions[i]))
            continue;
        forbidden++;
        *function = i;
    }
    return uses->any ? forbidden > 0 && forbidden == uses->function_count : forbidden > 0;
}

static void check_contradictions(struct reader *reader, const struct rubric *rubric)
{
    struct at list = at_key(NULL, "criteria");
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        const struct rubric_criterion *uses = &rubric->criteria[i];
        for (size_t k = 0; is_check(uses, "source-uses") && k < rubric->criterion_count; k++) {
            const struct rubric_criterion *forbids = &rubric->criteria[k];
            size_t function = 0;
            if (!is_check(forbids, "source-forbids") || !contradict(uses, forbids, &function))
                continue;
            struct at criterion = at_index(&list, i), given = at_key(&criterion, "arguments");
            struct at functions = at_key(&given, "functions"), here = at_index(&functions, function);
            reader_fault(reader, &here, "nobody can earn this and criterion %zu ('%s'), which forbids '%s'", k + 1,
                         forbids->id ? forbids->id : "?", uses->functions[function]);
        }
    }
}

void rubric_check_meaning(struct reader *reader, json_t *document, const struct rubric *rubric)
{
    check_points(reader, document, rubric);
    check_due(reader, document, rubric);
    check_contradictions(reader, rubric);
}
