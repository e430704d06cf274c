/* test_store.c -- nothing is lost, nothing is done twice: scenarios over real files. */
#include "tests/unit/store_fixture.h"

/* --- submissions -------------------------------------------------------------------------------------------------- */

static void a_submission_is_there_for_everyone_once_added(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    struct store_submission s = look(f, id);
    assert_int_equal(s.state, SUBMISSION_QUEUED);
    assert_string_equal(s.student, "ada");
    assert_int_equal(s.rubric_version, 1);
    assert_int_equal(s.points, -1);
    assert_int_equal(s.created_ms, f->now);
    struct source *files = NULL;
    size_t count = 0;
    OK(store_submission_files(f->b, id, f->arena, &files, &count, &e));
    assert_int_equal(count, 1);
    assert_string_equal(files[0].name, "main.c");
    assert_true(bytes_equal(files[0].data, BYTES("int main(void){}")));
}

static void what_an_archive_held_is_kept_with_its_last_grade(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    const struct source inside[] = {{"main.c", BYTES("int main(void){}")}, {"list.h", BYTES("")}};
    static const size_t counts[] = {2, 1, 0};
    struct source *files = NULL;
    size_t count = 9;
    OK(store_submission_unpacked(f->b, id, f->arena, &files, &count, &e));
    assert_int_equal(count, 0);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct store_lease lease = take(f->a, "w");
        OK(store_lease_finish(f->a, &lease,
                              &(struct store_finished){.state = SUBMISSION_GRADED,
                                                       .rubric_version = 1,
                                                       .grade = BYTES("{}"),
                                                       .max_points = 1,
                                                       .unpacked = inside,
                                                       .unpacked_count = counts[i]},
                              &e));
        OK(store_submission_unpacked(f->b, id, f->arena, &files, &count, &e));
        assert_int_equal(count, counts[i]);
        for (size_t k = 0; k < count; k++) {
            assert_string_equal(files[k].name, inside[k].name);
            assert_true(bytes_equal(files[k].data, inside[k].data));
        }
        OK(store_regrade(f->a, id, &(struct store_again){.reason = "again"}, &e));
    }
    OK(store_submission_files(f->b, id, f->arena, &files, &count, &e));
    assert_int_equal(count, 1); /* as handed in */
}

static void what_is_not_there_is_absent(void **state)
{
    struct fixture *f = *state;
    struct store_submission s;
    struct source *files;
    struct store_token token;
    struct store_rubric rubric;
    struct store_lease lease;
    struct store_delivery delivery;
    size_t count;
    char hash[65] = "none";
    FAILS(ERR_ABSENT, store_submission_get(f->a, "sub_0", f->arena, &s, &e));
    FAILS(ERR_ABSENT, store_submission_files(f->a, "sub_0", f->arena, &files, &count, &e));
    FAILS(ERR_ABSENT, store_token_find(f->a, hash, f->arena, &token, &e));
    FAILS(ERR_ABSENT, store_token_revoke(f->a, "tok_0", &e));
    FAILS(ERR_ABSENT, store_rubric_get(f->a, "none", 0, f->arena, &rubric, &e));
    FAILS(ERR_ABSENT, store_rubric_get(f->a, "pipe", 2, f->arena, &rubric, &e));
    FAILS(ERR_ABSENT, store_lease(f->a, "w", 1000, &lease, &e));
    FAILS(ERR_ABSENT, store_delivery_lease(f->a, 1000, f->arena, &delivery, &e));
    FAILS(ERR_ABSENT, store_delivery_done(f->a, 1, 200, &e));
    FAILS(ERR_ABSENT, store_regrade(f->a, "sub_0", &regrade_it, &e));
    FAILS(ERR_ABSENT, store_regrade_rubric(f->a, "none", &regrade_it, &count, &e));
    struct store_new_submission item = new_submission("ada");
    item.submission.rubric_id = "none";
    enum store_added added;
    FAILS(ERR_ABSENT, store_submission_add(f->a, &item, 1, 10, &added, &e));
}

