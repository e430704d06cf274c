/* text.c -- a grade document as a report that a student can read. */
#include "rubrics/alike.h"
#include "rubrics/grade.h"
#include "rubrics/json.h"
#include "rubrics/page.h"
#include "rubrics/picture.h"
#include "rubrics/values_text.h"

#include <math.h>
#include <string.h>

enum {
    INDENT = 2,
    PICTURE_LINES = 200,
    BAR_CELLS = 25,
    DETAIL_LINES = 24,
    STREAM_LINES = 8,
    ERROR_BYTES = 400, /* of one line of stderr */
    WHERE_MAX = 3,
    AGAIN_MAX = 8, /* names of who made a mistake, too */
    ENDINGS_MAX = 8
};

struct report_page {
    struct page page;
    const json_t *grade, *findings;
    const struct source *sources;
    size_t source_count;
    size_t *told;     /* for each mistake, by its first finding: the part of the page it was told in last; 0: in none */
    size_t part;      /* of the page: a criterion, or all that no criterion is about */
    const char *hint; /* the last one that was told */
    struct arena *arena;
};

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static double number_at(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

static void line(struct report_page *r)
{
    buf_add(&r->page.text, "\n", 1);
}

static void heading(struct report_page *r, const char *text)
{
    line(r);
    page_add(&r->page, STYLE_BOLD, text);
    line(r);
}

/* "12.5", "80": points without needless zeros. */
static const char *points_text(double points, struct arena *arena)
{
    char *text = arena_printf(arena, "%.2f", fmax(0, fmin(points, 1e7)));
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == '0')
        text[--size] = '\0';
    if (size > 0 && text[size - 1] == '.')
        text[--size] = '\0';
    return text;
}

/* --- the top --- */

static void add_title(struct report_page *r)
{
    const json_t *rubric = json_object_get(r->grade, "rubric"), *file;
    const char *title = text_at(rubric, "title");
    AUTO_BUF struct buf names = {0};
    size_t i;
    json_array_foreach(json_object_get(r->grade, "files"), i, file)
    {
        if (i == 4) {
            buf_printf(&names, " and %zu more", json_array_size(json_object_get(r->grade, "files")) - i);
            break;
        }
        buf_printf(&names, "%s%s", i == 0 ? "" : ", ", text_at(file, "name"));
    }
    page_add(&r->page, STYLE_BOLD, *title ? title : json_is_object(rubric) ? text_at(rubric, "id") : "Check");
    if (names.size > 0) {
        page_add(&r->page, STYLE_PLAIN, ": ");
        page_add(&r->page, STYLE_PLAIN, names.data);
    }
    line(r);
}

static void add_score(struct report_page *r)
{
    const json_t *score = json_object_get(r->grade, "score");
    if (!json_is_number(score))
        return;
    double points = json_number_value(score), max = number_at(r->grade, "max_score");
    double share = max > 0 && points > 0 ? fmin(points / max, 1) : 0;
    size_t cells = (size_t)(share * BAR_CELLS);
    enum style style = points >= max ? STYLE_GREEN : points * 2 >= max ? STYLE_YELLOW : STYLE_RED;
    AUTO_BUF struct buf bar = {0};
    for (size_t i = 0; i < BAR_CELLS; i++)
        buf_add_string(&bar, i < cells ? "█" : "░");
    page_add(&r->page, STYLE_BOLD, "Score ");
    page_add(&r->page, style, bar.data);
    page_add(&r->page, STYLE_BOLD,
             arena_printf(r->arena, " %s of %s points", points_text(points, r->arena), points_text(max, r->arena)));
    line(r);
}

/* --- criteria --- */

enum mark { MARK_PASSED, MARK_PART, MARK_FAILED, MARK_WITHHELD };

static enum mark mark_of(const json_t *criterion)
{
    if (json_is_true(json_object_get(criterion, "withheld")))
        return MARK_WITHHELD;
    if (json_is_true(json_object_get(criterion, "passed")))
        return MARK_PASSED;
    return number_at(criterion, "points") > 0 ? MARK_PART : MARK_FAILED;
}

static const struct {
    const char *sign;
    enum style style;
} marks[] = {
    [MARK_PASSED] = {"✓", STYLE_GREEN},
    [MARK_PART] = {"~", STYLE_YELLOW},
    [MARK_FAILED] = {"✗", STYLE_RED},
    [MARK_WITHHELD] = {"?", STYLE_DIM},
};

