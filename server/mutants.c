/* mutants.c -- programs with one mistake of the kind that students make, out of a right one. */
#include "server/mutants.h"

#include "rubrics/json.h"
#include "server/difference.h"

#include <stdio.h>
#include <string.h>

/* clang's tree says what is a statement, a call, a loop, and where each begins; where it ends is read off the text,
 * since the ends of what comes out of a macro lie elsewhere. Of a macro only its name and place are used: mp_close(x)
 * is one statement by the name of mp_close, whatever it expands to. Nothing in the tree is followed out of the text. */

enum { DEPTH_MAX = 200, NAME_MAX_BYTES = 64 };

enum role { CLOSES = 1, WAITS = 2, LOCKS = 4, UNLOCKS = 8, READS = 16, WRITES = 32 };

static const struct {
    const char *name;
    unsigned roles;
} calls[] = {
    {"close", CLOSES},
    {"fclose", CLOSES},
    {"mp_close", CLOSES},
    {"wait", WAITS},
    {"waitpid", WAITS},
    {"waitid", WAITS},
    {"pthread_join", WAITS},
    {"thrd_join", WAITS},
    {"mp_join", WAITS},
    {"sem_wait", LOCKS},
    {"pthread_mutex_lock", LOCKS},
    {"pthread_spin_lock", LOCKS},
    {"pthread_rwlock_wrlock", LOCKS},
    {"pthread_rwlock_rdlock", LOCKS},
    {"mtx_lock", LOCKS},
    {"mp_acquire", LOCKS},
    {"sem_post", UNLOCKS},
    {"pthread_mutex_unlock", UNLOCKS},
    {"pthread_spin_unlock", UNLOCKS},
    {"pthread_rwlock_unlock", UNLOCKS},
    {"mtx_unlock", UNLOCKS},
    {"mp_release", UNLOCKS},
    {"read", READS},
    {"fread", READS},
    {"fgets", READS},
    {"fgetc", READS},
    {"getline", READS},
    {"fscanf", READS},
    {"mp_recv", READS},
    {"mp_recv_int", READS},
    {"mp_recv_text", READS},
    {"mp_recv_double", READS},
    {"write", WRITES},
    {"fwrite", WRITES},
    {"fputs", WRITES},
    {"fputc", WRITES},
    {"fprintf", WRITES},
    {"mp_send", WRITES},
    {"mp_send_int", WRITES},
    {"mp_send_text", WRITES},
    {"mp_send_double", WRITES},
};

struct node {
    const char *kind;   /* as clang calls it; "" when it is missing (an else that is not there) */
    size_t begin, last; /* offsets of its first and of its last token */
    bool macro;         /* comes out of a macro: begin is that of the macro's name */
    const char *name;   /* what a call calls, or a macro is called; "" */
    bool pair;          /* an element of an array of two int: an end of a pipe */
    struct node *first, *next;
};

struct maker {
    struct bytes source;
    struct arena *arena;
    struct mutant *out;
    size_t count;
};

struct statement { /* its text, from begin up to end */
    const struct node *node;
    size_t begin, end;
};

const char *mutation_name(enum mutation kind)
{
    static const char *const names[] = {
#define MUTATION(name, text, what) text,
        MUTATIONS(MUTATION)
#undef MUTATION
    };
    CHECK((unsigned)kind < MUTATION_COUNT);
    return names[kind];
}

const char *mutation_text(enum mutation kind)
{
    static const char *const texts[] = {
#define MUTATION(name, text, what) what,
        MUTATIONS(MUTATION)
#undef MUTATION
    };
    CHECK((unsigned)kind < MUTATION_COUNT);
    return texts[kind];
}

/* --- the text ----------------------------------------------------------------------------------------------------- */

