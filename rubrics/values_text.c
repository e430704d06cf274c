/* values_text.c -- what values end with, as tables for people. */
#include "rubrics/values_text.h"

#include "rubrics/unlike.h"

#include <string.h>

enum { INDENT = 2, OUTCOMES_SHOWN = 10, VALUE_COLUMNS = 44, BAR_CELLS = 20, STEPS_SHOWN = 40, COLUMNS_MAX = 4 };

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static json_int_t number_at(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static void add_line(struct page *page, enum style style, const char *text)
{
    page_add(page, style, text);
    buf_add(&page->text, "\n", 1);
}

/* The first line of it, at most columns wide and filled up to them, cut at a whole character. */
static const char *cell(const char *text, size_t columns, struct arena *arena)
{
    AUTO_BUF struct buf clean = {0};
    size_t line = strcspn(text, "\n");
    buf_add_printable(&clean, text, line);
    struct bytes shown = {clean.data ? clean.data : "", clean.size};
    bool cut = text[line] != '\0' && text[line + 1] != '\0';
    while (shown.size > 0 && page_width(shown) + cut > columns) {
        cut = true;
        shown.size--;
        while (shown.size > 0 && ((unsigned char)shown.data[shown.size] & 0xc0) == 0x80)
            shown.size--;
    }
    size_t width = page_width(shown) + cut;
    return arena_printf(arena, "%.*s%s%*s", (int)shown.size, shown.data, cut ? "…" : "", (int)(columns - width), "");
}

/* --- outcomes ------------------------------------------------------------------------------------------------- */

/* What each ends with, in short, and behind them what it must end with, told apart from them if none of them is right;
 * columns: of the longest. */
static const char **name_outcomes(const json_t *value, size_t *columns, struct arena *arena)
{
    const json_t *outcomes = json_object_get(value, "outcomes");
    size_t count = json_array_size(outcomes), i;
    const char *expected = text_at(value, "expected");
    bool apart = *expected != '\0';
    const char **texts = arena_alloc(arena, count + 1, sizeof *texts),
               **names = arena_alloc(arena, count + 1, sizeof *names);
    const json_t *outcome;
    json_array_foreach(outcomes, i, outcome)
    {
        texts[i] = text_at(outcome, "value");
        apart &= !json_is_true(json_object_get(outcome, "right"));
    }
    texts[count] = expected;
    unlike_names(texts, count + apart, VALUE_COLUMNS, arena, names);
    names[count] = apart ? names[count] : expected;
    *columns = 4;
    for (i = 0; i < count; i++) {
        names[i] = *names[i] ? names[i] : "(nothing)";
        size_t width = page_width((struct bytes){names[i], strlen(names[i])});
        *columns = width > *columns ? width : *columns;
    }
    return names;
}

static void add_outcome(struct page *page, const json_t *outcome, const char *name, json_int_t total, size_t columns,
                        struct arena *arena)
{
    const json_t *right = json_object_get(outcome, "right");
    json_int_t count = number_at(outcome, "count"), most = total > 0 ? total : 1;
    size_t cells = (size_t)((count * BAR_CELLS + most - 1) / most);
    AUTO_BUF struct buf bar = {0};
    buf_add_string(&bar, "");
    for (size_t i = 0; i < cells && i < BAR_CELLS; i++)
        buf_add_string(&bar, "█");
    enum style style = !right ? STYLE_PLAIN : json_is_true(right) ? STYLE_GREEN : STYLE_RED;
    page_add(page, style, arena_printf(arena, "    %s ", !right ? " " : json_is_true(right) ? "✓" : "✗"));
    page_add(page, style, cell(name, columns, arena));
    page_add(page, STYLE_PLAIN, arena_printf(arena, "  %6" JSON_INTEGER_FORMAT "  ", count));
    page_add(page, style, bar.data);
    add_line(page, STYLE_DIM, arena_printf(arena, "  seed %" JSON_INTEGER_FORMAT, number_at(outcome, "seed")));
}

static void add_heading(struct page *page, const json_t *value, const char *expected, struct arena *arena)
{
    if (json_array_size(json_object_get(value, "outcomes")) == 0) {
        page_paragraph(page, INDENT, STYLE_PLAIN, NULL, STYLE_BOLD,
                       arena_printf(arena, "%s: not known", text_at(value, "name")));
        return;
    }
    json_int_t schedules = number_at(value, "schedules");
    bool complete = json_is_true(json_object_get(value, "complete"));
    const char *shown = cell(expected, 40, arena);
    size_t size = strlen(shown);
    while (size > 0 && shown[size - 1] == ' ')
        size--;
    bool any_order = json_is_true(json_object_get(value, "lines_in_any_order"));
    page_paragraph(page, INDENT, STYLE_PLAIN, NULL, STYLE_BOLD,
                   arena_printf(arena, "%s%s%.*s: %" JSON_INTEGER_FORMAT " schedule%s%s%s", text_at(value, "name"),
                                *expected ? " must end with " : "", (int)size, shown, schedules,
                                schedules == 1 ? "" : "s",
                                complete         ? ", all that can make a difference"
                                : schedules == 1 ? ""
                                                 : ", not all there are",
                                any_order ? "; the same lines in another order count as the same" : ""));
}

/* --- the witness ---------------------------------------------------------------------------------------------- */

struct columns {
    const char *names[COLUMNS_MAX];
    size_t count;
    bool too_many;
};

static const char *actor(const json_t *step, bool threads, struct arena *arena)
{
    return threads ? arena_printf(arena, "%s, thread %" JSON_INTEGER_FORMAT, text_at(step, "process"),
                                  number_at(step, "thread"))
                   : text_at(step, "process");
}

static size_t column_of(struct columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->names[i], name) == 0)
            return i;
    if (columns->count == COLUMNS_MAX) {
        columns->too_many = true;
        return 0;
    }
    columns->names[columns->count] = name;
    return columns->count++;
}

