/* worker.c -- one worker: takes a submission, has it graded, writes the grade, again and again. */
#include "server/worker.h"

#include "sandbox/base/clock.h"
#include "server/log.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

/* One thread, one job at a time. While it grades, the pipeline calls back at least once a second; that is when the
 * lease is renewed, progress is written and stop is looked at. Whatever ends a job ends its lease in the store, which
 * checks that the lease is still ours; so it does not matter here when or why we lose it, or where we are killed. */

enum { IDLE_MS = 1000, PROGRESS_MS = 500, STORE_FAILURES_MAX = 30, SEED = 1 };

struct job {
    struct worker *worker;
    struct store_lease lease;
    char progress[64]; /* latest; "" before the first */
    bool told;         /* it is in the store */
    uint64_t told_ns;
    uint64_t stop_ns; /* when to give the job back; 0: nobody asked to stop */
    bool lost;        /* the lease */
};

static bool stop_asked(const struct worker *worker)
{
    struct pollfd stop = {.fd = worker->stop, .events = POLLIN};
    return poll(&stop, 1, 0) > 0;
}

/* A broker closes its end only by dying, and its slots die after that: then the job is not at fault, and we are done.
 */
static bool broker_gone(const struct worker *worker)
{
    struct pollfd broker = {.fd = worker->broker, .events = POLLIN};
    return poll(&broker, 1, 0) > 0 && (broker.revents & (POLLHUP | POLLERR));
}

static void tell(struct job *job)
{
    struct worker *worker = job->worker;
    struct err e = {0};
    bool ok = store_lease_renew(worker->store, &job->lease, worker->lease_ms, job->progress, &e);
    job->told = ok;
    job->told_ns = clock_ns();
    job->lost = !ok && e.code == ERR_ABSENT;
    if (ok)
        bell_ring(worker->bells.done);
    else
        log_line(LOG_LEVEL_WARN, "lease not renewed", "submission", job->lease.id, "error", e.text, NULL);
}

/* pipeline_job.progress: false ends the work. */
static bool on_progress(void *context, const char *what)
{
    struct job *job = context;
    uint64_t now = clock_ns();
    if (what && strcmp(what, job->progress) != 0) {
        (void)snprintf(job->progress, sizeof job->progress, "%s", what); /* cut is good enough to be shown */
        job->told = false;
    }
    uint64_t since_ms = (now - job->told_ns) / 1000000;
    if ((!job->told && since_ms >= PROGRESS_MS) || since_ms >= (uint64_t)job->worker->lease_ms / 3)
        tell(job);
    if (job->stop_ns == 0 && stop_asked(job->worker))
        job->stop_ns = now + job->worker->grace_ms * 1000000 + 1;
    return !job->lost && (job->stop_ns == 0 || now < job->stop_ns);
}

/* All that the pipeline must know, from the store. The files of a submission never change. */
static bool load(struct job *job, struct arena *arena, struct rubric *rubric, struct pipeline_job *out, struct err *e)
{
    struct store *store = job->worker->store;
    struct store_submission submission;
    struct store_rubric stored;
    struct source *files = NULL;
    size_t file_count = 0;
    if (!store_submission_get(store, job->lease.id, arena, &submission, e) ||
        !store_rubric_get(store, submission.rubric_id, submission.rubric_version, arena, &stored, e) ||
        !store_submission_files(store, job->lease.id, arena, &files, &file_count, e))
        return false;
    struct rubric_errors errors = {0};
    if (!rubric_parse(stored.json, arena, rubric, &errors))
        return err_set(e, ERR_SYSTEM, "rubric '%s' version %u: %s: %s", stored.id, stored.version,
                       errors.items[0].pointer, errors.items[0].detail);
    *out = (struct pipeline_job){.rubric = rubric,
                                 .rubric_version = stored.version,
                                 .submission_id = submission.id[0] ? arena_string(arena, submission.id) : "",
                                 .files = files,
                                 .file_count = file_count,
                                 .is_archive = submission.is_archive,
                                 .seed = SEED,
                                 .progress = on_progress,
                                 .context = job};
    return true;
}

