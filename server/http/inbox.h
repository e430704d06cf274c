/* inbox.h -- submissions of several threads, stored in one transaction. */
#ifndef SERVER_HTTP_INBOX_H
#define SERVER_HTTP_INBOX_H

#include "server/store.h"

#include <stdbool.h>
#include <stddef.h>

struct inbox;

/* store is the inbox's from now on. */
struct inbox *inbox_make(struct store *store);
void inbox_free(struct inbox *inbox);

/* What store_submission_add does, but those who ask at the same time share one fsync. On disk when it returns true. */
bool inbox_add(struct inbox *inbox, struct store_new_submission *items, size_t count, size_t queue_max,
               enum store_added *added, struct err *e);

#endif
