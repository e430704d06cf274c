/* test_store_outbox.c -- what others are told, and the database file itself. */
#include "tests/unit/store_fixture.h"

/* --- the outbox --------------------------------------------------------------------------------------------------- */

static struct store_delivery deliver(struct fixture *f)
{
    struct store_delivery delivery = {0};
    OK(store_delivery_lease(f->a, 10000, f->arena, &delivery, &e));
    return delivery;
}

static void a_grade_is_told_to_every_endpoint_in_order(void **state)
{
    struct fixture *f = *state;
    const struct store_endpoint endpoints[] = {{"lms", "https://a"}, {"log", "https://b"}};
    OK(store_endpoints_set(f->a, endpoints, 1, &e));
    const char *id = post(f->a, "ada");
    for (int i = 0; i < 2; i++) {
        struct store_lease lease = take(f->a, "w");
        finish(f->a, &lease);
        if (i == 0)
            OK(store_regrade(f->a, id, &regrade_it, &e));
    }
    struct store_delivery first = deliver(f), none;
    assert_string_equal(first.ordering, "pipe ada");
    assert_int_equal(first.attempts, 1);
    char want[512];
    (void)snprintf(want, sizeof want,
                   "{\"type\":\"submission.graded\",\"timestamp\":\"2023-11-14T22:13:20.000Z\",\"data\":{\"id\":\"%s\","
                   "\"rubric\":{\"id\":\"pipe\",\"version\":1},\"student\":\"ada\",\"status\":\"graded\","
                   "\"score\":80.0,\"max_score\":100.0}}",
                   id);
    assert_string_equal(first.body.data, want);
    FAILS(ERR_ABSENT, store_delivery_lease(f->b, 10000, f->arena, &none, &e)); /* the second one waits for the first */
    OK(store_delivery_failed(f->a, first.id, 503, "busy", f->now + 5000, &e));
    FAILS(ERR_ABSENT, store_delivery_lease(f->b, 10000, f->arena, &none, &e));
    int64_t next = 0;
    OK(store_delivery_next_ms(f->b, &next, &e));
    assert_int_equal(next, f->now + 5000);
    f->now += 5000;
    struct store_delivery again = deliver(f);
    assert_int_equal(again.id, first.id);
    assert_string_equal(again.message_id, first.message_id);
    assert_int_equal(again.last_status, 503);
    f->now += 10001; /* its deliverer died: the lease runs out */
    again = deliver(f);
    assert_int_equal(again.id, first.id);
    OK(store_delivery_done(f->a, first.id, 204, &e));
    FAILS(ERR_ABSENT, store_delivery_done(f->a, first.id, 204, &e));
    struct store_delivery second = deliver(f);
    assert_true(second.id > first.id);
    assert_string_not_equal(second.message_id, first.message_id);
    OK(store_delivery_failed(f->a, second.id, 410, "gone", 0, &e));
    OK(store_delivery_next_ms(f->b, &next, &e));
    assert_int_equal(next, 0);
    struct store_delivery *list = NULL;
    size_t count = 0;
    OK(store_delivery_list(f->b, "dead", 10, f->arena, &list, &count, &e));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].last_error, "gone");
    OK(store_delivery_list(f->b, NULL, 10, f->arena, &list, &count, &e));
    assert_int_equal(count, 2);
    OK(store_delivery_retry(f->b, second.id, &e));
    assert_int_equal(deliver(f).id, second.id);
    OK(store_endpoints_set(f->a, endpoints + 1, 1, &e));
    OK(store_delivery_list(f->b, "dead", 10, f->arena, &list, &count, &e));
    assert_int_equal(count, 1);
    FAILS(ERR_ABSENT, store_delivery_retry(f->b, second.id, &e));
}

static const struct {
    const char *claim, *rubric, *score;
} payloads[] = {
    {"all is shown", "{\"criteria\":[{\"visibility\":\"visible\"},{}]}", "\"score\":80.0,\"max_score\":100.0"},
    {"one is hidden", "{\"criteria\":[{},{\"visibility\":\"hidden\"}]}", "\"score\":null,\"max_score\":null"},
    {"one comes later", "{\"criteria\":[{\"visibility\":\"after_due\"}]}", "\"score\":null,\"max_score\":null"},
};

static void a_score_that_the_rubric_withholds_is_not_told(void **state)
{
    struct fixture *f = *state;
    OK(store_endpoints_set(f->a, &(struct store_endpoint){"lms", "https://a"}, 1, &e));
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        put_rubric(f->a, "pipe", payloads[i].rubric, payloads[i].claim, "ada");
        (void)post(f->a, "ada");
        struct store_lease lease = take(f->a, "w");
        OK(store_lease_finish(f->a, &lease,
                              &(struct store_finished){.state = SUBMISSION_GRADED,
                                                       .rubric_version = (uint32_t)i + 2,
                                                       .grade = BYTES("{}"),
                                                       .points = 8000,
                                                       .max_points = 10000},
                              &e));
        struct store_delivery delivery = deliver(f);
        if (!strstr(delivery.body.data, payloads[i].score))
            fail_msg("%s: %s", payloads[i].claim, delivery.body.data);
        OK(store_delivery_done(f->a, delivery.id, 200, &e));
    }
}

