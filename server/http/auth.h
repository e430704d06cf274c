/* auth.h -- who is asking, and may they? */
#ifndef SERVER_HTTP_AUTH_H
#define SERVER_HTTP_AUTH_H

#include "server/http/router.h"

/* Looks the Bearer token up and compares its role with the route. False: the answer is 401 or 403. */
bool auth_check(struct request *request, struct answer *answer);

/* May the caller see this submission? A student sees only its own. */
bool auth_owns(const struct request *request, const struct store_submission *submission);
bool auth_staff(const struct request *request); /* instructor or admin */

#endif
