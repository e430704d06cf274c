/* rubric.c -- what is wanted of a submission, as an instructor wrote it. */
#include "rubrics/rubric.h"

#include "rubrics/digest.h"
#include "rubrics/rubric_parts.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

enum { TASK_MAX = 65536, POINTS_SUM_MAX = 1000000 };

/* Everything gcc may be told: warnings, optimisation, feature macros. Nothing here reads or writes a file, loads a
 * plugin, reaches the linker or hides a finding, so a rubric can be anyone's without being trusted. */
static const char *const flags_allowed[] = {
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-pedantic",
    "-Wcast-align",
    "-Wcast-qual",
    "-Wconversion",
    "-Wdouble-promotion",
    "-Wduplicated-cond",
    "-Wfloat-equal",
    "-Wformat=2",
    "-Wimplicit-fallthrough",
    "-Winit-self",
    "-Wlogical-op",
    "-Wmissing-prototypes",
    "-Wnull-dereference",
    "-Wold-style-definition",
    "-Wpointer-arith",
    "-Wshadow",
    "-Wsign-conversion",
    "-Wstrict-prototypes",
    "-Wswitch-default",
    "-Wswitch-enum",
    "-Wundef",
    "-Wuninitialized",
    "-Wunused",
    "-Wvla",
    "-Wwrite-strings",
    "-Wno-missing-field-initializers",
    "-Wno-sign-compare",
    "-Wno-unused-function",
    "-Wno-unused-parameter",
    "-Wno-unused-result",
    "-Wno-unused-variable",
    "-Werror",
    "-Werror=implicit-function-declaration",
    "-Werror=incompatible-pointer-types",
    "-Werror=int-conversion",
    "-Werror=return-type",
    "-O0",
    "-O1",
    "-O2",
    "-O3",
    "-Og",
    "-Os",
    "-fno-strict-aliasing",
    "-fno-common",
    "-fsigned-char",
    "-funsigned-char",
    "-fwrapv",
    "-pthread",
    "-D_DEFAULT_SOURCE",
    "-D_GNU_SOURCE",
    "-D_POSIX_C_SOURCE=200809L",
    "-D_XOPEN_SOURCE=700",
    "-DNDEBUG",
    NULL,
};
static const char *const flags_default[] = {"-Wall", "-Wextra", "-O1", NULL};
static const char *const libraries_allowed[] = {"m", "rt", "pthread", NULL};
static const char *const standards[] = {"c11", "c17", "gnu11", "gnu17", NULL};
enum { STANDARD_DEFAULT = 3 };

bool rubric_id_ok(const char *id)
{
    size_t size = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return size >= 1 && size <= 64 && id[size] == 0 && id[0] != '-';
}

static void set_defaults(struct rubric *rubric)
{
    *rubric = (struct rubric){
        .task = "",
        .standard = standards[STANDARD_DEFAULT],
        .flags = flags_default,
        .flag_count = sizeof flags_default / sizeof *flags_default - 1,
        .libraries = libraries_allowed,
        .library_count = sizeof libraries_allowed / sizeof *libraries_allowed - 1,
        .limits = limits_default(),
    };
}

void rubric_none(struct arena *arena, struct rubric *out)
{
    static const char *const no_args[] = {NULL};
    struct rubric_case *only = arena_alloc(arena, 1, sizeof *only);
    *only = (struct rubric_case){.id = "run", .title = "run", .args = no_args, .input = BYTES(""), .runs = 1};
    set_defaults(out);
    out->id = "none";
    out->title = "Check";
    out->kit = true;
    out->cases = only;
    out->case_count = 1;
    digest_sha256(out->json, out->sha256);
}

/* --- due ------------------------------------------------------------------------------------------------------ */

