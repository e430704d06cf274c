/* rubric.h -- what is wanted of a submission, as an instructor wrote it (bothends.rubric/1). */
#ifndef RUBRICS_RUBRIC_H
#define RUBRICS_RUBRIC_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Documented field by field in rubrics/README.md; the JSON Schema is rubrics/schema/rubric.schema.json, and a test
 * proves that it and rubric_parse accept the same documents (but for the meanings a schema cannot say). */

enum visibility { VISIBILITY_VISIBLE, VISIBILITY_AFTER_DUE, VISIBILITY_HIDDEN };
enum match {
    MATCH_EXACT,
    MATCH_LINES, /* in any order */
    MATCH_REGEX, /* POSIX extended, of the whole output */
    MATCH_NUMERIC
};

struct rubric_file {
    const char *name;
    struct bytes text;
};

struct expectation { /* of a text: stdout, or a file the program writes */
    enum match match;
    struct bytes text;
    double tolerance;          /* MATCH_NUMERIC: |a - b| <= tolerance * max(1, |b|) */
    bool ignore_trailing_space; /* blanks at line ends and blank lines at the end do not count; default true */
};

struct rubric_case {
    const char *id, *title;
    const char *const *args; /* NULL at the end, never NULL itself; the program's name is not in it */
    size_t arg_count;
    struct bytes input; /* stdin */
    const struct rubric_file *files; /* in the work folder before the run */
    size_t file_count;
    bool has_stdout, has_exit;
    struct expectation stdout_wanted;
    uint32_t exit_wanted;
    struct { const char *name; struct expectation wanted; } *files_wanted;
    size_t files_wanted_count;
    uint32_t runs; /* 1 to 100, default 1 */
};

/* Something that the program ends with, and which of its values are right, whatever the schedule. */
enum value_source {
    VALUE_VARIABLE, /* a shared variable, by its name in the program */
    VALUE_MP,       /* an mp.h value or an item of an mp.h array, by the name of the pointer to it */
    VALUE_NUMBER,   /* what a pattern finds in stdout, or in a file that the program leaves */
    VALUE_STDOUT    /* all of stdout, but for blanks at line ends and blank lines at the end */
};
enum strategy { STRATEGY_MIXED, STRATEGY_RANDOM_WALK, STRATEGY_PCT, STRATEGY_SYSTEMATIC };

struct rubric_value {
    const char *name; /* an id; unique among the values */
    enum value_source source;
    const char *variable; /* VALUE_VARIABLE, VALUE_MP: "counter", "shared->count", "slot[2]" */
    const char *pattern;  /* VALUE_NUMBER: POSIX extended, one pair of parentheses around what counts */
    const char *file;     /* VALUE_NUMBER: where to look; NULL: in stdout */
    const char *const *allowed; /* at least one; numbers are compared as numbers */
    size_t allowed_count;
    size_t which_case; /* index in cases */
    uint32_t schedules;
    enum strategy strategy;
    bool complete; /* right only when no schedule was left out */
    uint64_t seed;
};
const char *rubric_strategy_name(enum strategy strategy); /* "mixed", "random_walk", ... */

/* What can keep others away from a value while it is changed: "mutex", "semaphore", ...; NULL at the end. */
enum lock_kind { LOCK_MUTEX, LOCK_RWLOCK, LOCK_SPINLOCK, LOCK_SEMAPHORE, LOCK_FILE, LOCK_ATOMIC, LOCK_KINDS };
extern const char *const rubric_locks[LOCK_KINDS + 1];

/* counter, shared->count, list.head, slot[2] and what is put together from these. */
bool rubric_variable_ok(const char *text);

struct rubric_criterion {
    const char *id, *title;
    const char *text;      /* for the student: why this matters; "" if none */
    const char *check;     /* a row of checks.h */
    uint32_t points;       /* hundredths */
    enum visibility visibility;
    const size_t *requires_; /* indexes of criteria that must have passed, each before this one */
    size_t requires_count;
    bool partial;          /* give the share of points that was earned, instead of all or nothing */
    /* Arguments. Unused ones are empty; which check takes which is the checks table's word. */
    const size_t *cases;   /* indexes of cases; all that fit the check when the document names none */
    size_t case_count;
    const char *const *functions;
    size_t function_count;
    bool any;              /* source-uses: one of functions is enough */
    const char *const *ignore; /* no-warnings: options such as "-Wunused-variable" */
    size_t ignore_count;
    uint32_t points_each;  /* partial: hundredths lost for each finding; 0: by share */
    uint32_t floor;        /* with points_each: never fewer hundredths than these, at most points */
    const char *const *processes; /* whose ends or children count, by name; "children": all but the parent */
    size_t process_count;
    uint32_t at_least;     /* several-pipes: how many */
    bool accept_exit;      /* closes-all-ends: an end that was used may be left to the process's exit */
    const size_t *values;  /* indexes of values; all when the document names none */
    size_t value_count;
    const char *const *locks; /* uses-lock: out of rubric_locks; any of them when none is named */
    size_t lock_count;
};

struct rubric {
    const char *id, *title, *task; /* task: Markdown shown to students, "" if none */
    const char *standard;          /* "c11", "c17", "gnu11", "gnu17"; default "gnu17" */
    const char *const *flags;      /* compiler flags out of a fixed list of harmless ones */
    size_t flag_count;
    const char *const *libraries;  /* "m", "rt", "pthread" */
    size_t library_count;
    bool kit;                      /* mp.h may be included */
    struct limits limits;
    bool has_due;
    int64_t due_unix_ms;
    const struct rubric_case *cases;
    size_t case_count;
    const struct rubric_value *values;
    size_t value_count;
    const struct rubric_criterion *criteria;
    size_t criterion_count;
    uint32_t max_points; /* hundredths; the sum of all criteria */
    struct bytes json;   /* the document as it was given */
    char sha256[65];     /* of json, hex */
};

enum { RUBRIC_BYTES_MAX = 1024 * 1024, RUBRIC_ERRORS_MAX = 50 };

/* One fault of a document: JSON pointer (RFC 6901), line and column, all of the offending place. */
struct rubric_error {
    const char *pointer;
    uint32_t line, column; /* from 1; in characters */
    const char *detail;
};
struct rubric_errors {
    struct rubric_error *items;
    size_t count;
};

/* Makes it the one fault there is. Always false. */
struct json_place;
bool rubric_refuse(struct arena *arena, struct rubric_errors *errors, const struct json_place *place,
                   const char *detail);

/* Reads a document. True: *out is filled and everything lives in the arena. False: errors lists every fault found
 * (at least one, at most RUBRIC_ERRORS_MAX) in the document's order; *out is untouched. */
bool rubric_parse(struct bytes json, struct arena *arena, struct rubric *out, struct rubric_errors *errors);

/* The rubric of `bothends check`: default flags and limits, one case without expectations, no criteria. */
void rubric_none(struct arena *arena, struct rubric *out);

/* [a-z0-9][a-z0-9-]{0,63} */
bool rubric_id_ok(const char *id);

#endif
