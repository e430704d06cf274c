/* submission.h -- a submission and its table of legal moves. */
#ifndef SERVER_SUBMISSION_H
#define SERVER_SUBMISSION_H

#include <stdbool.h>
#include <stdint.h>

/* Names as in contract.md, in this order. */
#define SUBMISSION_STATES(X)                                                                                   \
    X(QUEUED, "queued") X(RUNNING, "running") X(GRADED, "graded") X(COMPILE_ERROR, "compile_error")            \
    X(GRADER_ERROR, "grader_error")

enum submission_state {
#define SUBMISSION_STATE(name, text) SUBMISSION_##name,
    SUBMISSION_STATES(SUBMISSION_STATE)
#undef SUBMISSION_STATE
    SUBMISSION_STATE_COUNT
};
const char *submission_state_name(enum submission_state state);
bool submission_state_parse(const char *text, enum submission_state *out);

/* May a submission go from one state to another? (queued -> running -> graded, compile_error, grader_error, or back to
 * queued when the worker died or we were at fault; any end -> queued by a regrade.) */
bool submission_may(enum submission_state from, enum submission_state to);
bool submission_done(enum submission_state state);

/* Submission ids: "sub_" and 26 characters of Crockford base32: 48 bits of unix ms, 80 random bits (a ULID), so that
 * ids sort by time. */
enum { ID_MAX = 32 };
bool submission_id_ok(const char *id);
void submission_id_make(char out[static ID_MAX]);
/* The same with "tsk_": work for the workers that is no submission. */
bool task_id_ok(const char *id);
void task_id_make(char out[static ID_MAX]);

#endif
