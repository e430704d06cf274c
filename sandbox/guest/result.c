/* result.c -- what a race run is asked, and what it leaves: many schedules of one program, as plain data. */
#include "sandbox/guest/result.h"

#include <string.h>

enum field_type { FIELD_N, FIELD_I, FIELD_Q, FIELD_S, FIELD_K };

struct field {
    enum field_type type;
    uint32_t count; /* FIELD_K: values are below it */
    size_t offset;
};

struct row {
    const char *word;
    const struct field *fields;
    size_t field_count, size;
    uint32_t most;
};

/* One array of fields a row, with offsets into its struct. */
#define HERE_N(name) {FIELD_N, 0, offsetof(struct here, name)},
#define HERE_I(name) {FIELD_I, 0, offsetof(struct here, name)},
#define HERE_Q(name) {FIELD_Q, 0, offsetof(struct here, name)},
#define HERE_S(name) {FIELD_S, 0, offsetof(struct here, name)},
#define HERE_K(name, limit) {FIELD_K, (limit), offsetof(struct here, name)},
#define FIELDS(name, ROW, most, plural) \
    static const struct field name##_fields[] = {ROW(HERE_N, HERE_I, HERE_Q, HERE_S, HERE_K)};
/* clang-format off */
#define here race_limit
FIELDS(limit, RACE_LIMIT_ROW, , )
#undef here
#define here race_cut
FIELDS(cut, RACE_CUT_ROW, , )
#undef here
#define here race_early
FIELDS(early, RACE_EARLY_ROW, , )
#undef here
#define here race_frame
FIELDS(frame, RACE_FRAME_ROW, , )
#undef here
#define here race_object
FIELDS(object, RACE_OBJECT_ROW, , )
#undef here
#define here race_held
FIELDS(held, RACE_HELD_ROW, , )
#undef here
#define here race_race
FIELDS(race, RACE_RACE_ROW, , )
#undef here
#define here race_misuse
FIELDS(misuse, RACE_MISUSE_ROW, , )
#undef here
#define here race_deadlock
FIELDS(deadlock, RACE_DEADLOCK_ROW, , )
#undef here
#define here race_waiter
FIELDS(waiter, RACE_WAITER_ROW, , )
#undef here
#define here race_watch
FIELDS(watch, RACE_WATCH_ROW, , )
#undef here
#define here race_outcome
FIELDS(outcome, RACE_OUTCOME_ROW, , )
#undef here
#define here race_value
FIELDS(value, RACE_VALUE_ROW, , )
#undef here
#define here race_witness
FIELDS(witness, RACE_WITNESS_ROW, , )
#undef here
#define here race_step
FIELDS(step, RACE_STEP_ROW, , )
#undef here
#define here race_summary
FIELDS(summary, RACE_SUMMARY_ROW, , )
#undef here
#define here race_request_line
FIELDS(request_line, RACE_REQUEST_ROW, , )
#undef here
#define here race_watched
FIELDS(watched, RACE_WATCHED_ROW, , )
#undef here
#define here race_file
FIELDS(file, RACE_FILE_ROW, , )
#undef here
#define here race_file_text
FIELDS(file_text, RACE_FILE_TEXT_ROW, , )
#undef here
/* clang-format on */

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ROW_OF(name, ROW, most, plural) \
    {#name, name##_fields, COUNT(name##_fields), sizeof(struct race_##name), (most)},
static const struct row result_rows[] = {
    RACE_RESULT_TABLES(ROW_OF){"summary", summary_fields, COUNT(summary_fields), sizeof(struct race_summary), 1}};
static const struct row request_rows[] = {
    {"request", request_line_fields, COUNT(request_line_fields), sizeof(struct race_request_line), 1},
    {"watched", watched_fields, COUNT(watched_fields), sizeof(struct race_watched), RACE_WATCHED_MAX},
    {"file", file_fields, COUNT(file_fields), sizeof(struct race_file), RACE_FILES_MAX},
};
enum {
    REQUEST_ROWS = COUNT(request_rows),
    RESULT_ROWS = COUNT(result_rows),
    SUMMARY_ROW = RESULT_ROWS - 1,
    ROWS_MAX = RESULT_ROWS
};

const char *race_limit_name(uint32_t limit)
{
    static const char *const names[] = {
#define LIMIT_NAME(name, text) text,
        RACE_LIMITS(LIMIT_NAME)
#undef LIMIT_NAME
    };
    return limit < RACE_LIMIT_COUNT ? names[limit] : "unknown";
}

const char *race_cut_name(uint32_t cut)
{
    static const char *const names[] = {
#define CUT_NAME(name, text) text,
        RACE_CUTS(CUT_NAME)
#undef CUT_NAME
    };
    return cut < RACE_CUT_COUNT ? names[cut] : "unknown";
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void put(struct race_sink *sink, const char *data, size_t size)
{
    if (sink->full || size > sink->room - sink->size) {
        sink->full = true;
        return;
    }
    memcpy(sink->data + sink->size, data, size);
    sink->size += size;
}

static void put_number(struct race_sink *sink, uint64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    put(sink, digits + at, sizeof digits - at);
}

/* What stands for itself; everything else, also '%', is written %XX. */
static bool is_plain(unsigned char byte)
{
    return byte > ' ' && byte < 0x7f && byte != '%';
}

static void put_string(struct race_sink *sink, struct bytes text)
{
    static const char hex[] = "0123456789abcdef";
    if (text.size == 0)
        put(sink, "%", 1);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        const char code[3] = {'%', hex[byte >> 4], hex[byte & 15]};
        put(sink, is_plain(byte) ? &text.data[i] : code, is_plain(byte) ? 1 : 3);
    }
}

static void put_field(struct race_sink *sink, const struct field *field, const void *at)
{
    put(sink, " ", 1);
    if (field->type == FIELD_S) {
        put_string(sink, *(const struct bytes *)at);
    } else if (field->type == FIELD_Q) {
        put_number(sink, *(const uint64_t *)at);
    } else if (field->type == FIELD_I && *(const int32_t *)at < 0) {
        put(sink, "-", 1);
        put_number(sink, (uint64_t)(-(int64_t) * (const int32_t *)at));
    } else {
        put_number(sink, *(const uint32_t *)at);
    }
}

static void put_rows(struct race_sink *sink, const struct row *row, const void *data, uint32_t count, uint64_t *lines)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *one = (const char *)data + i * row->size;
        put(sink, row->word, strlen(row->word));
        for (size_t k = 0; k < row->field_count; k++)
            put_field(sink, &row->fields[k], one + row->fields[k].offset);
        put(sink, "\n", 1);
    }
    *lines += count;
}