static char at(const struct maker *m, size_t offset)
{
    static const char end = '\0';
    return *(offset < m->source.size ? &m->source.data[offset] : &end);
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static const char *name_at(const struct maker *m, size_t offset)
{
    size_t size = 0;
    while (size < NAME_MAX_BYTES && is_name(at(m, offset + size)))
        size++;
    return offset < m->source.size ? arena_copy(m->arena, m->source.data + offset, size) : "";
}

/* Past a string, a character or a comment that begins here; else one further. */
static size_t past_token(const struct maker *m, size_t offset)
{
    char c = at(m, offset);
    if (c == '/' && at(m, offset + 1) == '*') {
        for (offset += 2; offset < m->source.size && !(at(m, offset) == '*' && at(m, offset + 1) == '/');)
            offset++;
        return offset + 2;
    }
    if (c == '/' && at(m, offset + 1) == '/') {
        while (offset < m->source.size && at(m, offset) != '\n')
            offset++;
        return offset;
    }
    if (c != '"' && c != '\'')
        return offset + 1;
    for (offset++; offset < m->source.size && at(m, offset) != c; offset++)
        if (at(m, offset) == '\\')
            offset++;
    return offset + 1;
}

/* The first of these characters outside of all parentheses from here on; the end of the text when there is none. */
static size_t find(const struct maker *m, size_t offset, const char *wanted)
{
    int depth = 0;
    while (offset < m->source.size) {
        char c = at(m, offset);
        if (depth == 0 && strchr(wanted, c))
            return offset;
        depth += (c == '(' || c == '[' || c == '{') - (c == ')' || c == ']' || c == '}');
        if (depth < 0)
            return m->source.size;
        offset = past_token(m, offset);
    }
    return m->source.size;
}

/* The arguments of a call whose name begins here: their texts, trimmed. */
static size_t arguments(const struct maker *m, size_t offset, struct bytes out[static 8])
{
    size_t count = 0, open = find(m, offset, "("), end = open;
    while (open < m->source.size && count < 8 && at(m, end) != ')') {
        size_t begin = end + 1;
        end = find(m, begin, ",)");
        size_t last = end;
        while (begin < last && strchr(" \t\n", at(m, begin)))
            begin++;
        while (last > begin && strchr(" \t\n", at(m, last - 1)))
            last--;
        if (end >= m->source.size || last == begin)
            break;
        out[count++] = (struct bytes){m->source.data + begin, last - begin};
    }
    return count;
}

/* --- the tree ----------------------------------------------------------------------------------------------------- */

/* Where a location lies in the file: itself, or the macro that it comes out of. */
static bool offset_of(const json_t *location, const struct maker *m, size_t *out, bool *macro)
{
    const json_t *expansion = json_object_get(location, "expansionLoc"),
                 *offset = json_object_get(expansion ? expansion : location, "offset");
    if (expansion && json_is_true(json_object_get(expansion, "isMacroArgExpansion")))
        return false; /* an argument of a macro: belongs to the macro */
    *macro = expansion != NULL;
    if (!json_is_integer(offset) || json_integer_value(offset) < 0 ||
        (size_t)json_integer_value(offset) >= m->source.size)
        return false;
    *out = (size_t)json_integer_value(offset);
    return true;
}

static const char *callee(const json_t *call, size_t depth)
{
    const json_t *first = json_array_get(json_object_get(call, "inner"), 0);
    const char *name = json_string_value(json_object_get(json_object_get(first, "referencedDecl"), "name"));
    return name || !first || depth == 0 ? name : callee(first, depth - 1);
}

/* Is this the name of an array of two int, which decays to a pointer here? */
static bool of_pair(const json_t *base)
{
    const json_t *array = json_array_get(json_object_get(base, "inner"), 0);
    const char *type = json_string_value(json_object_get(json_object_get(array, "type"), "qualType"));
    return type && strcmp(type, "int[2]") == 0;
}

static struct node *read_node(const json_t *json, const struct maker *m, size_t depth)
{
    struct node *node = arena_alloc(m->arena, 1, sizeof *node), **last = &node->first;
    const json_t *range = json_object_get(json, "range"), *inner = json_object_get(json, "inner");
    const char *kind = json_string_value(json_object_get(json, "kind"));
    bool ignored = false;
    *node = (struct node){.kind = "", .name = ""};
    if (!kind || depth == 0 || !offset_of(json_object_get(range, "begin"), m, &node->begin, &node->macro))
        return node;
    if (!offset_of(json_object_get(range, "end"), m, &node->last, &ignored))
        node->last = node->begin;
    node->kind = arena_string(m->arena, kind);
    if (node->macro) {
        node->name = name_at(m, node->begin);
        return node;
    }
    if (strcmp(kind, "CallExpr") == 0) {
        const char *name = callee(json, 4);
        node->name = name ? arena_string(m->arena, name) : "";
    }
    node->pair = strcmp(kind, "ArraySubscriptExpr") == 0 && of_pair(json_array_get(inner, 0));
    for (size_t i = 0; i < json_array_size(inner); i++) {
        *last = read_node(json_array_get(inner, i), m, depth - 1);
        last = &(*last)->next;
    }
    return node;
}

static bool is(const struct node *node, const char *kind)
{
    return strcmp(node->kind, kind) == 0;
}

static unsigned roles_of(const struct node *node)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (*node->name && strcmp(calls[i].name, node->name) == 0)
            return calls[i].roles;
    return 0;
}