static void the_same_key_adds_once_for_a_day(void **state)
{
    struct fixture *f = *state;
    struct store_new_submission first = new_submission("ada"), again = new_submission("ada"),
                                other = new_submission("ada"), else_ = new_submission("ada");
    first.idempotency_key = again.idempotency_key = other.idempotency_key = else_.idempotency_key = "k";
    first.fingerprint = again.fingerprint = else_.fingerprint = "f";
    other.fingerprint = "g";
    else_.submission.owner = "tok_2";
    enum store_added added;
    OK(store_submission_add(f->a, &first, 1, 10, &added, &e));
    assert_int_equal(added, ADDED);
    OK(store_submission_add(f->b, &again, 1, 10, &added, &e));
    assert_int_equal(added, ADDED_BEFORE);
    assert_string_equal(again.submission.id, first.submission.id);
    OK(store_submission_add(f->b, &other, 1, 10, &added, &e));
    assert_int_equal(added, ADDED_CONFLICT);
    OK(store_submission_add(f->b, &else_, 1, 10, &added, &e));
    assert_int_equal(added, ADDED);

    f->now += 24 * 3600 * 1000;
    other = new_submission("ada");
    other.idempotency_key = "k";
    other.fingerprint = "g";
    OK(store_submission_add(f->b, &other, 1, 10, &added, &e));
    assert_int_equal(added, ADDED);
}

static void a_hook_message_is_accepted_once_for_ever(void **state)
{
    struct fixture *f = *state;
    struct store_new_submission first = new_submission("ada"), again = new_submission("ada");
    first.hook_source = again.hook_source = "lms";
    first.hook_id = again.hook_id = "m1";
    enum store_added added;
    OK(store_submission_add(f->a, &first, 1, 10, &added, &e));
    assert_int_equal(added, ADDED);
    f->now += INT64_C(365) * 24 * 3600 * 1000;
    OK(store_submission_add(f->b, &again, 1, 10, &added, &e));
    assert_int_equal(added, ADDED_BEFORE);
    assert_string_equal(again.submission.id, first.submission.id);
}

static void a_batch_is_added_whole_or_not_at_all(void **state)
{
    struct fixture *f = *state;
    struct store_new_submission items[3] = {new_submission("a"), new_submission("b"), new_submission("c")};
    enum store_added added[3];
    FAILS(ERR_LIMIT, store_submission_add(f->a, items, 3, 2, added, &e));
    struct store_queue queue;
    OK(store_queue_look(f->b, &queue, &e));
    assert_int_equal(queue.queued, 0);
    items[1].submission.rubric_id = "none";
    FAILS(ERR_ABSENT, store_submission_add(f->a, items, 3, 10, added, &e));
    OK(store_queue_look(f->b, &queue, &e));
    assert_int_equal(queue.queued, 0);
    items[1].submission.rubric_id = "pipe";
    OK(store_submission_add(f->a, items, 3, 3, added, &e));
    OK(store_queue_look(f->b, &queue, &e));
    assert_int_equal(queue.queued, 3);
    assert_int_equal(queue.oldest_queued_ms, f->now);
}

static void a_full_queue_still_knows_what_it_accepted(void **state)
{
    struct fixture *f = *state;
    struct store_new_submission first = new_submission("ada");
    first.idempotency_key = "k";
    first.fingerprint = "f";
    enum store_added added;
    OK(store_submission_add(f->a, &first, 1, 1, &added, &e));
    OK(store_submission_add(f->a, &first, 1, 1, &added, &e));
    assert_int_equal(added, ADDED_BEFORE);
    struct store_new_submission more = new_submission("ada");
    FAILS(ERR_LIMIT, store_submission_add(f->a, &more, 1, 1, &added, &e));
}

