/* store_queue.c -- who is graded next, and by whom: turns and leases. */
#include "rubrics/digest.h"
#include "server/store_parts.h"

#include <string.h>

/* Fair between students by start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996) with jobs of equal size: a job's
 * turn is one after its student's last open job, and never before the turn that was served last. So a student with a
 * hundred jobs has one in each round, and a newcomer is in the present round, whatever waits. Equal turns go by age.
 *
 * A lease is a random token in the job's row. Whatever ends the lease (finish, give back, run out, death of the worker)
 * checks or clears the token in the same transaction as its effect: that is why a submission gets exactly one grade
 * even when a worker was only slow and another one has taken over. Leases and their finish are QUICK transactions:
 * should a power cut undo one, the job is simply queued, its worker is gone too, and the same grade is found again.
 * Nobody else was told of the one that was lost: to lease a delivery is DURABLE, which keeps all that was written
 * before it. */

enum {
    DEATHS_MAX = 20, /* of workers holding one job; a job that kills its worker each time must end, too */
    DELAY_MS = 500,  /* before the second attempt; twice as long before each later one */
};

bool store_queue_add(struct store *store, const char *id, const char *fair, const struct store_again *again,
                     int64_t now, struct err *e)
{
    int64_t served = 0, last = 0;
    bool found = false;
    if (!sql_number(store->sql, "SELECT turn FROM queue_clock", SQL_NONE, NULL, &served, e) ||
        !sql_number(store->sql, "SELECT turn FROM job WHERE fair = ?1 ORDER BY turn DESC LIMIT 1",
                    SQL_VALUES(sql_text(fair)), &found, &last, e))
        return false;
    int64_t turn = found && last + 1 > served ? last + 1 : served;
    return sql_do(store->sql,
                  "INSERT INTO job(submission, fair, turn, queued_ms, run_after_ms, running, deaths, worker, token,"
                  " until_ms, progress, reason, reuse) VALUES(?1, ?2, ?3, ?4, ?4, 0, 0, '', '', 0, '', ?5, ?6)",
                  SQL_VALUES(sql_text(id), sql_text(fair), sql_int(turn), sql_int(now),
                             sql_text(again ? again->reason : ""), sql_int(again && again->reuse)),
                  NULL, e);
}

/* --- the ends of a lease; each runs inside a transaction --------------------------------------------------------- */

static bool close_job(struct store *store, const char *id, enum submission_state state, const char *last_error,
                      int64_t now, struct err *e)
{
    CHECK(submission_may(SUBMISSION_RUNNING, state) && submission_done(state));
    return sql_do(store->sql, "UPDATE submission SET state = ?2, finished_ms = ?3, last_error = ?4 WHERE id = ?1",
                  SQL_VALUES(sql_text(id), sql_text(submission_state_name(state)), sql_int(now), sql_text(last_error)),
                  NULL, e) &&
           sql_do(store->sql, "DELETE FROM job WHERE submission = ?1", SQL_VALUES(sql_text(id)), NULL, e);
}

static bool requeue(struct store *store, const char *id, const char *why, int64_t run_after, struct err *e)
{
    return sql_do(store->sql, "UPDATE submission SET state = 'queued', last_error = ?2 WHERE id = ?1",
                  SQL_VALUES(sql_text(id), sql_text(why)), NULL, e) &&
           sql_do(store->sql,
                  "UPDATE job SET running = 0, worker = '', token = '', until_ms = 0, progress = '', run_after_ms = ?2"
                  " WHERE submission = ?1",
                  SQL_VALUES(sql_text(id), sql_int(run_after)), NULL, e);
}

/* An attempt that failed by our fault: again later, or a human is asked. */
static bool failed(struct store *store, const char *id, const char *why, int64_t now, struct err *e)
{
    int64_t attempts = 0;
    if (!sql_number(store->sql, "SELECT attempts FROM submission WHERE id = ?1", SQL_VALUES(sql_text(id)), NULL,
                    &attempts, e))
        return false;
    if (attempts < STORE_ATTEMPTS_MAX) {
        int64_t delay = DELAY_MS;
        for (int64_t i = 1; i < attempts; i++)
            delay *= 2;
        return requeue(store, id, why, now + delay, e);
    }
    return close_job(store, id, SUBMISSION_GRADER_ERROR, why, now, e) &&
           store_outbox_add(store, id, SUBMISSION_GRADER_ERROR, -1, -1, now, e);
}

