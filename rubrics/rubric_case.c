/* rubric_case.c -- the cases of a rubric: what a program is given, and what it must answer. */
#include "rubrics/pattern.h"
#include "rubrics/rubric_parts.h"
#include "sandbox/spec.h"

#include <string.h>

enum {
    CASES_MAX = 100,
    ARGS_MAX = 64,
    ARG_CHARACTERS_MAX = 1000,
    FILES_MAX = 32,
    FILES_WANTED_MAX = 16,
    TEXT_MAX = 262144,
    BASE64_MAX = TEXT_MAX / 3 * 4,
    REGEX_MAX = 2000,
    RUNS_MAX = 100,
    RUNS_TOTAL_MAX = 500,
    NAMES_BYTES_MAX = SPEC_TEXT_MAX / 2, /* of one case: arguments and file names, which a spec has to hold */
};

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* RFC 4648, with padding and nothing else than digits; the unused bits of the last digit must be 0. */
static bool base64_read(struct bytes text, struct arena *arena, struct bytes *out)
{
    if (text.size % 4 != 0)
        return false;
    size_t padding = 0;
    while (padding < 2 && padding < text.size && text.data[text.size - 1 - padding] == '=')
        padding++;
    char *data = arena_alloc(arena, text.size / 4 * 3 + 1, 1);
    size_t size = 0;
    uint32_t bits = 0;
    for (size_t i = 0; i < text.size - padding; i++) {
        const char *digit = text.data[i] ? strchr(base64_digits, text.data[i]) : NULL;
        if (!digit)
            return false;
        bits = bits << 6 | (uint32_t)(digit - base64_digits);
        if (i % 4 != 0)
            data[size++] = (char)(bits >> (6 - 2 * (i % 4)) & 0xff);
    }
    uint32_t unused = padding == 2 ? 0xf : padding == 1 ? 0x3 : 0;
    if ((bits & unused) != 0)
        return false;
    *out = (struct bytes){data, size};
    return true;
}

bool rubric_read_file_name(struct reader *reader, const struct at *at, json_t *object, const char *key,
                           const char **out)
{
    struct at here = at_key(at, key);
    struct bytes text;
    if (!reader_text(reader, at, object, key, REQUIRED, RUBRIC_BYTES_MAX, &text))
        return false;
    if (!spec_name_ok(text.data)) {
        reader_fault(reader, &here,
                     "%s is no name for a file: write a relative path such as 'data/in.txt' without '..', '\\' and "
                     "control characters, at most 8 folders deep and 200 bytes long",
                     reader_quote(reader, text.data));
        return false;
    }
    *out = text.data;
    return true;
}

/* Two files cannot have one name, nor can one be the folder of another. */
static bool names_clash(const char *a, const char *b)
{
    size_t size = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
    return strncmp(a, b, size) == 0 && (a[size] == 0 || a[size] == '/') && (b[size] == 0 || b[size] == '/');
}

static bool read_base64(struct reader *reader, const struct at *at, json_t *object, struct bytes *out)
{
    struct at here = at_key(at, "base64");
    struct bytes text;
    if (!reader_text(reader, at, object, "base64", OPTIONAL, BASE64_MAX, &text))
        return false;
    if (!base64_read(text, reader->arena, out))
        reader_fault(reader, &here, "this is no base64 (RFC 4648, with '=' at the end and no line breaks)");
    return true;
}

static void read_content(struct reader *reader, const struct at *at, json_t *object, struct bytes *out)
{
    bool has_text = json_object_get(object, "text"), has_base64 = json_object_get(object, "base64");
    if (has_text == has_base64)
        reader_fault(reader, at, has_text ? "give either 'text' or 'base64', not both" : "give 'text' or 'base64'");
    (void)reader_text(reader, at, object, "text", OPTIONAL, TEXT_MAX, out); /* absent: it is in base64 */
    (void)read_base64(reader, at, object, out);                             /* absent: it is in text */
}