static void lists_filter_and_page_by_id(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 5; i++)
        (void)post(f->a, i % 2 ? "ada" : "bob");
    struct store_lease lease = take(f->a, "w");
    finish(f->a, &lease);
    struct store_submission *list = NULL;
    size_t count = 0, seen = 0;
    struct store_filter filter = {.student = "bob", .limit = 2};
    do {
        OK(store_submission_list(f->b, &filter, f->arena, &list, &count, &e));
        for (size_t i = 0; i < count; i++) {
            assert_string_equal(list[i].student, "bob");
            filter.before_id = list[i].id;
            seen++;
        }
    } while (count == 2);
    assert_int_equal(seen, 3);
    filter = (struct store_filter){.by_state = true, .state = SUBMISSION_GRADED, .limit = 200};
    OK(store_submission_list(f->b, &filter, f->arena, &list, &count, &e));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].id, lease.id);
    assert_int_equal(list[0].points, 8000);
    filter = (struct store_filter){.owner = "tok_1", .rubric_id = "pipe", .student = "ada", .limit = 200};
    OK(store_submission_list(f->b, &filter, f->arena, &list, &count, &e));
    assert_int_equal(count, 2);
    filter = (struct store_filter){.owner = "tok_2", .limit = 200};
    OK(store_submission_list(f->b, &filter, f->arena, &list, &count, &e));
    assert_int_equal(count, 0);
}

/* --- the queue ---------------------------------------------------------------------------------------------------- */

static void a_job_is_leased_once_and_finished_once(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    struct store_lease lease = take(f->a, "w1"), none;
    assert_string_equal(lease.id, id);
    assert_int_equal(lease.attempt, 1);
    assert_int_equal(look(f, id).state, SUBMISSION_RUNNING);
    FAILS(ERR_ABSENT, store_lease(f->b, "w2", 30000, &none, &e));
    OK(store_lease_renew(f->a, &lease, 30000, "compiling", &e));
    assert_string_equal(look(f, id).progress, "compiling");
    OK(store_lease_renew(f->a, &lease, 30000, NULL, &e));
    assert_string_equal(look(f, id).progress, "compiling");
    finish(f->a, &lease);
    struct store_submission s = look(f, id);
    assert_int_equal(s.state, SUBMISSION_GRADED);
    assert_int_equal(s.points, 8000);
    assert_int_equal(s.max_points, 10000);
    assert_int_equal(s.finished_ms, f->now);
    assert_string_equal(s.progress, "");
    assert_true(bytes_equal(s.grade, BYTES("{}")));
    FAILS(ERR_ABSENT,
          store_lease_finish(
              f->a, &lease,
              &(struct store_finished){
                  .state = SUBMISSION_GRADED, .rubric_version = 1, .grade = BYTES("{}"), .points = 1, .max_points = 1},
              &e));
    FAILS(ERR_ABSENT, store_lease_renew(f->a, &lease, 30000, NULL, &e));
    FAILS(ERR_ABSENT, store_lease_give_back(f->a, &lease, "why", &e));
    assert_int_equal(grade_count(f, id), 1);
}

static void a_slow_worker_loses_its_job_and_its_grade_is_dropped(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    struct store_lease slow = take(f->a, "slow"), none;
    f->now += 30001;
    FAILS(ERR_ABSENT, store_lease(f->b, "quick", 30000, &none, &e)); /* given back, after a delay */
    assert_int_equal(look(f, id).state, SUBMISSION_QUEUED);
    assert_non_null(strstr(look(f, id).last_error, "ran out"));
    FAILS(ERR_ABSENT, store_lease_renew(f->a, &slow, 30000, NULL, &e));
    f->now += 1000;
    struct store_lease quick = take(f->b, "quick");
    assert_int_equal(quick.attempt, 2);
    FAILS(ERR_ABSENT,
          store_lease_finish(
              f->a, &slow,
              &(struct store_finished){
                  .state = SUBMISSION_GRADED, .rubric_version = 1, .grade = BYTES("{}"), .points = 0, .max_points = 1},
              &e));
    FAILS(ERR_ABSENT, store_lease_give_back(f->a, &slow, "late", &e));
    finish(f->b, &quick);
    assert_int_equal(grade_count(f, id), 1);
    assert_int_equal(look(f, id).points, 8000);
    assert_string_equal(look(f, id).last_error, "");
}

static void a_lease_that_is_renewed_does_not_run_out(void **state)
{
    struct fixture *f = *state;
    (void)post(f->a, "ada");
    struct store_lease lease = take(f->a, "w"), none;
    for (int i = 0; i < 10; i++) {
        f->now += 29000;
        OK(store_lease_renew(f->a, &lease, 30000, "running 1/2", &e));
        FAILS(ERR_ABSENT, store_lease(f->b, "other", 30000, &none, &e));
    }
    finish(f->a, &lease);
}

