/* picture.c -- a run drawn with characters: who waits for whom, and what happened when. */
#include "rubrics/picture.h"

#include <string.h>

enum {
    COLUMNS_MAX = 200,
    TIME_COLUMNS = 9,
    LANE_COLUMNS_MIN = 15,
    LANES_MAX = 6,
    WAITS_MAX = 24,
    STEPS_FIRST = 40, /* of a long run these many of its beginning ... */
    STEPS_LAST = 20   /* ... and of its end */
};

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static int number_at(const json_t *object, const char *key)
{
    json_int_t number = json_integer_value(json_object_get(object, key));
    return number < 0 || number > 1000000000 ? 0 : (int)number;
}

/* A line that is drawn on from anywhere; what would stand outside is not drawn. */
struct canvas {
    char cells[COLUMNS_MAX + 1];
    size_t columns;
};

static void canvas_clear(struct canvas *canvas)
{
    memset(canvas->cells, ' ', sizeof canvas->cells);
}

/* text is cut where the room ends: the last two characters are dots then. What is not ASCII is a question mark. */
static void canvas_text(struct canvas *canvas, size_t at, size_t room, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i < size && i < room && at + i < canvas->columns; i++) {
        canvas->cells[at + i] = text[i];
        if (text[i] < ' ' || text[i] >= 0x7f)
            canvas->cells[at + i] = '?';
        if (size > room && i + 2 >= room)
            canvas->cells[at + i] = '.';
    }
}

static void canvas_add(const struct canvas *canvas, struct buf *out)
{
    size_t size = canvas->columns;
    while (size > 0 && canvas->cells[size - 1] == ' ')
        size--;
    buf_add(out, canvas->cells, size);
    buf_add_string(out, "\n");
}

static struct bytes drawn(const struct buf *out, struct arena *arena)
{
    return out->size > 0 ? (struct bytes){arena_copy(arena, out->data, out->size), out->size} : (struct bytes){"", 0};
}

/* --- who waits for whom ------------------------------------------------------------------------------------------- */

/* "child 1", "child 1, thread 2". */
static const char *task_text(const json_t *wait, bool threads, struct arena *arena)
{
    return threads ? arena_printf(arena, "%s, thread %d", text_at(wait, "process"), number_at(wait, "thread"))
                   : text_at(wait, "process");
}

static const char *call_text(const json_t *wait, struct arena *arena)
{
    const char *called = text_at(wait, "called"), *call = *called ? called : text_at(wait, "call");
    int line = number_at(json_object_get(wait, "at"), "line");
    return line > 0 ? arena_printf(arena, "%s() line %d", call, line) : arena_printf(arena, "%s()", call);
}

struct widths { /* of the columns of a wait-for graph */
    size_t task, call, arrow, target;
    bool threads;
};

static void widen(size_t *width, size_t size, size_t most)
{
    size = size < most ? size : most;
    *width = size > *width ? size : *width;
}

/* Who is waited for: a process, or one thread of it. */
static const char *target_text(const json_t *other, struct arena *arena)
{
    return task_text(other, number_at(other, "thread") > 0, arena);
}

static struct widths measure(const json_t *waits, struct arena *arena)
{
    struct widths widths = {.arrow = 3};
    size_t i, k;
    const json_t *wait, *other;
    json_array_foreach(waits, i, wait) widths.threads |= number_at(wait, "thread") > 1;
    json_array_foreach(waits, i, wait)
    {
        const json_t *list = json_object_get(wait, "waits_for");
        widen(&widths.task, strlen(task_text(wait, widths.threads, arena)), 24);
        widen(&widths.call, strlen(call_text(wait, arena)), 36);
        widen(&widths.arrow, strlen(text_at(wait, "on")) + 6, 20);
        json_array_foreach(list, k, other) widen(&widths.target, strlen(target_text(other, arena)), 24);
    }
    return widths;
}

/* "--(pipe 1)-->": as long as the longest one. */
static void draw_arrow(struct canvas *canvas, size_t at, size_t room, const char *on)
{
    for (size_t i = 0; i + 1 < room; i++)
        canvas_text(canvas, at + i, 1, "-");
    canvas_text(canvas, at + room - 1, 1, ">");
    if (*on) {
        canvas_text(canvas, at + 2, 1, "(");
        canvas_text(canvas, at + 3, room - 5, on);
        size_t size = strlen(on) < room - 5 ? strlen(on) : room - 5;
        canvas_text(canvas, at + 3 + size, 1, ")");
    }
}