/* '0' in the shape is a digit, anything else itself. */
static bool has_shape(const char *text, const char *shape)
{
    for (; *shape; text++, shape++)
        if (*shape == '0' ? !isdigit((unsigned char)*text) : *text != *shape)
            return false;
    return true;
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

bool rubric_time(const char *text, int64_t *unix_ms)
{
    if (!has_shape(text, "0000-00-00T00:00:00") || text[0] != '2')
        return false;
    struct tm wanted = {.tm_year = two(text) * 100 + two(text + 2) - 1900,
                        .tm_mon = two(text + 5) - 1,
                        .tm_mday = two(text + 8),
                        .tm_hour = two(text + 11),
                        .tm_min = two(text + 14),
                        .tm_sec = two(text + 17)};
    const char *rest = text + 19;
    if (*rest == '.') {
        size_t digits = strspn(rest + 1, "0123456789");
        if (digits < 1 || digits > 9)
            return false;
        rest += 1 + digits; /* below a second nothing is due */
    }
    int offset_min = 0;
    if (*rest == '+' || *rest == '-') {
        if (!has_shape(rest + 1, "00:00") || rest[6] != 0 || two(rest + 1) > 23 || two(rest + 4) > 59)
            return false;
        offset_min = (two(rest + 1) * 60 + two(rest + 4)) * (*rest == '-' ? -1 : 1);
    } else if (strcmp(rest, "Z") != 0) {
        return false;
    }
    struct tm made = wanted;
    time_t seconds = timegm(&made); /* turns 30 February into 1 March: then it is not what was wanted */
    if (made.tm_mon != wanted.tm_mon || made.tm_mday != wanted.tm_mday || made.tm_hour != wanted.tm_hour ||
        made.tm_min != wanted.tm_min || made.tm_sec != wanted.tm_sec)
        return false;
    *unix_ms = ((int64_t)seconds - (int64_t)offset_min * 60) * 1000;
    return true;
}

static void read_due(struct reader *reader, json_t *document, struct rubric *rubric)
{
    struct at here = at_key(NULL, "due");
    struct bytes text;
    if (!reader_text(reader, NULL, document, "due", OPTIONAL, RUBRIC_BYTES_MAX, &text))
        return;
    rubric->has_due = rubric_time(text.data, &rubric->due_unix_ms);
    if (!rubric->has_due)
        reader_fault(reader, &here, "%s is no time: write it as 2026-12-01T23:59:00Z or 2026-12-01T23:59:00+01:00",
                     reader_quote(reader, text.data));
}

/* --- compile and limits --------------------------------------------------------------------------------------- */

static void read_compile(struct reader *reader, json_t *document, struct rubric *rubric)
{
    static const char *const keys[] = {"standard", "flags", "libraries", "kit", NULL};
    static const struct reader_list flags = {.key = "flags", .max = 64, .choices = flags_allowed};
    static const struct reader_list libraries = {.key = "libraries", .max = 3, .choices = libraries_allowed};
    struct at here = at_key(NULL, "compile");
    json_t *compile = reader_member(reader, NULL, document, "compile", OPTIONAL);
    if (!compile || !reader_object(reader, &here, compile, keys))
        return;
    size_t standard = STANDARD_DEFAULT;
    (void)reader_choice(reader, &here, compile, "standard", OPTIONAL, standards, &standard); /* absent: the default */
    rubric->standard = standards[standard];
    (void)reader_strings(reader, &here, compile, OPTIONAL, &flags, &rubric->flags, &rubric->flag_count); /* as above */
    (void)reader_strings(reader, &here, compile, OPTIONAL, &libraries, &rubric->libraries, &rubric->library_count);
    (void)reader_bool(reader, &here, compile, "kit", &rubric->kit); /* absent: false */
}

static void read_seconds(struct reader *reader, const struct at *at, json_t *object, const char *key, double max,
                         uint32_t *ms)
{
    double seconds = 0;
    if (reader_number(reader, at, object, key, 0.1, max, &seconds))
        *ms = (uint32_t)(seconds * 1000 + 0.5);
}

static void read_limits(struct reader *reader, json_t *document, struct rubric *rubric)
{
    static const char *const keys[] = {"cpu_s", "wall_s", "memory_mib", "processes", "output_kib", "file_kib", NULL};
    struct at here = at_key(NULL, "limits");
    json_t *given = reader_member(reader, NULL, document, "limits", OPTIONAL);
    if (!given || !reader_object(reader, &here, given, keys))
        return;
    struct limits *limits = &rubric->limits;
    read_seconds(reader, &here, given, "cpu_s", 60, &limits->cpu_ms);
    read_seconds(reader, &here, given, "wall_s", 120, &limits->wall_ms);
    const struct {
        const char *key;
        int64_t min, max, unit;
        uint32_t *out;
    } whole[] = {
        {"memory_mib", 8, 4096, 1024, &limits->memory_kib},
        {"processes", 1, 512, 1, &limits->processes},
        {"output_kib", 1, 16384, 1, &limits->output_kib},
        {"file_kib", 1, 65536, 1, &limits->file_kib},
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        int64_t value = 0;
        if (reader_integer(reader, &here, given, whole[i].key, OPTIONAL, whole[i].min, whole[i].max, "", &value))
            *whole[i].out = (uint32_t)(value * whole[i].unit);
    }
}

/* --- the document --------------------------------------------------------------------------------------------- */

static void read_document(struct reader *reader, json_t *document, struct rubric *rubric)
{
    static const char *const keys[] = {"schema",  "id",     "title", "task",   "max_points", "due",
                                       "compile", "limits", "cases", "values", "criteria",   NULL};
    static const char *const schemas[] = {"bothends.rubric/1", NULL};
    if (!reader_object(reader, NULL, document, keys))
        return;
    size_t schema = 0;
    (void)reader_choice(reader, NULL, document, "schema", REQUIRED, schemas, &schema); /* noted, like the next */
    (void)reader_id(reader, NULL, document, "id", &rubric->id);                        /* ones */
    (void)reader_line(reader, NULL, document, "title", REQUIRED, 200, &rubric->title);
    struct bytes task = BYTES("");
    (void)reader_text(reader, NULL, document, "task", OPTIONAL, TASK_MAX, &task); /* absent: "" */
    rubric->task = task.data;
    int64_t points = 0;
    (void)reader_integer(reader, NULL, document, "max_points", REQUIRED, 1, POINTS_SUM_MAX,
                         ": points are hundredths: write 1250 for 12.5", &points); /* noted */
    rubric->max_points = (uint32_t)points;
    read_due(reader, document, rubric);
    read_compile(reader, document, rubric);
    read_limits(reader, document, rubric);
    rubric_read_cases(reader, document, rubric);
    rubric_read_values(reader, document, rubric);
    rubric_read_criteria(reader, document, rubric);
    rubric_check_meaning(reader, document, rubric);
}

bool rubric_refuse(struct arena *arena, struct rubric_errors *errors, const struct json_place *place,
                   const char *detail)
{
    errors->items = arena_alloc(arena, 1, sizeof *errors->items);
    errors->items[0] = (struct rubric_error){place->pointer, place->line, place->column, detail};
    errors->count = 1;
    return false;
}

bool rubric_parse(struct bytes json, struct arena *arena, struct rubric *out, struct rubric_errors *errors)
{
    struct json_place place = {1, 1, ""};
    if (json.size > RUBRIC_BYTES_MAX)
        return rubric_refuse(arena, errors, &place, "a rubric is at most 1 MiB");
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    if (!json_read_at(json, &document, arena, &place, &e))
        return rubric_refuse(arena, errors, &place, arena_string(arena, e.text));

    struct rubric rubric;
    set_defaults(&rubric);
    struct reader reader;
    reader_begin(&reader, arena);
    read_document(&reader, document, &rubric);
    if (reader_end(&reader, json, errors))
        return false;
    rubric.json = (struct bytes){arena_copy(arena, json.data, json.size), json.size};
    digest_sha256(json, rubric.sha256);
    *out = rubric;
    return true;
}