/* The first call with one of these roles in a statement or expression. */
static const struct node *call_in(const struct node *node, unsigned roles)
{
    if (roles_of(node) & roles)
        return node;
    for (const struct node *child = node->first; child; child = child->next) {
        const struct node *found = call_in(child, roles);
        if (found)
            return found;
    }
    return NULL;
}

static const struct node *last_child(const struct node *node)
{
    const struct node *last = node->first;
    while (last && last->next)
        last = last->next;
    return last;
}

/* Where the text of a statement ends: past its ';' or '}'. */
static size_t end_of(const struct maker *m, const struct node *node)
{
    static const char *const wrappers[] = {"ForStmt",  "WhileStmt",   "IfStmt",   "SwitchStmt",
                                           "CaseStmt", "DefaultStmt", "LabelStmt"};
    if (is(node, "CompoundStmt") && !node->macro)
        return node->last + 1;
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers && !node->macro; i++) {
        const struct node *body = last_child(node);
        if (is(node, wrappers[i]) && body && *body->kind)
            return end_of(m, body);
    }
    size_t end = find(m, is(node, "DoStmt") ? node->last : node->begin, ";");
    return end < m->source.size ? end + 1 : m->source.size;
}

static size_t statements_of(const struct maker *m, const struct node *compound, struct statement *out, size_t max)
{
    size_t count = 0;
    for (const struct node *child = compound->first; child && count < max; child = child->next) {
        if (!*child->kind || (count > 0 && child->begin < out[count - 1].end))
            continue; /* missing, or part of the macro before it */
        out[count++] = (struct statement){child, child->begin, end_of(m, child)};
    }
    return count;
}

/* A call by itself, or an if around it that only looks at its result: what can go without breaking anything else. */
static bool stands_alone(const struct statement *s, unsigned roles)
{
    const struct node *node = s->node;
    if (roles_of(node) & roles)
        return true;
    if (is(node, "IfStmt") && node->first && call_in(node->first, roles) && !call_in(node->first->next, (unsigned)~0))
        return true;
    if (is(node, "CStyleCastExpr") || is(node, "BinaryOperator")) /* (void)close(fd); or pid = wait(NULL); */
        return call_in(node, roles) != NULL;
    return false;
}

/* --- making them -------------------------------------------------------------------------------------------------- */

struct change { /* the text from begin up to end becomes this */
    size_t begin, end;
    struct bytes text;
};

/* Changes are given in the order of the text. */
static void make(struct maker *m, enum mutation kind, const struct change *changes, size_t count)
{
    AUTO_BUF struct buf text = {0};
    size_t done = 0;
    if (m->count == MUTANTS_MAX)
        return;
    for (size_t i = 0; i < count; i++) {
        if (changes[i].begin < done || changes[i].end > m->source.size || changes[i].begin > changes[i].end)
            return; /* the tree does not fit the text */
        buf_add(&text, m->source.data + done, changes[i].begin - done);
        buf_add(&text, changes[i].text.data, changes[i].text.size);
        done = changes[i].end;
    }
    buf_add(&text, m->source.data + done, m->source.size - done);
    struct mutant *out = &m->out[m->count];
    *out = (struct mutant){.kind = kind, .source = {arena_copy(m->arena, text.data, text.size), text.size}};
    if (bytes_equal(out->source, m->source))
        return;
    out->diff = difference(m->source, out->source, m->arena, &out->line);
    for (size_t i = 0; i < m->count; i++) /* two ways to the same text are one mutant */
        if (bytes_equal(m->out[i].source, out->source))
            return;
    m->count++;
}

/* Takes a statement out, with its line when nothing else stands on it. */
static struct change removal(const struct maker *m, const struct statement *s)
{
    size_t begin = s->begin, end = s->end;
    while (begin > 0 && strchr(" \t", at(m, begin - 1)))
        begin--;
    while (strchr(" \t", at(m, end)) && at(m, end))
        end++;
    if ((begin == 0 || at(m, begin - 1) == '\n') && at(m, end) == '\n')
        return (struct change){begin, end + 1, {"", 0}};
    return (struct change){s->begin, s->end, BYTES(";")};
}

