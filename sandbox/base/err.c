/* err.c -- the one way a function says why it failed. */
#include "sandbox/base/err.h"

#undef err_set

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool err_set(struct err *e, enum err_code code, const char *format, ...)
{
    if (e->code != ERR_NONE)
        return false;
    e->code = code;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(e->text, sizeof e->text, format, args); /* a cut text is still the cause */
    va_end(args);
    return false;
}

void err_check_failed(const char *file, int line, const char *condition)
{
    (void)fprintf(stderr, "bug: %s:%d: CHECK(%s)\n", file, line, condition); /* last words */
    abort();
}
