/* match_explain.c -- the one most helpful thing to say about a text that is not what was expected. */
#include "rubrics/match.h"

#include "sandbox/base/err.h"

#include <stdlib.h>
#include <string.h>

/* The detail shows what is right just before, then what was expected and what came; SHOWN lines of each at most. */
enum { CONTEXT_LINES = 2, SHOWN_LINES = 6, SHOWN_COLUMNS = 80, QUOTED_COLUMNS = 60 };

static const char order_hint[] =
    "Processes run side by side, so their lines come in any order unless the program sees to it: let one wait for the "
    "other (waitpid, or a message through a pipe) before it prints. And text printed with printf() only comes out when "
    "its buffer is flushed: call fflush(stdout) at the place where the order matters.";
static const char twice_hint[] =
    "If it is not printed in a loop: either a child goes on into what is for its parent to do (end it with exit() "
    "where its work is done), or what printf() had not written out yet was copied by fork(), and then parent and "
    "child both print it (call fflush(stdout) before each fork()).";
static const char empty_hint[] =
    "If there is a printf() that should have printed: _exit() throws away what is still in its buffer, so call "
    "fflush(stdout) before it; and after dup2(..., 1) printf() writes into the pipe.";
static const char stopped_hint[] =
    "What printf() still had in its buffer is lost when a program is stopped or crashes: fflush(stdout) after printing "
    "shows how far it came. Mend first what ended it.";
static const char more_hint[] =
    "Look at the condition that ends the loop that prints, and whether a child runs on into code that is meant for the "
    "parent: a child ends with _exit() or return when its work is done.";
static const char less_hint[] =
    "One read() brings what is in the pipe at that moment: a part of a message, or several at once. Read in a loop "
    "until read() returns 0, and go by the number that it returns: printf(\"%s\") shows only what stands before the "
    "first 0 byte.";
static const char one_read_hint[] =
    "Two messages stand in one line here. A pipe is a stream of bytes and keeps no border between messages: one read() "
    "may bring both. Send each with its length before it, or a newline after it, and read until one message is whole.";
static const char zero_hint[] =
    "What has bytes of value 0 lost some of them: such a byte ends a text for strlen(), fputs() and printf(\"%s\"). Go "
    "by the number of bytes that read() or fread() gives, and write as many.";
static const char pattern_hint[] =
    "Compare what was printed with the pattern from the beginning, each word, blank and end of a line. Where a line "
    "comes more often than it may: a child that does not end with _exit() runs on into the parent's code, and what "
    "printf() has not written out yet is copied by fork(). Where one is missing: look at who should have printed it.";

/* --- text that may be shown --- */

static void add_character(struct buf *out, struct bytes at, size_t length, bool blanks)
{
    unsigned char c = (unsigned char)at.data[0];
    bool c1 = length == 2 && c == 0xc2 && (unsigned char)at.data[1] < 0xa0;
    if (length > 1 && !c1)
        buf_add(out, at.data, length);
    else if (c == '\t' && blanks)
        buf_add_string(out, "→");
    else if (c == ' ' && blanks)
        buf_add_string(out, "·");
    else if (c == '\t')
        buf_add_string(out, "\\t");
    else if (c == '\r')
        buf_add_string(out, "\\r");
    else if (c == '\0')
        buf_add_string(out, "\\0");
    else if (length == 0 || c1 || c < 0x20 || c == 0x7f)
        for (size_t i = 0; i < (c1 ? length : 1); i++)
            buf_printf(out, "\\x%02x", (unsigned char)at.data[i]);
    else
        buf_add(out, &c, 1);
}

/* Appends about columns characters of the line, those around the byte focus; control characters are spelled out, and
 * blanks made visible when asked. */