/* The worker died, not by the job's doing as far as we know: no attempt is counted, but deaths are. Those of a whole
 * service are not: a job runs in a worker and can end no more than that. */
static bool died(struct store *store, const char *id, int64_t deaths, int64_t now, struct err *e)
{
    static const char why[] = "the worker that graded it died";
    if (deaths >= DEATHS_MAX)
        return close_job(store, id, SUBMISSION_GRADER_ERROR, why, now, e) &&
               store_outbox_add(store, id, SUBMISSION_GRADER_ERROR, -1, -1, now, e);
    return requeue(store, id, why, now, e) &&
           sql_do(store->sql, "UPDATE job SET deaths = ?2 WHERE submission = ?1",
                  SQL_VALUES(sql_text(id), sql_int(deaths)), NULL, e) &&
           sql_do(store->sql, "UPDATE submission SET attempts = attempts - 1 WHERE id = ?1", SQL_VALUES(sql_text(id)),
                  NULL, e);
}

struct held {
    char id[ID_MAX];
    int64_t deaths;
};

/* The first of a query's rows (submission, deaths); rows of a table may not be changed while they are being read. */
enum { HELD_MAX = 64 };
static bool held_by(struct store *store, const char *text, const struct sql_value *values, size_t value_count,
                    struct held out[static HELD_MAX], size_t *count, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, text, values, value_count, &rows, e))
        return false;
    *count = 0;
    while (*count < HELD_MAX && sql_next(&rows, e)) {
        sql_get_chars(&rows, 0, out[*count].id, ID_MAX);
        out[(*count)++].deaths = sql_get_int(&rows, 1);
    }
    return e->code == ERR_NONE;
}

/* --- leasing ------------------------------------------------------------------------------------------------------ */

static bool give_back_expired(struct store *store, int64_t now, struct err *e)
{
    struct held held[HELD_MAX];
    size_t count = 0;
    if (!held_by(store, "SELECT submission, deaths FROM job WHERE running = 1 AND until_ms < ?1 LIMIT 64",
                 SQL_VALUES(sql_int(now)), held, &count, e))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!failed(store, held[i].id, "its lease ran out: the worker did not answer in time", now, e))
            return false;
    return true;
}

/* *turn -1: nothing is due. */
static bool next_job(struct store *store, int64_t now, struct store_lease *out, int64_t *turn, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT submission, queued_ms, turn, reuse FROM job WHERE running = 0 AND run_after_ms <= ?1"
                   " ORDER BY turn, queued_ms, submission LIMIT 1",
                   SQL_VALUES(sql_int(now)), &rows, e))
        return false;
    *turn = -1;
    if (sql_next(&rows, e)) {
        sql_get_chars(&rows, 0, out->id, ID_MAX);
        out->queued_ms = sql_get_int(&rows, 1);
        *turn = sql_get_int(&rows, 2);
        out->reuse = sql_get_int(&rows, 3) != 0;
    }
    return e->code == ERR_NONE;
}

