/* rubric_value.c -- the values of a rubric: what the program may end with, whatever the schedule. */
#include "rubrics/pattern.h"
#include "rubrics/rubric_parts.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

enum {
    VALUES_MAX = 16,
    ALLOWED_MAX = 100,
    ALLOWED_CHARACTERS_MAX = 1000,
    VARIABLE_MAX = 128,
    PATTERN_MAX = 2000,
    SCHEDULES_MAX = 2000,
    SCHEDULES_TOTAL_MAX = 8000,
    SCHEDULES_DEFAULT = 200,
    SEED_DEFAULT = 1,
};
static const int64_t SEED_MAX = INT64_C(9007199254740991); /* what every reader of JSON keeps whole */

static const char *const sources[] = {"variable", "mp_value", "number", "stdout", NULL};
static const char *const strategies[] = {"mixed", "random_walk", "pct", "systematic", NULL};

const char *const rubric_locks[LOCK_KINDS + 1] = {
    [LOCK_MUTEX] = "mutex",         [LOCK_RWLOCK] = "rwlock",  [LOCK_SPINLOCK] = "spinlock",
    [LOCK_SEMAPHORE] = "semaphore", [LOCK_FILE] = "file_lock", [LOCK_ATOMIC] = "atomic",
};

const char *rubric_strategy_name(enum strategy strategy)
{
    CHECK((unsigned)strategy < sizeof strategies / sizeof *strategies - 1);
    return strategies[strategy];
}

/* A C identifier; the end of it, or NULL. */
static const char *identifier_end(const char *text)
{
    if (!isalpha((unsigned char)*text) && *text != '_')
        return NULL;
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return text;
}

bool rubric_variable_ok(const char *text)
{
    const char *at = identifier_end(text);
    while (at && *at) {
        if (*at == '[') {
            size_t digits = strspn(at + 1, "0123456789");
            at = digits >= 1 && digits <= 9 && at[digits + 1] == ']' ? at + digits + 2 : NULL;
        } else if (*at == '.' || (at[0] == '-' && at[1] == '>')) {
            at = identifier_end(at + (*at == '.' ? 1 : 2));
        } else {
            return false;
        }
    }
    return at != NULL;
}

/* Which keys belong to which source; the others are refused, so that nothing is overlooked. */
static const struct {
    const char *key;
    unsigned sources; /* bits of enum value_source: it must be there (or may), and with others it must not */
    bool is_optional;
} source_keys[] = {
    {"variable", 1U << VALUE_VARIABLE | 1U << VALUE_MP, false},
    {"pattern", 1U << VALUE_NUMBER, false},
    {"file", 1U << VALUE_NUMBER, true},
};

static void read_variable(struct reader *reader, const struct at *at, json_t *object, struct rubric_value *out)
{
    struct at here = at_key(at, "variable");
    struct bytes text;
    if (!reader_text(reader, at, object, "variable", OPTIONAL, VARIABLE_MAX, &text))
        return; /* absent where it must not be is told by read_source */
    if (!rubric_variable_ok(text.data))
        reader_fault(reader, &here, "%s names no variable: write it as in C, such as counter, shared->count or slot[2]",
                     reader_quote(reader, text.data));
    out->variable = text.data;
}

static size_t group_count(const char *pattern)
{
    regex_t compiled;
    if (regcomp(&compiled, pattern, REG_EXTENDED) != 0)
        return 0;
    size_t count = compiled.re_nsub;
    regfree(&compiled);
    return count;
}

static void read_pattern(struct reader *reader, const struct at *at, json_t *object, struct rubric_value *out)
{
    struct at here = at_key(at, "pattern");
    struct bytes text;
    struct err e = {0};
    if (!reader_text(reader, at, object, "pattern", OPTIONAL, PATTERN_MAX, &text))
        return; /* as above */
    if (!pattern_ok(text.data, &e))
        reader_fault(reader, &here, "the pattern %s", e.text);
    else if (group_count(text.data) != 1)
        reader_fault(reader, &here,
                     "the pattern must have one pair of parentheses, around the number: Total: ([0-9]+)");
    out->pattern = text.data;
}

static void read_source(struct reader *reader, const struct at *at, json_t *object, struct rubric_value *out)
{
    size_t source = 0;
    bool known = reader_choice(reader, at, object, "source", REQUIRED, sources, &source);
    out->source = (enum value_source)source;
    read_variable(reader, at, object, out);
    read_pattern(reader, at, object, out);
    if (json_object_get(object, "file"))
        (void)rubric_read_file_name(reader, at, object, "file", &out->file); /* noted; file stays NULL */
    for (size_t i = 0; known && i < sizeof source_keys / sizeof *source_keys; i++) {
        struct at here = at_key(at, source_keys[i].key);
        bool given = json_object_get(object, source_keys[i].key), wanted = source_keys[i].sources >> source & 1;
        if (given && !wanted)
            reader_fault(reader, &here, "a value whose source is '%s' has no '%s'", sources[source],
                         source_keys[i].key);
        else if (!given && wanted && !source_keys[i].is_optional)
            reader_fault(reader, at, "a value whose source is '%s' needs '%s'", sources[source], source_keys[i].key);
    }
}