static void add_excerpt(struct buf *out, struct bytes line, size_t focus, size_t columns, bool blanks)
{
    size_t start = 0;
    if (line.size > columns && focus > columns / 2) {
        start = focus - columns / 2;
        start = start + columns > line.size ? line.size - columns : start;
        for (size_t back = 0; back < 3 && start > 0 && ((unsigned char)line.data[start] & 0xc0) == 0x80; back++)
            start--;
        buf_add_string(out, "…");
    }
    struct bytes rest = {line.data + start, line.size - start};
    for (size_t n = 0; n < columns && rest.size > 0; n++) {
        size_t length = bytes_utf8(rest);
        add_character(out, rest, length, blanks);
        length = length > 0 ? length : 1;
        rest = (struct bytes){rest.data + length, rest.size - length};
    }
    if (rest.size > 0)
        buf_add_string(out, "…");
}

static const char *quoted(struct bytes line, size_t focus, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "\"");
    add_excerpt(&out, line, focus, QUOTED_COLUMNS, false);
    buf_add_string(&out, "\"");
    return arena_string(arena, out.data);
}

/* --- where two texts part --- */

struct parting {
    size_t line;                        /* from 1: the first that differs */
    struct bytes before[CONTEXT_LINES]; /* the equal lines just before it */
    size_t before_count;
    bool has_wanted, has_actual;           /* false: that text has no such line */
    struct bytes wanted, actual;           /* the lines, as they are compared */
    struct bytes wanted_rest, actual_rest; /* the texts from that line on */
    size_t focus;                          /* first byte in which the lines differ */
    bool blanks;                           /* they differ only in blanks: show these */
};

static size_t common_prefix(struct bytes a, struct bytes b)
{
    size_t at = 0;
    while (at < a.size && at < b.size && a.data[at] == b.data[at])
        at++;
    return at;
}

static bool equal_but_for_blanks(struct bytes a, struct bytes b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.size && strchr(" \t\r", a.data[i]) && a.data[i])
            i++;
        while (k < b.size && strchr(" \t\r", b.data[k]) && b.data[k])
            k++;
        if (i == a.size || k == b.size)
            return i == a.size && k == b.size;
        if (a.data[i++] != b.data[k++])
            return false;
    }
}

static bool equal_but_for_case(struct bytes a, struct bytes b)
{
    return a.size == b.size && a.size > 0 && strncasecmp(a.data, b.data, a.size) == 0 && !memchr(a.data, 0, a.size);
}

static struct parting part(struct bytes wanted, struct bytes actual, bool trim)
{
    struct parting p = {.line = 1};
    for (;; p.line++) {
        struct bytes rest_w = wanted, rest_a = actual;
        p.has_wanted = match_line(&rest_w, &p.wanted);
        p.has_actual = match_line(&rest_a, &p.actual);
        p.wanted = p.has_wanted ? (trim ? match_trim_line(p.wanted) : p.wanted) : BYTES("");
        p.actual = p.has_actual ? (trim ? match_trim_line(p.actual) : p.actual) : BYTES("");
        if (!p.has_wanted || !p.has_actual || !bytes_equal(p.wanted, p.actual))
            break;
        if (p.before_count == CONTEXT_LINES)
            memmove(p.before, p.before + 1, sizeof p.before - sizeof *p.before);
        else
            p.before_count++;
        p.before[p.before_count - 1] = p.wanted;
        wanted = rest_w;
        actual = rest_a;
    }
    p.wanted_rest = wanted;
    p.actual_rest = actual;
    p.focus = common_prefix(p.wanted, p.actual);
    p.blanks = p.has_wanted && p.has_actual && equal_but_for_blanks(p.wanted, p.actual);
    return p;
}

static void add_numbered(struct buf *out, size_t number, struct bytes line, size_t focus, bool blanks)
{
    buf_printf(out, "%7zu | ", number);
    add_excerpt(out, line, focus, SHOWN_COLUMNS, blanks);
    buf_add_string(out, "\n");
}

