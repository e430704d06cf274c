/* test_store_tasks.c -- tasks are done once and forgotten later; evidence and reasons stay with their grades. */
#include "tests/unit/store_fixture.h"

static const char *ask(struct fixture *f, const char *request)
{
    struct store_task task = {.kind = "preview", .owner = "tok_1", .request = {request, strlen(request)}};
    task_id_make(task.id);
    OK(store_task_add(f->a, &task, &e));
    return arena_string(f->arena, task.id);
}

static struct store_task lease_task(struct fixture *f, struct store *store, const char *worker)
{
    struct store_task task = {0};
    OK(store_task_lease(store, worker, 30000, f->arena, &task, &e));
    return task;
}

static struct store_task see(struct fixture *f, const char *id)
{
    struct store_task task = {0};
    OK(store_task_get(f->b, id, f->arena, &task, &e));
    return task;
}

static void a_task_is_done_by_one_worker(void **state)
{
    struct fixture *f = *state;
    struct store_task none = {0};
    FAILS(ERR_ABSENT, store_task_lease(f->a, "w", 30000, f->arena, &none, &e));
    const char *id = ask(f, "{\"x\":1}");
    assert_int_equal(see(f, id).state, SUBMISSION_QUEUED);
    struct store_task task = lease_task(f, f->a, "w");
    assert_string_equal(task.id, id);
    assert_string_equal(task.kind, "preview");
    assert_memory_equal(task.request.data, "{\"x\":1}", 7);
    FAILS(ERR_ABSENT, store_task_lease(f->b, "v", 30000, f->arena, &none, &e));
    OK(store_task_renew(f->a, &task, 30000, "judging 1/2", &e));
    assert_string_equal(see(f, id).progress, "judging 1/2");
    OK(store_task_finish(f->a, &task, SUBMISSION_GRADED, BYTES("{}"), "", &e));
    assert_int_equal(see(f, id).state, SUBMISSION_GRADED);
    assert_memory_equal(see(f, id).result.data, "{}", 2);
    FAILS(ERR_ABSENT, store_task_finish(f->a, &task, SUBMISSION_GRADED, BYTES("{}"), "", &e));
    FAILS(ERR_ABSENT, store_task_renew(f->a, &task, 30000, "again", &e));
}

static void a_failed_task_says_why(void **state)
{
    struct fixture *f = *state;
    const char *id = ask(f, "{}");
    struct store_task task = lease_task(f, f->a, "w");
    OK(store_task_finish(f->a, &task, SUBMISSION_GRADER_ERROR, BYTES(""), "no wall could be built", &e));
    assert_int_equal(see(f, id).state, SUBMISSION_GRADER_ERROR);
    assert_string_equal(see(f, id).error, "no wall could be built");
}

static void a_dead_workers_task_is_done_by_another_but_not_for_ever(void **state)
{
    struct fixture *f = *state;
    const char *id = ask(f, "{}");
    struct store_task slow = lease_task(f, f->a, "host/1");
    f->now += 30001; /* it did not answer */
    struct store_task task = lease_task(f, f->b, "host/2");
    assert_string_equal(task.id, id);
    FAILS(ERR_ABSENT, store_task_finish(f->a, &slow, SUBMISSION_GRADED, BYTES("{}"), "", &e));
    size_t count = 0;
    OK(store_worker_gone(f->a, "host/", &count, &e)); /* it is known to be dead */
    task = lease_task(f, f->b, "other");
    OK(store_worker_gone(f->a, "other", &count, &e)); /* the third */
    struct store_task none = {0};
    FAILS(ERR_ABSENT, store_task_lease(f->a, "w", 30000, f->arena, &none, &e));
    assert_int_equal(see(f, id).state, SUBMISSION_GRADER_ERROR);
    assert_string_equal(see(f, id).error, "every worker that had it died");
}