static void draw_wait(const json_t *wait, const struct widths *widths, size_t columns, struct arena *arena,
                      struct buf *out)
{
    const json_t *list = json_object_get(wait, "waits_for");
    size_t arrow_at = widths->task + 2 + widths->call + 2, target_at = arrow_at + widths->arrow + 1;
    struct canvas canvas = {.columns = columns};
    size_t count = json_array_size(list);
    for (size_t i = 0; i < (count > 0 ? count : 1); i++) {
        const json_t *other = json_array_get(list, i);
        const char *target = target_text(other, arena), *why = text_at(other, "why");
        canvas_clear(&canvas);
        if (i == 0) {
            canvas_text(&canvas, 0, widths->task, task_text(wait, widths->threads, arena));
            canvas_text(&canvas, widths->task + 2, widths->call, call_text(wait, arena));
        }
        draw_arrow(&canvas, arrow_at, widths->arrow, i == 0 ? text_at(wait, "on") : "");
        canvas_text(&canvas, arrow_at, 1, i == 0 ? "-" : i + 1 < count ? "|" : "`");
        if (count == 0)
            canvas_text(&canvas, target_at, columns - target_at, "nobody can wake it");
        canvas_text(&canvas, target_at, widths->target, target);
        size_t why_at = target_at + widths->target + 2;
        if (why_at < columns)
            canvas_text(&canvas, why_at, columns - why_at, why);
        canvas_add(&canvas, out);
    }
}

struct bytes picture_waits(const json_t *waits, size_t columns, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
    struct widths widths = measure(waits, arena);
    size_t count = json_array_size(waits), shown = count > WAITS_MAX ? WAITS_MAX : count;
    for (size_t i = 0; i < shown; i++)
        draw_wait(json_array_get(waits, i), &widths, columns, arena, &out);
    if (count > shown)
        buf_printf(&out, "and %zu more that wait\n", count - shown);
    return drawn(&out, arena);
}

/* --- what happened when ------------------------------------------------------------------------------------------- */

struct chart {
    const json_t *processes;
    size_t lanes, lane_columns;
    char state[LANES_MAX]; /* what runs down each lane: ' ' not born or gone, '|' alive, ':' blocked for ever */
    struct canvas canvas;
    struct arena *arena;
};

static size_t lane_of(const struct chart *chart, const char *process)
{
    size_t i = 0;
    while (i < chart->lanes && strcmp(text_at(json_array_get(chart->processes, i), "name"), process) != 0)
        i++;
    return i;
}

static size_t lane_at(const struct chart *chart, size_t lane)
{
    return TIME_COLUMNS + lane * chart->lane_columns;
}

/* " pipe 1 w": which end a step is about. */
static const char *end_text(const struct chart *chart, const json_t *step)
{
    const char *pipe = text_at(step, "pipe"), *end = text_at(step, "end");
    const char *letter = strcmp(end, "read") == 0 ? " r" : strcmp(end, "write") == 0 ? " w" : "";
    return *pipe ? arena_printf(chart->arena, " %s%s", pipe, letter) : "";
}

static const char *exit_text(const struct chart *chart, const json_t *step)
{
    const json_t *process = json_array_get(chart->processes, lane_of(chart, text_at(step, "process")));
    const char *signal = text_at(step, "signal_name");
    if (!*signal)
        return arena_printf(chart->arena, "exit %d", number_at(step, "exit_code"));
    bool stopped = strcmp(text_at(process, "ended_by"), "grader") == 0;
    return stopped ? "x stopped" : arena_printf(chart->arena, "x %s", signal);
}

static const char *step_text(const struct chart *chart, const json_t *step)
{
    const char *what = text_at(step, "what"), *end = end_text(chart, step);
    struct arena *arena = chart->arena;
    if (strcmp(what, "thread") == 0)
        return arena_printf(arena, "thread %d starts", number_at(step, "started"));
    if (strcmp(what, "exec") == 0)
        return arena_printf(arena, "exec %s", text_at(step, "program"));
    if (strcmp(what, "pipe") == 0)
        return arena_printf(arena, "%s=%d,%d", text_at(step, "pipe"),
                            (int)json_integer_value(json_array_get(json_object_get(step, "fds"), 0)),
                            (int)json_integer_value(json_array_get(json_object_get(step, "fds"), 1)));
    if (strcmp(what, "signal") == 0)
        return arena_printf(arena, "! %s", text_at(step, "signal_name"));
    if (strcmp(what, "exit") == 0)
        return exit_text(chart, step);
    if (strcmp(what, "blocked") == 0)
        return arena_printf(arena, "%s()%s", text_at(step, "call"), end);
    if (json_is_integer(json_object_get(step, "to")))
        return arena_printf(arena, "dup %d to %d%s", number_at(step, "fd"), number_at(step, "to"), end);
    if (json_is_integer(json_object_get(step, "fd")))
        return arena_printf(arena, "%s %d%s", what, number_at(step, "fd"), end);
    return what;
}

/* The text of a step, its line behind it: "close 4 pipe 1 w :12". The line is what must not be cut. */
static size_t draw_text(struct chart *chart, size_t at, size_t room, const json_t *step)
{
    const char *text = step_text(chart, step);
    int line = number_at(json_object_get(step, "at"), "line"), thread = number_at(step, "thread");
    const char *number = line > 0 ? arena_printf(chart->arena, " :%d", line) : "";
    if (thread > 1)
        text = arena_printf(chart->arena, "[%d] %s", thread, text);
    size_t left = room > strlen(number) ? room - strlen(number) : 0;
    size_t used = strlen(text) < left ? strlen(text) : left;
    for (size_t i = 0; i < room; i++)
        canvas_text(&chart->canvas, at + i, 1, " ");
    canvas_text(&chart->canvas, at, left, text);
    canvas_text(&chart->canvas, at + used, room - used, number);
    return used + strlen(number);
}

