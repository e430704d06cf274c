/* match.h -- is a text what was expected, and if not, the one most helpful thing to say about it. */
#ifndef RUBRICS_MATCH_H
#define RUBRICS_MATCH_H

#include "rubrics/rubric.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A pattern is the instructor's and bounded by rubric_parse, the text is the student's: a longer one than this never
 * matches a pattern, so that matching (glibc: one pass, but up to some KiB of memory for each byte) stays bounded. */
enum { MATCH_REGEX_TEXT_MAX = 16384 };

/* Time linear or n log n in the sizes, for any bytes in text. */
bool match_text(const struct expectation *wanted, struct bytes text);

/* Is nothing wrong with the text but that it ends too early? Of a pattern nobody can say so: it is taken to be. */
bool match_may_go_on(const struct expectation *wanted, struct bytes text);

/* Whose text it is, for the sentences. */
struct match_source {
    const char *file;  /* NULL: it is stdout */
    bool cut;          /* the program wrote more than was kept */
    bool has_pipe;     /* the program made a pipe, or what is like one */
    const char *stopped; /* "was stopped", "crashed": why the program did not come to its own end; NULL: it did */
};

struct mismatch {
    const char *message;
    const char *hint;   /* "" if there is nothing to add */
    const char *detail; /* at most 20 lines that may be shown anywhere: control characters are spelled out; or NULL */
};

/* Why match_text says no (call it only then). */
struct mismatch match_explain(const struct expectation *wanted, struct bytes text, const struct match_source *source,
                              struct arena *arena);

/* --- what match.c and match_explain.c share --- */

/* Takes the next line (without its newline) off rest; false at the end. */
bool match_line(struct bytes *rest, struct bytes *line);
/* Without blanks, tabs and carriage returns at the end; text: newlines at the end go too. */
struct bytes match_trim_line(struct bytes line);
struct bytes match_trim_text(struct bytes text);

struct match_token { /* a number, or a run of other characters that are no white space */
    struct bytes text;
    bool is_number;
    bool glued; /* no white space before it */
    size_t line; /* from 1 */
};
struct match_scan { /* start with {.text = ..., .line = 1} */
    struct bytes text;
    size_t at, line;
};
bool match_next(struct match_scan *scan, struct match_token *token);
bool match_tokens_equal(const struct match_token *wanted, const struct match_token *actual, double tolerance);

#endif