/* The statement's text on a line of its own before offset, indented as what stands there. */
static struct change insertion(const struct maker *m, const struct statement *s, size_t offset)
{
    size_t line = offset;
    while (line > 0 && strchr(" \t", at(m, line - 1)))
        line--;
    bool own_line = line == 0 || at(m, line - 1) == '\n';
    const char *text = arena_printf(m->arena, "%.*s%s%.*s", (int)(s->end - s->begin), m->source.data + s->begin,
                                    own_line ? "\n" : " ", own_line ? (int)(offset - line) : 0, m->source.data + line);
    return (struct change){offset, offset, {text, strlen(text)}};
}

static void move_before(struct maker *m, enum mutation kind, const struct statement *what,
                        const struct statement *other)
{
    const struct change cut = removal(m, what), paste = insertion(m, what, other->begin);
    bool up = other->begin < what->begin;
    const struct change both[2] = {up ? paste : cut, up ? cut : paste};
    make(m, kind, both, 2);
}

/* The same on a line of its own after the last statement of its block. */
static void move_last(struct maker *m, enum mutation kind, const struct statement *what, const struct statement *last)
{
    size_t line = last->begin;
    while (line > 0 && strchr(" \t", at(m, line - 1)))
        line--;
    const char *text = arena_printf(m->arena, "\n%.*s%.*s", (int)(last->begin - line), m->source.data + line,
                                    (int)(what->end - what->begin), m->source.data + what->begin);
    const struct change both[2] = {removal(m, what), {last->end, last->end, {text, strlen(text)}}};
    make(m, kind, both, 2);
}

static bool leaves(const struct statement *s)
{
    static const char *const names[] = {"exit", "_exit", "_Exit", "quick_exit", "pthread_exit", "abort"};
    if (is(s->node, "ReturnStmt") || is(s->node, "BreakStmt") || is(s->node, "ContinueStmt"))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(s->node->name, names[i]) == 0)
            return true;
    return false;
}

static void mutate_close(struct maker *m, const struct statement *list, size_t count, size_t i)
{
    const struct change gone = removal(m, &list[i]);
    if (!stands_alone(&list[i], CLOSES))
        return;
    make(m, MUTATION_DROP_CLOSE, &gone, 1);
    size_t last = count - (leaves(&list[count - 1]) ? 1 : 0);
    size_t after = i + 1;
    while (after < last && stands_alone(&list[after], CLOSES))
        after++;
    if (after < last) /* something happens between here and the end */
        (last < count ? move_before : move_last)(m, MUTATION_CLOSE_LATE, &list[i],
                                                 &list[last < count ? last : last - 1]);
    size_t before = i;
    while (before > 0 && stands_alone(&list[before - 1], CLOSES))
        before--;
    if (before > 0 && !is(list[before - 1].node, "DeclStmt") && call_in(list[before - 1].node, (unsigned)~0))
        move_before(m, MUTATION_CLOSE_EARLY, &list[i], &list[before - 1]);
}

static void mutate_wait(struct maker *m, const struct statement *list, size_t i)
{
    const struct change gone = removal(m, &list[i]);
    bool loop = (is(list[i].node, "ForStmt") || is(list[i].node, "WhileStmt")) && call_in(list[i].node, WAITS) &&
                !call_in(list[i].node, READS | WRITES);
    if (!loop && !stands_alone(&list[i], WAITS))
        return;
    make(m, MUTATION_DROP_WAIT, &gone, 1);
    for (size_t k = 0; k < i; k++)
        if (call_in(list[k].node, READS) && !call_in(list[k].node, WAITS)) {
            move_before(m, MUTATION_WAIT_FIRST, &list[i], &list[k]);
            return;
        }
}

static bool same_lock(const struct maker *m, const struct node *one, const struct node *other)
{
    struct bytes a[8], b[8];
    return arguments(m, one->begin, a) > 0 && arguments(m, other->begin, b) > 0 && bytes_equal(a[0], b[0]);
}

