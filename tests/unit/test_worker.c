/* test_worker.c -- how a worker leaves a job: graded, given back, or dropped; with a pipeline that does as it is told.
 */
#include "server/worker.h"
#include "tests/unit/store_fixture.h"

#include <sys/eventfd.h>
#include <sys/socket.h>

static const char rubric_json[] =
    "{\"schema\": \"bothends.rubric/1\", \"id\": \"pipe\", \"title\": \"T\", \"max_points\": 10,"
    " \"cases\": [{\"id\": \"one\", \"title\": \"One\"}],"
    " \"criteria\": [{\"id\": \"compiles\", \"title\": \"It compiles\", \"check\": \"compiles\", \"points\": 10}]}";

/* What the pipeline does, and what it saw. The worker stops after the job. */
static struct script {
    enum { GRADES, FAILS_BY_OUR_FAULT, GOES_ON_UNTIL_TOLD, LOSES_ITS_LEASE, LOSES_ITS_BROKER } does;
    struct fixture *fixture;
    int stop, broker_end;
    unsigned calls;
} script;

static void ask_to_stop(void)
{
    const uint64_t one = 1;
    assert_int_equal(write(script.stop, &one, sizeof one), sizeof one);
}

static bool scripted(struct box *box, const struct pipeline_job *job, struct arena *arena, struct grade *out,
                     struct err *why)
{
    (void)box; /* nothing is run */
    script.calls++;
    assert_string_equal(job->files[0].name, "main.c");
    assert_string_equal(job->rubric->id, "pipe");
    assert_true(job->progress(job->context, "compiling"));
    assert_string_equal(look(script.fixture, job->submission_id).progress, "compiling");
    size_t count = 0;
    ask_to_stop();
    switch (script.does) {
    case GRADES:
        assert_true(job->progress(job->context, NULL)); /* stop leaves time to finish */
        *out = (struct grade){.id = job->submission_id,
                              .rubric = job->rubric,
                              .rubric_version = job->rubric_version,
                              .files = job->files,
                              .file_count = job->file_count,
                              .criteria = arena_alloc(arena, 1, sizeof(struct grade_criterion)),
                              .criterion_count = 1,
                              .points = 1000,
                              .max_points = 1000,
                              .compiler = "gcc"};
        out->criteria[0] = (struct grade_criterion){.wanted = job->rubric->criteria, .points = 1000, .message = ""};
        return true;
    case FAILS_BY_OUR_FAULT:
        return err_set(why, ERR_SYSTEM, "no wall could be built");
    case GOES_ON_UNTIL_TOLD:
        while (job->progress(job->context, "running 1/2"))
            continue;
        return err_set(why, ERR_ABSENT, "told to stop");
    case LOSES_ITS_LEASE:
        OK(store_worker_gone(script.fixture->b, "w", &count, &e));
        while (job->progress(job->context, "running 1/2"))
            continue;
        return err_set(why, ERR_ABSENT, "told to stop");
    case LOSES_ITS_BROKER:
        assert_int_equal(close(script.broker_end), 0);
        return err_set(why, ERR_SYSTEM, "the sandbox died");
    }
    return false;
}

static const struct {
    const char *claim;
    int does;
    bool ok;
    enum submission_state state;
    uint32_t attempts;
    size_t grades;
    const char *last_error;
} rows[] = {
    {"a grade is stored", GRADES, true, SUBMISSION_GRADED, 1, 1, ""},
    {"our fault is tried again", FAILS_BY_OUR_FAULT, true, SUBMISSION_QUEUED, 1, 0, "no wall could be built"},
    {"a stop ends a long job, uncounted", GOES_ON_UNTIL_TOLD, true, SUBMISSION_QUEUED, 0, 0, ""},
    {"a lost lease ends the work", LOSES_ITS_LEASE, true, SUBMISSION_QUEUED, 0, 0, ""},
    {"a dead broker ends the worker, uncounted", LOSES_ITS_BROKER, false, SUBMISSION_QUEUED, 0, 0, ""},
};

static void a_job_is_left_as_it_should_be(void **state)
{
    struct fixture *f = *state;
    put_rubric(f->a, "pipe", rubric_json, "worker", "ada");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int broker[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, broker), 0);
        script = (struct script){rows[i].does, f, eventfd(0, EFD_NONBLOCK), broker[1], 0};
        const char *id = post(f->a, "ada");
        struct worker worker = {.name = "w",
                                .store = f->a,
                                .broker = broker[0],
                                .bells = {-1, -1, -1},
                                .grade = scripted,
                                .stop = script.stop,
                                .lease_ms = 30000,
                                .grace_ms = rows[i].does == GOES_ON_UNTIL_TOLD ? 1 : 60000};
        struct err why = {0};
        bool ok = worker_run(&worker, &why);
        struct store_submission s = look(f, id);
        if (ok != rows[i].ok || script.calls != 1 || s.state != rows[i].state || s.attempts != rows[i].attempts ||
            grade_count(f, id) != rows[i].grades || (*rows[i].last_error && strcmp(s.last_error, rows[i].last_error)))
            fail_msg("%s: %d, %u calls, %s, %u attempts, '%s' '%s'", rows[i].claim, ok, script.calls,
                     submission_state_name(s.state), s.attempts, s.last_error, why.text);
        assert_int_equal(close(script.stop) | close(broker[0]), 0);
        if (rows[i].does != LOSES_ITS_BROKER)
            assert_int_equal(close(broker[1]), 0);
        struct store_lease rest; /* so that the next row has its own job */
        f->now += 600000;
        struct err none = {0};
        while (store_lease(f->b, "x", 1000, &rest, &none))
            finish(f->b, &rest);
    }
}

static void a_faulty_rubric_is_our_fault(void **state)
{
    struct fixture *f = *state; /* its rubric has no cases */
    script = (struct script){GRADES, f, eventfd(1, EFD_NONBLOCK), -1, 0};
    const char *id = post(f->a, "ada");
    int stop = eventfd(0, EFD_NONBLOCK);
    struct worker worker = {.name = "w",
                            .store = f->a,
                            .broker = -1,
                            .bells = {-1, -1, stop},
                            .grade = scripted,
                            .stop = stop,
                            .lease_ms = 30000,
                            .grace_ms = 1}; /* the bell of its first job stops it */
    struct err why = {0};
    assert_true(worker_run(&worker, &why));
    assert_int_equal(script.calls, 0);
    assert_int_equal(look(f, id).state, SUBMISSION_QUEUED);
    assert_non_null(strstr(look(f, id).last_error, "rubric 'pipe' version 1"));
    assert_int_equal(close(stop) | close(script.stop), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_job_is_left_as_it_should_be, setup, teardown),
        cmocka_unit_test_setup_teardown(a_faulty_rubric_is_our_fault, setup, teardown),
    };
    (void)alarm(60); /* a worker that is never stopped must not wait for ever */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
