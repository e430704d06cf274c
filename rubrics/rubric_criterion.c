/* rubric_criterion.c -- the criteria of a rubric: what is checked, and what it is worth. */
#include "rubrics/checks.h"
#include "rubrics/rubric_parts.h"

#include <ctype.h>
#include <string.h>

enum {
    CRITERIA_MAX = 100,
    POINTS_MAX = 1000000,
    FUNCTIONS_MAX = 32,
    IGNORE_MAX = 32,
    PROCESSES_MAX = 32,
    PIPES_MAX = 512,
    PIPES_DEFAULT = 2,
    NAME_MAX_CHARACTERS = 64,
    TEXT_MAX = 4000,
};

static const char hundredths[] = ": points are hundredths: write 1250 for 12.5";

static const struct {
    const char *key;
    unsigned takes; /* enum check_takes */
} arguments[] = {
    {"cases", TAKES_CASES},
    {"functions", TAKES_FUNCTIONS},
    {"any", TAKES_ANY},
    {"ignore", TAKES_IGNORE},
    {"points_each", TAKES_POINTS_EACH},
    {"values", TAKES_VALUES},
    {"locks", TAKES_LOCKS},
    {"floor", TAKES_POINTS_EACH},
    {"processes", TAKES_PROCESSES},
    {"accept_exit", TAKES_ACCEPT_EXIT},
    {"at_least", TAKES_AT_LEAST},
};
enum { ARGUMENT_COUNT = sizeof arguments / sizeof *arguments };

static bool function_ok(const char *text)
{
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '_')
            return false;
    return true;
}

/* -Wname; not -Wno-name, which no finding is ever called, and not -Werror. */
static bool ignore_ok(const char *text)
{
    if (strncmp(text, "-W", 2) != 0 || !islower((unsigned char)text[2]) || strncmp(text, "-Wno-", 5) == 0 ||
        strncmp(text, "-Werror", 7) == 0)
        return false;
    for (text += 2; *text; text++)
        if (!islower((unsigned char)*text) && !isdigit((unsigned char)*text) && !strchr("+=-", *text))
            return false;
    return true;
}

/* "parent", "children", "child 2", "child 2.1": as processes are named in reports. */
static bool process_ok(const char *text)
{
    if (strcmp(text, "parent") == 0 || strcmp(text, "children") == 0)
        return true;
    if (strncmp(text, "child ", 6) != 0)
        return false;
    for (text += 6;; text++) {
        if (*text < '1' || *text > '9')
            return false;
        text += strspn(text, "0123456789");
        if (*text != '.')
            return *text == '\0';
    }
}

static const char *const *ids_before(struct reader *reader, const struct rubric *rubric, size_t end)
{
    const char **ids = arena_alloc(reader->arena, end + 1, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; i < end; i++)
        if (rubric->criteria[i].id)
            ids[count++] = rubric->criteria[i].id;
    return ids;
}

/* All criteria are there with their ids before any is read to its end, so that a reference to a later one can be told
 * from one to nothing. */
static void read_requires(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                          size_t self, struct rubric_criterion *out)
{
    static const struct reader_list rule = {.key = "requires",
                                            .max = CRITERIA_MAX,
                                            .length_max = NAME_MAX_CHARACTERS,
                                            .ok = rubric_id_ok,
                                            .wanted = "an id of a criterion"};
    const char *const *names;
    size_t count = 0;
    if (!reader_strings(reader, at, object, OPTIONAL, &rule, &names, &count))
        return;
    struct at list = at_key(at, "requires");
    size_t *found = arena_alloc(reader->arena, count + 1, sizeof *found);
    bool all_named = true; /* else the one that is meant may be the one whose id was refused */
    for (size_t i = 0; i < rubric->criterion_count; i++)
        all_named = all_named && rubric->criteria[i].id;
    for (size_t i = 0; i < count; i++) {
        struct at here = at_index(&list, i);
        size_t k = 0;
        while (names[i] && k < rubric->criterion_count &&
               (!rubric->criteria[k].id || strcmp(rubric->criteria[k].id, names[i]) != 0))
            k++;
        found[i] = k;
        if (!names[i] || k < self)
            continue;
        if (k == self)
            reader_fault(reader, &here, "a criterion cannot require itself");
        else if (k < rubric->criterion_count)
            reader_fault(reader, &here, "'%s' comes later: a criterion can only require earlier ones", names[i]);
        else if (all_named)
            reader_fault(reader, &here, "no criterion is called '%s'%s", names[i],
                         reader_guess(reader, names[i], ids_before(reader, rubric, self)));
    }
    out->requires_ = found;
    out->requires_count = count;
}