static void results_are_forgotten_after_an_hour(void **state)
{
    struct fixture *f = *state;
    const char *id = ask(f, "{}");
    struct store_task task = lease_task(f, f->a, "w");
    OK(store_task_finish(f->a, &task, SUBMISSION_GRADED, BYTES("{}"), "", &e));
    f->now += 3600 * 1000 - 1;
    (void)ask(f, "{}");
    assert_int_equal(see(f, id).state, SUBMISSION_GRADED);
    f->now++;
    (void)ask(f, "{}");
    struct store_task gone = {0};
    FAILS(ERR_ABSENT, store_task_get(f->a, id, f->arena, &gone, &e));
}

static void too_many_tasks_are_refused(void **state)
{
    struct fixture *f = *state;
    struct store_task task = {.kind = "preview", .owner = "tok_1", .request = BYTES("{}")};
    for (int i = 0; i < 100; i++)
        (void)ask(f, "{}");
    task_id_make(task.id);
    FAILS(ERR_LIMIT, store_task_add(f->a, &task, &e));
}

static void evidence_and_reason_stay_with_the_grade(void **state)
{
    struct fixture *f = *state;
    struct bytes evidence = {0};
    struct store_grade *grades = NULL;
    size_t count = 0;
    const char *id = post(f->a, "ada");
    FAILS(ERR_ABSENT, store_evidence_get(f->a, id, f->arena, &evidence, &e));
    struct store_lease lease = take(f->a, "w");
    assert_false(lease.reuse);
    struct store_finished finished = {.state = SUBMISSION_GRADED,
                                      .rubric_version = 1,
                                      .grade = BYTES("{}"),
                                      .evidence = BYTES("tape 1"),
                                      .points = 1,
                                      .max_points = 2};
    OK(store_lease_finish(f->a, &lease, &finished, &e));
    OK(store_evidence_get(f->b, id, f->arena, &evidence, &e));
    assert_memory_equal(evidence.data, "tape 1", 6);

    OK(store_regrade(f->a, id, &(struct store_again){.reason = "case 2 was wrong", .reuse = true}, &e));
    lease = take(f->a, "w");
    assert_true(lease.reuse);
    OK(store_evidence_get(f->b, id, f->arena, &evidence, &e)); /* of the grade that counts until then */
    finished.evidence = (struct bytes){"", 0};
    OK(store_lease_finish(f->a, &lease, &finished, &e));
    FAILS(ERR_ABSENT, store_evidence_get(f->b, id, f->arena, &evidence, &e));
    OK(store_grade_list(f->b, id, f->arena, &grades, &count, &e));
    assert_int_equal(count, 2);
    assert_string_equal(grades[0].reason, "case 2 was wrong");
    assert_string_equal(grades[1].reason, "");
}

static void a_regrade_may_name_some(void **state)
{
    struct fixture *f = *state;
    const char *first = post(f->a, "ada"), *second = post(f->a, "bob"), *third = post(f->a, "cy");
    for (int i = 0; i < 3; i++) {
        struct store_lease lease = take(f->a, "w");
        finish(f->a, &lease);
    }
    size_t count = 0;
    OK(store_regrade_rubric(
        f->a, "pipe",
        &(struct store_again){.reason = "r", .ids = (const char *const[]){third, first, "sub_none"}, .id_count = 3},
        &count, &e));
    assert_int_equal(count, 2);
    assert_int_equal(look(f, first).state, SUBMISSION_QUEUED);
    assert_int_equal(look(f, second).state, SUBMISSION_GRADED);
    assert_int_equal(look(f, third).state, SUBMISSION_QUEUED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_task_is_done_by_one_worker, setup, teardown),
        cmocka_unit_test_setup_teardown(a_failed_task_says_why, setup, teardown),
        cmocka_unit_test_setup_teardown(a_dead_workers_task_is_done_by_another_but_not_for_ever, setup, teardown),
        cmocka_unit_test_setup_teardown(results_are_forgotten_after_an_hour, setup, teardown),
        cmocka_unit_test_setup_teardown(too_many_tasks_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(evidence_and_reason_stay_with_the_grade, setup, teardown),
        cmocka_unit_test_setup_teardown(a_regrade_may_name_some, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