static void mutate_lock(struct maker *m, const struct statement *list, size_t count, size_t i)
{
    const struct node *lock = call_in(list[i].node, LOCKS);
    const struct change gone = removal(m, &list[i]);
    if (!lock || !stands_alone(&list[i], LOCKS))
        return;
    if (i + 1 < count && stands_alone(&list[i + 1], LOCKS) && !same_lock(m, lock, call_in(list[i + 1].node, LOCKS)))
        move_before(m, MUTATION_REVERSE_LOCKS, &list[i + 1], &list[i]);
    for (size_t k = i + 1; k < count; k++) {
        const struct node *unlock = call_in(list[k].node, UNLOCKS);
        if (!unlock || !stands_alone(&list[k], UNLOCKS) || !same_lock(m, lock, unlock))
            continue;
        const struct change other = removal(m, &list[k]), both[2] = {gone, other};
        make(m, MUTATION_DROP_LOCK, both, 2);
        make(m, MUTATION_HALF_LOCK, &gone, 1);
        make(m, MUTATION_HALF_UNLOCK, &other, 1);
        return;
    }
}

static void mutate_end_marker(struct maker *m, const struct statement *list, size_t count, size_t i)
{
    const struct change gone = removal(m, &list[i]);
    bool loop_before = false;
    if (!stands_alone(&list[i], WRITES))
        return;
    for (size_t k = 0; k < i; k++)
        loop_before |= (is(list[k].node, "ForStmt") || is(list[k].node, "WhileStmt")) && call_in(list[k].node, WRITES);
    for (size_t k = i + 1; k < count; k++)
        if (call_in(list[k].node, WRITES))
            return;
    if (loop_before)
        make(m, MUTATION_DROP_END_MARKER, &gone, 1);
}

/* --- within one statement ----------------------------------------------------------------------------------------- */

/* An end fd[0] that a call gets becomes fd[1], and the other way round: one mutant each. */
static void mutate_ends(struct maker *m, const struct node *node, bool is_argument)
{
    const struct node *index = is_argument && node->pair ? last_child(node) : NULL;
    while (index && is(index, "ImplicitCastExpr"))
        index = index->first;
    if (index && is(index, "IntegerLiteral") && !index->macro &&
        (at(m, index->begin) == '0' || at(m, index->begin) == '1') && !is_name(at(m, index->begin + 1))) {
        const struct change other = {index->begin, index->begin + 1,
                                     at(m, index->begin) == '0' ? BYTES("1") : BYTES("0")};
        make(m, MUTATION_SWAP_ENDS, &other, 1);
    }
    bool passes = is(node, "CallExpr") || (is_argument && is(node, "ImplicitCastExpr"));
    for (const struct node *child = node->first; child; child = child->next)
        mutate_ends(m, child, passes);
}

/* A word in the text of a call becomes another. */
static void replace_word(struct maker *m, enum mutation kind, const struct node *call, const char *word, const char *by)
{
    size_t size = strlen(word), open = find(m, call->begin, "("), end = find(m, open + 1, ")");
    for (size_t i = open; i + size <= end && end < m->source.size; i++) {
        if (memcmp(m->source.data + i, word, size) != 0 || is_name(at(m, i - 1)) || is_name(at(m, i + size)))
            continue;
        const struct change change = {i, i + size, {by, strlen(by)}};
        make(m, kind, &change, 1);
        return;
    }
}

static void mutate_sharing(struct maker *m, const struct node *node)
{
    struct bytes args[8];
    if (strcmp(node->name, "mmap") == 0)
        replace_word(m, MUTATION_PRIVATE_MAPPING, node, "MAP_SHARED", "MAP_PRIVATE");
    if (strstr(node->name, "_setpshared"))
        replace_word(m, MUTATION_NOT_PSHARED, node, "PTHREAD_PROCESS_SHARED", "PTHREAD_PROCESS_PRIVATE");
    if (strcmp(node->name, "sem_init") == 0 && arguments(m, node->begin, args) == 3 && args[1].size == 1 &&
        args[1].data[0] == '1') {
        size_t begin = (size_t)(args[1].data - m->source.data);
        const struct change change = {begin, begin + 1, BYTES("0")};
        make(m, MUTATION_NOT_PSHARED, &change, 1);
    }
    for (const struct node *child = node->first; child; child = child->next)
        mutate_sharing(m, child);
}

/* A load and a store of an atomic object are each atomic, but not together. */
static void mutate_atomic(struct maker *m, const struct statement *s)
{
    static const char *const names[] = {"atomic_fetch_add",   "__atomic_fetch_add",   "__sync_fetch_and_add",
                                        "__atomic_add_fetch", "__sync_add_and_fetch", "atomic_fetch_add_explicit"};
    struct bytes args[8];
    const char *name = name_at(m, s->begin);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) != 0 || arguments(m, s->begin, args) < 2)
            continue;
        const char *text = arena_printf(m->arena, "*(%.*s) = *(%.*s) + (%.*s);", (int)args[0].size, args[0].data,
                                        (int)args[0].size, args[0].data, (int)args[1].size, args[1].data);
        const struct change change = {s->begin, s->end, {text, strlen(text)}};
        make(m, MUTATION_SPLIT_ATOMIC, &change, 1);
    }
}

