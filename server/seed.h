/* seed.h -- what a store holds before anybody used it: the catalogue's rubrics, an admin's token. */
#ifndef SERVER_SEED_H
#define SERVER_SEED_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/store.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts every rubric of the catalogue (rubrics/catalog/ID/rubric.json) that is not there, or that nobody but the
 * catalogue changed: what an instructor wrote or deleted stays. *count is how many were put. A faulty one is logged
 * and left out. */
bool seed_rubrics(struct store *store, struct arena *arena, size_t *count, struct err *e);

/* At the first start (no admin's token exists): makes an admin token and writes it to the file "admin-token" (mode
 * 0600) in the folder. *made tells. The file is on disk before the token is valid, so that a crash between loses
 * nothing. */
bool seed_admin_token(struct store *store, int folder, struct arena *arena, bool *made, struct err *e);

#endif
