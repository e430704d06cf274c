/* race_wraps.c -- which calls of a program the race runtime takes for libc's: not those of the program's own functions.
 */
#include "server/build.h"
#include "server/race_parts.h"
#include "server/sources.h"

#include <ctype.h>
#include <string.h>

/* Between files the linker gives every call of `wait` that is wrapped to the runtime, also where another file of the
 * submission has the function: semaphores made by hand are often called wait() and signal(), and locked nothing then.
 */

enum { WRAPS_MAX = 512 };

/* Behind blanks and comments. */
static size_t past_space(struct bytes text, size_t at)
{
    while (at < text.size) {
        const size_t behind = source_skip(text, at);
        if (behind == at && !isspace((unsigned char)text.data[at]))
            break;
        at = behind > at ? behind : at + 1;
    }
    return at;
}

/* Is what has these parentheses behind its name a definition, and one that other files see? */
static bool is_defined(struct bytes text, size_t name, size_t size)
{
    size_t begin = name, line = name, at = past_space(text, name + size), depth = 0;
    while (begin > 0 && !strchr(";{}", text.data[begin - 1]))
        begin--;
    while (line > begin && text.data[line - 1] != '\n')
        line--;
    if (at >= text.size || text.data[at] != '(' || text.data[past_space(text, line)] == '#' ||
        memmem(text.data + begin, name - begin, "static", 6))
        return false;
    for (; at < text.size; at++) {
        depth += text.data[at] == '(';
        depth -= text.data[at] == ')';
        if (depth == 0)
            break;
    }
    at = past_space(text, at + 1);
    return at < text.size && text.data[at] == '{';
}

static void find_own(struct bytes text, const char *const *names, bool *own)
{
    size_t which;
    for (size_t at = 0; (at = race_next_word(text, at, names, &which)) < text.size; at += strlen(names[which]))
        own[which] = own[which] || is_defined(text, at, strlen(names[which]));
}

/* Names that students give functions of their own, and that the runtime itself does not call. */
static bool is_given_up(const char *name)
{
    static const char *const names[] = {"wait", "signal", "pause", "send", "recv", "raise", "sleep", "alarm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

struct bytes race_wraps(struct bytes all, const struct source *files, size_t count, struct arena *arena)
{
    static const char option[] = "-Wl,--wrap=";
    const char *names[WRAPS_MAX + 1] = {0};
    bool own[WRAPS_MAX] = {0};
    size_t n = 0, sources = 0;
    for (size_t i = 0; i < count; i++)
        sources += build_name_ends(files[i].name, ".c");
    if (sources < 2) /* within one file the compiler binds them itself */
        return all;
    for (const char *at = all.data, *end = at + all.size, *stop; at < end; at = stop + 1) {
        stop = memchr(at, '\n', (size_t)(end - at));
        CHECK(stop && n < WRAPS_MAX); /* it is ours */
        names[n++] = arena_copy(arena, at, (size_t)(stop - at));
        if (strncmp(names[n - 1], option, sizeof option - 1) == 0)
            names[n - 1] += sizeof option - 1;
    }
    for (size_t i = 0; i < count; i++)
        find_own(files[i].data, names, own);
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "");
    for (size_t i = 0; i < n; i++) {
        if (own[i] && is_given_up(names[i])) /* then nobody calls the wrapper */
            buf_printf(&out, "-Wl,--defsym=__real_%s=__wrap_%s\n", names[i], names[i]);
        else
            buf_printf(&out, "%s%s\n", names[i][0] == '-' ? "" : option, names[i]);
    }
    return (struct bytes){arena_string(arena, out.data), out.size};
}
