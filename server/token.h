/* token.h -- API tokens: made once, shown once, stored as a hash. */
#ifndef SERVER_TOKEN_H
#define SERVER_TOKEN_H

#include "sandbox/base/err.h"
#include "server/store.h"

#include <stdbool.h>

enum { TOKEN_SIZE = 47 }; /* "bt_", 43 digits of base64url for 32 random bytes, and a 0 */
enum { TOKEN_NAME_MAX = 128 }; /* as long as a student's name may be */

void token_make(char out[static TOKEN_SIZE]);
bool token_ok(const char *text);

/* Stores the token's hash under a fresh id ("tok_..."), which is copied to id. */
bool token_add(struct store *store, const char *token, enum role role, const char *name, char id[static ID_MAX],
               struct err *e);

/* 1 to TOKEN_NAME_MAX bytes of UTF-8 that may be printed, no blank at either end. */
bool token_name_ok(const char *name);

#endif