static const char *title_of(const json_t *criterion)
{
    const char *title = text_at(criterion, "title");
    return *title ? title : text_at(criterion, "id");
}

/* The longest text of points among the criteria, so that all end in one column. */
static int points_columns(const struct report_page *r, const json_t *criteria)
{
    size_t longest = 0, i;
    const json_t *criterion;
    json_array_foreach(criteria, i, criterion)
    {
        size_t max = strlen(points_text(number_at(criterion, "max_points"), r->arena));
        size_t points = strlen(points_text(number_at(criterion, "points"), r->arena));
        longest = max > longest ? max : longest;
        longest = points > longest ? points : longest;
    }
    return (int)longest;
}

static void add_row(struct report_page *r, const json_t *criterion, int columns)
{
    enum mark mark = mark_of(criterion);
    const char *max = points_text(number_at(criterion, "max_points"), r->arena), *points;
    if (mark == MARK_WITHHELD)
        points = arena_printf(r->arena, "not shown%s / %*s",
                              strcmp(text_at(criterion, "visibility"), "after_due") == 0 ? " yet" : "", columns, max);
    else
        points = arena_printf(r->arena, "%*s / %*s", columns, points_text(number_at(criterion, "points"), r->arena),
                              columns, max);
    const char *title = title_of(criterion);
    size_t room = PAGE_COLUMNS - INDENT - 2 - strlen(points) - 1;
    struct bytes shown = {title, strlen(title)};
    while (shown.size > 0 && page_width(shown) > room) { /* whole characters off the end */
        shown.size--;
        while (shown.size > 0 && ((unsigned char)title[shown.size] & 0xc0) == 0x80)
            shown.size--;
    }
    page_add(&r->page, STYLE_PLAIN, "  ");
    page_add(&r->page, marks[mark].style, marks[mark].sign);
    page_add(&r->page, STYLE_PLAIN, " ");
    page_add(&r->page, mark == MARK_WITHHELD ? STYLE_DIM : STYLE_PLAIN, arena_copy(r->arena, shown.data, shown.size));
    page_fill(&r->page, INDENT + 2 + page_width(shown), strlen(points));
    page_add(&r->page, mark == MARK_PASSED ? STYLE_PLAIN : marks[mark].style, points);
    line(r);
}

static void add_table(struct report_page *r)
{
    const json_t *criteria = json_object_get(r->grade, "criteria"), *criterion;
    int columns = points_columns(r, criteria);
    size_t i;
    if (json_array_size(criteria) > 0)
        line(r);
    json_array_foreach(criteria, i, criterion) add_row(r, criterion, columns);
}

/* --- findings --- */

static const struct source *source_of(const struct report_page *r, const char *name)
{
    for (size_t i = 0; i < r->source_count; i++)
        if (strcmp(r->sources[i].name, name) == 0)
            return &r->sources[i];
    return NULL;
}

static void add_places(struct report_page *r, const json_t *where)
{
    size_t i;
    const json_t *place;
    json_array_foreach(where, i, place)
    {
        if (i == WHERE_MAX) {
            page_paragraph(&r->page, 2 * INDENT, STYLE_PLAIN, NULL, STYLE_DIM,
                           arena_printf(r->arena, "and %zu more place%s", json_array_size(where) - i,
                                        json_array_size(where) == i + 1 ? "" : "s"));
            return;
        }
        json_int_t number = json_integer_value(json_object_get(place, "line"));
        json_int_t column = json_integer_value(json_object_get(place, "column"));
        const char *function = text_at(place, "function");
        page_paragraph(&r->page, 2 * INDENT, STYLE_PLAIN, NULL, STYLE_CYAN,
                       arena_printf(r->arena, "%s, line %" JSON_INTEGER_FORMAT "%s%s%s", text_at(place, "file"), number,
                                    *function ? ", in " : "", function, *function ? "()" : ""));
        const struct source *source = source_of(r, text_at(place, "file"));
        if (source && number > 0 && number <= INT32_MAX && column >= 0 && column <= INT32_MAX)
            page_source(&r->page, 2 * INDENT, source->data, (uint32_t)number, (uint32_t)column);
    }
}