/* *leased false: nothing is due, but what had run out was given back. */
static bool lease(struct store *store, const char *worker, int64_t now, struct store_lease *out, bool *leased,
                  struct err *e)
{
    int64_t turn = 0, attempt = 0;
    if (!give_back_expired(store, now, e) || !next_job(store, now, out, &turn, e))
        return false;
    *leased = turn >= 0;
    if (!*leased)
        return true;
    digest_random_hex(out->token, sizeof out->token / 2);
    if (!sql_do(
            store->sql,
            "UPDATE job SET running = 1, worker = ?2, token = ?3, until_ms = ?4, progress = '' WHERE submission = ?1",
            SQL_VALUES(sql_text(out->id), sql_text(worker), sql_text(out->token), sql_int(out->until_ms)), NULL, e) ||
        !sql_do(store->sql, "UPDATE submission SET state = 'running', attempts = attempts + 1 WHERE id = ?1",
                SQL_VALUES(sql_text(out->id)), NULL, e) ||
        !sql_number(store->sql, "SELECT attempts FROM submission WHERE id = ?1", SQL_VALUES(sql_text(out->id)), NULL,
                    &attempt, e) ||
        !sql_do(store->sql, "UPDATE queue_clock SET turn = ?1 WHERE turn < ?1", SQL_VALUES(sql_int(turn)), NULL, e))
        return false;
    out->attempt = (uint32_t)attempt;
    return true;
}

bool store_lease(struct store *store, const char *worker, int64_t lease_ms, struct store_lease *out, struct err *e)
{
    int64_t now = store_now(store), due = 0;
    /* Looked at first without the write lock: most polls find nothing. */
    if (!sql_number(store->sql,
                    "SELECT EXISTS(SELECT 1 FROM job WHERE running = 0 AND run_after_ms <= ?1)"
                    " OR EXISTS(SELECT 1 FROM job WHERE running = 1 AND until_ms < ?1)",
                    SQL_VALUES(sql_int(now)), NULL, &due, e))
        return false;
    if (!due)
        return err_set(e, ERR_ABSENT, "nothing to do");

    struct store_lease taken = {.until_ms = now + lease_ms};
    bool leased = false;
    if (!sql_begin(store->sql, SQL_QUICK, e) || !sql_end(store->sql, lease(store, worker, now, &taken, &leased, e), e))
        return false;
    if (!leased)
        return err_set(e, ERR_ABSENT, "nothing to do");
    *out = taken;
    return true;
}

bool store_lease_renew(struct store *store, struct store_lease *lease, int64_t lease_ms, const char *progress,
                       struct err *e)
{
    size_t changed = 0;
    int64_t until = store_now(store) + lease_ms;
    if (!sql_begin(store->sql, SQL_QUICK, e))
        return false;
    bool ok = sql_do(store->sql,
                     "UPDATE job SET until_ms = ?3, progress = coalesce(?4, progress)"
                     " WHERE submission = ?1 AND token = ?2 AND running = 1",
                     SQL_VALUES(sql_text(lease->id), sql_text(lease->token), sql_int(until), sql_text(progress)),
                     &changed, e);
    if (ok && changed == 0)
        ok = err_set(e, ERR_ABSENT, "the lease of '%s' is no longer ours", lease->id);
    if (!sql_end(store->sql, ok, e))
        return false;
    lease->until_ms = until;
    return true;
}

static bool still_ours(struct store *store, const struct store_lease *lease, struct err *e)
{
    bool found = false;
    int64_t one = 0;
    if (!sql_number(store->sql, "SELECT 1 FROM job WHERE submission = ?1 AND token = ?2 AND running = 1",
                    SQL_VALUES(sql_text(lease->id), sql_text(lease->token)), &found, &one, e))
        return false;
    return found || err_set(e, ERR_ABSENT, "the lease of '%s' is no longer ours", lease->id);
}

/* The reason still stands in the job's row. */
static bool add_grade(struct store *store, const char *id, const struct store_finished *finished, int64_t now,
                      struct err *e)
{
    int64_t number = 0;
    return sql_number(store->sql, "SELECT count(*) FROM grade WHERE submission = ?1", SQL_VALUES(sql_text(id)), NULL,
                      &number, e) &&
           sql_do(store->sql,
                  "INSERT INTO grade(submission, number, rubric_version, state, points, max_points, json, created_ms,"
                  " reason) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, reason FROM job WHERE submission = ?1",
                  SQL_VALUES(sql_text(id), sql_int(number + 1), sql_int(finished->rubric_version),
                             sql_text(submission_state_name(finished->state)), sql_int(finished->points),
                             sql_int(finished->max_points), sql_blob(finished->grade), sql_int(now)),
                  NULL, e) &&
           (finished->evidence.size == 0 ||
            sql_do(store->sql, "INSERT INTO evidence(submission, number, data) VALUES(?1, ?2, ?3)",
                   SQL_VALUES(sql_text(id), sql_int(number + 1), sql_blob(finished->evidence)), NULL, e));
}