static size_t case_called(const struct rubric *rubric, const char *id)
{
    size_t i = 0;
    while (i < rubric->case_count && (!rubric->cases[i].id || strcmp(rubric->cases[i].id, id) != 0))
        i++;
    return i;
}

/* Their ids, for a guess; NULL when one was refused: then that may be the one that is meant. */
static const char *const *case_ids(struct reader *reader, const struct rubric *rubric)
{
    const char **ids = arena_alloc(reader->arena, rubric->case_count + 1, sizeof *ids);
    for (size_t i = 0; i < rubric->case_count; i++) {
        if (!rubric->cases[i].id)
            return NULL;
        ids[i] = rubric->cases[i].id;
    }
    return ids;
}

static bool fits(const struct check *check, const struct rubric_case *c)
{
    return !check || !check->fits || check->fits(c);
}

static void read_cases(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                       const struct check *check, struct rubric_criterion *out)
{
    static const struct reader_list rule = {.key = "cases",
                                            .min = 1,
                                            .max = 100,
                                            .length_max = NAME_MAX_CHARACTERS,
                                            .ok = rubric_id_ok,
                                            .wanted = "an id of a case"};
    const char *const *names;
    size_t count = 0;
    if (!reader_strings(reader, at, object, OPTIONAL, &rule, &names, &count))
        return;
    struct at list = at_key(at, "cases");
    size_t *found = arena_alloc(reader->arena, count + 1, sizeof *found);
    const char *const *ids = case_ids(reader, rubric);
    for (size_t i = 0; i < count; i++) {
        struct at here = at_index(&list, i);
        if (!names[i])
            continue;
        found[i] = case_called(rubric, names[i]);
        bool is_case = found[i] < rubric->case_count;
        if (!is_case && ids)
            reader_fault(reader, &here, "no case is called '%s'%s", names[i], reader_guess(reader, names[i], ids));
        else if (is_case && !fits(check, &rubric->cases[found[i]]))
            reader_fault(reader, &here, "case '%s' does not say what the check '%s' should expect of it", names[i],
                         check->name);
    }
    out->cases = found;
    out->case_count = count;
}

/* The cases a check looks at when the document names none: all that fit. */
static void take_all_cases(struct reader *reader, const struct at *at, const struct rubric *rubric,
                           const struct check *check, struct rubric_criterion *out)
{
    size_t *found = arena_alloc(reader->arena, rubric->case_count + 1, sizeof *found);
    for (size_t i = 0; i < rubric->case_count; i++)
        if (fits(check, &rubric->cases[i]))
            found[out->case_count++] = i;
    out->cases = found;
    struct at here = at_key(at, "check");
    if (out->case_count == 0)
        reader_fault(reader, &here, "nobody can earn this: no case says what the check '%s' should expect",
                     check->name);
}

/* Keys that exist, but not for this check. */
static void refuse_arguments(struct reader *reader, const struct at *at, json_t *object, const struct check *check)
{
    AUTO_BUF struct buf taken = {0};
    buf_add_string(&taken, "");
    for (size_t i = 0; i < ARGUMENT_COUNT; i++)
        if (check->takes & arguments[i].takes)
            buf_printf(&taken, "%s'%s'", taken.size ? ", " : "", arguments[i].key);
    for (size_t i = 0; i < ARGUMENT_COUNT; i++) {
        struct at here = at_key(at, arguments[i].key);
        if (json_object_get(object, arguments[i].key) && !(check->takes & arguments[i].takes))
            reader_fault(reader, &here, "the check '%s' takes no '%s'%s%s", check->name, arguments[i].key,
                         taken.size ? ", only " : ": it takes no arguments", taken.data);
    }
}

