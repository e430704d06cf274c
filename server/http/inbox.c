/* inbox.c -- submissions of several threads, stored in one transaction.
 *
 * Group commit: whoever finds nobody storing stores for all that have come; those who come meanwhile wait, and the
 * first of them stores next. So a commit costs one fsync for as many as came during the last one, and threads never
 * meet at the database's lock, where they would sleep. All of it goes through one connection of the inbox's own: its
 * statements are prepared once, and what it keeps of the database's pages is not made stale by other threads. */
#include "server/http/inbox.h"

#include "sandbox/base/err.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct order {
    struct store_new_submission *items;
    size_t count;
    enum store_added *added;
    struct err e;
    bool good, done;
    struct order *next;
};

struct inbox {
    pthread_mutex_t lock;
    pthread_cond_t stored;
    struct order *first, **last; /* what waits to be stored */
    bool storing;
    struct store *store; /* of who is storing */
};

struct inbox *inbox_make(struct store *store)
{
    struct inbox *inbox = calloc(1, sizeof *inbox);
    CHECK(inbox && pthread_mutex_init(&inbox->lock, NULL) == 0 && pthread_cond_init(&inbox->stored, NULL) == 0);
    inbox->last = &inbox->first;
    inbox->store = store;
    return inbox;
}

void inbox_free(struct inbox *inbox)
{
    if (!inbox)
        return;
    store_close(inbox->store);
    (void)pthread_cond_destroy(&inbox->stored); /* nobody waits any more */
    (void)pthread_mutex_destroy(&inbox->lock);  /* nor holds it */
    free(inbox);
}

/* All orders in one transaction; false: none is stored. */
static bool store_together(struct store *store, struct order *orders, size_t total, size_t queue_max)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct store_new_submission *items = arena_alloc(arena, total, sizeof *items);
    enum store_added *added = arena_alloc(arena, total, sizeof *added);
    size_t at = 0;
    for (const struct order *o = orders; o; at += o->count, o = o->next)
        memcpy(items + at, o->items, o->count * sizeof *items);
    struct err e = {0};
    if (!store_submission_add(store, items, total, queue_max, added, &e))
        return false;
    at = 0;
    for (struct order *o = orders; o; at += o->count, o = o->next) {
        memcpy(o->items, items + at, o->count * sizeof *items);
        memcpy(o->added, added + at, o->count * sizeof *added);
        o->good = true;
    }
    return true;
}

static void store_orders(struct store *store, struct order *orders, size_t queue_max)
{
    size_t total = 0, count = 0;
    for (const struct order *o = orders; o; o = o->next, count++)
        total += o->count;
    if (count > 1 && store_together(store, orders, total, queue_max))
        return;
    for (struct order *o = orders; o; o = o->next) /* one that does not fit must not take the others with it */
        o->good = store_submission_add(store, o->items, o->count, queue_max, o->added, &o->e);
}

bool inbox_add(struct inbox *inbox, struct store_new_submission *items, size_t count, size_t queue_max,
               enum store_added *added, struct err *e)
{
    struct order order = {.items = items, .count = count, .added = added};
    CHECK(pthread_mutex_lock(&inbox->lock) == 0);
    *inbox->last = &order;
    inbox->last = &order.next;
    while (!order.done && inbox->storing)
        CHECK(pthread_cond_wait(&inbox->stored, &inbox->lock) == 0);
    if (!order.done) {
        struct order *orders = inbox->first;
        inbox->first = NULL;
        inbox->last = &inbox->first;
        inbox->storing = true;
        CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
        store_orders(inbox->store, orders, queue_max);
        CHECK(pthread_mutex_lock(&inbox->lock) == 0);
        for (struct order *o = orders, *next; o; o = next) {
            next = o->next; /* once it is done, its thread may leave with it */
            o->done = true;
        }
        inbox->storing = false;
        CHECK(pthread_cond_broadcast(&inbox->stored) == 0);
    }
    CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
    return order.good || err_set(e, order.e.code, "%s", order.e.text);
}
