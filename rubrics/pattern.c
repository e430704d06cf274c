/* pattern.c -- regular expressions that cost little, whoever wrote them. */
#include "rubrics/pattern.h"

#include <ctype.h>
#include <regex.h>
#include <stddef.h>
#include <string.h>

/* regcomp copies an atom once for each of its repetitions, so "((a{255}){255}){255}" takes gigabytes; it follows all
 * ways past what may be empty, so "((a*)*b?){50}" takes hours and "(a|b?|c?){330}" 16 GiB; and a back-reference makes
 * matching exponential. So the text is measured before regcomp sees it: each atom by its states, by how often it may
 * be passed over, and by whether all of it may be. */

enum { LENGTH_MAX = 4096, DEPTH_MAX = 32, STATES_MAX = 4096, EMPTY_MAX = 100 };

struct piece {
    size_t states;
    size_t empty; /* places where something may be left out, copies counted */
    bool may_be_empty;
};

struct group {             /* one that is open; the pattern itself is the first */
    struct piece branch;   /* since the last '|', without the last atom */
    struct piece branches; /* those before it; may_be_empty: one of them may */
};

struct measure {
    struct group open[DEPTH_MAX + 1];
    size_t depth;
    struct piece last; /* the last atom, which a repetition changes */
};

static const struct piece nothing = {.may_be_empty = true};

/* The last atom will not be repeated any more. */
static void settle(struct measure *m)
{
    struct piece *branch = &m->open[m->depth].branch;
    branch->states += m->last.states;
    branch->empty += m->last.empty;
    branch->may_be_empty = branch->may_be_empty && m->last.may_be_empty;
    m->last = nothing;
}

static void end_branch(struct measure *m)
{
    settle(m);
    struct group *group = &m->open[m->depth];
    group->branches.states += group->branch.states + 2;
    group->branches.empty += group->branch.empty;
    group->branches.may_be_empty = group->branches.may_be_empty || group->branch.may_be_empty;
    group->branch = nothing;
}

static const char *skip_bracket(const char *p)
{
    p++;
    p += *p == '^';
    p += *p == ']';
    while (*p && *p != ']') {
        if (*p == '[' && p[1] && strchr(":.=", p[1])) {
            const char close[] = {p[1], ']', 0};
            const char *end = strstr(p + 2, close);
            p = end ? end + 1 : p;
        }
        p++;
    }
    return p + (*p == ']');
}

static const char *number(const char *p, size_t *value)
{
    for (*value = 0; isdigit((unsigned char)*p); p++)
        if (*value <= STATES_MAX)
            *value = *value * 10 + (size_t)(*p - '0');
    return p;
}

/* How often the atom before *p is repeated: '*', '+', '?', "{2}", "{,3}", "{2,}", "{2,3}"; most is 0 when it has no
 * end. False when *p is none of these; else *p moves past it. */
static bool repetition(const char **p, size_t *least, size_t *most)
{
    char c = **p;
    const char *end = *p + 1;
    *least = c == '+';
    *most = c == '?';
    if (c == '{') {
        const char *start = end;
        end = number(end, least);
        *most = *least;
        if (*end == ',') {
            end = number(end + 1, most);
            *most = end[-1] == ',' ? 0 : *most > 0 ? *most : 1;
        }
        if (*end != '}' || end == start)
            return false;
        end++;
    } else if (c != '*' && c != '+' && c != '?') {
        return false;
    }
    *p = end;
    return true;
}

static bool repeat(struct measure *m, size_t least, size_t most, struct err *e)
{
    struct piece *last = &m->last;
    if (last->may_be_empty && most != 1)
        return err_set(e, ERR_INPUT, "repeats something that may be empty, which can take for ever");
    size_t copies = most > 0 ? most : least + 1;
    size_t optional = most > least ? most - least : 1;
    if (copies > STATES_MAX)
        copies = STATES_MAX + 1; /* at most STATES_MAX states so far: no overflow */
    last->states = last->states * copies + 1;
    last->empty = last->empty * copies + (least == most && least > 0 ? 0 : optional);
    last->may_be_empty = last->may_be_empty || least == 0;
    return true;
}

static bool atom(struct measure *m, const char **p, struct err *e)
{
    char c = **p;
    if (c == '\\' && (*p)[1] >= '1' && (*p)[1] <= '9')
        return err_set(e, ERR_INPUT, "has a back-reference (\\%c), which can take for ever", (*p)[1]);
    settle(m);
    m->last = (struct piece){.states = 1, .may_be_empty = c == '^' || c == '$'};
    if (c == '[') {
        *p = skip_bracket(*p);
        return true;
    }
    if (c == '\\' && (*p)[1]) {
        m->last.may_be_empty = strchr("bB<>`'", (*p)[1]) != NULL; /* GNU: places, not characters */
        (*p)++;
    }
    (*p)++;
    return true;
}

static bool step(struct measure *m, const char **p, struct err *e)
{
    size_t least = 0, most = 0;
    if (repetition(p, &least, &most))
        return repeat(m, least, most, e);
    if (**p == '(') {
        settle(m);
        if (m->depth == DEPTH_MAX)
            return err_set(e, ERR_INPUT, "has parentheses more than %d deep", DEPTH_MAX);
        m->open[++m->depth] = (struct group){.branch = nothing};
    } else if (**p == ')') { /* glibc takes a ')' without its '(' as it is, but not between the judge's own */
        if (m->depth == 0)
            return err_set(e, ERR_INPUT, "has a ')' without its '('");
        end_branch(m);
        m->last = m->open[m->depth--].branches;
    } else if (**p == '|') {
        end_branch(m);
    } else {
        return atom(m, p, e);
    }
    (*p)++;
    return true;
}

static bool bounded(const char *pattern, struct err *e)
{
    if (strlen(pattern) > LENGTH_MAX)
        return err_set(e, ERR_INPUT, "is longer than %d bytes", LENGTH_MAX);
    struct measure m = {.open = {{.branch = nothing}}, .last = nothing};
    while (*pattern) {
        if (!step(&m, &pattern, e))
            return false;
        size_t states = m.last.states, empty = m.last.empty;
        for (size_t i = 0; i <= m.depth; i++) {
            states += m.open[i].branch.states + m.open[i].branches.states;
            empty += m.open[i].branch.empty + m.open[i].branches.empty;
        }
        if (states > STATES_MAX)
            return err_set(e, ERR_INPUT, "repeats so much that it has more than %d states", STATES_MAX);
        if (empty > EMPTY_MAX)
            return err_set(e, ERR_INPUT, "has more than %d places that may be empty (copies counted)", EMPTY_MAX);
    }
    return true;
}

bool pattern_ok(const char *pattern, struct err *e)
{
    if (!bounded(pattern, e))
        return false;
    regex_t compiled;
    int code = regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB);
    if (code == 0) {
        regfree(&compiled);
        return true;
    }
    char why[128];
    (void)regerror(code, &compiled, why, sizeof why); /* always fills it */
    return err_set(e, ERR_INPUT, "is no POSIX extended regular expression: %s", why);
}