static const char *step_text(const json_t *step, struct arena *arena)
{
    json_int_t line = number_at(json_object_get(step, "at"), "line");
    return line > 0 ? arena_printf(arena, "%" JSON_INTEGER_FORMAT ": %s", line, text_at(step, "does"))
                    : text_at(step, "does");
}

static void add_steps(struct page *page, const json_t *steps, const struct columns *columns, bool threads,
                      struct arena *arena)
{
    size_t width = (PAGE_COLUMNS - 2 * INDENT) / (columns->count > 0 ? columns->count : 1), i;
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        if (i == STEPS_SHOWN) {
            add_line(page, STYLE_DIM,
                     arena_printf(arena, "    and %zu more steps", json_array_size(steps) - STEPS_SHOWN));
            return;
        }
        struct columns known = *columns;
        const char *name = actor(step, threads, arena), *text = step_text(step, arena);
        if (columns->too_many)
            text = arena_printf(arena, "%s  %s", cell(name, 20, arena), text);
        size_t column = columns->too_many ? 0 : column_of(&known, name);
        size_t room = columns->too_many ? PAGE_COLUMNS - 2 * INDENT : width - 1;
        const char *shown = cell(text, room, arena);
        size_t size = strlen(shown);
        while (size > 0 && shown[size - 1] == ' ')
            size--;
        add_line(page, STYLE_PLAIN,
                 arena_printf(arena, "%*s%.*s", (int)(2 * INDENT + column * width), "", (int)size, shown));
    }
}

