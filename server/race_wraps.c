/* race_wraps.c -- functions of a submission's own that are called like libc's, which the race runtime leaves alone. */
#include "server/race_parts.h"
#include "server/sources.h"

#include <ctype.h>
#include <string.h>

/* The linker gives every call of `wait` from another file to the runtime, also where the submission has a function of
 * that name: semaphores made by hand are often called wait() and signal(), and locked nothing then. And what the
 * runtime takes for libc's open() would be the submission's. So such a name is not wrapped, and a source of our own
 * finds libc's for the runtime, behind the program's. */

/* What libc calls, too, and what all have. */
static const char *const shared[] = {"main", "malloc", "calloc", "realloc", "free", "posix_memalign", "aligned_alloc"};

static bool is_word(struct bytes word, const char *text)
{
    return word.size == strlen(text) && memcmp(word.data, text, word.size) == 0;
}

static bool is_shared(struct bytes name)
{
    bool found = false;
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        found = found || is_word(name, shared[i]);
    return found;
}

static size_t word_end(struct bytes text, size_t at)
{
    while (at < text.size && (isalnum((unsigned char)text.data[at]) || text.data[at] == '_'))
        at++;
    return at;
}

static size_t line_end(struct bytes text, size_t at)
{
    while (at < text.size && (text.data[at] != '\n' || text.data[at - 1] == '\\'))
        at++;
    return at;
}

enum { STATICS_MAX = 64 };

/* What was seen of the declaration at hand, outside of all braces. */
struct outside {
    size_t depth, parens;
    struct bytes last, function; /* the last word; before the parentheses that were opened last */
    bool is_static;
    struct bytes statics[STATICS_MAX]; /* functions that were declared so: their definition need not say it again */
    size_t static_count;
};

static bool is_static(const struct outside *o)
{
    bool found = o->is_static;
    for (size_t i = 0; i < o->static_count && !found; i++)
        found = o->statics[i].size == o->function.size &&
                memcmp(o->statics[i].data, o->function.data, o->function.size) == 0;
    return found;
}

/* A definition that other files see begins here: its name; else empty. */
static struct bytes defines(struct outside *o, char c)
{
    struct bytes found = {0};
    if (c == '(' && o->depth == 0 && o->parens == 0 && !is_word(o->last, "__attribute__"))
        o->function = o->last;
    if (c == '{' && o->depth == 0 && o->parens == 0 && !is_static(o))
        found = o->function;
    o->parens += c == '(';
    o->parens -= c == ')' && o->parens > 0;
    o->depth += c == '{';
    o->depth -= c == '}' && o->depth > 0;
    if (o->depth > 0 || (c != ';' && c != '}'))
        return found;
    if (o->is_static && o->function.size > 0 && o->static_count < STATICS_MAX)
        o->statics[o->static_count++] = o->function;
    o->last = o->function = (struct bytes){0};
    o->parens = 0;
    o->is_static = false;
    return found;
}

/* For each name, where libc has it: RTLD_NEXT, behind the program. */
static const char finds_libc[] =
    "void *dlsym(void *, const char *);\n"
    "#define OWN(name) \\\n"
    "    __attribute__((used)) static void *libc_##name; \\\n"
    "    __attribute__((constructor, no_sanitize_thread)) static void find_##name(void) \\\n"
    "    { \\\n"
    "        libc_##name = dlsym((void *)-1, #name); \\\n"
    "    } \\\n"
    "    __asm__(\".pushsection .text\\n.globl __real_\" #name \"\\n__real_\" #name \": jmp *libc_\" #name \\\n"
    "            \"(%rip)\\n.popsection\\n\");\n";

static void add_own(struct bytes name, struct arena *arena, struct race_own *own)
{
    const char *line = arena_printf(arena, "-Wl,--wrap=%.*s\n", (int)name.size, name.data);
    const char *at = memmem(own->wraps.data, own->wraps.size, line, strlen(line));
    if (!at || is_shared(name)) /* no name of libc's, or added already */
        return;
    const size_t before = (size_t)(at - own->wraps.data), behind = before + strlen(line);
    own->wraps.data = arena_printf(arena, "%.*s%.*s", (int)before, own->wraps.data, (int)(own->wraps.size - behind),
                                   own->wraps.data + behind);
    own->wraps.size -= strlen(line);
    own->source.data = arena_printf(arena, "%sOWN(%.*s)\n", own->source.size > 0 ? own->source.data : finds_libc,
                                    (int)name.size, name.data);
    own->source.size = strlen(own->source.data);
}

static void find_own(struct bytes text, struct arena *arena, struct race_own *own)
{
    struct outside o = {0};
    for (size_t at = 0, behind; at < text.size; at = behind) {
        const char c = text.data[at];
        if ((behind = source_skip(text, at)) > at)
            continue;
        behind = c == '#' && o.depth == 0 ? line_end(text, at) : word_end(text, at);
        if (c == '#' && o.depth == 0)
            continue;
        if (behind > at) {
            o.last = (struct bytes){text.data + at, behind - at};
            o.is_static = o.is_static || (o.depth == 0 && o.parens == 0 && is_word(o.last, "static"));
            continue;
        }
        behind = at + 1;
        const struct bytes name = defines(&o, c);
        if (name.size > 0)
            add_own(name, arena, own);
    }
}

struct race_own race_own(struct bytes wraps, const struct source *files, size_t count, struct arena *arena)
{
    struct race_own own = {.wraps = wraps};
    for (size_t i = 0; i < count; i++)
        find_own(files[i].data, arena, &own);
    return own;
}
