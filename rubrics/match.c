/* match.c -- is a text what was expected? */
#include "rubrics/match.h"

#include "sandbox/base/err.h"

#include <math.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_DIGITS_MAX = 64 };

/* --- lines --- */

bool match_line(struct bytes *rest, struct bytes *line)
{
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->size);
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    size_t taken = size + (end ? 1 : 0);
    *line = (struct bytes){rest->data, size};
    *rest = (struct bytes){rest->data + taken, rest->size - taken};
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

struct bytes match_trim_line(struct bytes line)
{
    while (line.size > 0 && is_blank(line.data[line.size - 1]))
        line.size--;
    return line;
}

struct bytes match_trim_text(struct bytes text)
{
    while (text.size > 0 && (is_blank(text.data[text.size - 1]) || text.data[text.size - 1] == '\n'))
        text.size--;
    return text;
}

static bool match_exact(const struct expectation *wanted, struct bytes text)
{
    if (!wanted->ignore_trailing_space)
        return bytes_equal(wanted->text, text);
    struct bytes a = match_trim_text(wanted->text), b = match_trim_text(text), line_a, line_b;
    for (;;) {
        bool more_a = match_line(&a, &line_a), more_b = match_line(&b, &line_b);
        if (!more_a || !more_b)
            return more_a == more_b;
        if (!bytes_equal(match_trim_line(line_a), match_trim_line(line_b)))
            return false;
    }
}

/* --- lines in any order --- */