static void our_fault_is_tried_five_times_with_growing_delay(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    static const int64_t delays[] = {500, 1000, 2000, 4000};
    for (uint32_t attempt = 1; attempt <= STORE_ATTEMPTS_MAX; attempt++) {
        struct store_lease lease = take(f->a, "w"), none;
        assert_int_equal(lease.attempt, attempt);
        OK(store_lease_give_back(f->a, &lease, "no cgroup", &e));
        if (attempt == STORE_ATTEMPTS_MAX)
            break;
        assert_int_equal(look(f, id).state, SUBMISSION_QUEUED);
        f->now += delays[attempt - 1] - 1;
        FAILS(ERR_ABSENT, store_lease(f->a, "w", 30000, &none, &e));
        f->now += 1;
    }
    struct store_submission s = look(f, id);
    assert_int_equal(s.state, SUBMISSION_GRADER_ERROR);
    assert_string_equal(s.last_error, "no cgroup");
    assert_int_equal(s.points, -1);
    assert_int_equal(grade_count(f, id), 0);
}

static void a_dead_worker_counts_no_attempt_but_not_for_ever(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    size_t count = 0;
    for (int i = 0; i < 20; i++) {
        struct store_lease lease = take(f->a, i % 2 ? "here/1" : "here/2"), none;
        assert_int_equal(lease.attempt, 1);
        OK(store_worker_gone(f->b, "here", &count, &e)); /* that is somebody else */
        assert_int_equal(count, 0);
        OK(store_worker_gone(f->b, i % 2 ? "here/1" : "here/2", &count, &e));
        assert_int_equal(count, 1);
        FAILS(ERR_ABSENT, store_lease_finish(f->a, &lease,
                                             &(struct store_finished){.state = SUBMISSION_GRADED,
                                                                      .rubric_version = 1,
                                                                      .grade = BYTES("{}"),
                                                                      .points = 0,
                                                                      .max_points = 1},
                                             &e));
        if (i == 19)
            FAILS(ERR_ABSENT, store_lease(f->a, "w", 30000, &none, &e));
    }
    assert_int_equal(look(f, id).state, SUBMISSION_GRADER_ERROR);
}

static void the_death_of_a_service_says_nothing_about_its_jobs(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    size_t count = 0;
    for (int i = 0; i < 100; i++) {
        assert_int_equal(take(f->a, i % 2 ? "here/1" : "here/2").attempt, 1);
        OK(store_worker_gone(f->b, "here/", &count, &e));
        assert_int_equal(count, 1);
        assert_int_equal(look(f, id).state, SUBMISSION_QUEUED);
    }
}

/* Students by letter, in order of posting; the order of grading wanted, when one job runs at a time. */
static const struct {
    const char *claim, *posted, *graded;
} orders[] = {
    {"one student, in order", "aaa", "aaa"},
    {"two students take turns", "aaaabb", "ababaa"},
    {"three students take turns", "aaabbc", "abcaba"},
    {"nobody waits for a hundred", "aaaaaaaaaaaaaab", "abaaaaaaaaaaaaa"},
};

static void students_take_turns(void **state)
{
    struct fixture *f = *state;
    for (size_t row = 0; row < sizeof orders / sizeof *orders; row++) {
        char graded[32] = "";
        for (const char *c = orders[row].posted; *c; c++) {
            (void)post(f->a, (char[]){*c, '\0'});
            f->now++;
        }
        for (size_t i = 0; i < strlen(orders[row].posted); i++) {
            struct store_lease lease = take(f->a, "w");
            graded[i] = look(f, lease.id).student[0];
            finish(f->a, &lease);
        }
        if (strcmp(graded, orders[row].graded) != 0)
            fail_msg("%s: %s, not %s", orders[row].claim, graded, orders[row].graded);
    }
}

static void a_newcomer_is_next_however_many_wait(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 10; i++)
        (void)post(f->a, "ada");
    struct store_lease first = take(f->a, "w1"), second = take(f->a, "w2");
    const char *id = post(f->a, "new");
    assert_int_equal(look(f, id).queue_position, 0);
    assert_string_equal(take(f->a, "w3").id, id);
    finish(f->a, &first);
    finish(f->a, &second);
}

/* --- grades kept, regrading --------------------------------------------------------------------------------------- */

