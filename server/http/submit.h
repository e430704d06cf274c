/* submit.h -- from what was handed in, in whatever form, to a submission in the store. */
#ifndef SERVER_HTTP_SUBMIT_H
#define SERVER_HTTP_SUBMIT_H

#include "rubrics/json.h"
#include "server/http/problem.h"
#include "server/http/request.h"

struct handed_in {
    const char *rubric, *student; /* NULL: not said */
    struct source *files;
    size_t file_count;
    bool is_archive;         /* set by submit_check */
    uint32_t rubric_version; /* set by submit_check */
};

struct fault {
    enum problem problem;
    const char *pointer; /* in the JSON body; NULL: it was none */
    const char *detail;
};

/* {"rubric"?, "student"?, "files": [{"name", "content" | "content_base64"}]}, found at pointer in the body. strict:
 * other keys are a fault. */
bool submit_read(const json_t *object, const char *pointer, bool strict, struct arena *arena, struct handed_in *out,
                 struct fault *fault);

/* Names, sizes, student, rubric: may this be graded? pointer as above, or NULL. False: fault, or e when we are at
 * fault. */
bool submit_check(struct request *request, struct handed_in *handed_in, const char *pointer, struct fault *fault,
                  struct err *e);

/* Where it comes from, with what says that it came before. */
struct origin {
    const char *owner;
    const char *key;                   /* Idempotency-Key or NULL */
    bool many;                         /* key is that of a batch */
    const char *hook_source, *hook_id; /* or NULL */
};

/* Stores all or none; ids and added are for each. False: the answer says why. */
bool submit_add(struct request *request, struct answer *answer, const struct handed_in *items, size_t count,
                const struct origin *origin, struct store_new_submission *out, enum store_added *added);

/* Takes one from the caller's bucket, if it is a student's. False: the answer is 429. */
bool submit_allowed(struct request *request, struct answer *answer);

/* Answers with the fault. */
void submit_refuse(struct request *request, struct answer *answer, const struct fault *fault);

#endif
