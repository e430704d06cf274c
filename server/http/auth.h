/* auth.h -- who is asking, and may they? */
#ifndef SERVER_HTTP_AUTH_H
#define SERVER_HTTP_AUTH_H

#include "server/http/router.h"

/* Looks the Bearer token, or the session's cookie, up and compares its role with the route. False: the answer is 401 or
 * 403. */
bool auth_check(struct request *request, struct answer *answer);

/* A browser that signed in (session.c) holds this cookie. */
#define AUTH_COOKIE "bothends_session"
/* Whose token is it? Fills the caller. False: the answer is 401. */
bool auth_token_find(struct request *request, const char *token, struct answer *answer);
/* What a page of this session shows with every write (X-CSRF-Token). request->session is not NULL. */
const char *auth_csrf(const struct request *request);

/* May the caller see this submission? A student sees only its own. */
bool auth_owns(const struct request *request, const struct store_submission *submission);
bool auth_staff(const struct request *request); /* instructor or admin */

#endif