/* The title of the case, when there is more than one. */
static const char *case_title(const struct report_page *r, const char *id)
{
    const json_t *run;
    const char *title = "";
    bool several = false;
    size_t i;
    json_array_foreach(json_object_get(r->grade, "runs"), i, run)
    {
        if (strcmp(text_at(run, "case"), id) == 0)
            title = text_at(run, "title");
        else
            several = true;
    }
    return several ? (*title ? title : id) : "";
}

/* "child 2 (fd 4)"; "" for a finding about no process. */
static const char *who_text(const struct report_page *r, const json_t *finding)
{
    const json_t *fd = json_object_get(finding, "fd");
    const char *process = text_at(finding, "process");
    return *process && json_is_integer(fd)
               ? arena_printf(r->arena, "%s (fd %" JSON_INTEGER_FORMAT ")", process, json_integer_value(fd))
               : process;
}

struct names {
    const char *items[AGAIN_MAX];
    size_t count; /* all of them, also those that have no room */
};

static void add_name(struct names *names, const char *name, const char *but)
{
    if (!*name || strcmp(name, but) == 0)
        return;
    for (size_t i = 0; i < names->count && i < AGAIN_MAX; i++)
        if (strcmp(names->items[i], name) == 0)
            return;
    if (names->count < AGAIN_MAX)
        names->items[names->count] = name;
    names->count++;
}

static void add_names(struct buf *text, const char *before, const struct names *names)
{
    buf_add_string(text, names->count > 0 ? before : "");
    for (size_t i = 0; i < names->count && i < AGAIN_MAX; i++) {
        buf_add_link(text, i, names->count, " and ");
        buf_add_string(text, names->items[i]);
    }
    if (names->count > AGAIN_MAX)
        buf_add_string(text, " and others");
}

/* In whom else, and in which other cases the same mistake was seen. */
static void add_again(struct report_page *r, size_t which)
{
    const json_t *told = json_array_get(r->findings, which), *finding;
    const char *own = who_text(r, told), *own_case = case_title(r, text_at(told, "case"));
    struct names who = {.count = 0}, cases = {.count = 0};
    size_t i, more = 0, first = alike_first(r->findings, which);
    if (!json_object_get(json_array_get(r->findings, first), "count"))
        return; /* it is the only one */
    json_array_foreach(r->findings, i, finding)
    {
        if (i == which || alike_first(r->findings, i) != first)
            continue;
        const char *title = case_title(r, text_at(finding, "case"));
        more++;
        add_name(&who, who_text(r, finding), own);
        if (strcmp(title, own_case) != 0)
            add_name(&cases, arena_printf(r->arena, "\"%s\"", title), "");
    }
    if (more == 0)
        return;
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, more == 1 ? "the same once more" : arena_printf(r->arena, "the same %zu more times", more));
    add_names(&text, ", in ", &who);
    add_names(&text, cases.count == 1 ? ", in the case " : ", in the cases ", &cases);
    buf_add_string(&text, ".");
    page_paragraph(&r->page, INDENT, STYLE_DIM, "Again:", STYLE_DIM, text.data);
}

static void add_finding(struct report_page *r, size_t which)
{
    static const struct {
        const char *severity, *label;
        enum style style;
    } labels[] = {{"error", "error:", STYLE_RED}, {"warning", "warning:", STYLE_YELLOW}, {"note", "note:", STYLE_CYAN}};
    const json_t *finding = json_array_get(r->findings, which);
    const char *label = "note:", *title = case_title(r, text_at(finding, "case"));
    enum style style = STYLE_CYAN;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].severity, text_at(finding, "severity")) == 0) {
            label = labels[i].label;
            style = labels[i].style;
        }
    const char *option = text_at(finding, "option");
    const char *message =
        arena_printf(r->arena, "%s%s%s%s%s%s%s", *title ? "(case \"" : "", title, *title ? "\") " : "",
                     text_at(finding, "message"), *option ? " [" : "", option, *option ? "]" : "");
    size_t *told = &r->told[alike_first(r->findings, which)], before = *told;
    *told = r->part;
    if (before == r->part)
        return;
    if (before > 0) {
        const char *sentence = strstr(message, ". ");
        message = sentence ? arena_copy(r->arena, message, (size_t)(sentence + 1 - message)) : message;
        page_paragraph(&r->page, INDENT, STYLE_DIM, "as above:", STYLE_DIM, message);
        return;
    }
    line(r);
    page_paragraph(&r->page, INDENT, style, label, STYLE_PLAIN, message);
    add_places(r, json_object_get(finding, "where"));
    page_block(&r->page, 2 * INDENT, STYLE_PLAIN,
               picture_waits(json_object_get(finding, "waits"), PAGE_COLUMNS - 2 * INDENT, r->arena), PICTURE_LINES);
    const char *detail = text_at(finding, "detail"), *hint = text_at(finding, "hint");
    page_block(&r->page, 2 * INDENT, STYLE_DIM, (struct bytes){detail, strlen(detail)}, DETAIL_LINES);
    if (*hint)
        page_paragraph(&r->page, INDENT, STYLE_GREEN, "Fix:", STYLE_PLAIN,
                       r->hint && strcmp(r->hint, hint) == 0 ? "as said of the one before." : hint);
    r->hint = hint;
    add_again(r, which);
}

