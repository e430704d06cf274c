/* headers.h -- which headers a request may have, and which contradict each other. */
#ifndef SERVER_HTTP_HEADERS_H
#define SERVER_HTTP_HEADERS_H

#include "server/http/request.h"

size_t headers_count(const struct fields *headers, const char *name);

/* A proxy in front may read contradicting headers in another way than we do, and so let one client speak in the name of
 * the next (request smuggling): whoever sends them is told, and loses the connection. False: the answer says so. */
bool headers_ok(struct request *request, const char *version, struct answer *answer);

#endif
