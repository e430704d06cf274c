/* auth.c -- who is asking, and may they? */
#include "server/http/auth.h"

#include "rubrics/digest.h"
#include "server/http/problem.h"

#include <string.h>
#include <strings.h>

enum { TOKEN_BYTES_MAX = 200 };

static enum role needed(enum access access)
{
    return access == ACCESS_ADMIN ? ROLE_ADMIN : access == ACCESS_STUDENT ? ROLE_STUDENT : ROLE_INSTRUCTOR;
}

bool auth_check(struct request *request, struct answer *answer)
{
    enum access access = request->route->access;
    if (access == ACCESS_ANYONE || access == ACCESS_SIGNED || (access == ACCESS_METRICS && request->from_loopback))
        return true;
    const char *given = request_header(request, "Authorization");
    if (!given || strncasecmp(given, "Bearer ", 7) != 0)
        return problem_answer(request, answer, PROBLEM_UNAUTHORIZED, "Send 'Authorization: Bearer TOKEN'.");
    given += 7 + strspn(given + 7, " ");
    size_t length = strlen(given);
    char hash[65];
    digest_sha256((struct bytes){given, length}, hash);
    struct err e = {0};
    if (length == 0 || length > TOKEN_BYTES_MAX)
        return problem_answer(request, answer, PROBLEM_UNAUTHORIZED, "This token is not known, or was revoked.");
    if (!store_token_find(request->store, hash, request->arena, &request->caller, &e))
        return e.code == ERR_ABSENT
                   ? problem_answer(request, answer, PROBLEM_UNAUTHORIZED, "This token is not known, or was revoked.")
                   : problem_err(request, answer, &e);
    request->authenticated = true;
    if (request->caller.role < needed(access))
        return problem_answer(request, answer, PROBLEM_FORBIDDEN, "This needs the role %s; the token's is %s.",
                              role_name(needed(access)), role_name(request->caller.role));
    return true;
}

bool auth_staff(const struct request *request)
{
    return request->authenticated && request->caller.role >= ROLE_INSTRUCTOR;
}

bool auth_owns(const struct request *request, const struct store_submission *submission)
{
    return auth_staff(request) || (request->authenticated && strcmp(submission->student, request->caller.name) == 0);
}
