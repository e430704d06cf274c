/* rubric_regex.c -- expressions an instructor may use: those that compile, and stay small. */
#include "rubrics/rubric_parts.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

/* regcomp copies an atom for each of its repetitions, so "((a{255}){255}){255}" takes gigabytes; and a back-reference
 * makes matching exponential. Both are counted here before regcomp sees the text; what is no valid expression is left
 * for regcomp to say. */

enum { NODES_MAX = 4000, DEPTH_MAX = 32 };

struct tally {
    size_t total[DEPTH_MAX + 1]; /* nodes of the group open at each depth */
    size_t atom;                 /* nodes of the last atom */
    int depth;
};

/* After the bracket expression whose '[' is at p. */
static const char *skip_bracket(const char *p)
{
    p++;
    p += *p == '^';
    p += *p == ']';
    while (*p && *p != ']') {
        if (*p == '[' && p[1] && strchr(":.=", p[1])) {
            const char close[] = {p[1], ']', 0};
            const char *end = strstr(p + 2, close);
            if (!end)
                return p + strlen(p);
            p = end + 1;
        }
        p++;
    }
    return p + (*p == ']');
}

static const char *number(const char *p, size_t *value)
{
    for (*value = 0; isdigit((unsigned char)*p); p++)
        if (*value <= NODES_MAX)
            *value = *value * 10 + (size_t)(*p - '0');
    return p;
}

/* The most copies that the interval at p ("{2}", "{,3}", "{2,}", "{2,3}") stands for; *end is after it. */
static size_t interval(const char *p, const char **end)
{
    size_t least = 0, most = 0;
    p = number(p + 1, &least);
    if (*p == ',')
        p = number(p + 1, &most);
    *end = p + (*p == '}');
    return (least > most ? least : most) + 1;
}

static void add_atom(struct tally *tally, size_t nodes)
{
    tally->atom = nodes;
    tally->total[tally->depth] += nodes;
}

static const char *count_next(struct tally *tally, const char **p)
{
    char c = **p;
    if (c == '\\' && (*p)[1] >= '1' && (*p)[1] <= '9')
        return "uses a back-reference, which can take for ever";
    if (c == '(' && tally->depth == DEPTH_MAX)
        return "nests groups too deep";
    if (c == ')' && tally->depth == 0)
        return "has a ')' without its '('"; /* glibc takes it as it is, but not between the judge's own */
    if (c == '(') {
        tally->total[++tally->depth] = 1;
    } else if (c == ')') {
        size_t group = tally->total[tally->depth--];
        add_atom(tally, group);
    } else if (c == '[') {
        *p = skip_bracket(*p);
        add_atom(tally, 1);
        return NULL;
    } else if (c == '{' && (isdigit((unsigned char)(*p)[1]) || (*p)[1] == ',')) {
        size_t copies = interval(*p, p);
        size_t nodes = tally->atom * (copies < NODES_MAX ? copies : NODES_MAX); /* both are at most NODES_MAX */
        tally->total[tally->depth] += nodes;
        tally->atom += nodes;
        return NULL;
    } else if (strchr("*+?", c)) {
        tally->total[tally->depth]++; /* still the same atom: "(ab)*{9}" copies all of it */
        tally->atom++;
    } else {
        *p += c == '\\' && (*p)[1];
        add_atom(tally, 1);
    }
    (*p)++;
    return NULL;
}

const char *rubric_regex_fault(const char *text, struct arena *arena)
{
    struct tally tally = {0};
    for (const char *p = text; *p;) {
        const char *fault = count_next(&tally, &p);
        if (fault)
            return fault;
        if (tally.total[tally.depth] > NODES_MAX || tally.atom > NODES_MAX)
            return "repeats so much that it would grow without bound";
    }
    regex_t compiled;
    int code = regcomp(&compiled, text, REG_EXTENDED | REG_NOSUB);
    if (code == 0) {
        regfree(&compiled);
        return NULL;
    }
    char why[128];
    (void)regerror(code, &compiled, why, sizeof why); /* always fills it */
    return arena_printf(arena, "does not compile: %s", why);
}
