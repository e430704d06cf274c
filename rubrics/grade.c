/* grade.c -- the names of what a grade may be. */
#include "rubrics/grade.h"

#include "sandbox/base/err.h"

const char *grade_status_name(enum grade_status status)
{
    static const char *const names[] = {[GRADE_GRADED] = "graded", [GRADE_COMPILE_ERROR] = "compile_error"};
    CHECK((unsigned)status < sizeof names / sizeof *names);
    return names[status];
}
