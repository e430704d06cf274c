/* handlers.h -- one function for each row of the router's table. */
#ifndef SERVER_HTTP_HANDLERS_H
#define SERVER_HTTP_HANDLERS_H

#include "server/http/request.h"

/* submit.c */
void submit_one(struct request *request, struct answer *answer);
void submit_batch(struct request *request, struct answer *answer);
/* hooks_in.c */
void hooks_in(struct request *request, struct answer *answer);
/* submissions.c */
void submissions_get(struct request *request, struct answer *answer);
void submissions_list(struct request *request, struct answer *answer);
void submissions_files(struct request *request, struct answer *answer);
void submissions_file(struct request *request, struct answer *answer);
void submissions_grades(struct request *request, struct answer *answer);
/* The optional body {"reason", "reuse", "submissions": [ids] when many} of a regrade. False: the answer says what is
 * wrong with it. */
bool submissions_again(struct request *request, struct answer *answer, bool many, struct store_again *out);
void submissions_regrade(struct request *request, struct answer *answer);
/* events.c */
void events_stream(struct request *request, struct answer *answer);
/* rubrics.c */
void rubrics_list(struct request *request, struct answer *answer);
void rubrics_get(struct request *request, struct answer *answer);
void rubrics_put(struct request *request, struct answer *answer);
void rubrics_delete(struct request *request, struct answer *answer);
void rubrics_versions(struct request *request, struct answer *answer);
void rubrics_version(struct request *request, struct answer *answer);
void rubrics_validate(struct request *request, struct answer *answer);
void rubrics_regrade(struct request *request, struct answer *answer);
/* previews.c */
void previews_make(struct request *request, struct answer *answer);
void previews_replay(struct request *request, struct answer *answer);
void previews_mutate(struct request *request, struct answer *answer);
void previews_get(struct request *request, struct answer *answer);
/* classes.c */
void classes_statistics(struct request *request, struct answer *answer);
void classes_csv(struct request *request, struct answer *answer);
void classes_results(struct request *request, struct answer *answer);
/* tokens.c */
void tokens_list(struct request *request, struct answer *answer);
void tokens_create(struct request *request, struct answer *answer);
void tokens_revoke(struct request *request, struct answer *answer);
void deliveries_list(struct request *request, struct answer *answer);
void deliveries_retry(struct request *request, struct answer *answer);
/* session.c */
void session_begin(struct request *request, struct answer *answer);
void session_get(struct request *request, struct answer *answer);
void session_end(struct request *request, struct answer *answer);
/* pages.c */
void pages_home(struct request *request, struct answer *answer);
void pages_asset(struct request *request, struct answer *answer);
/* health.c */
void health_alive(struct request *request, struct answer *answer);
void health_ready(struct request *request, struct answer *answer);
void health_metrics(struct request *request, struct answer *answer);
void health_openapi(struct request *request, struct answer *answer);
void health_kit(struct request *request, struct answer *answer);

#endif
