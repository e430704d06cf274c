/* worker.c -- one worker: takes a submission, has it graded, writes the grade, again and again; or a task. */
#include "server/worker.h"

#include "sandbox/base/clock.h"
#include "server/jobs.h"
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

static bool load(struct job *job, struct arena *arena, struct rubric *rubric, struct pipeline_job *out, struct err *e)
{
    struct store *store = job->worker->store;
    bool reuse = job->lease.reuse;
    if (!jobs_load(store, job->lease.id, arena, rubric, out, e))
        return false;
    out->seed = SEED;
    out->progress = on_progress;
    out->context = job;
    out->tape_mode = reuse ? TAPE_REUSE : TAPE_RECORD;
    out->tape = tape_make(arena);
    return !reuse || jobs_tape(store, job->lease.id, arena, &out->tape, e);
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
    const struct store_finished finished = {
        .state = grade.status == GRADE_COMPILE_ERROR ? SUBMISSION_COMPILE_ERROR : SUBMISSION_GRADED,
        .rubric_version = work.rubric_version,
        .grade = grade_json(&grade, false, arena),
        .evidence = tape_write(work.tape, arena),
        .points = grade.points,
        .max_points = grade.max_points,
        .unpacked = work.is_archive ? grade.files : NULL,
        .unpacked_count = grade.files != work.files ? grade.file_count : 0, /* the same: it could not be unpacked */
    };
    if (!store_lease_finish(worker->store, &job->lease, &finished, e))
        return false;
    char score[32];
    (void)snprintf(score, sizeof score, "%.2f of %.2f", grade.points / 100.0, grade.max_points / 100.0); /* fits */
    log_line(LOG_LEVEL_INFO, "submission graded", "submission", job->lease.id, "status",
             submission_state_name(finished.state), "score", score, NULL);
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

/* --- tasks: when no submission waits ------------------------------------------------------------------------------ */

struct chore {
    struct worker *worker;
    struct store_task task;
    char progress[64];
    uint64_t told_ns;
    bool lost, stopped;
};

/* Whoever stops us need not wait for a task: it is done again. */
static bool on_chore_progress(void *context, const char *what)
{
    struct chore *chore = context;
    struct worker *worker = chore->worker;
    struct err e = {0};
    uint64_t now = clock_ns();
    if (what)
        (void)snprintf(chore->progress, sizeof chore->progress, "%s", what); /* cut is good enough to be shown */
    chore->stopped = chore->stopped || stop_asked(worker);
    if (chore->stopped || (now - chore->told_ns) / 1000000 < PROGRESS_MS)
        return !chore->stopped && !chore->lost;
    bool ok = store_task_renew(worker->store, &chore->task, worker->lease_ms, chore->progress, &e);
    chore->told_ns = now;
    chore->lost = !ok && e.code == ERR_ABSENT;
    if (!ok)
        log_line(LOG_LEVEL_WARN, "lease of a task not renewed", "task", chore->task.id, "error", e.text, NULL);
    return !chore->lost;
}

/* A task is tried as often as its workers die; what went wrong while one lived is the answer. */
static void do_task(struct worker *worker, const struct store_task *task)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct chore chore = {.worker = worker, .task = *task, .told_ns = clock_ns()};
    struct bytes result = {"", 0};
    struct err why = {0}, e = {0};
    size_t count = 0;
    bool done = worker->task(worker->store, worker->box, task, on_chore_progress, &chore, arena, &result, &why), kept;
    if (!done && (chore.stopped || broker_gone(worker)))
        kept = store_worker_gone(worker->store, worker->name, &count, &e);
    else
        kept = store_task_finish(worker->store, task,
                                 done                     ? SUBMISSION_GRADED
                                 : why.code == ERR_SYSTEM ? SUBMISSION_GRADER_ERROR
                                                          : SUBMISSION_COMPILE_ERROR,
                                 result, why.text, &e);
    if (!kept) /* then the lease runs out */
        log_line(LOG_LEVEL_ERROR, "task not finished", "task", task->id, "error", e.text, NULL);
    else
        log_line(done || chore.stopped ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR, done ? "task done" : "task not done", "task",
                 task->id, "kind", task->kind, "error", why.text, NULL);
    bell_ring(worker->bells.done);
}

enum turn { TURN_WORKED, TURN_IDLE, TURN_FAILED };

/* A submission if one waits, else a task. */
static enum turn take_turn(struct worker *worker, struct err *why)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct store_lease lease;
    struct store_task task;
    if (store_lease(worker->store, worker->name, worker->lease_ms, &lease, why)) {
        work(worker, &lease);
        return TURN_WORKED;
    }
    if (why->code != ERR_ABSENT)
        return TURN_FAILED;
    *why = (struct err){0};
    if (store_task_lease(worker->store, worker->name, worker->lease_ms, arena, &task, why)) {
        do_task(worker, &task);
        return TURN_WORKED;
    }
    return why->code == ERR_ABSENT ? TURN_IDLE : TURN_FAILED;
}

bool worker_run(struct worker *worker, struct err *e)
{
    unsigned failures = 0; /* of the store, one after another */
    while (!stop_asked(worker)) {
        struct err why = {0};
        (void)bell_take(worker->bells.work); /* one ring, one look; without a bell we look all the same */
        enum turn turn = take_turn(worker, &why);
        failures = turn == TURN_FAILED ? failures + 1 : 0;
        if (turn == TURN_WORKED && broker_gone(worker))
            return err_set(e, ERR_SYSTEM, "the sandbox broker is gone");
        if (turn == TURN_WORKED)
            continue;
        if (failures > STORE_FAILURES_MAX)
            return err_set(e, ERR_SYSTEM, "the store does not answer: %.400s", why.text);
        if (failures > 0)
            log_line(LOG_LEVEL_ERROR, "no lease", "error", why.text, NULL);
        struct pollfd wake[] = {{.fd = worker->stop, .events = POLLIN}, {.fd = worker->bells.work, .events = POLLIN}};
        (void)poll(wake, failures > 0 ? 1 : 2, IDLE_MS); /* however it ends, we look again */
    }
    return true;
}