static void put_end(struct race_sink *sink, uint64_t lines)
{
    put(sink, "end ", 4);
    put_number(sink, lines);
    put(sink, "\n", 1);
}

void race_request_write(const struct race_request *request, struct race_sink *sink)
{
    uint64_t lines = 0;
    put(sink, "race/1\n", 7);
    put_rows(sink, &request_rows[0], &request->line, 1, &lines);
    put_rows(sink, &request_rows[1], request->watched, request->watched_count, &lines);
    put_rows(sink, &request_rows[2], request->files, request->file_count, &lines);
    put_end(sink, lines);
}

void race_result_write(const struct race_result *result, struct race_sink *sink)
{
    uint64_t lines = 0;
    const struct row *row = result_rows;
    put(sink, "race/1\n", 7);
#define PUT_TABLE(name, ROW, most, plural) put_rows(sink, row++, result->plural, result->name##_count, &lines);
    RACE_RESULT_TABLES(PUT_TABLE)
#undef PUT_TABLE
    put_rows(sink, row, &result->summary, 1, &lines);
    put_end(sink, lines);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct reader {
    const char *at, *end;
    struct arena *arena;
    unsigned line;
};

static struct bytes next_line(struct reader *r)
{
    const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
    struct bytes line = {r->at, stop ? (size_t)(stop - r->at) : 0};
    if (stop) {
        r->at = stop + 1;
        r->line++;
    }
    return line;
}

static struct bytes next_word(struct bytes *line)
{
    const char *stop = line->size ? memchr(line->data, ' ', line->size) : NULL;
    struct bytes word = {line->data, stop ? (size_t)(stop - line->data) : line->size};
    size_t used = word.size + (stop ? 1 : 0);
    line->data += used;
    line->size -= used;
    return word;
}

static bool read_number(struct bytes word, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;
    if (word.size == 0 || word.size > 20 || (word.size > 1 && word.data[0] == '0'))
        return false;
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(word.data[i] - '0');
        if (value > (most - digit) / 10 || digit > most)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_string(struct bytes word, struct arena *arena, struct bytes *out)
{
    *out = (struct bytes){"", 0};
    if (word.size == 1 && word.data[0] == '%')
        return true;
    char *text = arena_alloc(arena, word.size + 1, 1);
    size_t size = 0;
    for (size_t i = 0; i < word.size; i++) {
        char byte = word.data[i];
        if (byte == '%') {
            if (i + 2 >= word.size || hex_digit(word.data[i + 1]) < 0 || hex_digit(word.data[i + 2]) < 0)
                return false;
            byte = (char)(hex_digit(word.data[i + 1]) * 16 + hex_digit(word.data[i + 2]));
            if (is_plain((unsigned char)byte))
                return false; /* one text, one spelling */
            i += 2;
        } else if (!is_plain((unsigned char)byte)) {
            return false;
        }
        text[size++] = byte;
    }
    *out = (struct bytes){text, size};
    return size > 0;
}

static bool read_field(const struct field *field, struct bytes word, struct arena *arena, char *at)
{
    uint64_t value = 0;
    switch (field->type) {
    case FIELD_S:
        return read_string(word, arena, (struct bytes *)(void *)at);
    case FIELD_Q:
        return read_number(word, UINT64_MAX, (uint64_t *)(void *)at);
    case FIELD_I:
        if (word.size == 2 && word.data[0] == '-' && word.data[1] == '1') {
            *(int32_t *)(void *)at = -1;
            return true;
        }
        if (!read_number(word, INT32_MAX, &value))
            return false;
        *(int32_t *)(void *)at = (int32_t)value;
        return true;
    case FIELD_N:
    case FIELD_K:
        if (!read_number(word, UINT32_MAX, &value) || (field->type == FIELD_K && value >= field->count))
            return false;
        *(uint32_t *)(void *)at = (uint32_t)value;
        return true;
    }
    return false;
}

static bool word_is(struct bytes word, const char *text)
{
    return word.size == strlen(text) && memcmp(word.data, text, word.size) == 0;
}

/* Counts first, so that each table is one array: rows of a word stand together or not, both is fine. */
static bool count_rows(struct reader r, const struct row *rows, size_t row_count, uint32_t *counts, struct err *e)
{
    struct bytes line = next_line(&r);
    if (!word_is(line, "race/1"))
        return err_set(e, ERR_INPUT, "race data: line 1 is not race/1");
    uint64_t lines = 0, said;
    for (;;) {
        line = next_line(&r);
        struct bytes word = next_word(&line);
        if (word_is(word, "end"))
            break;
        size_t i = 0;
        while (i < row_count && !word_is(word, rows[i].word))
            i++;
        if (i == row_count)
            return err_set(e, ERR_INPUT, "race data: line %u has an unknown word, or the end is missing", r.line);
        if (++counts[i] > rows[i].most)
            return err_set(e, ERR_INPUT, "race data: more than %u lines of %s", rows[i].most, rows[i].word);
        lines++;
    }
    if (!read_number(line, UINT64_MAX, &said) || said != lines || r.at != r.end)
        return err_set(e, ERR_INPUT, "race data: the last line is not 'end %llu'", (unsigned long long)lines);
    return true;
}

static bool read_rows(struct bytes text, const struct row *rows, size_t row_count, struct arena *arena, void **tables,
                      uint32_t *counts, struct err *e)
{
    if (text.size == 0 || text.size > RACE_RESULT_BYTES_MAX)
        return err_set(e, ERR_INPUT, "race data: %zu bytes", text.size);
    struct reader r = {text.data, text.data + text.size, arena, 0};
    uint32_t filled[ROWS_MAX] = {0};
    if (!count_rows(r, rows, row_count, counts, e))
        return false;
    for (size_t i = 0; i < row_count; i++)
        tables[i] = arena_alloc(arena, counts[i] + 1, rows[i].size);
    (void)next_line(&r);
    for (;;) {
        struct bytes line = next_line(&r);
        struct bytes word = next_word(&line);
        if (word_is(word, "end"))
            return true;
        size_t i = 0;
        while (!word_is(word, rows[i].word))
            i++;
        char *one = (char *)tables[i] + filled[i]++ * rows[i].size;
        for (size_t k = 0; k < rows[i].field_count; k++)
            if (!read_field(&rows[i].fields[k], next_word(&line), arena, one + rows[i].fields[k].offset))
                return err_set(e, ERR_INPUT, "race data: line %u: field %zu of %s", r.line, k + 1, rows[i].word);
        if (line.size > 0)
            return err_set(e, ERR_INPUT, "race data: line %u: more than the fields of %s", r.line, rows[i].word);
    }
}

bool race_request_parse(struct bytes text, struct arena *arena, struct race_request *out, struct err *e)
{
    void *tables[REQUEST_ROWS];
    uint32_t counts[REQUEST_ROWS] = {0};
    if (!read_rows(text, request_rows, REQUEST_ROWS, arena, tables, counts, e))
        return false;
    const struct race_request_line *line = tables[0];
    if (counts[0] != 1)
        return err_set(e, ERR_INPUT, "race request: %u lines of request", counts[0]);
    if (line->schedules == 0 || line->schedules > RACE_SCHEDULES_MAX || line->keep_stdout > RACE_OUTPUT_MAX ||
        line->only > RACE_SCHEDULES_MAX || line->watch_found > 1 || line->lines_alike > 1)
        return err_set(e, ERR_INPUT, "race request: schedules, keep_stdout or only out of range, or no 0 or 1");
    *out = (struct race_request){*line, tables[1], counts[1], tables[2], counts[2]};
    return true;
}

static bool within(uint32_t index, uint32_t count)
{
    return index == RACE_NONE || index < count;
}

/* Numbers of groups (stacks, lock sets) start at 0 and grow by one: their count. UINT32_MAX: they do not. */
static uint32_t group_count(const void *rows, size_t size, size_t offset, uint32_t count)
{
    uint32_t groups = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t group;
        memcpy(&group, (const char *)rows + i * size + offset, sizeof group);
        if (group == groups)
            groups++;
        else if (group + 1 != groups)
            return UINT32_MAX;
    }
    return groups;
}

/* Every number that points somewhere: (table, field, count of what it points into). */
/* clang-format off */
#define INDICES(X) \
    X(object, stack, stacks) \
    X(held, object, r->object_count) \
    X(race, object, r->object_count) \
    X(race, first_stack, stacks) \
    X(race, second_stack, stacks) \
    X(race, third_stack, stacks) \
    X(race, first_held, sets) \
    X(race, second_held, sets) \
    X(misuse, object, r->object_count) \
    X(misuse, stack, stacks) \
    X(waiter, object, r->object_count) \
    X(waiter, stack, stacks) \
    X(waiter, deadlock, r->deadlock_count) \
    X(watch, object, r->object_count) \
    X(outcome, deadlock, r->deadlock_count) \
    X(value, outcome, r->outcome_count) \
    X(value, watch, r->watch_count) \
    X(file_text, outcome, r->outcome_count) \
    X(witness, outcome, r->outcome_count) \
    X(witness, race, r->race_count) \
    X(witness, deadlock, r->deadlock_count) \
    X(early, object, r->object_count) \
    X(early, stack, stacks) \
    X(early, next_object, r->object_count) \
    X(early, next_stack, stacks) \
    X(early, watch, r->watch_count) \
    X(step, witness, r->witness_count) \
    X(step, object, r->object_count) \
    X(step, stack, stacks)
/* clang-format on */

static bool indices_ok(const struct race_result *r, struct err *e)
{
    uint32_t stacks = group_count(r->frames, sizeof *r->frames, offsetof(struct race_frame, stack), r->frame_count);
    uint32_t sets = group_count(r->held, sizeof *r->held, offsetof(struct race_held, set), r->held_count);
    if (stacks == UINT32_MAX || sets == UINT32_MAX)
        return err_set(e, ERR_INPUT, "race result: stacks or lock sets are not numbered in order");
    struct tables {
#define POINTER(name, ROW, most, plural) \
    const struct race_##name *name;      \
    uint32_t name##_count;
        RACE_RESULT_TABLES(POINTER)
#undef POINTER
    } t = {
#define POINT(name, ROW, most, plural) .name = r->plural, .name##_count = r->name##_count,
        RACE_RESULT_TABLES(POINT)
#undef POINT
    };
#define INDEX_OK(table, field, count)              \
    for (uint32_t i = 0; i < t.table##_count; i++) \
        if (!within(t.table[i].field, (count)))    \
            return err_set(e, ERR_INPUT, "race result: " #field " of " #table " %u", i);
    INDICES(INDEX_OK)
#undef INDEX_OK
    return true;
}

static bool meaning_ok(const struct race_result *r, struct err *e)
{
    for (uint32_t i = 0; i < r->value_count; i++)
        if (r->values[i].outcome == RACE_NONE || r->values[i].watch == RACE_NONE)
            return err_set(e, ERR_INPUT, "race result: value %u belongs to nothing", i);
    for (uint32_t i = 0; i < r->file_text_count; i++)
        if (r->file_texts[i].outcome == RACE_NONE)
            return err_set(e, ERR_INPUT, "race result: file %u belongs to nothing", i);
    for (uint32_t i = 0; i < r->step_count; i++)
        if (r->steps[i].witness == RACE_NONE)
            return err_set(e, ERR_INPUT, "race result: step %u belongs to nothing", i);
    for (uint32_t i = 0; i < r->waiter_count; i++)
        if (r->waiters[i].deadlock == RACE_NONE)
            return err_set(e, ERR_INPUT, "race result: waiter %u belongs to nothing", i);
    for (uint32_t i = 0; i < r->witness_count; i++) {
        const struct race_witness *w = &r->witnesses[i];
        if ((w->outcome != RACE_NONE) + (w->race != RACE_NONE) + (w->deadlock != RACE_NONE) != 1)
            return err_set(e, ERR_INPUT, "race result: witness %u is of nothing or of several", i);
    }
    if (r->summary.complete > 1 || r->summary.racy > r->summary.schedules)
        return err_set(e, ERR_INPUT, "race result: summary");
    return true;
}

bool race_result_parse(struct bytes text, struct arena *arena, struct race_result *out, struct err *e)
{
    void *tables[RESULT_ROWS];
    uint32_t counts[RESULT_ROWS] = {0};
    if (!read_rows(text, result_rows, RESULT_ROWS, arena, tables, counts, e))
        return false;
    if (counts[SUMMARY_ROW] != 1)
        return err_set(e, ERR_INPUT, "race result: %u lines of summary", counts[SUMMARY_ROW]);
    struct race_result r = {.summary = *(const struct race_summary *)tables[SUMMARY_ROW]};
    size_t i = 0;
#define TAKE_TABLE(name, ROW, most, plural) \
    r.plural = tables[i];                   \
    r.name##_count = counts[i++];
    RACE_RESULT_TABLES(TAKE_TABLE)
#undef TAKE_TABLE
    if (!indices_ok(&r, e) || !meaning_ok(&r, e))
        return false;
    *out = r;
    return true;
}
