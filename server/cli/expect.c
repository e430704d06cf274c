/* expect.c -- what each program of an exercise must get (bothends.expect/1). */
#include "server/cli/expect.h"

#include "rubrics/reader.h"

#include <stdlib.h>
#include <string.h>

enum {
    PROGRAMS_MAX = 200,
    FINDINGS_MAX = 1000,
    SAYS_MAX = 10,
    SAY_LENGTH_MAX = 300,
    POINTS_MAX = 1000000,
    DIFFERENCES_MAX = 120
};

/* --- reading -------------------------------------------------------------------------------------------------- */

static bool path_ok(const char *text)
{
    size_t folder = strncmp(text, "solutions/", 10) == 0 ? 10 : strncmp(text, "mistakes/", 9) == 0 ? 9 : 0;
    return folder > 0 && !strchr(text + folder, '/') && spec_name_ok(text);
}

static void read_criterion(struct reader *reader, const struct at *at, json_t *value, const struct rubric *rubric,
                           const char *id, struct expect_criterion *out)
{
    static const char *const keys[] = {"passed", "points", NULL};
    const char **ids = arena_alloc(reader->arena, rubric->criterion_count + 1, sizeof *ids);
    for (size_t i = 0; i < rubric->criterion_count; i++)
        ids[i] = rubric->criteria[i].id;
    while (out->index < rubric->criterion_count && strcmp(ids[out->index], id) != 0)
        out->index++;
    if (out->index == rubric->criterion_count)
        reader_fault(reader, at, "the rubric has no criterion %s%s", reader_quote(reader, id),
                     reader_guess(reader, id, ids));
    if (!reader_object(reader, at, value, keys))
        return;
    int64_t points = 0;
    (void)reader_member(reader, at, value, "passed", REQUIRED);   /* noted; its type by the next line */
    (void)reader_bool(reader, at, value, "passed", &out->passed); /* noted */
    (void)reader_integer(reader, at, value, "points", REQUIRED, 0, POINTS_MAX, "", &points); /* noted */
    out->points = (uint32_t)points;
}

static void read_criteria(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                          struct expect_program *out)
{
    struct at here = at_key(at, "criteria");
    json_t *criteria = reader_member(reader, at, object, "criteria", OPTIONAL), *value;
    if (!criteria)
        return;
    if (!json_is_object(criteria)) {
        reader_fault(reader, &here, "this must be an object {...}: the id of a criterion, and what it must get");
        return;
    }
    out->criteria = arena_alloc(reader->arena, json_object_size(criteria), sizeof *out->criteria);
    const char *id;
    json_object_foreach(criteria, id, value)
    {
        struct at criterion = at_key(&here, id);
        read_criterion(reader, &criterion, value, rubric, id, &out->criteria[out->criterion_count++]);
    }
}

static void all_codes(const char *codes[static FINDING_COUNT + 1])
{
    for (unsigned i = 0; i < FINDING_COUNT; i++)
        codes[i] = finding_code_name((enum finding_code)i);
    codes[FINDING_COUNT] = NULL;
}

_Static_assert(FINDING_COUNT <= 64, "codes are bits here");
static uint64_t code_bit(const char *name)
{
    unsigned i = 0;
    while (i < FINDING_COUNT && strcmp(finding_code_name((enum finding_code)i), name) != 0)
        i++;
    return i < FINDING_COUNT ? UINT64_C(1) << i : 0;
}

static uint64_t read_without(struct reader *reader, json_t *document)
{
    const char *codes[FINDING_COUNT + 1];
    all_codes(codes);
    const struct reader_list list = {.key = "without", .min = 1, .max = FINDING_COUNT, .choices = codes};
    const char *const *names = NULL;
    size_t count = 0;
    uint64_t bits = 0;
    (void)reader_strings(reader, NULL, document, OPTIONAL, &list, &names, &count); /* noted */
    for (size_t i = 0; i < count; i++)
        bits |= names[i] ? code_bit(names[i]) : 0;
    return bits;
}

