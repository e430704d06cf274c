/* text.c -- libc's functions on strings, numbers and streams: what they read and write, and what they hide. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* No more than is really touched: a byte too many would accuse somebody. */

static void reads(const volatile void *p, size_t size, uint64_t pc)
{
    shadow_range(p, size, false, pc);
}
static void writes(const volatile void *p, size_t size, uint64_t pc)
{
    shadow_range(p, size, true, pc);
}

/* As far as a search came: to what it found, or to the end of the string. */
static void searches(const char *s, const char *found, uint64_t pc)
{
    reads(s, found ? (size_t)(found - s) + 1 : strlen(s) + 1, pc);
}

WRAP(char *, strncat, char *to, const char *from, size_t size)
{
    size_t before = strlen(to), more = strnlen(from, size);
    reads(from, more, CALLER);
    reads(to, before + 1, CALLER);
    writes(to + before, more + 1, CALLER);
    return REAL(strncat)(to, from, size);
}
WRAP(char *, strchr, const char *s, int c)
{
    char *found = REAL(strchr)(s, c);
    searches(s, found, CALLER);
    return found;
}
WRAP(char *, strrchr, const char *s, int c)
{
    searches(s, NULL, CALLER);
    return REAL(strrchr)(s, c);
}
WRAP(char *, strstr, const char *s, const char *what)
{
    char *found = REAL(strstr)(s, what);
    searches(s, found, CALLER);
    reads(what, strlen(what) + 1, CALLER);
    return found;
}
WRAP(void *, memchr, const void *p, int c, size_t size)
{
    void *found = REAL(memchr)(p, c, size);
    reads(p, found ? (size_t)((char *)found - (const char *)p) + 1 : size, CALLER);
    return found;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

#define NUMBER(type, name)                      \
    WRAP(type, name, const char *s, char **end) \
    {                                           \
        char *stopped;                          \
        libc_called(CALLER);                    \
        type value = REAL(name)(s, &stopped);   \
        libc_left();                            \
        searches(s, stopped, CALLER);           \
        if (end) {                              \
            writes(end, sizeof *end, CALLER);   \
            *end = stopped;                     \
        }                                       \
        return value;                           \
    }
#define WHOLE_NUMBER(type, name)                          \
    WRAP(type, name, const char *s, char **end, int base) \
    {                                                     \
        char *stopped;                                    \
        libc_called(CALLER);                              \
        type value = REAL(name)(s, &stopped, base);       \
        libc_left();                                      \
        searches(s, stopped, CALLER);                     \
        if (end) {                                        \
            writes(end, sizeof *end, CALLER);             \
            *end = stopped;                               \
        }                                                 \
        return value;                                     \
    }
NUMBER(double, strtod)
NUMBER(float, strtof)
WHOLE_NUMBER(long, strtol)
WHOLE_NUMBER(long long, strtoll)
WHOLE_NUMBER(unsigned long, strtoul)
WHOLE_NUMBER(unsigned long long, strtoull)

WRAP(long, atol, const char *s)
{
    char *stopped;
    long value = strtol(s, &stopped, 10);
    searches(s, stopped, CALLER);
    return value;
}
WRAP(double, atof, const char *s)
{
    char *stopped;
    double value = strtod(s, &stopped);
    searches(s, stopped, CALLER);
    return value;
}

/* --- streams ------------------------------------------------------------------------------------------------------ */

/* Of the threads that use one stream, who comes first is seen in what comes out. It does not order them: the stream's
 * lock is libc's own. What goes to stderr is no outcome. */
void stream_step(void *stream, enum uses_stream uses, uint64_t pc)
{
    const struct process *p = &R->process[here.process];
    if (!guest_on() || p->threads_alive < 2 || stream == stderr ||
        (uses == STREAM_PRINTS_LINE && R->config.lines_alike))
        return;
    guest_enter();
    sched_call(pc);
    sched_point(uses == STREAM_READS ? RACE_DOES_RECEIVE : RACE_DOES_SEND,
                kernel_key(KERNEL_STREAM, (uint64_t)p->stable << 48 ^ (uint64_t)stream), true);
    guest_leave();
}

/* The bytes of a conversion's variable; 0: not known. f stands behind width and '%'. */
static size_t room_of(const char **f)
{
    static const struct {
        const char *modifier;
        size_t whole, real;
    } sizes[] = {{"hh", 1, 0}, {"ll", 8, 0}, {"h", 2, 0}, {"l", sizeof(long), sizeof(double)},
                 {"j", 8, 0},  {"z", 8, 0},  {"t", 8, 0}, {"", sizeof(int), sizeof(float)}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t n = strlen(sizes[i].modifier);
        if (strncmp(*f, sizes[i].modifier, n) != 0)
            continue;
        *f += n;
        return **f && strchr("diouxXn", **f) ? sizes[i].whole : **f && strchr("aAeEfFgG", **f) ? sizes[i].real : 0;
    }
    return 0;
}

/* What a scanf that made `count` conversions wrote; whatever is too hard to follow ends it. */
static void scanned(const char *format, va_list args, int count, uint64_t pc)
{
    for (const char *f = format; *f && count > 0; f++) {
        if (*f != '%')
            continue;
        f++;
        if (*f == '%')
            continue;
        const bool skips = *f == '*';
        f += skips;
        size_t width = strspn(f, "0123456789"), size = width ? (size_t)strtol(f, NULL, 10) : 1;
        f += width;
        const bool is_text = *f == 's' || *f == '[';
        if (*f != 'c' && !is_text)
            size = room_of(&f);
        if (size == 0)
            return;
        if (*f == '[') {
            f += f[1] == '^' ? 2 : 1;
            f += *f == ']';
            f += strcspn(f, "]");
            if (!*f)
                return;
        }
        if (skips)
            continue;
        void *to = va_arg(args, void *);
        writes(to, is_text ? strlen(to) + 1 : size, pc);
        count -= *f != 'n';
    }
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
/* Under both names that libc has for it, with arguments and with a list of them. */
#define LIST(...) __VA_ARGS__
#define SCANS_AS(wrap, list, name, parameters, arguments)    \
    int wrap(LIST parameters, ...);                          \
    int wrap(LIST parameters, ...)                           \
    {                                                        \
        va_list args;                                        \
        va_start(args, format);                              \
        int count = name##_at(CALLER, LIST arguments, args); \
        va_end(args);                                        \
        return count;                                        \
    }                                                        \
    int list(LIST parameters, va_list args);                 \
    int list(LIST parameters, va_list args)                  \
    {                                                        \
        return name##_at(CALLER, LIST arguments, args);      \
    }
#define SCANS(name, parameters, arguments, first)                        \
    static int name##_at(uint64_t pc, LIST parameters, va_list args)     \
    {                                                                    \
        va_list again;                                                   \
        va_copy(again, args);                                            \
        libc_called(pc);                                                 \
        first;                                                           \
        int count = v##name(LIST arguments, args);                       \
        libc_left();                                                     \
        if (guest_on())                                                  \
            scanned(format, again, count, pc);                           \
        va_end(again);                                                   \
        return count;                                                    \
    }                                                                    \
    SCANS_AS(__wrap_##name, __wrap_v##name, name, parameters, arguments) \
    SCANS_AS(__wrap___isoc99_##name, __wrap___isoc99_v##name, name, parameters, arguments)
SCANS(scanf, (const char *format), (format), stream_step(stdin, STREAM_READS, pc))
SCANS(fscanf, (FILE * f, const char *format), (f, format), stream_step(f, STREAM_READS, pc))
SCANS(sscanf, (const char *s, const char *format), (s, format), reads(s, strlen(s) + 1, pc))

/* A line, in memory that libc makes larger where need be. */
static ssize_t gets_line(char **line, size_t *room, int end, FILE *f, uint64_t pc)
{
    libc_called(pc);
    char *const old = *line;
    const size_t old_room = *room;
    reads(line, sizeof *line, pc);
    reads(room, sizeof *room, pc);
    stream_step(f, STREAM_READS, pc);
    ssize_t n = getdelim(line, room, end, f);
    libc_left();
    const int error = errno;
    if (*line != old) {
        if (old)
            memory_fresh(old, old_room);
        memory_fresh(*line, *room);
        writes(line, sizeof *line, pc);
    }
    if (*room != old_room)
        writes(room, sizeof *room, pc);
    if (n > 0)
        writes(*line, (size_t)n + 1, pc);
    errno = error;
    return n;
}
WRAP(ssize_t, getline, char **line, size_t *room, FILE *f)
{
    return guest_on() ? gets_line(line, room, '\n', f, CALLER) : REAL(getline)(line, room, f);
}
WRAP(ssize_t, getdelim, char **line, size_t *room, int end, FILE *f)
{
    return guest_on() ? gets_line(line, room, end, f, CALLER) : REAL(getdelim)(line, room, end, f);
}

/* --- what libc keeps for all threads of a process ----------------------------------------------------------------- */

static char strtok_place[8], environment[8];

/* The next word of a text, which is cut off there. kept: what stands for where the last call came to. */
char *__real_strtok_r(char *s, const char *between, char **place);
static char *token(char *s, const char *between, char **place, const volatile void *kept, uint64_t pc)
{
    if (!s)
        reads(kept, sizeof *place, pc);
    reads(between, strlen(between) + 1, pc);
    const char *const from = s ? s : *place; /* which others may have changed until now, and may again */
    char *result = REAL(strtok_r)(s, between, place);
    char *const end = result ? result + strlen(result) : NULL, *const now = *place;
    const bool cut = end && now > end; /* else it is the last, and had its 0 */
    writes(kept, sizeof *place, pc);
    if (from)
        reads(from, (size_t)(now - from) + !cut, pc);
    if (cut)
        writes(end, 1, pc);
    return result;
}
WRAP(char *, strtok, char *s, const char *between)
{
    static char *place;
    return token(s, between, &place, strtok_place, CALLER);
}
char *__wrap_strtok_r(char *s, const char *between, char **place);
char *__wrap_strtok_r(char *s, const char *between, char **place)
{
    return token(s, between, place, place, CALLER);
}
WRAP(char *, strsep, char **s, const char *between)
{
    char *const from = *s;
    reads(s, sizeof *s, CALLER);
    char *result = REAL(strsep)(s, between);
    if (!from)
        return result;
    writes(s, sizeof *s, CALLER);
    reads(from, *s ? (size_t)(*s - from) : strlen(from) + 1, CALLER);
    if (*s)
        writes(*s - 1, 1, CALLER);
    return result;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): a type, and lists */
#define GIVES_ITS_OWN(type, name, size, parameters, arguments) \
    type __real_##name parameters;                             \
    type __wrap_##name parameters;                             \
    type __wrap_##name parameters                              \
    {                                                          \
        type result = REAL(name) arguments;                    \
        if (result)                                            \
            writes(result, size, CALLER);                      \
        return result;                                         \
    }
GIVES_ITS_OWN(struct tm *, gmtime, sizeof(struct tm), (const time_t *t), (t))
GIVES_ITS_OWN(struct tm *, localtime, sizeof(struct tm), (const time_t *t), (t))
GIVES_ITS_OWN(char *, asctime, strlen(result) + 1, (const struct tm *tm), (tm))
GIVES_ITS_OWN(char *, ctime, strlen(result) + 1, (const time_t *t), (t))
/* NOLINTEND(bugprone-macro-parentheses) */

WRAP(char *, getenv, const char *name)
{
    reads(environment, sizeof environment, CALLER);
    return REAL(getenv)(name);
}
WRAP(int, setenv, const char *name, const char *value, int overwrite)
{
    writes(environment, sizeof environment, CALLER);
    return REAL(setenv)(name, value, overwrite);
}
WRAP(int, unsetenv, const char *name)
{
    writes(environment, sizeof environment, CALLER);
    return REAL(unsetenv)(name);
}
WRAP(int, putenv, char *assignment)
{
    writes(environment, sizeof environment, CALLER);
    return REAL(putenv)(assignment);
}
