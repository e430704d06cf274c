/* openapi.h -- the OpenAPI 3.1 document, made of the router's table. */
#ifndef SERVER_HTTP_OPENAPI_H
#define SERVER_HTTP_OPENAPI_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

struct bytes openapi_document(struct arena *arena);

#endif