static void read_files(struct reader *reader, const struct at *at, json_t *object, struct rubric_case *out)
{
    struct at list = at_key(at, "files");
    json_t *array = reader_array(reader, at, object, "files", OPTIONAL, 0, FILES_MAX);
    size_t count = json_array_size(array) < FILES_MAX ? json_array_size(array) : FILES_MAX;
    struct rubric_file *files = arena_alloc(reader->arena, count + 1, sizeof *files);
    for (size_t i = 0; i < count; i++) {
        static const char *const keys[] = {"name", "text", "base64", NULL};
        struct at here = at_index(&list, i), name = at_key(&here, "name");
        json_t *value = json_array_get(array, i);
        if (!reader_object(reader, &here, value, keys))
            continue;
        read_content(reader, &here, value, &files[i].text);
        if (!rubric_read_file_name(reader, &here, value, "name", &files[i].name))
            continue;
        for (size_t k = 0; k < i; k++) {
            if (!files[k].name || !names_clash(files[k].name, files[i].name))
                continue;
            reader_fault(reader, &name, "%s is taken by file %zu", reader_quote(reader, files[i].name), k + 1);
            break;
        }
    }
    out->files = files;
    out->file_count = count;
}

/* What stdout and files share; the object's keys were looked at by the caller. */
static void read_expectation(struct reader *reader, const struct at *at, json_t *object, struct expectation *out)
{
    static const char *const matches[] = {"exact", "lines", "regex", "numeric", NULL};
    static const char *const spaces[] = {"ignore", "exact", NULL};
    *out = (struct expectation){.match = MATCH_EXACT, .tolerance = 1e-6, .ignore_trailing_space = true};

    size_t choice = MATCH_EXACT;
    bool match_ok =
        reader_choice(reader, at, object, "match", OPTIONAL, matches, &choice) || !json_object_get(object, "match");
    out->match = (enum match)choice;
    if (reader_choice(reader, at, object, "trailing_space", OPTIONAL, spaces, &choice))
        out->ignore_trailing_space = choice == 0;
    struct at tolerance = at_key(at, "tolerance");
    (void)reader_number(reader, at, object, "tolerance", 0, 1, &out->tolerance); /* absent: the default */
    if (json_object_get(object, "tolerance") && match_ok && out->match != MATCH_NUMERIC)
        reader_fault(reader, &tolerance, "only \"match\": \"numeric\" has a tolerance");

    struct at here = at_key(at, "text"), match_at = at_key(at, "match");
    size_t max = out->match == MATCH_REGEX ? REGEX_MAX : TEXT_MAX;
    if (!json_object_get(object, "text") && read_base64(reader, at, object, &out->text)) {
        if (out->match != MATCH_EXACT)
            reader_fault(reader, &match_at, "only \"match\": \"exact\" goes with base64");
        return;
    }
    if (json_object_get(object, "text") && json_object_get(object, "base64"))
        reader_fault(reader, at, "give either 'text' or 'base64', not both");
    if (!reader_text(reader, at, object, "text", REQUIRED, max, &out->text) || out->match != MATCH_REGEX)
        return;
    struct err e = {0};
    if (!pattern_ok(out->text.data, &e))
        reader_fault(reader, &here, "the pattern %s", e.text);
}

static void read_files_wanted(struct reader *reader, const struct at *at, json_t *object, struct rubric_case *out)
{
    struct at list = at_key(at, "files");
    json_t *array = reader_array(reader, at, object, "files", OPTIONAL, 0, FILES_WANTED_MAX);
    size_t count = json_array_size(array) < FILES_WANTED_MAX ? json_array_size(array) : FILES_WANTED_MAX;
    out->files_wanted = arena_alloc(reader->arena, count + 1, sizeof *out->files_wanted);
    out->files_wanted_count = count;
    for (size_t i = 0; i < count; i++) {
        static const char *const keys[] = {"name", "match", "text", "base64", "tolerance", "trailing_space", NULL};
        struct at here = at_index(&list, i), name = at_key(&here, "name");
        json_t *value = json_array_get(array, i);
        if (!reader_object(reader, &here, value, keys))
            continue;
        read_expectation(reader, &here, value, &out->files_wanted[i].wanted);
        if (!rubric_read_file_name(reader, &here, value, "name", &out->files_wanted[i].name))
            continue;
        for (size_t k = 0; k < i; k++) {
            const char *other = out->files_wanted[k].name;
            if (!other || !names_clash(other, out->files_wanted[i].name))
                continue;
            reader_fault(reader, &name, "%s is taken by file %zu", reader_quote(reader, other), k + 1);
            break;
        }
    }
}