static void add_block(struct buf *out, struct bytes rest, size_t number, size_t focus, bool blanks, const char *none)
{
    struct bytes line;
    if (rest.size == 0)
        buf_printf(out, "        | (%s)\n", none);
    for (size_t shown = 0; shown < SHOWN_LINES && match_line(&rest, &line); shown++, number++)
        add_numbered(out, number, line, shown == 0 ? focus : 0, blanks && shown == 0);
    size_t more = 0;
    while (match_line(&rest, &line))
        more++;
    if (more > 0)
        buf_printf(out, "        | … and %zu more line%s\n", more, more == 1 ? "" : "s");
}

static const char *parting_detail(const struct parting *p, const struct match_source *source, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    for (size_t i = 0; i < p->before_count; i++)
        add_numbered(&out, p->line - p->before_count + i, p->before[i], 0, false);
    const char *what = source->file ? "in the file" : "printed";
    buf_printf(&out, "expected%s:\n", p->before_count > 0 ? " next" : "");
    add_block(&out, p->wanted_rest, p->line, p->focus, p->blanks, "nothing more");
    buf_printf(&out, "%s%s:\n", what, p->before_count > 0 ? " next" : "");
    add_block(&out, p->actual_rest, p->line, p->focus, p->blanks,
              source->cut    ? "not kept: there was too much"
              : p->line == 1 ? "nothing"
                             : "nothing more");
    if (p->blanks)
        buf_add_string(&out, "(· is a blank, → a tab, \\r a carriage return)\n");
    return arena_string(arena, out.data);
}

/* --- the same lines? --- */

struct line_count {
    struct bytes line;
    size_t wanted, actual;
};

struct census {
    struct line_count *lines; /* of the expected text, each once, sorted */
    size_t count;
    size_t missing, extra, unknown; /* lines too few, lines too many, those of them that are not expected at all */
    struct bytes first_missing, first_extra; /* in the order of the texts */
    size_t extra_seen;                       /* how often first_extra came, and should have */
    size_t extra_wanted;
};

static int compare_lines(const void *left, const void *right)
{
    const struct line_count *a = left, *b = right;
    size_t size = a->line.size < b->line.size ? a->line.size : b->line.size;
    int order = size == 0 ? 0 : memcmp(a->line.data, b->line.data, size);
    return order != 0 ? order : (a->line.size > b->line.size) - (a->line.size < b->line.size);
}

static struct line_count *census_find(struct census *census, struct bytes line)
{
    struct line_count key = {.line = line};
    return census->count == 0 ? NULL
                              : bsearch(&key, census->lines, census->count, sizeof *census->lines, compare_lines);
}

/* Memory grows with the rubric's text only. */
static struct census take_census(struct bytes wanted, struct bytes actual, bool trim, struct arena *arena)
{
    struct census c = {.first_missing = BYTES(""), .first_extra = BYTES("")};
    struct bytes line, rest = wanted;
    while (match_line(&rest, &line))
        c.count++;
    c.lines = arena_alloc(arena, c.count, sizeof *c.lines);
    rest = wanted;
    for (size_t i = 0; match_line(&rest, &line); i++)
        c.lines[i] = (struct line_count){.line = trim ? match_trim_line(line) : line, .wanted = 1};
    qsort(c.lines, c.count, sizeof *c.lines, compare_lines);
    size_t unique = 0;
    for (size_t i = 0; i < c.count; i++) {
        if (unique > 0 && compare_lines(&c.lines[unique - 1], &c.lines[i]) == 0)
            c.lines[unique - 1].wanted++;
        else
            c.lines[unique++] = c.lines[i];
    }
    c.count = unique;
    for (rest = actual; match_line(&rest, &line);) {
        line = trim ? match_trim_line(line) : line;
        struct line_count *known = census_find(&c, line);
        c.unknown += known == NULL;
        if (known && ++known->actual <= known->wanted)
            continue;
        if (c.extra++ == 0)
            c.first_extra = line;
    }
    for (rest = wanted; match_line(&rest, &line);) {
        line = trim ? match_trim_line(line) : line;
        struct line_count *known = census_find(&c, line);
        if (known->actual < known->wanted && c.missing == 0)
            c.first_missing = line;
        c.missing += known->actual < known->wanted;
    }
    const struct line_count *extra = c.extra > 0 ? census_find(&c, c.first_extra) : NULL;
    c.extra_wanted = extra ? extra->wanted : 0;
    for (rest = actual; c.extra > 0 && match_line(&rest, &line);)
        c.extra_seen += bytes_equal(trim ? match_trim_line(line) : line, c.first_extra);
    return c;
}

