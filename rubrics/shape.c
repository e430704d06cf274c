/* shape.c -- the shape of a deadlock: equal for wait-for graphs that differ in names only. */
#include "rubrics/shape.h"

#include "rubrics/digest.h"
#include "sandbox/base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODES_MAX = 100, ORDERS_MAX = 5040, HEX = 65 };

/* Nodes are waits; a process that is waited for and waits itself is all its waits; one that waits nowhere is a node of
 * its own, without a label. Objects (pipes) are told by what shares them: an edge says which waits are on the same. */
struct graph {
    size_t count;
    const char *process[NODES_MAX], *object[NODES_MAX], *label[NODES_MAX];
    const char *edge[NODES_MAX][NODES_MAX]; /* "" none; from a node to one it waits for, why */
    char colour[NODES_MAX][HEX];
};

/* A text without its digits: "still holds the write end as fd 4" of any fd. */
static const char *without_numbers(const char *text, struct arena *arena)
{
    char *out = arena_string(arena, text), *to = out;
    for (const char *at = out; *at; at++)
        if (*at < '0' || *at > '9')
            *to++ = *at;
    *to = '\0';
    return out;
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static size_t node_of(struct graph *g, const char *process)
{
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(g->process[i], process) == 0)
            return i;
    if (g->count == NODES_MAX)
        return NODES_MAX;
    g->process[g->count] = process;
    g->object[g->count] = g->label[g->count] = "";
    return g->count++;
}

static void add_edges(struct graph *g, size_t from, const json_t *waits_for, size_t waits, struct arena *arena)
{
    for (size_t i = 0; i < json_array_size(waits_for); i++) {
        const json_t *one = json_array_get(waits_for, i);
        const char *process = text_at(one, "process"), *why = without_numbers(text_at(one, "why"), arena);
        bool found = false;
        for (size_t to = 0; to < waits; to++) { /* each thread of it that waits */
            if (strcmp(g->process[to], process) != 0)
                continue;
            g->edge[from][to] = arena_printf(arena, "%s|%s", g->edge[from][to] ? g->edge[from][to] : "", why);
            found = true;
        }
        size_t other = found ? NODES_MAX : node_of(g, process);
        if (other < NODES_MAX)
            g->edge[from][other] = arena_printf(arena, "%s|%s", g->edge[from][other] ? g->edge[from][other] : "", why);
    }
}

static bool build(struct graph *g, const json_t *waits, struct arena *arena)
{
    size_t count = json_array_size(waits);
    if (count == 0 || count > NODES_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const json_t *wait = json_array_get(waits, i);
        g->process[i] = text_at(wait, "process");
        g->object[i] = text_at(wait, "on");
        g->label[i] = arena_printf(arena, "%s %s", text_at(wait, "call"), without_numbers(g->object[i], arena));
    }
    g->count = count;
    for (size_t i = 0; i < count; i++)
        add_edges(g, i, json_object_get(json_array_get(waits, i), "waits_for"), count, arena);
    return true;
}

/* What two nodes are to each other, seen from the first. */
static void add_relation(struct buf *out, const struct graph *g, size_t a, size_t b)
{
    buf_printf(out, "%s<%s%s", g->edge[a][b] ? g->edge[a][b] : "", g->edge[b][a] ? g->edge[b][a] : "",
               *g->object[a] && strcmp(g->object[a], g->object[b]) == 0 ? "=" : "");
}

static int by_text(const void *a, const void *b)
{
    const char *x = a, *y = b;
    return strcmp(x, y);
}

/* One round: a node's colour becomes that of itself and of all its relations. */
static void refine(struct graph *g, struct arena *arena)
{
    char(*next)[HEX] = arena_alloc(arena, g->count, sizeof *next);
    char(*seen)[HEX] = arena_alloc(arena, g->count, sizeof *seen);
    for (size_t i = 0; i < g->count; i++) {
        AUTO_BUF struct buf all = {0};
        for (size_t k = 0; k < g->count; k++) {
            AUTO_BUF struct buf one = {0};
            add_relation(&one, g, i, k);
            buf_printf(&one, "%s%s", g->colour[k], i == k ? "@" : "");
            digest_sha256((struct bytes){one.data, one.size}, seen[k]);
        }
        qsort(seen, g->count, sizeof *seen, by_text);
        buf_add_string(&all, g->colour[i]);
        for (size_t k = 0; k < g->count; k++)
            buf_add_string(&all, seen[k]);
        digest_sha256((struct bytes){all.data, all.size}, next[i]);
    }
    memcpy(g->colour, next, g->count * sizeof *next);
}