static void add_witness(struct page *page, const json_t *witness, struct arena *arena)
{
    const json_t *steps = json_object_get(witness, "steps"), *step;
    struct columns columns = {.count = 0};
    bool threads = false;
    size_t i;
    if (json_array_size(steps) == 0)
        return;
    json_array_foreach(steps, i, step) threads |= number_at(step, "thread") > 1;
    json_array_foreach(steps, i, step)(void) column_of(&columns, actor(step, threads, arena)); /* counts them */
    add_line(page, STYLE_DIM,
             arena_printf(arena, "    step by step (--seed %" JSON_INTEGER_FORMAT " shows it again), with lines:",
                          number_at(witness, "seed")));
    if (!columns.too_many && columns.count > 0) {
        size_t width = (PAGE_COLUMNS - 2 * INDENT) / columns.count;
        page_add(page, STYLE_PLAIN, "    ");
        for (i = 0; i + 1 < columns.count; i++)
            page_add(page, STYLE_CYAN, cell(columns.names[i], width, arena));
        page_add(page, STYLE_CYAN, columns.names[i]);
        buf_add(&page->text, "\n", 1);
    }
    add_steps(page, steps, &columns, threads, arena);
}

/* What was told of the value before this one, and need not be told again: NULL and 0 at first. */
struct told {
    const json_t *incomplete;
    json_int_t seed; /* whose steps were told */
};

static bool is_among(const json_t *texts, const char *text)
{
    size_t i;
    const json_t *one;
    json_array_foreach(texts, i, one)
    {
        if (json_is_string(one) && strcmp(json_string_value(one), text) == 0)
            return true;
    }
    return false;
}

/* Why these are not all: but for what is told as not known. Of one schedule nobody thinks that it is all. */
static void add_reasons(struct page *page, const json_t *value, struct told *told)
{
    const json_t *incomplete = json_object_get(value, "incomplete"), *reason;
    size_t i;
    if (number_at(value, "schedules") <= 1 || (told->incomplete && json_equal(told->incomplete, incomplete)))
        return;
    told->incomplete = incomplete;
    json_array_foreach(incomplete, i, reason)
    {
        if (!is_among(json_object_get(value, "unknown"), text_at(reason, "message")))
            page_paragraph(page, 2 * INDENT, STYLE_DIM, "not all:", STYLE_PLAIN, text_at(reason, "message"));
    }
}

static void add_value(struct page *page, const json_t *value, struct told *told, struct arena *arena)
{
    const json_t *outcomes = json_object_get(value, "outcomes"), *outcome, *unknown = json_object_get(value, "unknown");
    size_t columns, i;
    const char **names = name_outcomes(value, &columns, arena);
    const json_t *why;
    add_heading(page, value, names[json_array_size(outcomes)], arena);
    json_array_foreach(outcomes, i, outcome)
    {
        if (i == OUTCOMES_SHOWN) {
            add_line(page, STYLE_DIM,
                     arena_printf(arena, "      and %zu more", json_array_size(outcomes) - OUTCOMES_SHOWN));
            break;
        }
        add_outcome(page, outcome, names[i], number_at(value, "schedules"), columns, arena);
    }
    json_array_foreach(unknown, i, why) page_paragraph(page, 2 * INDENT, STYLE_YELLOW, "not known:", STYLE_PLAIN,
                                                       json_string_value(why) ? json_string_value(why) : "");
    add_reasons(page, value, told);
    json_int_t seed = number_at(json_object_get(value, "witness"), "seed");
    if (seed > 0 && seed == told->seed)
        add_line(page, STYLE_DIM, arena_printf(arena, "    step by step: as above, seed %" JSON_INTEGER_FORMAT, seed));
    else
        add_witness(page, json_object_get(value, "witness"), arena);
    told->seed = seed > 0 ? seed : told->seed;
}

void values_text(struct page *page, const json_t *values, struct arena *arena)
{
    size_t i;
    struct told told = {NULL, 0};
    const json_t *value;
    if (json_array_size(values) == 0)
        return;
    buf_add(&page->text, "\n", 1);
    add_line(page, STYLE_BOLD, "What it ends with");
    json_array_foreach(values, i, value) add_value(page, value, &told, arena);
}