static void a_grader_error_is_told_too(void **state)
{
    struct fixture *f = *state;
    OK(store_endpoints_set(f->a, &(struct store_endpoint){"lms", "https://a"}, 1, &e));
    (void)post(f->a, "ada");
    for (int i = 0; i < STORE_ATTEMPTS_MAX; i++) {
        struct store_lease lease = take(f->a, "w");
        OK(store_lease_give_back(f->a, &lease, "broken", &e));
        f->now += 60000;
    }
    struct store_delivery delivery = deliver(f);
    assert_non_null(strstr(delivery.body.data, "\"submission.grader_error\""));
    assert_non_null(strstr(delivery.body.data, "\"score\":null"));
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static void every_commit_moves_the_change_count(void **state)
{
    struct fixture *f = *state;
    int64_t before = 0, after = 0;
    OK(store_change_count(f->b, &before, &e));
    OK(store_change_count(f->b, &after, &e));
    assert_int_equal(after, before);
    (void)post(f->a, "ada"); /* by another connection */
    OK(store_change_count(f->b, &after, &e));
    assert_true(after > before);
    before = after;
    (void)post(f->b, "ada"); /* by this one */
    OK(store_change_count(f->b, &after, &e));
    assert_true(after > before);
}

static void a_newer_schema_is_refused(void **state)
{
    struct fixture *f = *state;
    OK(sql_script(f->a->sql, "UPDATE schema_version SET version = 999", &e));
    struct store *store = NULL;
    FAILS(ERR_INPUT, store_open(&store, f->url, &e));
}

static void a_file_that_is_no_database_is_refused_and_left_alone(void **state)
{
    struct fixture *f = *state;
    char path[128], url[160], text[64] = "";
    (void)snprintf(path, sizeof path, "%s/letter", f->folder);
    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("Dear reader, this is no database but a letter of some length.", file) >= 0);
    assert_int_equal(fclose(file), 0);
    struct store *store = NULL;
    FAILS(ERR_SYSTEM, store_open(&store, url, &e));
    file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof text, file));
    assert_int_equal(fclose(file), 0);
    assert_memory_equal(text, "Dear reader", 11);
    assert_int_equal(unlink(path), 0);
    FAILS(ERR_INPUT, store_open(&store, "mysql:x", &e));
    FAILS(ERR_INPUT, store_open(&store, "sqlite:", &e));
    FAILS(ERR_SYSTEM, store_open(&store, "sqlite:/nowhere/at/all.db", &e));
}

static void migrations_run_once_each_and_whole(void **state)
{
    struct fixture *f = *state;
    static const char *const steps[] = {"CREATE TABLE t(a)", "INSERT INTO t VALUES(1)", "INSERT INTO t VALUES(2)"};
    static const char *const broken[] = {"CREATE TABLE t(a)", "INSERT INTO t VALUES(1)",
                                         "INSERT INTO t VALUES(3); BAD"};
    char path[128], url[160];
    (void)snprintf(path, sizeof path, "%s/m.db", f->folder);
    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    struct sql *sql = NULL;
    OK(sql_open(&sql, url, &e));
    static const struct {
        const char *claim;
        const char *const *steps;
        size_t count;
        bool ok;
        int64_t rows;
    } rows[] = {
        {"from nothing", steps, 2, true, 1},
        {"nothing to do", steps, 2, true, 1},
        {"half-way broken, nothing done", broken, 3, false, 1},
        {"from an older one", steps, 3, true, 2},
        {"newer than known", steps, 2, false, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err why = {0};
        int64_t count = 0;
        bool ok = store_migrate(sql, rows[i].steps, rows[i].count, &why);
        OK(sql_number(sql, "SELECT count(*) FROM t", SQL_NONE, NULL, &count, &e));
        if (ok != rows[i].ok || count != rows[i].rows)
            fail_msg("%s: %d, %d rows, %s", rows[i].claim, ok, (int)count, why.text);
    }
    sql_close(sql);
    assert_int_equal(unlink(path), 0);
}

/* What a version 1 of the schema held is there after opening it with this program. */
static void a_file_of_version_1_is_brought_up_to_date(void **state)
{
    struct fixture *f = *state;
    char path[128], url[160];
    (void)snprintf(path, sizeof path, "%s/old.db", f->folder);
    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    struct sql *sql = NULL;
    OK(sql_open(&sql, url, &e));
    OK(store_migrate(sql, store_migrations, 1, &e));
    OK(sql_script(sql,
                  "INSERT INTO rubric VALUES('r', 1, 'T', 'x', '{}', 'catalog', 1, 0);"
                  "INSERT INTO submission VALUES('sub_1', 'r', 1, 'ada', 't', 'queued', 0, 1, 0, 0, '', -1, -1);"
                  "INSERT INTO file VALUES('sub_1', 0, 'main.c', 'x');"
                  "INSERT INTO job VALUES('sub_1', 'ada', 0, 1, 1, 0, 0, '', '', 0, '');",
                  &e));
    sql_close(sql);
    struct store *store = NULL;
    OK(store_open(&store, url, &e));
    struct store_lease lease = take(store, "w");
    assert_string_equal(lease.id, "sub_1");
    finish(store, &lease);
    store_close(store);
    assert_int_equal(unlink(path), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_grade_is_told_to_every_endpoint_in_order),
        TEST(a_score_that_the_rubric_withholds_is_not_told),
        TEST(a_grader_error_is_told_too),
        TEST(every_commit_moves_the_change_count),
    };
    const struct CMUnitTest of_files[] = {
        TEST(a_newer_schema_is_refused),
        TEST(a_file_that_is_no_database_is_refused_and_left_alone),
        TEST(migrations_run_once_each_and_whole),
        TEST(a_file_of_version_1_is_brought_up_to_date),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return getenv("BOTHENDS_TEST_DATABASE") ? failed : failed + cmocka_run_group_tests(of_files, NULL, NULL);
}
