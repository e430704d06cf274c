/* store_parts.h -- what the files of the store share; nobody else includes it but their tests. */
#ifndef SERVER_STORE_PARTS_H
#define SERVER_STORE_PARTS_H

#include "server/sql.h"
#include "server/store.h"

struct store {
    struct sql *sql;
    int64_t (*now_ms)(void *context); /* clock_unix_ms, but for tests */
    void *clock;
};
int64_t store_now(const struct store *store);

/* Each text brings the schema from one version to the next: the first makes version 1. A released one never changes. */
extern const char *const store_migrations[];
extern const size_t store_migration_count;
bool store_migrate(struct sql *sql, const char *const *migrations, size_t count, struct err *e);

/* Inside a transaction: queues a submission, behind the student's other ones and fairly among the students. again
 * NULL: for its first grade. */
bool store_queue_add(struct store *store, const char *id, const char *fair, const struct store_again *again,
                     int64_t now, struct err *e);

/* Inside a transaction: gives back the tasks of a worker, or of all whose names begin so (see store_worker_gone). */
bool store_tasks_give_back(struct store *store, const char *worker, bool many, struct err *e);

/* Inside a transaction: tells every endpoint how a submission ended. points -1: no score. */
bool store_outbox_add(struct store *store, const char *id, enum submission_state state, int64_t points,
                      int64_t max_points, int64_t now, struct err *e);

#endif
