/* text.c -- libc's functions on strings, numbers and streams: what they read and write, and what they hide. */
#include "sandbox/guest/region.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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
WRAP(char *, stpcpy, char *to, const char *from)
{
    reads(from, strlen(from) + 1, CALLER);
    writes(to, strlen(from) + 1, CALLER);
    return REAL(stpcpy)(to, from);
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

/* --- numbers -------------------------------------------------------------------------------------------------------
 */

#define NUMBER(type, name)                      \
    WRAP(type, name, const char *s, char **end) \
    {                                           \
        char *stopped;                          \
        type value = REAL(name)(s, &stopped);   \
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
        type value = REAL(name)(s, &stopped, base);       \
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

/* --- streams -------------------------------------------------------------------------------------------------------
 */

WRAP(char *, fgets, char *to, int room, FILE *f)
{
    char *got = REAL(fgets)(to, room, f);
    if (got)
        writes(to, strlen(to) + 1, CALLER);
    return got;
}
WRAP(size_t, fread, void *to, size_t size, size_t count, FILE *f)
{
    size_t n = REAL(fread)(to, size, count, f);
    writes(to, n * size, CALLER);
    return n;
}
WRAP(size_t, fwrite, const void *from, size_t size, size_t count, FILE *f)
{
    reads(from, size * count, CALLER);
    return REAL(fwrite)(from, size, count, f);
}
WRAP(ssize_t, send, int fd, const void *from, size_t size, int flags)
{
    reads(from, size, CALLER);
    return REAL(send)(fd, from, size, flags);
}
WRAP(ssize_t, recv, int fd, void *to, size_t size, int flags)
{
    ssize_t n = REAL(recv)(fd, to, size, flags);
    if (n > 0)
        writes(to, (size_t)n < size ? (size_t)n : size, CALLER);
    return n;
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
#define SCANS(name, call, ...)                     \
    int __wrap___isoc99_##name(__VA_ARGS__, ...);  \
    int __wrap___isoc99_##name(__VA_ARGS__, ...)   \
    {                                              \
        va_list args, again;                       \
        va_start(args, format);                    \
        va_copy(again, args);                      \
        int count = call;                          \
        if (guest_on())                            \
            scanned(format, again, count, CALLER); \
        va_end(again);                             \
        va_end(args);                              \
        return count;                              \
    }
SCANS(scanf, vscanf(format, args), const char *format)
SCANS(fscanf, vfscanf(f, format, args), FILE *f, const char *format)
SCANS(sscanf, (reads(s, strlen(s) + 1, CALLER), vsscanf(s, format, args)), const char *s, const char *format)

/* --- what libc keeps for all threads of a process ------------------------------------------------------------------
 */

static char strtok_place[8], environment[8];

WRAP(char *, strtok, char *s, const char *between)
{
    if (!s)
        reads(strtok_place, sizeof strtok_place, CALLER);
    writes(strtok_place, sizeof strtok_place, CALLER);
    return REAL(strtok)(s, between);
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

/* What they fill is the caller's, who may have given it to others, too. */
WRAP(struct tm *, gmtime_r, const time_t *t, struct tm *tm)
{
    writes(tm, sizeof *tm, CALLER);
    return REAL(gmtime_r)(t, tm);
}
WRAP(struct tm *, localtime_r, const time_t *t, struct tm *tm)
{
    writes(tm, sizeof *tm, CALLER);
    return REAL(localtime_r)(t, tm);
}
WRAP(size_t, strftime, char *to, size_t size, const char *format, const struct tm *tm)
{
    size_t length = REAL(strftime)(to, size, format, tm);
    if (length > 0)
        writes(to, length + 1, CALLER);
    return length;
}
WRAP(int, rand_r, unsigned *seed)
{
    reads(seed, sizeof *seed, CALLER);
    writes(seed, sizeof *seed, CALLER);
    return REAL(rand_r)(seed);
}

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