static void add_criterion_title(struct report_page *r, const json_t *criterion)
{
    enum mark mark = mark_of(criterion);
    page_paragraph(&r->page, 0, marks[mark].style, marks[mark].sign, STYLE_BOLD, title_of(criterion));
}

/* Of several that count only once the same other one is met, that is all there is to say: it is said once. */
static bool says_the_same(const json_t *criterion, const json_t *other)
{
    return json_array_size(json_object_get(criterion, "findings")) == 0 &&
           json_array_size(json_object_get(other, "findings")) == 0 &&
           strcmp(text_at(criterion, "message"), text_at(other, "message")) == 0;
}

/* So many criteria, which say the same. */
static void add_criterion(struct report_page *r, const json_t *const *criteria, size_t count)
{
    const json_t *criterion = criteria[0], *index;
    size_t i;
    line(r);
    for (i = 0; i < count; i++)
        add_criterion_title(r, criteria[i]);
    page_paragraph(&r->page, INDENT, STYLE_PLAIN, NULL, STYLE_PLAIN, text_at(criterion, "message"));
    if (count == 1 && *text_at(criterion, "text"))
        page_paragraph(&r->page, INDENT, STYLE_DIM, "Why it counts:", STYLE_DIM, text_at(criterion, "text"));
    r->part++;
    json_array_foreach(json_object_get(criterion, "findings"), i, index)
    {
        json_int_t which = json_integer_value(index);
        if (which >= 0 && (size_t)which < json_array_size(r->findings))
            add_finding(r, (size_t)which);
    }
}

/* Criteria that were not looked at, because of the compiler or of another criterion, need no paragraph each. */
static void add_criteria(struct report_page *r)
{
    const bool broken = strcmp(text_at(r->grade, "status"), "compile_error") == 0;
    const json_t *all = json_object_get(r->grade, "criteria"), *criterion;
    const json_t **told = arena_alloc(r->arena, json_array_size(all) + 1, sizeof(const json_t *));
    size_t i, skipped = 0, count = 0;
    json_array_foreach(all, i, criterion)
    {
        enum mark mark = mark_of(criterion);
        if (mark == MARK_PASSED || mark == MARK_WITHHELD)
            continue;
        if (broken && strcmp(text_at(criterion, "check"), "compiles") != 0)
            skipped++;
        else
            told[count++] = criterion;
    }
    for (size_t first = 0, same; first < count; first += same) {
        for (same = 1; first + same < count && says_the_same(told[first], told[first + same]);)
            same++;
        add_criterion(r, told + first, same);
    }
    if (skipped > 0) {
        line(r);
        page_paragraph(&r->page, 0, STYLE_PLAIN, NULL, STYLE_PLAIN,
                       "All other criteria were not judged, because the program does not compile. Mend the first error "
                       "first: the ones after it often go away with it.");
    }
}

static void add_other_findings(struct report_page *r)
{
    bool any = false, scored = json_array_size(json_object_get(r->grade, "criteria")) > 0;
    r->part++;
    for (size_t i = 0; i < json_array_size(r->findings); i++) {
        if (r->told[alike_first(r->findings, i)] > 0)
            continue;
        if (!any && scored)
            heading(r, "Also noticed");
        any = true;
        add_finding(r, i);
    }
    if (!any && !scored) {
        line(r);
        page_paragraph(&r->page, 0, STYLE_GREEN, "✓", STYLE_PLAIN, "Nothing was found that would have to be mended.");
    }
}

/* --- runs --- */