static bool grade_and_finish(struct job *job, struct arena *arena, struct err *e)
{
    struct worker *worker = job->worker;
    struct rubric rubric;
    struct pipeline_job work;
    struct grade grade = {0};
    double queued_ms = (double)(clock_unix_ms() - job->lease.queued_ms);
    if (!load(job, arena, &rubric, &work, e) || !worker->grade(worker->box, &work, arena, &grade, e))
        return false;
    grade.timing.queued = queued_ms > 0 ? queued_ms : 0;
    grade.timing.total += grade.timing.queued;
    struct bytes json = grade_json(&grade, false, arena);
    enum submission_state state = grade.status == GRADE_COMPILE_ERROR ? SUBMISSION_COMPILE_ERROR : SUBMISSION_GRADED;
    if (!store_lease_finish(worker->store, &job->lease, state, work.rubric_version, json, grade.points,
                            grade.max_points, e))
        return false;
    char score[32];
    (void)snprintf(score, sizeof score, "%.2f of %.2f", grade.points / 100.0, grade.max_points / 100.0); /* fits */
    log_line(LOG_LEVEL_INFO, "submission graded", "submission", job->lease.id, "status", submission_state_name(state),
             "score", score, NULL);
    return true;
}

/* The job did not get its grade from us. */
static void let_go(struct job *job, const struct err *why)
{
    struct worker *worker = job->worker;
    struct err e = {0};
    if (job->lost || (why->code == ERR_ABSENT && job->stop_ns == 0)) {
        log_line(LOG_LEVEL_WARN, "lease lost, work dropped", "submission", job->lease.id, "error", why->text, NULL);
        return;
    }
    bool stopping = why->code == ERR_ABSENT, uncounted = stopping || broker_gone(worker);
    size_t count = 0;
    bool ok = uncounted ? store_worker_gone(worker->store, worker->name, &count, &e)
                        : store_lease_give_back(worker->store, &job->lease, why->text, &e);
    log_line(stopping ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR, uncounted ? "job given back" : "grading failed by our fault",
             "submission", job->lease.id, "error", why->text, NULL);
    if (!ok) /* then the lease runs out */
        log_line(LOG_LEVEL_ERROR, "job not given back", "submission", job->lease.id, "error", e.text, NULL);
    if (uncounted)
        bell_ring(worker->bells.work);
}

static void work(struct worker *worker, const struct store_lease *lease)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct job job = {.worker = worker, .lease = *lease};
    struct err e = {0};
    if (!grade_and_finish(&job, arena, &e))
        let_go(&job, &e);
    bell_ring(worker->bells.done);
    bell_ring(worker->bells.deliver);
}

bool worker_run(struct worker *worker, struct err *e)
{
    unsigned failures = 0; /* of the store, one after another */
    while (!stop_asked(worker)) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct store_lease lease;
        struct err why = {0};
        (void)bell_take(worker->bells.work); /* one ring, one look; without a bell we look all the same */
        if (store_lease(worker->store, worker->name, worker->lease_ms, arena, &lease, &why)) {
            failures = 0;
            work(worker, &lease);
            if (broker_gone(worker))
                return err_set(e, ERR_SYSTEM, "the sandbox broker is gone");
            continue;
        }
        failures = why.code == ERR_ABSENT ? 0 : failures + 1;
        if (failures > STORE_FAILURES_MAX)
            return err_set(e, ERR_SYSTEM, "the store does not answer: %.400s", why.text);
        if (failures > 0)
            log_line(LOG_LEVEL_ERROR, "no lease", "error", why.text, NULL);
        struct pollfd wake[] = {{.fd = worker->stop, .events = POLLIN}, {.fd = worker->bells.work, .events = POLLIN}};
        (void)poll(wake, failures > 0 ? 1 : 2, IDLE_MS); /* however it ends, we look again */
    }
    return true;
}
