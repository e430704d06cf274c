/* show.h -- submissions and grades as each role may see them. */
#ifndef SERVER_HTTP_SHOW_H
#define SERVER_HTTP_SHOW_H

#include "rubrics/json.h"
#include "server/http/request.h"

/* The JSON document (taken over) is the answer's body. */
void answer_json(struct request *request, struct answer *answer, unsigned status, json_t *document);

/* Gives the answer an ETag. True: the client has this already, and the answer is a 304. */
bool answer_unchanged(struct request *request, struct answer *answer, const char *etag);
/* Strong ETag of some bytes. */
const char *show_etag(struct request *request, struct bytes body);
/* Does a list of entity tags (If-Match, If-None-Match) name this one? weak: W/ does not count as different. */
bool etag_listed(const char *list, const char *etag, bool weak);

/* "2026-11-22T20:30:06.123Z"; NULL for 0. */
const char *show_time(struct arena *arena, int64_t unix_ms);

/* bothends.submission/1: what and whose it is, and how far. listed: as a list gives it, without the place in the
 * queue. */
json_t *show_submission(const struct request *request, const struct store_submission *submission, bool listed);
/* Are all that are named submissions of this rubric? False: the answer says which one is not. */
bool show_known(struct request *request, struct answer *answer, const char *rubric_id, const char *const *ids,
                size_t count);
/* Adds the score that the student may see at this time to what show_submission made for a student. */
bool show_student_points(struct request *request, const struct store_submission *submission, json_t *out,
                         struct err *e);

/* The submission with this id, when the caller may see it: what is not one's own is not there. False: the answer says
 * so. */
bool show_find(struct request *request, struct answer *answer, const char *id, struct store_submission *out);

/* A stored grade document as the caller may see it. */
bool show_grade(struct request *request, struct bytes grade, struct bytes *out, struct err *e);

/* The grade when there is one, else the submission's state with that status; JSON or text as the client wants. */
void show_answer(struct request *request, struct answer *answer, const struct store_submission *submission,
                 unsigned undone_status);

/* Reads ?wait=S. False: the answer says what is wrong. *until_ns 0: not asked for. */
bool show_wait(struct request *request, struct answer *answer, uint64_t *until_ns);
/* Answers with show_answer, or parks the request until the submission is done or until_ns. A POST that does not wait
 * (until_ns 0) gets the state with 202, also when a grade exists already. */
void show_when_done(struct request *request, struct answer *answer, const char *id, uint64_t until_ns);

#endif