static const char *times(size_t count, struct arena *arena)
{
    return count == 1 ? "once" : count == 2 ? "twice" : arena_printf(arena, "%zu times", count);
}

/* --- the sentences --- */

static const char *where_text(const struct match_source *source, size_t line, struct arena *arena)
{
    return source->file ? arena_printf(arena, "Line %zu of %s", line, source->file)
                        : arena_printf(arena, "Line %zu", line);
}

static struct mismatch say_empty(struct bytes wanted, const struct match_source *source, struct arena *arena)
{
    struct bytes rest = wanted, line;
    if (!match_line(&rest, &line))
        line = rest;
    if (source->file)
        return (struct mismatch){
            arena_printf(arena, "%s is empty; its first line should be %s.", source->file, quoted(line, 0, arena)), "",
            NULL};
    return (struct mismatch){arena_printf(arena, "Nothing %sprinted%s%s; the first line should be %s.",
                                          source->stopped ? "had been " : "was ",
                                          source->stopped ? " when the program " : "",
                                          source->stopped ? source->stopped : "", quoted(line, 0, arena)),
                             source->stopped ? stopped_hint : empty_hint, NULL};
}

enum { LABEL_MIN = 2, WORD_MIN = 2 };

/* Starts this line with what both begin with, and goes on with the rest of the one, then of the other? */
static bool is_both(struct bytes line, struct bytes one, struct bytes other)
{
    size_t common = 0;
    while (common < one.size && common < other.size && one.data[common] == other.data[common])
        common++;
    for (size_t label = common; label >= LABEL_MIN; label--) { /* "To " of "To Tom" and "To Tim" */
        size_t rest = other.size - label;
        if (one.size - label < WORD_MIN || rest < WORD_MIN || line.size != one.size + rest)
            continue;
        if (memcmp(line.data, one.data, one.size) == 0 && memcmp(line.data + one.size, other.data + label, rest) == 0)
            return true;
    }
    return false;
}

/* "Received: HelloWorld" where "Received: Hello" and "Received: World" should stand. Only behind a label that was
 * printed once: without one, a newline may be all that is missing. */
static bool run_together(struct bytes wanted, struct bytes line)
{
    struct bytes rest = wanted, before = {0}, next;
    for (bool first = true; match_line(&rest, &next); first = false, before = next)
        if (!first && is_both(match_trim_line(line), match_trim_line(before), match_trim_line(next)))
            return true;
    return false;
}

static const char *nothing_more(const struct match_source *source, struct arena *arena)
{
    if (source->file)
        return "the file has nothing more";
    return source->stopped ? arena_printf(arena, "the program had printed nothing more when it %s", source->stopped)
                           : "the program printed nothing more";
}

/* The lines at which the texts part differ in something small, or in what they say. */
static const char *say_parting(const struct parting *p, const struct match_source *source, struct arena *arena)
{
    const char *where = where_text(source, p->line, arena),
               *subject = source->file ? "the file has" : "the program printed";
    const char *wanted = quoted(p->wanted, p->focus, arena), *actual = quoted(p->actual, p->focus, arena);
    if (!p->has_actual)
        return arena_printf(arena, "%s: expected %s, but %s.", where, wanted, nothing_more(source, arena));
    if (!p->has_wanted)
        return arena_printf(arena, "%s: nothing more was expected, but %s %s.", where, subject, actual);
    if (p->blanks)
        return arena_printf(arena, "%s differs from what is expected only in blanks, tabs or line ends.", where);
    if (equal_but_for_case(p->wanted, p->actual))
        return arena_printf(arena, "%s differs only in capital and small letters: expected %s, but %s %s.", where,
                            wanted, subject, actual);
    return arena_printf(arena, "%s: expected %s, but %s %s.", where, wanted, subject, actual);
}

