/* functions.c -- which symbols of a program mean that it calls a function. */
#include "rubrics/functions.h"

#include "sandbox/base/buf.h"

#include <string.h>

enum { OTHERS_MAX = 5 };

/* Seen with gcc 12 and glibc 2.36 at -O0 to -O2. twins: functions a student may also call by that name. The rules
 * (__X_chk, __isoc99_X, X64, @VERSION) need no row. vfork is not fork, pipe2 not pipe, _exit not exit: no row. */
static const struct {
    const char *function;
    const char *twins[OTHERS_MAX];   /* NULL at the end */
    const char *symbols[OTHERS_MAX]; /* private names of the C library */
    bool banned_together;            /* whoever forbids the function means its twins too */
} families[] = {
    /* printf("x\n") becomes puts("x"), printf("x") putchar('x') */
    {"printf", {"puts", "putchar"}, {NULL}, true},
    {"fprintf", {"fwrite", "fputc", "fputs", "putc"}, {NULL}, false},
    {"fputs", {"fwrite", "fputc", "putc"}, {NULL}, false},
    {"vprintf", {"vfprintf"}, {NULL}, false},
    {"putchar", {"putc"}, {NULL}, false},
    {"putc", {"fputc"}, {"_IO_putc"}, false},
    {"fputc", {"putc"}, {"_IO_putc"}, false},
    {"getchar", {"getc"}, {"_IO_getc"}, false},
    {"getc", {"fgetc"}, {"_IO_getc"}, false},
    {"fgetc", {"getc"}, {"_IO_getc"}, false},
    {"sprintf", {"strcpy", "stpcpy"}, {NULL}, false},
    /* inline in stdlib.h when optimising */
    {"atoi", {"strtol"}, {NULL}, false},
    {"atol", {"strtol"}, {NULL}, false},
    {"atoll", {"strtoll", "strtol"}, {NULL}, false},
    {"atof", {"strtod"}, {NULL}, false},
    {"_exit", {"_Exit"}, {NULL}, false},
    {"_Exit", {"_exit"}, {NULL}, false},
    {"signal", {NULL}, {"__sysv_signal", "bsd_signal"}, false},
    {"setjmp", {NULL}, {"_setjmp"}, false},
    {"sigsetjmp", {NULL}, {"__sigsetjmp"}, false},
    {"stat", {NULL}, {"__xstat", "__xstat64"}, false},
    {"fstat", {NULL}, {"__fxstat", "__fxstat64"}, false},
    {"lstat", {NULL}, {"__lxstat", "__lxstat64"}, false},
    {"open", {NULL}, {"__open_2", "__open64_2"}, false},
    {"openat", {NULL}, {"__openat_2", "__openat64_2"}, false},
    {"mknod", {NULL}, {"__xmknod"}, false},
    {"assert", {NULL}, {"__assert_fail"}, false},
    {"errno", {NULL}, {"__errno_location"}, false},
};
enum { FAMILY_COUNT = sizeof families / sizeof *families };

static bool is_size(const char *text, size_t size, const char *other)
{
    return strlen(other) == size && memcmp(text, other, size) == 0;
}

/* The symbol itself, or one that a header made of the name by rule: __read_chk, __isoc99_scanf, open64. */
static bool is_variant(const char *symbol, const char *name)
{
    size_t size = strcspn(symbol, "@");
    if (is_size(symbol, size, name))
        return true;
    static const char *const prefixes[] = {"__isoc99_", "__isoc23_", "__builtin_", "__", ""};
    static const char *const suffixes[] = {"_chk", "64", "64_chk", ""};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t before = strlen(prefixes[i]);
        if (size <= before || memcmp(symbol, prefixes[i], before) != 0)
            continue;
        for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++) {
            size_t after = strlen(suffixes[k]);
            if (size - before > after && memcmp(symbol + size - after, suffixes[k], after) == 0 &&
                is_size(symbol + before, size - before - after, name))
                return true;
        }
    }
    return false;
}

bool function_is(const char *symbol, const char *function, bool forbidden)
{
    if (is_variant(symbol, function))
        return true;
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        if (strcmp(families[i].function, function) != 0)
            continue;
        bool twins = !forbidden || families[i].banned_together;
        for (size_t k = 0; twins && k < OTHERS_MAX && families[i].twins[k]; k++)
            if (is_variant(symbol, families[i].twins[k]))
                return true;
        for (size_t k = 0; k < OTHERS_MAX && families[i].symbols[k]; k++)
            if (is_size(symbol, strcspn(symbol, "@"), families[i].symbols[k]))
                return true;
    }
    return false;
}

const char *function_note(const char *function, struct arena *arena)
{
    AUTO_BUF struct buf twins = {0}, origins = {0};
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        bool own = strcmp(families[i].function, function) == 0;
        for (size_t k = 0; k < OTHERS_MAX && families[i].twins[k]; k++) {
            if (own && families[i].banned_together)
                buf_printf(&twins, "%s%s()", twins.size == 0 ? "" : ", ", families[i].twins[k]);
            if (strcmp(families[i].twins[k], function) == 0)
                buf_printf(&origins, "%s%s()", origins.size == 0 ? "" : ", ", families[i].function);
        }
    }
    if (twins.size > 0)
        return arena_printf(arena, "The compiler turns simple calls of it into %s: these count as well.", twins.data);
    if (origins.size > 0)
        return arena_printf(arena, "The compiler may have made this call out of a simple %s.", origins.data);
    return "";
}