static void regrading_keeps_every_grade_and_takes_the_newest_rubric(void **state)
{
    struct fixture *f = *state;
    const char *id = post(f->a, "ada");
    FAILS(ERR_INPUT, store_regrade(f->a, id, &regrade_it, &e));
    struct store_lease lease = take(f->a, "w");
    FAILS(ERR_INPUT, store_regrade(f->a, id, &regrade_it, &e));
    finish(f->a, &lease);
    put_rubric(f->a, "pipe", "{\"criteria\":[1]}", "two", "ada");
    OK(store_regrade(f->b, id, &regrade_it, &e));
    struct store_submission s = look(f, id);
    assert_int_equal(s.state, SUBMISSION_QUEUED);
    assert_int_equal(s.rubric_version, 2);
    assert_int_equal(s.points, 8000); /* the grade that counts until there is a new one */
    lease = take(f->a, "w");
    OK(store_lease_finish(f->a, &lease,
                          &(struct store_finished){.state = SUBMISSION_COMPILE_ERROR,
                                                   .rubric_version = 2,
                                                   .grade = BYTES("{\"n\":2}"),
                                                   .points = 0,
                                                   .max_points = 10000},
                          &e));
    assert_true(bytes_equal(look(f, id).grade, BYTES("{\"n\":2}")));
    struct store_grade *grades = NULL;
    size_t count = 0;
    OK(store_grade_list(f->b, id, f->arena, &grades, &count, &e));
    assert_int_equal(count, 2);
    assert_int_equal(grades[0].number, 2);
    assert_int_equal(grades[0].rubric_version, 2);
    assert_int_equal(grades[1].rubric_version, 1);
    (void)post(f->a, "bob");
    OK(store_regrade_rubric(f->b, "pipe", &regrade_it, &count, &e));
    assert_int_equal(count, 1);
}

/* --- rubrics ------------------------------------------------------------------------------------------------------ */

static void a_rubric_is_changed_only_by_who_saw_the_newest(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *claim, *sha256;
        int64_t expected;
        bool ok;
        uint32_t version; /* or current */
    } rows[] = {
        {"new where none is", "a", RUBRIC_MUST_BE_NEW, true, 1},
        {"new where one is", "b", RUBRIC_MUST_BE_NEW, false, 1},
        {"the newest was seen", "b", 1, true, 2},
        {"an old one was seen", "c", 1, false, 2},
        {"one to come was seen", "c", 3, false, 2},
        {"the same bytes again", "b", 2, true, 2},
        {"any", "c", RUBRIC_ANY, true, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct store_rubric rubric = {.id = "r", .title = "T", .author = "ada", .json = BYTES("{}")};
        (void)snprintf(rubric.sha256, sizeof rubric.sha256, "%s", rows[i].sha256);
        uint32_t version = 0, current = 0;
        struct err e = {0};
        bool ok = store_rubric_put(f->a, &rubric, rows[i].expected, &version, &current, &e);
        if (ok != rows[i].ok || (ok ? version : current) != rows[i].version || (!ok && e.code != ERR_INPUT))
            fail_msg("%s: %d, version %u, current %u, %s", rows[i].claim, ok, version, current, e.text);
    }
}

static void a_self_test_is_kept_with_the_text_it_was_of(void **state)
{
    struct fixture *f = *state;
    struct store_rubric *list = NULL;
    size_t count = 0;
    put_rubric(f->a, "pipe", "{}", "two", "ada");
    OK(store_rubric_tested(f->a, "pipe", "a draft's", 1, 2, 3, &e));
    OK(store_rubric_tested(f->a, "pipe", "two", 19, 1, 4, &e));
    OK(store_rubric_versions(f->b, "pipe", f->arena, &list, &count, &e));
    assert_int_equal(list[0].killed, 19);
    assert_int_equal(list[0].survived, 1);
    assert_int_equal(list[0].equivalent, 4);
    assert_int_equal(list[1].killed, -1);
}