/* "expected": one text; "allowed": a set of them. */
static void read_wanted(struct reader *reader, const struct at *at, json_t *object, struct rubric_value *out)
{
    static const struct reader_list rule = {
        .key = "allowed", .min = 1, .max = ALLOWED_MAX, .length_max = ALLOWED_CHARACTERS_MAX};
    bool one = json_object_get(object, "expected"), set = json_object_get(object, "allowed");
    if (one == set)
        reader_fault(reader, at,
                     one ? "give either 'expected' or 'allowed', not both" : "give 'expected' or 'allowed'");
    struct bytes text;
    if (reader_text(reader, at, object, "expected", OPTIONAL, ALLOWED_CHARACTERS_MAX, &text)) {
        const char **only = arena_alloc(reader->arena, 2, sizeof *only);
        only[0] = text.data;
        out->allowed = only;
        out->allowed_count = 1;
    }
    if (set)
        (void)reader_strings(reader, at, object, OPTIONAL, &rule, &out->allowed, &out->allowed_count); /* noted */
}

static void read_case_of(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                         struct rubric_value *out)
{
    struct at here = at_key(at, "case");
    const char *id = NULL;
    if (rubric->case_count == 0)
        reader_fault(reader, at, "a value needs a case to run: the rubric has none");
    if (!json_object_get(object, "case") || !reader_id(reader, at, object, "case", &id))
        return; /* absent: the first case */
    const char **ids = arena_alloc(reader->arena, rubric->case_count + 1, sizeof *ids);
    bool all_named = true; /* else the one that is meant may be the one whose id was refused */
    for (size_t i = 0; i < rubric->case_count; i++) {
        all_named = all_named && rubric->cases[i].id;
        ids[i] = rubric->cases[i].id ? rubric->cases[i].id : "";
        if (strcmp(ids[i], id) == 0) {
            out->which_case = i;
            return;
        }
    }
    if (all_named && rubric->case_count > 0)
        reader_fault(reader, &here, "no case is called '%s'%s", id, reader_guess(reader, id, ids));
}

static void read_value(struct reader *reader, const struct at *at, json_t *object, const struct rubric *rubric,
                       struct rubric_value *out)
{
    static const char *const keys[] = {"name", "source",    "variable", "pattern",  "file", "expected", "allowed",
                                       "case", "schedules", "strategy", "complete", "seed", NULL};
    const char *name = out->name;
    *out = (struct rubric_value){.name = name, .schedules = SCHEDULES_DEFAULT, .seed = SEED_DEFAULT};
    if (!reader_object(reader, at, object, keys))
        return;
    (void)reader_id(reader, at, object, "name", &out->name); /* noted; name stays NULL */
    read_source(reader, at, object, out);
    read_wanted(reader, at, object, out);
    read_case_of(reader, at, object, rubric, out);
    int64_t number = SCHEDULES_DEFAULT;
    (void)reader_integer(reader, at, object, "schedules", OPTIONAL, 1, SCHEDULES_MAX, "", &number); /* absent: 200 */
    out->schedules = (uint32_t)number;
    size_t choice = STRATEGY_MIXED;
    (void)reader_choice(reader, at, object, "strategy", OPTIONAL, strategies, &choice); /* absent: mixed */
    out->strategy = (enum strategy)choice;
    (void)reader_bool(reader, at, object, "complete", &out->complete); /* absent: false */
    number = SEED_DEFAULT;
    (void)reader_integer(reader, at, object, "seed", OPTIONAL, 1, SEED_MAX, "", &number); /* absent: 1 */
    out->seed = (uint64_t)number;
}

void rubric_read_values(struct reader *reader, json_t *document, struct rubric *rubric)
{
    struct at list = at_key(NULL, "values");
    json_t *array = reader_array(reader, NULL, document, "values", OPTIONAL, 0, VALUES_MAX);
    size_t count = json_array_size(array) < VALUES_MAX ? json_array_size(array) : VALUES_MAX;
    struct rubric_value *values = arena_alloc(reader->arena, count + 1, sizeof *values);
    uint32_t schedules = 0;
    for (size_t i = 0; i < count; i++) {
        struct at here = at_index(&list, i), name = at_key(&here, "name");
        read_value(reader, &here, json_array_get(array, i), rubric, &values[i]);
        schedules += values[i].schedules;
        for (size_t k = 0; values[i].name && k < i; k++)
            if (values[k].name && strcmp(values[k].name, values[i].name) == 0)
                reader_fault(reader, &name, "the name '%s' is taken by value %zu", values[i].name, k + 1);
    }
    if (schedules > SCHEDULES_TOTAL_MAX)
        reader_fault(reader, &list, "all values together ask for %u schedules; at most %d are allowed", schedules,
                     SCHEDULES_TOTAL_MAX);
    rubric->values = values;
    rubric->value_count = count;
}