static const char *ending_text(const json_t *report, struct arena *arena)
{
    static const struct {
        const char *outcome, *text;
    } rows[] = {
        {"deadlock", "stuck in a deadlock"},
        {"cpu_limit", "stopped, for it used up its computing time"},
        {"wall_limit", "stopped, for it did not end in time"},
        {"memory_limit", "stopped, for it needed too much memory"},
        {"process_limit", "stopped, for it had too many processes"},
        {"output_limit", "stopped, for it printed too much"},
        {"forbidden_call", "stopped, for it made a call that is not allowed"},
    };
    const char *outcome = text_at(report, "outcome");
    if (strcmp(outcome, "exited") == 0)
        return arena_printf(arena, "ended with exit status %" JSON_INTEGER_FORMAT,
                            json_integer_value(json_object_get(report, "exit_code")));
    if (strcmp(outcome, "signaled") == 0)
        return arena_printf(arena, "ended by %s", text_at(report, "signal_name"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].outcome, outcome) == 0)
            return rows[i].text;
    return outcome;
}

struct ending { /* of some runs of one case */
    const char *text;
    size_t runs, processes_min, processes_max;
    double ms_min, ms_max;
};

static const char *time_text(double ms, struct arena *arena)
{
    return ms < 1000 ? arena_printf(arena, "%.1f ms", ms) : arena_printf(arena, "%.1f s", ms / 1000);
}

static void add_ending(struct report_page *r, const struct ending *ending, size_t total)
{
    const char *who = "One run", *least = time_text(ending->ms_min, r->arena),
               *most = time_text(ending->ms_max, r->arena);
    if (total > 1 && ending->runs == total)
        who = total == 2 ? "Both runs" : arena_printf(r->arena, "All %zu runs", total);
    else if (total > 1)
        who = arena_printf(r->arena, "%zu of %zu runs", ending->runs, total);
    const char *processes =
        ending->processes_min == ending->processes_max
            ? arena_printf(r->arena, "%zu process%s", ending->processes_min, ending->processes_min == 1 ? "" : "es")
            : arena_printf(r->arena, "%zu to %zu processes", ending->processes_min, ending->processes_max);
    bool same_time = strcmp(least, most) == 0;
    page_paragraph(&r->page, 2 * INDENT, STYLE_PLAIN, NULL, STYLE_PLAIN,
                   arena_printf(r->arena, "%s: %s (%s%s%s, %s)", who, ending->text, least, same_time ? "" : " to ",
                                same_time ? "" : most, processes));
}

/* Sentences, mostly, and the end of one may be what helps: so they are wrapped, not cut. */
static void add_errors(struct report_page *r, const char *errors)
{
    page_paragraph(&r->page, 2 * INDENT, STYLE_PLAIN, NULL, STYLE_PLAIN, "It wrote to stderr:");
    for (size_t i = 0; i < STREAM_LINES && *errors; i++) {
        size_t size = strcspn(errors, "\n"), shown = size <= ERROR_BYTES ? size : ERROR_BYTES;
        page_paragraph(&r->page, 3 * INDENT, STYLE_PLAIN, NULL, STYLE_DIM,
                       arena_printf(r->arena, "%.*s%s", (int)shown, errors, shown < size ? "…" : ""));
        errors += size + (errors[size] == '\n');
    }
    if (*errors)
        page_paragraph(&r->page, 3 * INDENT, STYLE_PLAIN, NULL, STYLE_DIM, "…");
}

/* What was printed stands with the criteria, where there are any, but for how far it came until it got stuck. */
static void add_streams(struct report_page *r, const json_t *report)
{
    const char *errors = text_at(json_object_get(report, "stderr"), "text");
    const char *output = text_at(json_object_get(report, "stdout"), "text");
    const bool is_stuck = strcmp(text_at(report, "outcome"), "deadlock") == 0;
    if (*output && (is_stuck || json_array_size(json_object_get(r->grade, "criteria")) == 0)) {
        page_paragraph(&r->page, 2 * INDENT, STYLE_PLAIN, NULL, STYLE_PLAIN, "It printed:");
        page_block(&r->page, 3 * INDENT, STYLE_DIM, (struct bytes){output, strlen(output)}, STREAM_LINES);
    }
    if (*errors)
        add_errors(r, errors);
}

/* Without a rubric there is nothing else to look at. */
static void add_sequence(struct report_page *r, const json_t *report)
{
    struct bytes chart = picture_sequence(report, PAGE_COLUMNS - 3 * INDENT, r->arena);
    if (chart.size == 0 || json_array_size(json_object_get(r->grade, "criteria")) > 0)
        return;
    page_paragraph(&r->page, 2 * INDENT, STYLE_PLAIN, NULL, STYLE_PLAIN, "What happened, step by step (:line):");
    page_block(&r->page, 3 * INDENT, STYLE_DIM, chart, PICTURE_LINES);
}