static void a_deleted_rubric_goes_and_its_versions_stay(void **state)
{
    struct fixture *f = *state;
    put_rubric(f->a, "pipe", "{}", "two", "ada");
    uint32_t current = 0, version = 0;
    FAILS(ERR_INPUT, store_rubric_delete(f->a, "pipe", 1, &current, &e));
    assert_int_equal(current, 2);
    OK(store_rubric_delete(f->a, "pipe", 2, &current, &e));
    FAILS(ERR_ABSENT, store_rubric_delete(f->a, "pipe", RUBRIC_ANY, &current, &e));
    struct store_rubric rubric, *list = NULL;
    size_t count = 9;
    FAILS(ERR_ABSENT, store_rubric_get(f->b, "pipe", 0, f->arena, &rubric, &e));
    OK(store_rubric_get(f->b, "pipe", 1, f->arena, &rubric, &e));
    assert_string_equal(rubric.sha256, "one");
    OK(store_rubric_list(f->b, f->arena, &list, &count, &e));
    assert_int_equal(count, 0);
    OK(store_rubric_versions(f->b, "pipe", f->arena, &list, &count, &e));
    assert_int_equal(count, 2);
    assert_int_equal(list[0].version, 2);
    assert_true(list[0].deleted);
    struct store_new_submission item = new_submission("ada");
    enum store_added added;
    FAILS(ERR_ABSENT, store_submission_add(f->a, &item, 1, 10, &added, &e));
    rubric = (struct store_rubric){.id = "pipe", .title = "T", .author = "ada", .json = BYTES("{}"), .sha256 = "two"};
    OK(store_rubric_put(f->a, &rubric, RUBRIC_MUST_BE_NEW, &version, &current, &e));
    assert_int_equal(version, 3);
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static void a_revoked_token_is_not_found(void **state)
{
    struct fixture *f = *state;
    const char hash[65] = "0011", other[65] = "0022";
    OK(store_token_add(f->a, &(struct store_token){.id = "tok_1", .name = "ada", .role = ROLE_STUDENT}, hash, &e));
    OK(store_token_add(f->a, &(struct store_token){.id = "tok_2", .name = "eve", .role = ROLE_ADMIN}, other, &e));
    FAILS(ERR_SYSTEM, store_token_add(f->a, &(struct store_token){.id = "tok_3", .name = "x"}, hash, &e));
    struct store_token token, *list = NULL;
    OK(store_token_find(f->b, hash, f->arena, &token, &e));
    assert_string_equal(token.name, "ada");
    assert_int_equal(token.role, ROLE_STUDENT);
    OK(store_token_revoke(f->b, "tok_1", &e));
    FAILS(ERR_ABSENT, store_token_revoke(f->b, "tok_1", &e));
    FAILS(ERR_ABSENT, store_token_find(f->a, hash, f->arena, &token, &e));
    size_t count = 0;
    OK(store_token_list(f->a, f->arena, &list, &count, &e));
    assert_int_equal(count, 2);
    assert_int_equal(list[0].revoked_ms, f->now);
    assert_int_equal(list[1].revoked_ms, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_submission_is_there_for_everyone_once_added),
        TEST(what_is_not_there_is_absent),
        TEST(what_an_archive_held_is_kept_with_its_last_grade),
        TEST(the_same_key_adds_once_for_a_day),
        TEST(a_hook_message_is_accepted_once_for_ever),
        TEST(a_batch_is_added_whole_or_not_at_all),
        TEST(a_full_queue_still_knows_what_it_accepted),
        TEST(lists_filter_and_page_by_id),
        TEST(a_job_is_leased_once_and_finished_once),
        TEST(a_slow_worker_loses_its_job_and_its_grade_is_dropped),
        TEST(a_lease_that_is_renewed_does_not_run_out),
        TEST(our_fault_is_tried_five_times_with_growing_delay),
        TEST(a_dead_worker_counts_no_attempt_but_not_for_ever),
        TEST(the_death_of_a_service_says_nothing_about_its_jobs),
        TEST(students_take_turns),
        TEST(a_newcomer_is_next_however_many_wait),
        TEST(regrading_keeps_every_grade_and_takes_the_newest_rubric),
        TEST(a_rubric_is_changed_only_by_who_saw_the_newest),
        TEST(a_self_test_is_kept_with_the_text_it_was_of),
        TEST(a_deleted_rubric_goes_and_its_versions_stay),
        TEST(a_revoked_token_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