static size_t count_zeros(struct bytes text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '\0';
    return count;
}

static struct mismatch explain_exact(const struct expectation *wanted, struct bytes text,
                                     const struct match_source *source, struct arena *arena)
{
    bool trim = wanted->ignore_trailing_space;
    struct bytes want = trim ? match_trim_text(wanted->text) : wanted->text, have = trim ? match_trim_text(text) : text;
    bool lost_zeros = !source->stopped && count_zeros(have) < count_zeros(want);
    if (have.size == 0) {
        struct mismatch out = say_empty(want, source, arena);
        out.hint = lost_zeros ? zero_hint : out.hint;
        return out;
    }
    struct parting p = part(want, have, trim);
    struct mismatch out = {.hint = "", .detail = parting_detail(&p, source, arena)};
    if (!p.has_wanted && !p.has_actual) { /* only where trailing space counts */
        bool missing = have.data[have.size - 1] != '\n';
        out.message = arena_printf(arena, "Every line of %s is right, but the newline after the last line %s.",
                                   source->file ? source->file : "the output", missing ? "is missing" : "is too much");
        out.detail = NULL;
        return out;
    }
    struct census c = take_census(want, have, trim, arena);
    bool same_lines = c.missing == 0 && c.unknown == 0 && !source->cut;
    if (same_lines && c.extra == 0) {
        out.message = arena_printf(arena, "All lines are there, but in another order: %s should be %s.",
                                   p.line == 1 ? "the first" : arena_printf(arena, "line %zu", p.line),
                                   quoted(p.wanted, p.focus, arena));
        out.hint = source->file ? "" : order_hint;
    } else if (same_lines && c.first_extra.size > 0) {
        out.message = arena_printf(arena, "%s is there %s, but expected %s.", quoted(c.first_extra, 0, arena),
                                   times(c.extra_seen, arena), times(c.extra_wanted, arena));
        out.hint = source->file ? "" : twice_hint;
    } else {
        out.message = say_parting(&p, source, arena);
        if (lost_zeros)
            out.hint = zero_hint;
        else if (!source->file && !p.has_actual && source->stopped)
            out.hint = stopped_hint;
        else if (!source->file && source->has_pipe && p.has_actual && run_together(want, p.actual))
            out.hint = one_read_hint;
        else if (!p.has_actual && source->has_pipe && !source->stopped)
            out.hint = less_hint;
        else if (!source->file && c.extra_seen > 1 && c.extra_wanted == 0 && c.first_extra.size > 0 &&
                 c.extra > c.missing)
            out.hint = arena_printf(arena, "%s is printed %s. %s", quoted(c.first_extra, 0, arena),
                                    times(c.extra_seen, arena), twice_hint);
        else if (!source->file && !p.has_wanted)
            out.hint = more_hint;
    }
    return out;
}

static void add_missing(struct buf *out, struct census *c, struct bytes wanted, bool trim)
{
    struct bytes rest = wanted, line;
    size_t shown = 0;
    while (shown < SHOWN_LINES && match_line(&rest, &line)) {
        struct line_count *known = census_find(c, trim ? match_trim_line(line) : line);
        if (known->actual >= known->wanted)
            continue;
        known->actual++; /* said once for each time it is missing */
        buf_add_string(out, "        | ");
        add_excerpt(out, known->line, 0, SHOWN_COLUMNS, false);
        buf_add_string(out, "\n");
        shown++;
    }
    if (c->missing > shown)
        buf_printf(out, "        | … and more\n");
}