static void read_expect(struct reader *reader, const struct at *at, json_t *object, struct rubric_case *out)
{
    static const char *const keys[] = {"stdout", "exit", "files", NULL};
    static const char *const stdout_keys[] = {"match", "text", "tolerance", "trailing_space", NULL};
    struct at here = at_key(at, "expect");
    json_t *expect = reader_member(reader, at, object, "expect", OPTIONAL);
    if (!expect || !reader_object(reader, &here, expect, keys))
        return;
    struct at stdout_at = at_key(&here, "stdout");
    json_t *wanted = reader_member(reader, &here, expect, "stdout", OPTIONAL);
    if (wanted && reader_object(reader, &stdout_at, wanted, stdout_keys))
        read_expectation(reader, &stdout_at, wanted, &out->stdout_wanted);
    out->has_stdout = wanted != NULL; /* also when it is wrong: one fault, not another for each check that needs it */
    int64_t status = 0;
    (void)reader_integer(reader, &here, expect, "exit", OPTIONAL, 0, 255, "", &status); /* absent, or noted */
    out->has_exit = json_object_get(expect, "exit") != NULL;
    out->exit_wanted = (uint32_t)status;
    read_files_wanted(reader, &here, expect, out);
}

static size_t names_bytes(const struct rubric_case *c)
{
    size_t total = 0;
    for (size_t i = 0; i < c->arg_count; i++)
        total += c->args[i] ? strlen(c->args[i]) + 1 : 0;
    for (size_t i = 0; i < c->file_count; i++)
        total += c->files[i].name ? strlen(c->files[i].name) + 1 : 0;
    for (size_t i = 0; i < c->files_wanted_count; i++)
        total += c->files_wanted[i].name ? strlen(c->files_wanted[i].name) + 1 : 0;
    return total;
}

static void read_case(struct reader *reader, const struct at *at, json_t *object, struct rubric_case *out)
{
    static const char *const keys[] = {"id", "title", "args", "stdin", "files", "expect", "runs", NULL};
    static const struct reader_list args = {
        .key = "args", .max = ARGS_MAX, .length_max = ARG_CHARACTERS_MAX, .twice = true};
    static const char *const no_args[] = {NULL};
    out->args = no_args;
    out->input = BYTES("");
    out->runs = 1;
    if (!reader_object(reader, at, object, keys))
        return;
    (void)reader_id(reader, at, object, "id", &out->id); /* noted; id stays NULL */
    out->title = out->id;
    (void)reader_line(reader, at, object, "title", OPTIONAL, 200, &out->title);             /* absent: the id */
    (void)reader_strings(reader, at, object, OPTIONAL, &args, &out->args, &out->arg_count); /* absent: none */
    (void)reader_text(reader, at, object, "stdin", OPTIONAL, TEXT_MAX, &out->input);        /* absent: empty */
    read_files(reader, at, object, out);
    read_expect(reader, at, object, out);
    int64_t runs = 1;
    (void)reader_integer(reader, at, object, "runs", OPTIONAL, 1, RUNS_MAX, "", &runs); /* absent: once */
    out->runs = (uint32_t)runs;
    size_t bytes = names_bytes(out);
    if (bytes > NAMES_BYTES_MAX)
        reader_fault(reader, at, "arguments and file names take %zu bytes together; at most %d are allowed", bytes,
                     NAMES_BYTES_MAX);
}

void rubric_read_cases(struct reader *reader, json_t *document, struct rubric *rubric)
{
    struct at list = at_key(NULL, "cases");
    json_t *array = reader_array(reader, NULL, document, "cases", OPTIONAL, 0, CASES_MAX);
    size_t count = json_array_size(array) < CASES_MAX ? json_array_size(array) : CASES_MAX;
    struct rubric_case *cases = arena_alloc(reader->arena, count + 1, sizeof *cases);
    uint32_t runs = 0;
    for (size_t i = 0; i < count; i++) {
        struct at here = at_index(&list, i), id = at_key(&here, "id");
        read_case(reader, &here, json_array_get(array, i), &cases[i]);
        for (size_t k = 0; cases[i].id && k < i; k++)
            if (cases[k].id && strcmp(cases[k].id, cases[i].id) == 0)
                reader_fault(reader, &id, "the id '%s' is taken by case %zu", cases[i].id, k + 1);
        runs += cases[i].runs;
    }
    if (runs > RUNS_TOTAL_MAX)
        reader_fault(reader, &list, "all cases together are run %u times; at most %d are allowed", runs,
                     RUNS_TOTAL_MAX);
    rubric->cases = cases;
    rubric->case_count = count;
}