static void add_case(struct report_page *r, const json_t *runs, size_t first)
{
    struct ending endings[ENDINGS_MAX];
    size_t count = 0, total = 0;
    const json_t *first_run = json_array_get(runs, first);
    const char *id = text_at(first_run, "case"), *title = text_at(first_run, "title");
    for (size_t i = first; i < json_array_size(runs) && strcmp(text_at(json_array_get(runs, i), "case"), id) == 0;
         i++) {
        const json_t *report = json_object_get(json_array_get(runs, i), "report");
        const char *text = ending_text(report, r->arena);
        double ms = number_at(report, "wall_ms");
        size_t processes = json_array_size(json_object_get(report, "processes")), k = 0;
        total++;
        while (k < count && strcmp(endings[k].text, text) != 0)
            k++;
        if (k == ENDINGS_MAX)
            continue;
        if (k == count)
            endings[count++] = (struct ending){text, 0, processes, processes, ms, ms};
        struct ending *ending = &endings[k];
        ending->runs++;
        ending->ms_min = ms < ending->ms_min ? ms : ending->ms_min;
        ending->ms_max = ms > ending->ms_max ? ms : ending->ms_max;
        ending->processes_min = processes < ending->processes_min ? processes : ending->processes_min;
        ending->processes_max = processes > ending->processes_max ? processes : ending->processes_max;
    }
    page_paragraph(&r->page, INDENT, STYLE_PLAIN, NULL, STYLE_PLAIN, *title ? title : id);
    for (size_t k = 0; k < count; k++)
        add_ending(r, &endings[k], total);
    add_streams(r, json_object_get(first_run, "report"));
    add_sequence(r, json_object_get(first_run, "report"));
}

static void add_runs(struct report_page *r)
{
    const json_t *runs = json_object_get(r->grade, "runs");
    if (json_array_size(runs) == 0)
        return;
    heading(r, "How it ran");
    for (size_t i = 0; i < json_array_size(runs); i++)
        if (i == 0 ||
            strcmp(text_at(json_array_get(runs, i), "case"), text_at(json_array_get(runs, i - 1), "case")) != 0)
            add_case(r, runs, i);
}

static void add_withheld(struct report_page *r)
{
    const json_t *withheld = json_object_get(r->grade, "withheld");
    json_int_t count = json_integer_value(json_object_get(withheld, "criteria"));
    if (count == 0)
        return;
    line(r);
    page_paragraph(
        &r->page, 0, STYLE_PLAIN, NULL, STYLE_DIM,
        arena_printf(r->arena, "%s worth %s more points %s not shown here; the score above is without %s.",
                     count == 1 ? "One criterion" : arena_printf(r->arena, "%" JSON_INTEGER_FORMAT " criteria", count),
                     points_text(number_at(withheld, "points"), r->arena), count == 1 ? "is" : "are",
                     count == 1 ? "it" : "them"));
}

struct bytes grade_text(struct bytes grade_json, const struct source *sources, size_t source_count, bool colour,
                        struct arena *arena, struct err *e)
{
    AUTO_JSON json_t *grade = NULL;
    if (!json_read(grade_json, &grade, e))
        return (struct bytes){0};
    if (strcmp(text_at(grade, "schema"), "bothends.grade/1") != 0) {
        (void)err_set(e, ERR_SYSTEM, "this is no grade"); /* an empty answer says false here */
        return (struct bytes){0};
    }
    struct report_page r = {.page = {.colour = colour}, .grade = grade, .arena = arena};
    r.findings = json_object_get(grade, "findings");
    r.sources = sources;
    r.source_count = source_count;
    r.told = arena_alloc(arena, json_array_size(r.findings), sizeof *r.told);
    add_title(&r);
    add_score(&r);
    add_table(&r);
    add_criteria(&r);
    add_other_findings(&r);
    values_text(&r.page, json_object_get(grade, "values"), arena);
    add_runs(&r);
    add_withheld(&r);
    struct bytes out = {arena_copy(arena, r.page.text.data, r.page.text.size), r.page.text.size};
    buf_free(&r.page.text);
    return out;
}