/* A fork is an arrow to the lane of the child. */
static void draw_fork(struct chart *chart, size_t from, size_t used, size_t to)
{
    size_t begin = lane_at(chart, from) + used + 1, end = lane_at(chart, to);
    for (size_t i = begin; i + 2 < end; i++)
        canvas_text(&chart->canvas, i, 1, "-");
    if (begin + 1 < end)
        canvas_text(&chart->canvas, end - 2, 1, ">");
    canvas_text(&chart->canvas, end, 1, "+");
}

static void draw_step(struct chart *chart, const json_t *step, struct buf *out)
{
    const char *what = text_at(step, "what");
    size_t lane = lane_of(chart, text_at(step, "process")), child = lane_of(chart, text_at(step, "child"));
    double ms = json_number_value(json_object_get(step, "t_ms"));
    canvas_clear(&chart->canvas);
    canvas_text(&chart->canvas, 0, TIME_COLUMNS - 1,
                arena_printf(chart->arena, "%7.1f", ms >= 0 && ms < 99999 ? ms : 99999.9));
    for (size_t i = 0; i < chart->lanes; i++)
        canvas_text(&chart->canvas, lane_at(chart, i), 1, (char[]){chart->state[i], '\0'});
    if (strcmp(what, "blocked") == 0)
        chart->state[lane] = ':';
    else if (strcmp(what, "exit") == 0 && number_at(step, "thread") < 2)
        chart->state[lane] = ' ';
    else if (chart->state[lane] == ' ' && strcmp(what, "exit") != 0)
        chart->state[lane] = '|';

    bool forks = strcmp(what, "fork") == 0;
    size_t used = draw_text(chart, lane_at(chart, lane), chart->lane_columns - 1, step);
    if (forks && child < chart->lanes) {
        if (child > lane)
            draw_fork(chart, lane, used, child);
        chart->state[child] = '|';
    }
    canvas_add(&chart->canvas, out);
}

static void draw_head(struct chart *chart, struct buf *out)
{
    canvas_clear(&chart->canvas);
    canvas_text(&chart->canvas, 0, TIME_COLUMNS - 1, "     ms");
    for (size_t i = 0; i < chart->lanes; i++)
        canvas_text(&chart->canvas, lane_at(chart, i), chart->lane_columns - 1,
                    text_at(json_array_get(chart->processes, i), "name"));
    canvas_add(&chart->canvas, out);
}

/* Every parent of a child gets SIGCHLD, and every run begins with the program itself: that tells nobody anything. */
static bool is_drawn(const struct chart *chart, const json_t *step, size_t index)
{
    const char *what = text_at(step, "what");
    if (strcmp(what, "signal") == 0 && strcmp(text_at(step, "signal_name"), "SIGCHLD") == 0)
        return false;
    return lane_of(chart, text_at(step, "process")) < chart->lanes && !(index == 0 && strcmp(what, "exec") == 0);
}

struct bytes picture_sequence(const json_t *run, size_t columns, struct arena *arena)
{
    const json_t *steps = json_object_get(run, "timeline");
    struct chart chart = {.processes = json_object_get(run, "processes"), .arena = arena};
    AUTO_BUF struct buf out = {0};
    chart.canvas.columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
    size_t all = json_array_size(chart.processes), count = json_array_size(steps);
    size_t most = (chart.canvas.columns - TIME_COLUMNS) / LANE_COLUMNS_MIN;
    most = most < LANES_MAX ? most : LANES_MAX;
    chart.lanes = all < most ? all : most;
    if (chart.lanes == 0 || count == 0)
        return (struct bytes){"", 0};
    chart.lane_columns = (chart.canvas.columns - TIME_COLUMNS) / chart.lanes;
    chart.lane_columns = chart.lane_columns < 30 ? chart.lane_columns : 30;
    memset(chart.state, ' ', sizeof chart.state);
    chart.state[0] = '|';
    draw_head(&chart, &out);
    const json_t **drawn_steps = arena_alloc(arena, count, sizeof(const json_t *)), *step;
    size_t i, kept = 0;
    json_array_foreach(steps, i, step) if (is_drawn(&chart, step, i)) drawn_steps[kept++] = step;
    for (i = 0; i < kept; i++) {
        if (kept > STEPS_FIRST + STEPS_LAST + 1 && i == STEPS_FIRST) {
            buf_printf(&out, "    ...  %zu steps are not drawn\n", kept - STEPS_FIRST - STEPS_LAST);
            i = kept - STEPS_LAST;
        }
        draw_step(&chart, drawn_steps[i], &out);
    }
    if (all > chart.lanes)
        buf_printf(&out, "         %zu more process%s not drawn\n", all - chart.lanes,
                   all - chart.lanes == 1 ? " is" : "es are");
    return drawn(&out, arena);
}
