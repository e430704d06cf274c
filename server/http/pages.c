/* pages.c -- the web pages: one document and what it is made of; all they show comes from /v1. */
#include "server/assets.h"

#include "rubrics/digest.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <string.h>

static const char home[] =
    "Bothends grades C programs that talk through pipes and share values.\n"
    "\n"
    "  A=http://127.0.0.1:8080            # this service\n"
    "  T='Authorization: Bearer TOKEN'    # from your instructor\n"
    "\n"
    "  curl -H \"$T\" $A/v1/rubrics                                             what can be handed in\n"
    "  curl -H \"$T\" -H 'Accept: text/plain' -F file=@main.c \\\n"
    "       \"$A/v1/submissions?rubric=pipe-hello&wait=60\"                     hand in, and read the grade\n"
    "  curl -H \"$T\" $A/v1/submissions                                         what you handed in\n"
    "  curl -H \"$T\" -N $A/v1/submissions/ID/events                            watch it being graded\n"
    "  curl -O $A/v1/kit/mp.h                                                 pipes and values for C\n"
    "\n"
    "Everything else: $A/v1/openapi.json\n";

/* Scripts and styles of ours only, requests to ourselves only, and no page around ours. The nonce is for the styles
 * that the editor makes while it runs. */
static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/* A browser asks for text/html first; everyone else gets the text. */
void pages_home(struct request *request, struct answer *answer)
{
    const char *accept = request_header(request, "Accept");
    if (!accept || !strstr(accept, "text/html")) {
        answer_bytes(answer, 200, "text/plain; charset=utf-8", (struct bytes){home, sizeof home - 1});
        return;
    }
    unsigned char random[16];
    digest_random(random, sizeof random);
    const char *nonce = digest_base64((struct bytes){(const char *)random, sizeof random}, request->arena);
    answer_header(answer, "Content-Security-Policy", arena_printf(request->arena, policy, nonce));
    answer_header(answer, "Referrer-Policy", "no-referrer");
    answer_header(answer, "Cross-Origin-Opener-Policy", "same-origin");
    answer_bytes(answer, 200, "text/html; charset=utf-8", assets_index(nonce, request->arena));
}

void pages_asset(struct request *request, struct answer *answer)
{
    struct asset asset = {0};
    if (!assets_find(request->params[0], &asset))
        (void)problem_answer(request, answer, PROBLEM_NOT_FOUND, "There is no asset '%s'.", request->params[0]);
    else if (!answer_unchanged(request, answer, show_etag(request, asset.data)))
        answer_bytes(answer, 200, asset.type, asset.data);
}