static bool keep_unpacked(struct store *store, const char *id, const struct store_finished *finished, struct err *e)
{
    if (!finished->unpacked)
        return true;
    if (!sql_do(store->sql, "DELETE FROM unpacked WHERE submission = ?1", SQL_VALUES(sql_text(id)), NULL, e))
        return false;
    for (size_t i = 0; i < finished->unpacked_count; i++)
        if (!sql_do(store->sql, "INSERT INTO unpacked(submission, position, name, data) VALUES(?1, ?2, ?3, ?4)",
                    SQL_VALUES(sql_text(id), sql_int((int64_t)i), sql_text(finished->unpacked[i].name),
                               sql_blob(finished->unpacked[i].data)),
                    NULL, e))
            return false;
    return true;
}

bool store_lease_finish(struct store *store, const struct store_lease *lease, const struct store_finished *finished,
                        struct err *e)
{
    if (!sql_begin(store->sql, SQL_QUICK, e))
        return false;
    int64_t now = store_now(store);
    bool ok =
        still_ours(store, lease, e) && add_grade(store, lease->id, finished, now, e) &&
        keep_unpacked(store, lease->id, finished, e) && close_job(store, lease->id, finished->state, "", now, e) &&
        sql_do(store->sql, "UPDATE submission SET rubric_version = ?2, points = ?3, max_points = ?4 WHERE id = ?1",
               SQL_VALUES(sql_text(lease->id), sql_int(finished->rubric_version), sql_int(finished->points),
                          sql_int(finished->max_points)),
               NULL, e) &&
        store_outbox_add(store, lease->id, finished->state, finished->points, finished->max_points, now, e);
    return sql_end(store->sql, ok, e);
}

bool store_lease_give_back(struct store *store, const struct store_lease *lease, const char *why, struct err *e)
{
    return sql_begin(store->sql, SQL_DURABLE, e) &&
           sql_end(store->sql, still_ours(store, lease, e) && failed(store, lease->id, why, store_now(store), e), e);
}

static bool worker_gone(struct store *store, const char *worker, size_t *count, struct err *e)
{
    size_t length = strlen(worker);
    bool many = length > 0 && worker[length - 1] == '/';
    for (;;) {
        struct held held[HELD_MAX];
        size_t found = 0;
        if (!held_by(store,
                     "SELECT submission, deaths FROM job WHERE running = 1"
                     " AND (worker = ?1 OR (?2 > 0 AND substr(worker, 1, length(?1)) = ?1)) LIMIT 64",
                     SQL_VALUES(sql_text(worker), sql_int(many)), held, &found, e))
            return false;
        for (size_t i = 0; i < found; i++)
            if (!died(store, held[i].id, held[i].deaths + (many ? 0 : 1), store_now(store), e))
                return false;
        *count += found;
        if (found < HELD_MAX)
            return store_tasks_give_back(store, worker, many, e);
    }
}

bool store_worker_gone(struct store *store, const char *worker, size_t *count, struct err *e)
{
    size_t given_back = 0;
    if (!sql_begin(store->sql, SQL_DURABLE, e) || !sql_end(store->sql, worker_gone(store, worker, &given_back, e), e))
        return false;
    *count = given_back;
    return true;
}

bool store_queue_look(struct store *store, struct store_queue *out, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT (SELECT count(*) FROM job WHERE running = 0), (SELECT count(*) FROM job WHERE running = 1),"
                   " (SELECT min(queued_ms) FROM job WHERE running = 0)",
                   SQL_NONE, &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_SYSTEM, "database: an aggregate gave no row");
    *out = (struct store_queue){sql_get_int(&rows, 0), sql_get_int(&rows, 1), sql_get_int(&rows, 2)};
    return true;
}
