/* store_fixture.h -- a store in a fresh folder, opened twice, with a clock of its own. */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include "sandbox/base/arena.h"
#include "server/store_parts.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

static const struct store_again regrade_it = {.reason = "the rubric was wrong"};

/* BOTHENDS_TEST_DATABASE names a PostgreSQL database to use instead of a file; everything in it goes. */
struct fixture {
    char folder[64], url[256];
    struct store *a, *b;
    struct arena *arena;
    int64_t now;
};

static inline int64_t test_clock(void *context)
{
    return ((struct fixture *)context)->now;
}

static inline void must(bool ok, const struct err *e)
{
    if (!ok)
        fail_msg("%s", e->text);
}
#define OK(call)            \
    do {                    \
        struct err e = {0}; \
        must((call), &e);   \
    } while (0)
#define FAILS(wanted, call)                               \
    do {                                                  \
        struct err e = {0};                               \
        assert_false((call));                             \
        if (e.code != (wanted))                           \
            fail_msg("code %d: %s", (int)e.code, e.text); \
    } while (0)

static inline struct store *open_at(struct fixture *f)
{
    struct store *store = NULL;
    OK(store_open(&store, f->url, &e));
    store->now_ms = test_clock;
    store->clock = f;
    return store;
}

static inline void put_rubric(struct store *store, const char *id, const char *json, const char *sha256,
                              const char *author)
{
    struct store_rubric rubric = {.id = id, .title = "A title", .author = author, .json = {json, strlen(json)}};
    (void)snprintf(rubric.sha256, sizeof rubric.sha256, "%s", sha256);
    uint32_t version = 0, current = 0;
    OK(store_rubric_put(store, &rubric, RUBRIC_ANY, &version, &current, &e));
}

static inline int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->folder, sizeof f->folder, "/tmp/test_store.XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    const char *server = getenv("BOTHENDS_TEST_DATABASE");
    (void)snprintf(f->url, sizeof f->url, "sqlite:%s/s.db", f->folder);
    if (server) {
        struct sql *sql = NULL;
        (void)snprintf(f->url, sizeof f->url, "%s", server);
        OK(sql_open(&sql, f->url, &e));
        OK(sql_script(sql, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &e));
        sql_close(sql);
    }
    f->now = INT64_C(1700000000000);
    f->arena = arena_make();
    f->a = open_at(f);
    f->b = open_at(f);
    put_rubric(f->a, "pipe", "{\"criteria\":[]}", "one", "catalog");
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    store_close(f->a);
    store_close(f->b);
    static const char *const names[] = {"s.db", "s.db-wal", "s.db-shm"};
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", f->folder, names[i]);
        (void)unlink(path); /* some are not there */
    }
    assert_int_equal(rmdir(f->folder), 0);
    arena_free(f->arena);
    free(f);
    return 0;
}

static inline struct store_new_submission new_submission(const char *student)
{
    static const struct source main_c = {"main.c", {"int main(void){}", 16}};
    struct store_new_submission item = {
        .submission = {.rubric_id = "pipe", .student = student, .owner = "tok_1"}, .files = &main_c, .file_count = 1};
    submission_id_make(item.submission.id);
    return item;
}

/* Posts one; the id is in static memory until the next but 15. */
static const char *post(struct store *store, const char *student)
{
    static char ids[16][ID_MAX];
    static size_t next;
    struct store_new_submission item = new_submission(student);
    enum store_added added = ADDED_CONFLICT;
    OK(store_submission_add(store, &item, 1, 1000, &added, &e));
    assert_int_equal(added, ADDED);
    char *id = ids[next++ % 16];
    memcpy(id, item.submission.id, ID_MAX);
    return id;
}

static inline struct store_lease take(struct store *store, const char *worker)
{
    struct store_lease lease = {0};
    OK(store_lease(store, worker, 30000, &lease, &e));
    return lease;
}

static inline void finish(struct store *store, const struct store_lease *lease)
{
    OK(store_lease_finish(
        store, lease,
        &(struct store_finished){
            .state = SUBMISSION_GRADED, .rubric_version = 1, .grade = BYTES("{}"), .points = 8000, .max_points = 10000},
        &e));
}

static inline struct store_submission look(struct fixture *f, const char *id)
{
    struct store_submission s = {0};
    OK(store_submission_get(f->b, id, f->arena, &s, &e));
    return s;
}

static inline size_t grade_count(struct fixture *f, const char *id)
{
    struct store_grade *grades = NULL;
    size_t count = 0;
    OK(store_grade_list(f->b, id, f->arena, &grades, &count, &e));
    return count;
}

#endif