static void add_extra(struct buf *out, struct bytes wanted, struct bytes actual, bool trim, struct arena *arena)
{
    struct census c = take_census(wanted, BYTES(""), trim, arena);
    struct bytes line;
    size_t shown = 0, number = 0;
    while (match_line(&actual, &line)) {
        line = trim ? match_trim_line(line) : line;
        number++;
        struct line_count *known = census_find(&c, line);
        if (known && ++known->actual <= known->wanted)
            continue;
        if (shown++ == SHOWN_LINES) {
            buf_printf(out, "        | … and more\n");
            return;
        }
        add_numbered(out, number, line, 0, false);
    }
}

static struct mismatch explain_lines(const struct expectation *wanted, struct bytes text,
                                     const struct match_source *source, struct arena *arena)
{
    bool trim = wanted->ignore_trailing_space;
    struct bytes want = trim ? match_trim_text(wanted->text) : wanted->text, have = trim ? match_trim_text(text) : text;
    if (have.size == 0)
        return say_empty(want, source, arena);
    struct census c = take_census(want, have, trim, arena);
    struct mismatch out = {.message = "", .hint = ""};
    const char *missing = quoted(c.first_missing, 0, arena), *extra = quoted(c.first_extra, 0, arena);
    const char *never = "was not printed";
    if (source->file)
        never = "is not in the file";
    else if (source->stopped)
        never = arena_printf(arena, "had not been printed when the program %s", source->stopped);
    if (c.missing == 0 && c.extra == 0)
        out.message = "Every line is right, but the newline after the last line is not as expected.";
    else if (c.missing > 0 && c.unknown > 0)
        out.message = arena_printf(arena, "The line %s %s, and %s is not expected.", missing, never, extra);
    else if (c.missing > 0)
        out.message =
            arena_printf(arena, "The line %s %s%s.", missing, never,
                         c.missing > 1 ? arena_printf(arena, ", and %zu more are missing", c.missing - 1) : "");
    else if (c.extra_wanted > 0)
        out.message = arena_printf(arena, "%s is there %s, but expected %s.", extra, times(c.extra_seen, arena),
                                   times(c.extra_wanted, arena));
    else
        out.message = arena_printf(arena, "The line %s is not expected.", extra);
    if (!source->file && c.missing > 0 && source->stopped)
        out.hint = stopped_hint;
    else if (!source->file && source->has_pipe && c.missing > 0 && run_together(want, c.first_extra))
        out.hint = one_read_hint;
    else if (!source->file && c.missing == 0 && c.unknown == 0 && c.extra > 0)
        out.hint = twice_hint;
    AUTO_BUF struct buf detail = {0};
    if (c.extra > 0) {
        buf_printf(&detail, "%s, but not expected:\n", source->file ? "in the file" : "printed");
        add_extra(&detail, want, have, trim, arena);
    }
    if (c.missing > 0) {
        buf_add_string(&detail, "expected (lines in any order), but missing:\n");
        add_missing(&detail, &c, want, trim);
    }
    out.detail = detail.size > 0 ? arena_string(arena, detail.data) : NULL;
    return out;
}

static struct mismatch explain_regex(const struct expectation *wanted, struct bytes text,
                                     const struct match_source *source, struct arena *arena)
{
    struct mismatch out = {.hint = ""};
    const char *what = source->file ? source->file : "The output";
    if (text.size > MATCH_REGEX_TEXT_MAX)
        out.message = arena_printf(arena, "%s is %zu bytes long; what is compared with a pattern may have at most %d.",
                                   what, text.size, MATCH_REGEX_TEXT_MAX);
    else if (match_trim_text(text).size == 0)
        out.message = source->file ? arena_printf(arena, "%s is empty; it should match a pattern.", source->file)
                                   : "Nothing was printed; the output should match a pattern.";
    else
        out.message = arena_printf(arena, "%s does not have the expected form.", what);
    if (!source->file && source->stopped)
        out.hint = stopped_hint;
    else if (!source->file)
        out.hint = match_trim_text(text).size == 0 ? empty_hint : pattern_hint;
    AUTO_BUF struct buf detail = {0};
    buf_add_string(&detail, "expected, as a pattern (extended regular expression) for the whole text:\n");
    add_block(&detail, wanted->text, 1, 0, false, "nothing");
    buf_printf(&detail, "%s:\n", source->file ? "in the file" : "printed");
    add_block(&detail, text, 1, 0, false, "nothing");
    out.detail = arena_string(arena, detail.data);
    return out;
}

