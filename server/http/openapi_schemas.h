/* openapi_schemas.h -- what goes over the wire, as JSON Schema: the components of the OpenAPI document. */
#ifndef SERVER_HTTP_OPENAPI_SCHEMAS_H
#define SERVER_HTTP_OPENAPI_SCHEMAS_H

#include <stddef.h>

/* Schemas of draft 2020-12, as OpenAPI 3.1 wants them. */
struct openapi_schema {
    const char *name, *json;
};
extern const struct openapi_schema openapi_schemas[];
extern const size_t openapi_schema_count;

#endif