/* May `while` become `if`? Not with a break or continue that would then belong to another loop. */
static bool breaks(const struct node *node)
{
    if (is(node, "BreakStmt") || is(node, "ContinueStmt"))
        return true;
    for (const struct node *child = node->first; child; child = child->next)
        if (!is(child, "ForStmt") && !is(child, "WhileStmt") && !is(child, "DoStmt") && !is(child, "SwitchStmt") &&
            breaks(child))
            return true;
    return false;
}

static void mutate_loop(struct maker *m, const struct node *node)
{
    const struct node *body = last_child(node);
    if (!is(node, "WhileStmt") || node->macro || !node->first || !call_in(node->first, READS) || breaks(body) ||
        strcmp(name_at(m, node->begin), "while") != 0)
        return;
    const struct change change = {node->begin, node->begin + 5, BYTES("if")};
    make(m, MUTATION_ONE_READ, &change, 1);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static void mutate_block(struct maker *m, const struct node *compound)
{
    enum { STATEMENTS_MAX = 300 };
    struct statement *list = arena_alloc(m->arena, STATEMENTS_MAX, sizeof *list);
    size_t count = statements_of(m, compound, list, STATEMENTS_MAX);
    for (size_t i = 0; i < count; i++) {
        mutate_close(m, list, count, i);
        mutate_wait(m, list, i);
        mutate_lock(m, list, count, i);
        mutate_end_marker(m, list, count, i);
        mutate_atomic(m, &list[i]);
    }
}

static void mutate_function(struct maker *m, const struct node *node)
{
    mutate_loop(m, node);
    if (is(node, "CompoundStmt") && !node->macro)
        mutate_block(m, node);
    else if ((is(node, "ForStmt") || is(node, "WhileStmt") || is(node, "IfStmt")) && !node->macro) {
        const struct node *body = last_child(node); /* the one statement of a loop without braces */
        if (body && *body->kind && !is(body, "CompoundStmt")) {
            const struct statement alone = {body, body->begin, end_of(m, body)};
            mutate_atomic(m, &alone);
            mutate_close(m, &alone, 1, 0);
        }
    }
    for (const struct node *child = node->first; child; child = child->next)
        mutate_function(m, child);
}

/* Is this a function that stands in the file itself? Its name must stand where the tree says. */
static bool is_own_function(const json_t *json, const struct maker *m)
{
    const char *kind = json_string_value(json_object_get(json, "kind")),
               *name = json_string_value(json_object_get(json, "name"));
    const json_t *place = json_object_get(json, "loc"), *inner = json_object_get(json, "inner");
    const json_t *body = json_array_get(inner, json_array_size(inner) - 1);
    const char *body_kind = json_string_value(json_object_get(body, "kind"));
    size_t offset = 0;
    bool macro = false;
    return kind && name && body_kind && strcmp(kind, "FunctionDecl") == 0 && strcmp(body_kind, "CompoundStmt") == 0 &&
           !json_object_get(place, "includedFrom") && offset_of(place, m, &offset, &macro) && !macro &&
           strcmp(name_at(m, offset), name) == 0;
}

bool mutants_make(struct bytes source, struct bytes tree, struct arena *arena, struct mutant **out, size_t *count,
                  struct err *e)
{
    struct maker m = {.source = source, .arena = arena, .out = arena_alloc(arena, MUTANTS_MAX, sizeof *m.out)};
    json_error_t fault;
    AUTO_JSON json_t *json = json_loadb(tree.data, tree.size, 0, &fault);
    const json_t *inner = json_object_get(json, "inner");
    if (!json_is_array(inner))
        return err_set(e, ERR_INPUT, "this is no syntax tree of clang: %s",
                       json ? "it has no declarations" : fault.text);
    for (size_t i = 0; i < json_array_size(inner); i++) {
        const json_t *function = json_array_get(inner, i);
        if (!is_own_function(function, &m))
            continue;
        const struct node *node = read_node(function, &m, DEPTH_MAX);
        mutate_function(&m, node);
        mutate_ends(&m, node, false);
        mutate_sharing(&m, node);
    }
    *out = m.out;
    *count = m.count;
    return true;
}