/* The texts from the start of the line that at stands in. */
static struct bytes from_line(struct bytes text, size_t at)
{
    while (at > 0 && text.data[at - 1] != '\n')
        at--;
    return (struct bytes){text.data + at, text.size - at};
}

static struct mismatch explain_numeric(const struct expectation *wanted, struct bytes text,
                                       const struct match_source *source, struct arena *arena)
{
    if (match_trim_text(text).size == 0)
        return say_empty(wanted->text, source, arena);
    struct match_scan a = {.text = wanted->text, .line = 1}, b = {.text = text, .line = 1};
    struct match_token want = {.line = 1}, have = {.line = 1};
    bool more_a, more_b;
    size_t at_a, at_b;
    do {
        at_a = a.at;
        at_b = b.at;
        more_a = match_next(&a, &want);
        more_b = match_next(&b, &have);
    } while (more_a && more_b && match_tokens_equal(&want, &have, wanted->tolerance));
    at_a = more_a ? (size_t)(want.text.data - wanted->text.data) : at_a;
    at_b = more_b ? (size_t)(have.text.data - text.data) : at_b;

    const char *where = where_text(source, more_b ? have.line : b.line, arena);
    const char *subject = source->file ? "the file has" : "the program printed";
    struct mismatch out = {.hint = ""};
    if (!more_b)
        out.message = arena_printf(arena, "%s: expected %s, but %s.", where, quoted(want.text, 0, arena),
                                   nothing_more(source, arena));
    else if (!more_a)
        out.message = arena_printf(arena, "%s: nothing more was expected, but %s %s.", where, subject,
                                   quoted(have.text, 0, arena));
    else if (bytes_equal(want.text, have.text))
        out.message = arena_printf(arena, "%s: white space before %s differs.", where, quoted(have.text, 0, arena));
    else
        out.message = arena_printf(
            arena, "%s: expected %s%s, but %s %s.", where, quoted(want.text, 0, arena),
            want.is_number && wanted->tolerance > 0 ? arena_printf(arena, " (give or take %g)", wanted->tolerance) : "",
            subject, quoted(have.text, 0, arena));
    if (!source->file && !more_b && source->stopped)
        out.hint = stopped_hint;
    AUTO_BUF struct buf detail = {0};
    buf_add_string(&detail, "expected:\n");
    add_block(&detail, from_line(wanted->text, at_a), more_a ? want.line : a.line, 0, false, "nothing more");
    buf_printf(&detail, "%s:\n", source->file ? "in the file" : "printed");
    add_block(&detail, from_line(text, at_b), more_b ? have.line : b.line, 0, false, "nothing more");
    out.detail = arena_string(arena, detail.data);
    return out;
}

struct mismatch match_explain(const struct expectation *wanted, struct bytes text, const struct match_source *source,
                              struct arena *arena)
{
    static struct mismatch (*const explainers[])(const struct expectation *, struct bytes, const struct match_source *,
                                                 struct arena *) = {
        [MATCH_EXACT] = explain_exact,
        [MATCH_LINES] = explain_lines,
        [MATCH_REGEX] = explain_regex,
        [MATCH_NUMERIC] = explain_numeric,
    };
    CHECK((unsigned)wanted->match < sizeof explainers / sizeof *explainers);
    text = text.size > 0 ? text : BYTES(""); /* never NULL below */
    struct mismatch out = explainers[wanted->match](wanted, text, source, arena);
    if (source->cut)
        out.message =
            arena_printf(arena, "%s (Only the beginning was kept: the program wrote more than it may.)", out.message);
    return out;
}