static int compare_bytes(const void *left, const void *right)
{
    const struct bytes *a = left, *b = right;
    size_t size = a->size < b->size ? a->size : b->size;
    int order = size == 0 ? 0 : memcmp(a->data, b->data, size);
    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

static size_t count_lines(struct bytes text)
{
    size_t count = 0;
    for (struct bytes line; match_line(&text, &line);)
        count++;
    return count;
}

static struct bytes *sorted_lines(struct bytes text, size_t count, bool trim, struct arena *arena)
{
    struct bytes *lines = arena_alloc(arena, count, sizeof *lines), line;
    for (size_t i = 0; i < count && match_line(&text, &line); i++)
        lines[i] = trim ? match_trim_line(line) : line;
    qsort(lines, count, sizeof *lines, compare_bytes);
    return lines;
}

/* Texts with different numbers of lines differ: only as many lines are held as the rubric has. */
static bool match_lines(const struct expectation *wanted, struct bytes text)
{
    bool trim = wanted->ignore_trailing_space;
    struct bytes a = trim ? match_trim_text(wanted->text) : wanted->text, b = trim ? match_trim_text(text) : text;
    size_t count = count_lines(a);
    if (count != count_lines(b))
        return false;
    if (count == 0)
        return true;
    if (!trim && (a.data[a.size - 1] == '\n') != (b.data[b.size - 1] == '\n'))
        return false;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct bytes *lines_a = sorted_lines(a, count, trim, arena), *lines_b = sorted_lines(b, count, trim, arena);
    for (size_t i = 0; i < count; i++)
        if (!bytes_equal(lines_a[i], lines_b[i]))
            return false;
    return true;
}

/* --- pattern --- */

/* Anchored, so that a text that does not match is looked at once and not from each of its bytes again. */
static int compile_pattern(const char *pattern, regex_t *out)
{
    AUTO_BUF struct buf whole = {0};
    buf_printf(&whole, "^(%s)$", pattern);
    return regcomp(out, whole.data, REG_EXTENDED | REG_NOSUB);
}

/* REG_STARTEND: the text may hold 0 bytes. That it is followed by one is for AddressSanitizer, which looks for it. */
static bool regex_matches(const regex_t *regex, struct bytes text)
{
    regmatch_t range = {.rm_so = 0, .rm_eo = (regoff_t)text.size};
    int code = regexec(regex, text.data, 0, &range, REG_STARTEND);
    CHECK(code == 0 || code == REG_NOMATCH);
    return code == 0;
}

/* Without trailing space, a pattern that ends with a newline and one that does not are equally right. */
static bool match_regex(const struct expectation *wanted, struct bytes text)
{
    if (text.size > MATCH_REGEX_TEXT_MAX)
        return false;
    AUTO_ARENA struct arena *arena = arena_make();
    regex_t regex;
    CHECK(compile_pattern(arena_copy(arena, wanted->text.data, wanted->text.size), &regex) == 0);
    bool matches;
    if (wanted->ignore_trailing_space) {
        AUTO_BUF struct buf trimmed = {0};
        buf_add(&trimmed, "", 0); /* an empty text is one, too */
        struct bytes rest = match_trim_text(text), line;
        while (match_line(&rest, &line)) {
            line = match_trim_line(line);
            buf_add(&trimmed, line.data, line.size);
            buf_add(&trimmed, "\n", 1);
        }
        size_t size = trimmed.size;
        matches = regex_matches(&regex, (struct bytes){trimmed.data, size > 0 ? size - 1 : 0}) ||
                  (size > 0 && regex_matches(&regex, (struct bytes){trimmed.data, size}));
    } else {
        matches = regex_matches(&regex, (struct bytes){arena_copy(arena, text.data, text.size), text.size});
    }
    regfree(&regex);
    return matches;
}

/* --- numbers --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t digits(struct bytes text, size_t at)
{
    size_t end = at;
    while (end < text.size && is_digit(text.data[end]))
        end++;
    return end - at;
}

/* Length of the number at this place, 0 when there is none. A sign belongs to it unless a word or number ends there. */
static size_t number_length(struct bytes text, size_t at)
{
    size_t p = at;
    bool after_word = at > 0 && (is_digit(text.data[at - 1]) || is_letter(text.data[at - 1]));
    if ((text.data[p] == '-' || text.data[p] == '+') && !after_word)
        p++;
    size_t whole = digits(text, p), fraction = 0;
    p += whole;
    if (p < text.size && text.data[p] == '.') {
        fraction = digits(text, p + 1);
        p += fraction > 0 ? fraction + 1 : 0;
    }
    if (whole + fraction == 0)
        return 0;
    if (p < text.size && (text.data[p] == 'e' || text.data[p] == 'E')) {
        size_t sign = p + 1 < text.size && (text.data[p + 1] == '-' || text.data[p + 1] == '+');
        size_t exponent = digits(text, p + 1 + sign);
        p += exponent > 0 ? 1 + sign + exponent : 0;
    }
    return p - at;
}

bool match_next(struct match_scan *scan, struct match_token *token)
{
    struct bytes text = scan->text;
    size_t start = scan->at;
    for (; scan->at < text.size && is_space(text.data[scan->at]); scan->at++)
        scan->line += text.data[scan->at] == '\n';
    if (scan->at == text.size)
        return false;
    size_t at = scan->at, length = number_length(text, at);
    token->glued = at == start && at > 0;
    token->line = scan->line;
    token->is_number = length > 0 && length <= NUMBER_DIGITS_MAX;
    if (length == 0)
        while (at + length < text.size && !is_space(text.data[at + length]) &&
               (length == 0 || number_length(text, at + length) == 0))
            length++;
    token->text = (struct bytes){text.data + at, length};
    scan->at = at + length;
    return true;
}

/* Digits of a whole number without sign and leading zeros; false when it is none. */
static bool whole_number(struct bytes text, bool *negative, struct bytes *out)
{
    *negative = text.size > 0 && text.data[0] == '-';
    size_t at = text.size > 0 && (text.data[0] == '-' || text.data[0] == '+');
    if (digits(text, at) != text.size - at)
        return false;
    while (at + 1 < text.size && text.data[at] == '0')
        at++;
    *out = (struct bytes){text.data + at, text.size - at};
    *negative = *negative && !bytes_equal(*out, BYTES("0"));
    return true;
}

static double number_value(struct bytes text)
{
    char copy[NUMBER_DIGITS_MAX + 1];
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return strtod(copy, NULL);
}

bool match_tokens_equal(const struct match_token *wanted, const struct match_token *actual, double tolerance)
{
    if (wanted->is_number != actual->is_number || wanted->glued != actual->glued)
        return false;
    if (bytes_equal(wanted->text, actual->text))
        return true;
    if (!wanted->is_number)
        return false;
    bool negative_a, negative_b;
    struct bytes a, b; /* a double cannot tell big whole numbers apart */
    if (tolerance == 0 && whole_number(wanted->text, &negative_a, &a) && whole_number(actual->text, &negative_b, &b))
        return negative_a == negative_b && bytes_equal(a, b);
    double want = number_value(wanted->text), have = number_value(actual->text);
    return want == have || (isfinite(want) && fabs(have - want) <= tolerance * fmax(1, fabs(want)));
}

static bool match_numeric(const struct expectation *wanted, struct bytes text)
{
    struct match_scan a = {.text = wanted->text, .line = 1}, b = {.text = text, .line = 1};
    for (;;) {
        struct match_token token_a, token_b;
        bool more_a = match_next(&a, &token_a), more_b = match_next(&b, &token_b);
        if (!more_a || !more_b)
            return more_a == more_b;
        if (!match_tokens_equal(&token_a, &token_b, wanted->tolerance))
            return false;
    }
}

/* --- the beginning of what was expected --- */

static bool begins_with(struct bytes whole, struct bytes text)
{
    return text.size <= whole.size && (text.size == 0 || memcmp(whole.data, text.data, text.size) == 0);
}

/* Without its last line, where that is not ended by a newline: it may be half a line. */
static struct bytes whole_lines(struct bytes text)
{
    while (text.size > 0 && text.data[text.size - 1] != '\n')
        text.size--;
    return text;
}

static bool begins_exact(const struct expectation *wanted, struct bytes text)
{
    if (!wanted->ignore_trailing_space)
        return begins_with(wanted->text, text);
    struct bytes a = wanted->text, b = match_trim_text(text), whole = whole_lines(text), line_a, line_b;
    while (match_line(&b, &line_b)) {
        if (!match_line(&a, &line_a))
            return false;
        line_a = match_trim_line(line_a);
        line_b = match_trim_line(line_b);
        bool is_whole = line_b.data + line_b.size < whole.data + whole.size;
        if (is_whole ? !bytes_equal(line_a, line_b) : !begins_with(line_a, line_b))
            return false;
    }
    return true;
}

/* Each whole line is one of those that are expected, and not more often. */
static bool begins_lines(const struct expectation *wanted, struct bytes text)
{
    bool trim = wanted->ignore_trailing_space;
    struct bytes a = trim ? match_trim_text(wanted->text) : wanted->text, b = whole_lines(text);
    b = trim ? match_trim_text(b) : b;
    size_t count_a = count_lines(a), count_b = count_lines(b), found = 0;
    if (count_b > count_a)
        return false;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct bytes *lines_a = sorted_lines(a, count_a, trim, arena),
                       *lines_b = sorted_lines(b, count_b, trim, arena);
    for (size_t i = 0; i < count_a && found < count_b; i++)
        found += bytes_equal(lines_a[i], lines_b[found]);
    return found == count_b;
}

static bool begins_pattern(const struct expectation *wanted, struct bytes text)
{
    (void)wanted, (void)text; /* what it might become nobody knows */
    return true;
}

/* The last word or number may be half of one. */
static bool begins_numeric(const struct expectation *wanted, struct bytes text)
{
    struct match_scan a = {.text = wanted->text, .line = 1}, b = {.text = text, .line = 1};
    struct match_token token_a, token_b;
    while (match_next(&b, &token_b)) {
        if (!match_next(&a, &token_a))
            return false;
        if (b.at < text.size && !match_tokens_equal(&token_a, &token_b, wanted->tolerance))
            return false;
    }
    return true;
}

bool match_may_go_on(const struct expectation *wanted, struct bytes text)
{
    static bool (*const beginnings[])(const struct expectation *, struct bytes) = {
        [MATCH_EXACT] = begins_exact,
        [MATCH_LINES] = begins_lines,
        [MATCH_REGEX] = begins_pattern,
        [MATCH_NUMERIC] = begins_numeric,
    };
    CHECK((unsigned)wanted->match < sizeof beginnings / sizeof *beginnings);
    return beginnings[wanted->match](wanted, text);
}

bool match_text(const struct expectation *wanted, struct bytes text)
{
    static bool (*const matchers[])(const struct expectation *, struct bytes) = {
        [MATCH_EXACT] = match_exact,
        [MATCH_LINES] = match_lines,
        [MATCH_REGEX] = match_regex,
        [MATCH_NUMERIC] = match_numeric,
    };
    CHECK((unsigned)wanted->match < sizeof matchers / sizeof *matchers);
    return matchers[wanted->match](wanted, text);
}