/* Which values a check looks at: those that the document names, or all. */
static void read_values(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                        struct rubric_criterion *out)
{
    static const struct reader_list rule = {.key = "values",
                                            .min = 1,
                                            .max = 16,
                                            .length_max = NAME_MAX_CHARACTERS,
                                            .ok = rubric_id_ok,
                                            .wanted = "a name of a value"};
    const char *const *names;
    size_t count = 0;
    if (!reader_strings(reader, at, object, OPTIONAL, &rule, &names, &count))
        return;
    struct at list = at_key(at, "values");
    size_t *found = arena_alloc(reader->arena, count + 1, sizeof *found);
    const char **known = arena_alloc(reader->arena, rubric->value_count + 1, sizeof *known);
    bool all_named = true; /* else the one that is meant may be the one whose name was refused */
    for (size_t i = 0; i < rubric->value_count; i++) {
        all_named = all_named && rubric->values[i].name;
        known[i] = rubric->values[i].name ? rubric->values[i].name : "";
    }
    for (size_t i = 0; i < count; i++) {
        struct at here = at_index(&list, i);
        while (names[i] && found[i] < rubric->value_count && strcmp(known[found[i]], names[i]) != 0)
            found[i]++;
        if (names[i] && found[i] == rubric->value_count && all_named)
            reader_fault(reader, &here, "no value is called '%s'%s", names[i], reader_guess(reader, names[i], known));
    }
    out->values = found;
    out->value_count = count;
}

static void take_all_values(struct reader *reader, const struct at *at, const struct rubric *rubric,
                            const struct check *check, struct rubric_criterion *out)
{
    size_t *found = arena_alloc(reader->arena, rubric->value_count + 1, sizeof *found);
    for (size_t i = 0; i < rubric->value_count; i++)
        found[out->value_count++] = i;
    out->values = found;
    struct at here = at_key(at, "check");
    if (rubric->value_count == 0)
        reader_fault(reader, &here, "nobody can earn this: the rubric names no values for the check '%s' to look at",
                     check->name);
}

/* What one finding costs, and what is left at least. */
static void read_costs(struct reader *reader, const struct at *at, json_t *object, struct rubric_criterion *out)
{
    int64_t each = 0, least = 0;
    struct at each_at = at_key(at, "points_each"), floor_at = at_key(at, "floor");
    if (reader_integer(reader, at, object, "points_each", OPTIONAL, 1, POINTS_MAX, hundredths, &each) && !out->partial)
        reader_fault(reader, &each_at, "points_each says how partial points are lost: add \"partial\": true");
    bool has_floor = reader_integer(reader, at, object, "floor", OPTIONAL, 1, POINTS_MAX, hundredths, &least);
    if (has_floor && !json_object_get(object, "points_each"))
        reader_fault(reader, &floor_at, "floor says where points_each stops: add \"points_each\"");
    else if (has_floor && least > out->points)
        reader_fault(reader, &floor_at, "floor is more than the criterion's points");
    out->points_each = (uint32_t)each;
    out->floor = (uint32_t)least;
}

static void read_arguments(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                           const struct check *check, struct rubric_criterion *out)
{
    static const char *const keys[] = {"cases", "functions", "any",       "ignore",      "points_each", "values",
                                       "locks", "floor",     "processes", "accept_exit", "at_least",    NULL};
    static const struct reader_list locks = {.key = "locks", .min = 1, .max = LOCK_KINDS, .choices = rubric_locks};
    static const struct reader_list functions = {.key = "functions",
                                                 .min = 1,
                                                 .max = FUNCTIONS_MAX,
                                                 .length_max = NAME_MAX_CHARACTERS,
                                                 .ok = function_ok,
                                                 .wanted = "the name of a C function"};
    static const struct reader_list processes = {.key = "processes",
                                                 .min = 1,
                                                 .max = PROCESSES_MAX,
                                                 .length_max = NAME_MAX_CHARACTERS,
                                                 .ok = process_ok,
                                                 .wanted = "the name of a process: parent, children, child 1, ..."};
    static const struct reader_list ignore = {.key = "ignore",
                                              .max = IGNORE_MAX,
                                              .length_max = NAME_MAX_CHARACTERS,
                                              .ok = ignore_ok,
                                              .wanted = "the name of a warning such as '-Wunused-variable'"};
    struct at here = at_key(at, "arguments");
    json_t *given = reader_member(reader, at, object, "arguments", OPTIONAL);
    if (!given || !reader_object(reader, &here, given, keys)) {
        if (!given && check && check->needs_functions)
            reader_fault(reader, at, "the check '%s' needs \"arguments\": {\"functions\": [...]}", check->name);
        return;
    }
    if (check)
        refuse_arguments(reader, &here, given, check);
    read_cases(reader, &here, given, rubric, check, out);
    read_values(reader, &here, given, rubric, out);
    (void)reader_strings(reader, &here, given, OPTIONAL, &locks, &out->locks, &out->lock_count); /* absent: any */
    enum need need = check && check->needs_functions ? REQUIRED : OPTIONAL;
    (void)reader_strings(reader, &here, given, need, &functions, &out->functions, &out->function_count); /* noted */
    (void)reader_bool(reader, &here, given, "any", &out->any);                                       /* absent: false */
    (void)reader_strings(reader, &here, given, OPTIONAL, &ignore, &out->ignore, &out->ignore_count); /* or none */
    (void)reader_strings(reader, &here, given, OPTIONAL, &processes, &out->processes, &out->process_count); /* or all */
    (void)reader_bool(reader, &here, given, "accept_exit", &out->accept_exit); /* absent: false */
    int64_t at_least = out->at_least;
    (void)reader_integer(reader, &here, given, "at_least", OPTIONAL, 1, PIPES_MAX, "", &at_least); /* absent: two */
    out->at_least = (uint32_t)at_least;
    read_costs(reader, &here, given, out);
}