static void read_program(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                         struct expect_program *out)
{
    static const char *const keys[] = {"path", "status", "points", "criteria", "findings", "says", NULL};
    const char *statuses[] = {grade_status_name(GRADE_GRADED), grade_status_name(GRADE_COMPILE_ERROR), NULL};
    if (!reader_object(reader, at, object, keys))
        return;
    struct at path_at = at_key(at, "path");
    const char *path = NULL;
    if (reader_line(reader, at, object, "path", REQUIRED, 200, &path)) {
        if (!path_ok(path))
            reader_fault(reader, &path_at, "%s is not solutions/NAME or mistakes/NAME", reader_quote(reader, path));
        out->path = path;
        out->is_solution = path[0] == 's';
    }
    size_t status = 0;
    (void)reader_choice(reader, at, object, "status", REQUIRED, statuses, &status); /* noted */
    out->status = (enum grade_status)status;
    int64_t points = 0;
    (void)reader_integer(reader, at, object, "points", REQUIRED, 0, rubric->max_points, "", &points); /* noted */
    out->points = (uint32_t)points;
    read_criteria(reader, at, object, rubric, out);

    const char *codes[FINDING_COUNT + 1];
    all_codes(codes);
    const struct reader_list findings = {.key = "findings", .max = FINDINGS_MAX, .twice = true, .choices = codes};
    (void)reader_strings(reader, at, object, REQUIRED, &findings, &out->findings, &out->finding_count); /* noted */
    const struct reader_list says = {.key = "says", .min = 1, .max = SAYS_MAX, .length_max = SAY_LENGTH_MAX};
    (void)reader_strings(reader, at, object, OPTIONAL, &says, &out->says, &out->say_count); /* noted */
}

bool expect_parse(struct bytes json, const struct rubric *rubric, struct arena *arena, struct expect *out,
                  struct rubric_errors *errors)
{
    static const char *const keys[] = {"schema", "without", "programs", NULL};
    static const char *const schemas[] = {"bothends.expect/1", NULL};
    struct reader reader;
    reader_begin(&reader, arena);
    AUTO_JSON json_t *document = NULL;
    struct json_place place;
    struct err e = {0};
    if (!json_read_at(json, &document, arena, &place, &e))
        return rubric_refuse(arena, errors, &place, arena_string(arena, e.text));
    struct expect expect = {0};
    struct at list = at_key(NULL, "programs");
    size_t schema = 0;
    if (reader_object(&reader, NULL, document, keys)) {
        (void)reader_choice(&reader, NULL, document, "schema", REQUIRED, schemas, &schema); /* noted */
        expect.without = read_without(&reader, document);
        json_t *array = reader_array(&reader, NULL, document, "programs", REQUIRED, 1, PROGRAMS_MAX);
        expect.count = json_array_size(array) < PROGRAMS_MAX ? json_array_size(array) : PROGRAMS_MAX;
        expect.programs = arena_alloc(arena, expect.count, sizeof *expect.programs);
        for (size_t i = 0; i < expect.count; i++) {
            struct at here = at_index(&list, i), path = at_key(&here, "path");
            read_program(&reader, &here, json_array_get(array, i), rubric, &expect.programs[i]);
            for (size_t k = 0; expect.programs[i].path && k < i; k++)
                if (expect.programs[k].path && strcmp(expect.programs[k].path, expect.programs[i].path) == 0)
                    reader_fault(&reader, &path, "this path was there before, as program %zu", k + 1);
        }
    }
    if (reader_end(&reader, json, errors))
        return false;
    *out = expect;
    return true;
}

/* --- comparing ------------------------------------------------------------------------------------------------ */

struct differences {
    struct arena *arena;
    const char **items;
    size_t count;
};

static void differ(struct differences *list, const char *sentence)
{
    if (list->count < DIFFERENCES_MAX)
        list->items[list->count++] = sentence;
}

