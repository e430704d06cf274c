/* err.h -- the one way a function says why it failed. */
#ifndef SANDBOX_BASE_ERR_H
#define SANDBOX_BASE_ERR_H

#include <stdbool.h>

/* What can the caller do? INPUT: mend what was given. ABSENT: it is not there. LIMIT: give less.
 * SYSTEM: nothing; the grader or its machine is at fault, never the student. */
enum err_code { ERR_NONE, ERR_INPUT, ERR_ABSENT, ERR_LIMIT, ERR_SYSTEM };

/* First cause wins: a set err is not overwritten. Start with {0}. */
struct err {
    enum err_code code;
    char text[512];
};

/* Records the cause unless one is recorded already. Always returns false, so that a failing
 * function may end with `return err_set(...)`. Text that does not fit is cut. */
bool err_set(struct err *e, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#ifdef __clang_analyzer__ /* which looks at one file at a time and would not know */
#define err_set(...) (err_set(__VA_ARGS__), false)
#endif

/* A broken promise inside this program, never bad input: says where, and aborts. Stays on in release. */
#define CHECK(x) ((x) ? (void)0 : err_check_failed(__FILE__, __LINE__, #x))
_Noreturn void err_check_failed(const char *file, int line, const char *condition);

#endif
