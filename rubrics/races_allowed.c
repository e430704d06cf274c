/* races_allowed.c -- how a value may end, as the rubric says. */
#include "rubrics/match.h"
#include "rubrics/races.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOLD = 4 };

static bool number_of(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && end[strspn(end, " \t\n")] == '\0' && isfinite(*out);
}

static bool same_value(const struct rubric_value *wanted, const char *text, const char *allowed)
{
    double a, b;
    struct bytes seen = {text, strlen(text)};
    const struct expectation exact = {
        .match = MATCH_EXACT, .text = {allowed, strlen(allowed)}, .ignore_trailing_space = true};
    if (match_text(&exact, seen))
        return true;
    return wanted->source != VALUE_STDOUT && number_of(text, &a) && number_of(allowed, &b) &&
           fabs(a - b) <= 1e-9 * fmax(1, fabs(b)) && fabs(b) < 1e15;
}

bool races_outcome_ok(const struct value_seen *value, const struct outcome_seen *outcome)
{
    if (!value->wanted)
        return true;
    for (size_t i = 0; outcome->is_value && i < value->wanted->allowed_count; i++)
        if (same_value(value->wanted, outcome->text, value->wanted->allowed[i]))
            return true;
    return false;
}

const char *races_wanted(const struct rubric_value *wanted, struct arena *arena)
{
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, "");
    for (size_t i = 0; wanted && i < wanted->allowed_count && i <= TOLD; i++) {
        const char *between = i == 0 ? "" : i + 1 == wanted->allowed_count ? " or " : ", ";
        const struct bytes one = match_trim_text((struct bytes){wanted->allowed[i], strlen(wanted->allowed[i])});
        buf_printf(&text, "%s%.*s", between, i == TOLD ? 3 : (int)one.size, i == TOLD ? "..." : one.data);
    }
    return arena_string(arena, text.data);
}
