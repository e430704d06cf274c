/* problem.h -- what went wrong, as RFC 9457 application/problem+json (or text for whoever asks for text). */
#ifndef SERVER_HTTP_PROBLEM_H
#define SERVER_HTTP_PROBLEM_H

#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "server/http/request.h"

/* Each has a stable type: https://bothends.dev/problems/NAME. */
#define PROBLEMS(X)                                                                                            \
    X(BAD_REQUEST, 400, "bad-request", "The request cannot be understood")                                     \
    X(AMBIGUOUS_HEADERS, 400, "ambiguous-headers", "The request's headers contradict each other")              \
    X(BAD_JSON, 400, "bad-json", "The body is not the JSON that belongs here")                                 \
    X(BAD_MULTIPART, 400, "bad-multipart", "The multipart body is broken")                                     \
    X(RUBRIC_MISSING, 400, "rubric-missing", "Which rubric?")                                                  \
    X(UNAUTHORIZED, 401, "unauthorized", "A valid token is needed")                                            \
    X(BAD_SIGNATURE, 401, "bad-signature", "The message is not signed as it must be")                          \
    X(FORBIDDEN, 403, "forbidden", "This token may not do that")                                               \
    X(CSRF, 403, "csrf", "The page's own token is missing")                                                    \
    X(NOT_FOUND, 404, "not-found", "There is no such thing here")                                              \
    X(UNKNOWN_RUBRIC, 404, "unknown-rubric", "There is no such rubric")                                        \
    X(METHOD_NOT_ALLOWED, 405, "method-not-allowed", "This cannot be done here")                               \
    X(NOT_ACCEPTABLE, 406, "not-acceptable", "None of the wanted media types can be given")                    \
    X(TOO_SLOW, 408, "too-slow", "The request did not come in time")                                           \
    X(STILL_GRADING, 409, "still-grading", "It is still being graded")                                         \
    X(OWN_TOKEN, 409, "own-token", "A token cannot revoke itself")                                            \
    X(STALE, 412, "stale", "It has changed since you read it")                                                 \
    X(TOO_LARGE, 413, "too-large", "That is more than fits")                                                   \
    X(UNSUPPORTED_TYPE, 415, "unsupported-type", "This kind of body is not understood")                        \
    X(BAD_SUBMISSION, 422, "bad-submission", "This cannot be a submission")                                    \
    X(BAD_PREVIEW, 422, "bad-preview", "This cannot be previewed")                                              \
    X(BAD_RUBRIC, 422, "bad-rubric", "The rubric has faults")                                                  \
    X(KEY_REUSED, 422, "idempotency-key-reused", "This Idempotency-Key belongs to another request")            \
    X(IF_MATCH_NEEDED, 428, "if-match-needed", "Say which version you change")                                 \
    X(TOO_MANY, 429, "too-many-requests", "Too many submissions in a short time")                              \
    X(HEADERS_TOO_LARGE, 431, "headers-too-large", "Too many headers or parameters")                           \
    X(BROKEN, 500, "internal", "The service failed; your work was not at fault")                               \
    X(NOT_CODING, 501, "transfer-coding", "This transfer coding is not understood")                            \
    X(QUEUE_FULL, 503, "queue-full", "The queue is full")                                                      \
    X(UNAVAILABLE, 503, "unavailable", "The service cannot do this now")

enum problem {
#define PROBLEM(name, status, text, title) PROBLEM_##name,
    PROBLEMS(PROBLEM)
#undef PROBLEM
    PROBLEM_COUNT
};

unsigned problem_status(enum problem problem);
const char *problem_type(enum problem problem); /* the last part of the type's address */
const char *problem_title(enum problem problem);

/* Makes the answer a problem with that detail. Headers already in the answer stay. Always returns false. */
bool problem_answer(struct request *request, struct answer *answer, enum problem problem, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with more members (taken over), such as "errors": [{pointer, line, detail}]. */
bool problem_answer_with(struct request *request, struct answer *answer, enum problem problem, json_t *more,
                         const char *detail, ...) __attribute__((format(printf, 5, 6)));

/* The body, of a request that takes application/json and nothing else; `only` says so. False: it is something else, and
 * that is the answer. */
bool problem_body(struct request *request, struct answer *answer, const char *only, json_t **out);

/* An err of a store call: our own trouble becomes a 500 that does not tell its insides (they are logged), ABSENT a
 * 404. */
bool problem_err(struct request *request, struct answer *answer, const struct err *e);

/* {"pointer", "line" when not 0, "detail"} */
json_t *problem_fault(const char *pointer, unsigned line, const char *detail);
/* A list of such: all faults of a rubric. */
json_t *problem_faults(const struct rubric_errors *errors);

#endif