static const char *const *check_names(struct reader *reader)
{
    const char **names = arena_alloc(reader->arena, check_count + 1, sizeof *names);
    for (size_t i = 0; i < check_count; i++)
        names[i] = checks[i].name;
    return names;
}

static void read_criterion(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                           size_t self, struct rubric_criterion *out)
{
    static const char *const keys[] = {"id",       "title",   "check", "points",    "visibility",
                                       "requires", "partial", "text",  "arguments", NULL};
    static const char *const visibilities[] = {"visible", "after_due", "hidden", NULL};
    if (!reader_object(reader, at, object, keys))
        return;
    (void)reader_id(reader, at, object, "id", &out->id);                        /* noted; id stays NULL */
    (void)reader_line(reader, at, object, "title", REQUIRED, 200, &out->title); /* noted */
    struct bytes text = BYTES("");
    (void)reader_text(reader, at, object, "text", OPTIONAL, TEXT_MAX, &text); /* absent: "" */
    out->text = text.data;
    size_t choice = 0;
    const struct check *check = NULL;
    if (reader_choice(reader, at, object, "check", REQUIRED, check_names(reader), &choice))
        check = &checks[choice];
    out->check = check ? check->name : NULL;
    int64_t points = 0;
    (void)reader_integer(reader, at, object, "points", REQUIRED, 0, POINTS_MAX, hundredths, &points); /* noted */
    out->points = (uint32_t)points;
    choice = VISIBILITY_VISIBLE;
    (void)reader_choice(reader, at, object, "visibility", OPTIONAL, visibilities, &choice); /* absent: visible */
    out->visibility = (enum visibility)choice;
    (void)reader_bool(reader, at, object, "partial", &out->partial); /* absent: false */
    read_requires(reader, at, object, rubric, self, out);
    out->at_least = PIPES_DEFAULT;
    read_arguments(reader, at, object, rubric, check, out);
    json_t *given = json_object_get(object, "arguments");
    if (check && (check->takes & TAKES_CASES) && !json_object_get(given, "cases"))
        take_all_cases(reader, at, rubric, check, out);
    if (check && (check->takes & TAKES_VALUES) && !json_object_get(given, "values"))
        take_all_values(reader, at, rubric, check, out);
}

void rubric_read_criteria(struct reader *reader, json_t *document, struct rubric *rubric)
{
    struct at list = at_key(NULL, "criteria");
    json_t *array = reader_array(reader, NULL, document, "criteria", REQUIRED, 1, CRITERIA_MAX);
    size_t count = json_array_size(array) < CRITERIA_MAX ? json_array_size(array) : CRITERIA_MAX;
    struct rubric_criterion *criteria = arena_alloc(reader->arena, count + 1, sizeof *criteria);
    for (size_t i = 0; i < count; i++) {
        const char *id = json_string_value(json_object_get(json_array_get(array, i), "id"));
        criteria[i].id = id && rubric_id_ok(id) ? arena_string(reader->arena, id) : NULL;
    }
    rubric->criteria = criteria;
    rubric->criterion_count = count;
    for (size_t i = 0; i < count; i++) {
        struct at here = at_index(&list, i), id = at_key(&here, "id");
        read_criterion(reader, &here, json_array_get(array, i), rubric, i, &criteria[i]);
        for (size_t k = 0; criteria[i].id && k < i; k++)
            if (criteria[k].id && strcmp(criteria[k].id, criteria[i].id) == 0)
                reader_fault(reader, &id, "the id '%s' is taken by criterion %zu", criteria[i].id, k + 1);
    }
}