static size_t count_colours(const struct graph *g)
{
    size_t count = 0;
    for (size_t i = 0; i < g->count; i++) {
        size_t k = 0;
        while (k < i && strcmp(g->colour[k], g->colour[i]) != 0)
            k++;
        count += k == i;
    }
    return count;
}

/* The graph as a text, its nodes in this order. */
static void write_order(struct buf *out, const struct graph *g, const size_t *order)
{
    for (size_t i = 0; i < g->count; i++) {
        buf_printf(out, "%s;", g->label[order[i]]);
        for (size_t k = 0; k < g->count; k++) {
            add_relation(out, g, order[i], order[k]);
            buf_add_string(out, ",");
        }
    }
}

struct search {
    const struct graph *graph;
    size_t order[NODES_MAX]; /* by colour; equal colours are exchanged */
    size_t tried;
    struct buf least;
};

static void try_orders(struct search *search, size_t at)
{
    const struct graph *g = search->graph;
    if (at == g->count) {
        struct buf text = {0};
        buf_add(&text, "", 0);
        write_order(&text, g, search->order);
        search->tried++;
        if (!search->least.data || strcmp(text.data, search->least.data) < 0) {
            buf_free(&search->least);
            search->least = text;
        } else {
            buf_free(&text);
        }
        return;
    }
    for (size_t i = at; i < g->count && search->tried < ORDERS_MAX; i++) {
        size_t here = search->order[at], there = search->order[i];
        if (strcmp(g->colour[here], g->colour[there]) != 0)
            break;
        search->order[at] = there;
        search->order[i] = here;
        try_orders(search, at + 1);
        search->order[at] = here;
        search->order[i] = there;
    }
}

static size_t count_orders(const struct search *search)
{
    size_t orders = 1, same = 1;
    for (size_t i = 1; i < search->graph->count && orders <= ORDERS_MAX; i++) {
        bool equal = strcmp(search->graph->colour[search->order[i]], search->graph->colour[search->order[i - 1]]) == 0;
        same = equal ? same + 1 : 1;
        orders *= same;
    }
    return orders;
}

static void sort_by_colour(struct search *search)
{
    const struct graph *g = search->graph;
    for (size_t i = 0; i < g->count; i++) {
        size_t at = i;
        for (; at > 0 && strcmp(g->colour[search->order[at - 1]], g->colour[i]) > 0; at--)
            search->order[at] = search->order[at - 1];
        search->order[at] = i;
    }
}

const char *shape_of_deadlock(const json_t *json, struct arena *arena)
{
    struct graph *g = arena_alloc(arena, 1, sizeof *g);
    struct search *search = arena_alloc(arena, 1, sizeof *search);
    char hex[HEX];
    if (!build(g, json_object_get(json, "waits"), arena))
        return "";
    for (size_t i = 0; i < g->count; i++)
        digest_sha256((struct bytes){g->label[i], strlen(g->label[i])}, g->colour[i]);
    for (size_t before = 0, now = count_colours(g); now > before; now = count_colours(g)) {
        before = now;
        refine(g, arena);
    }
    search->graph = g;
    sort_by_colour(search);
    if (count_orders(search) <= ORDERS_MAX) {
        try_orders(search, 0);
    } else { /* the colours alone */
        for (size_t i = 0; i < g->count; i++)
            buf_add_string(&search->least, g->colour[search->order[i]]);
    }
    digest_sha256((struct bytes){search->least.data, search->least.size}, hex);
    buf_free(&search->least);
    return arena_printf(arena, "%zu waits, %.16s", json_array_size(json_object_get(json, "waits")), hex);
}