static const char *points_text(struct arena *arena, uint32_t points)
{
    return arena_printf(arena, "%u.%02u", points / 100, points % 100);
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* Sorted, as one text: "compile-warning, crash, crash"; "none". */
static const char *joined(struct arena *arena, const char *const *codes, size_t count)
{
    const char **sorted = arena_alloc(arena, count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = codes[i];
    qsort(sorted, count, sizeof *sorted, by_text);
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, count == 0 ? "none" : "");
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i > 0 ? ", " : "", sorted[i]);
    return arena_string(arena, out.data);
}

static void compare_findings(const struct expect *expect, const struct expect_program *program,
                             const struct grade *grade, struct differences *out)
{
    const char **codes = arena_alloc(out->arena, grade->findings.count + 1, sizeof *codes);
    const char **wanted_codes = arena_alloc(out->arena, program->finding_count + 1, sizeof *codes);
    size_t count = 0, all = 0, wanted_count = 0;
    for (size_t i = 0; i < grade->findings.count; i++) {
        const struct finding *f = &grade->findings.items[i];
        all += f->severity != SEVERITY_NOTE;
        if (f->severity != SEVERITY_NOTE && !(expect->without >> f->code & 1))
            codes[count++] = finding_code_name(f->code);
    }
    for (size_t i = 0; i < program->finding_count; i++)
        if (!(expect->without & code_bit(program->findings[i])))
            wanted_codes[wanted_count++] = program->findings[i];
    const char *found = joined(out->arena, codes, count);
    const char *wanted = joined(out->arena, wanted_codes, wanted_count);
    if (strcmp(found, wanted) != 0)
        differ(out, arena_printf(out->arena, "findings: %s, expected %s", found, wanted));
    else if (program->is_solution && all > 0)
        differ(out, arena_printf(out->arena, "findings: %s, but a solution has none", found));
}

static bool is_said(const struct grade *grade, const char *piece)
{
    for (size_t i = 0; i < grade->findings.count; i++)
        if (strstr(grade->findings.items[i].message, piece) || strstr(grade->findings.items[i].hint, piece))
            return true;
    for (size_t i = 0; i < grade->criterion_count; i++)
        if (strstr(grade->criteria[i].message, piece))
            return true;
    return false;
}

const char *const *expect_compare(const struct expect *expect, const struct expect_program *program,
                                  const struct grade *grade, struct arena *arena, size_t *count)
{
    struct differences out = {.arena = arena, .items = arena_alloc(arena, DIFFERENCES_MAX, sizeof *out.items)};
    if (grade->status != program->status)
        differ(&out, arena_printf(arena, "status: %s, expected %s", grade_status_name(grade->status),
                                  grade_status_name(program->status)));
    if (grade->points != program->points)
        differ(&out, arena_printf(arena, "points: %s, expected %s", points_text(arena, grade->points),
                                  points_text(arena, program->points)));
    else if (program->is_solution && grade->points != grade->max_points)
        differ(&out, arena_printf(arena, "points: %s, but a solution has all %s", points_text(arena, grade->points),
                                  points_text(arena, grade->max_points)));
    for (size_t i = 0; i < program->criterion_count; i++) {
        const struct expect_criterion *wanted = &program->criteria[i];
        const struct grade_criterion *got = &grade->criteria[wanted->index];
        if (got->passed != wanted->passed || got->points != wanted->points)
            differ(&out, arena_printf(arena, "criterion %s: %s with %s, expected %s with %s", got->wanted->id,
                                      got->passed ? "passed" : "failed", points_text(arena, got->points),
                                      wanted->passed ? "passed" : "failed", points_text(arena, wanted->points)));
    }
    compare_findings(expect, program, grade, &out);
    for (size_t i = 0; i < program->say_count; i++)
        if (!is_said(grade, program->says[i]))
            differ(&out, arena_printf(arena, "nobody is told: %s", program->says[i]));
    *count = out.count;
    return out.items;
}
