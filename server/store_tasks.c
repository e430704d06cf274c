/* store_tasks.c -- work for the workers that is no submission: asked, leased, answered, forgotten after an hour. */
#include "rubrics/digest.h"
#include "server/store_parts.h"

#include <string.h>

enum { WAITING_MAX = 100, ATTEMPTS_MAX = 3 };
static const int64_t kept_ms = 3600 * 1000;

static bool add(struct store *store, const struct store_task *task, struct err *e)
{
    int64_t now = store_now(store), waiting = 0;
    if (!sql_do(store->sql,
                "DELETE FROM task WHERE state IN ('graded', 'compile_error', 'grader_error') AND finished_ms <= ?1",
                SQL_VALUES(sql_int(now - kept_ms)), NULL, e) ||
        !sql_number(store->sql, "SELECT count(*) FROM task WHERE state = 'queued'", SQL_NONE, NULL, &waiting, e))
        return false;
    if (waiting >= WAITING_MAX)
        return err_set(e, ERR_LIMIT, "%lld previews and the like wait already", (long long)waiting);
    return sql_do(
        store->sql,
        "INSERT INTO task(id, kind, owner, request, state, attempts, worker, token, until_ms, progress, error,"
        " result, created_ms, finished_ms) VALUES(?1, ?2, ?3, ?4, 'queued', 0, '', '', 0, '', '', ?5, ?6, 0)",
        SQL_VALUES(sql_text(task->id), sql_text(task->kind), sql_text(task->owner), sql_blob(task->request),
                   sql_blob((struct bytes){"", 0}), sql_int(now)),
        NULL, e);
}

bool store_task_add(struct store *store, const struct store_task *task, struct err *e)
{
    return sql_begin(store->sql, SQL_DURABLE, e) && sql_end(store->sql, add(store, task, e), e);
}

bool store_task_get(struct store *store, const char *id, struct arena *arena, struct store_task *out, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT id, kind, owner, request, state, progress, error, result, created_ms, token FROM task"
                   " WHERE id = ?1",
                   SQL_VALUES(sql_text(id)), &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_ABSENT, "there is no task '%s', or no more", id);
    struct store_task task = {
        .kind = sql_get_text(&rows, 1, arena),
        .owner = sql_get_text(&rows, 2, arena),
        .request = sql_get_blob(&rows, 3, arena),
        .progress = sql_get_text(&rows, 5, arena),
        .error = sql_get_text(&rows, 6, arena),
        .result = sql_get_blob(&rows, 7, arena),
        .created_ms = sql_get_int(&rows, 8),
    };
    sql_get_chars(&rows, 0, task.id, ID_MAX);
    sql_get_chars(&rows, 9, task.token, sizeof task.token);
    const char *state = sql_get_text(&rows, 4, arena);
    if (!submission_state_parse(state, &task.state))
        return err_set(e, ERR_SYSTEM, "database: task '%s' has the unknown state '%s'", id, state);
    *out = task;
    return true;
}

/* A task whose worker is not heard of any more waits again, unless it has had its chances. */
static bool give_back(struct store *store, const char *condition, const struct sql_value *values, size_t count,
                      struct err *e)
{
    AUTO_BUF struct buf failed = {0}, queued = {0};
    buf_printf(&failed,
               "UPDATE task SET state = 'grader_error', error = 'every worker that had it died', token = '',"
               " finished_ms = until_ms WHERE state = 'running' AND attempts >= %d AND %s",
               ATTEMPTS_MAX, condition);
    buf_printf(&queued,
               "UPDATE task SET state = 'queued', token = '', worker = '', progress = ''"
               " WHERE state = 'running' AND %s",
               condition);
    return sql_do(store->sql, failed.data, values, count, NULL, e) &&
           sql_do(store->sql, queued.data, values, count, NULL, e);
}

bool store_tasks_give_back(struct store *store, const char *worker, bool many, struct err *e)
{
    return give_back(store, "(worker = ?1 OR (?2 > 0 AND substr(worker, 1, length(?1)) = ?1))",
                     SQL_VALUES(sql_text(worker), sql_int(many)), e);
}

static bool lease(struct store *store, const char *worker, int64_t lease_ms, char id[static ID_MAX], struct err *e)
{
    int64_t now = store_now(store);
    char token[33];
    id[0] = '\0';
    if (!give_back(store, "until_ms < ?1", SQL_VALUES(sql_int(now)), e))
        return false;
    {
        AUTO_ROWS struct sql_rows rows = {0}; /* ended before the table is changed */
        if (!sql_query(store->sql, "SELECT id FROM task WHERE state = 'queued' ORDER BY id LIMIT 1", SQL_NONE, &rows,
                       e))
            return false;
        if (sql_next(&rows, e))
            sql_get_chars(&rows, 0, id, ID_MAX);
    }
    if (e->code != ERR_NONE)
        return false;
    digest_random_hex(token, sizeof token / 2);
    return !*id ||
           sql_do(store->sql,
                  "UPDATE task SET state = 'running', attempts = attempts + 1, worker = ?2, token = ?3,"
                  " until_ms = ?4 WHERE id = ?1",
                  SQL_VALUES(sql_text(id), sql_text(worker), sql_text(token), sql_int(now + lease_ms)), NULL, e);
}

bool store_task_lease(struct store *store, const char *worker, int64_t lease_ms, struct arena *arena,
                      struct store_task *out, struct err *e)
{
    int64_t due = 0;
    char id[ID_MAX];
    /* Looked at first without the write lock: most polls find nothing. */
    if (!sql_number(store->sql,
                    "SELECT EXISTS(SELECT 1 FROM task WHERE state = 'queued')"
                    " OR EXISTS(SELECT 1 FROM task WHERE state = 'running' AND until_ms < ?1)",
                    SQL_VALUES(sql_int(store_now(store))), NULL, &due, e))
        return false;
    if (!due)
        return err_set(e, ERR_ABSENT, "nothing to do");
    if (!sql_begin(store->sql, SQL_QUICK, e) || !sql_end(store->sql, lease(store, worker, lease_ms, id, e), e))
        return false;
    return *id ? store_task_get(store, id, arena, out, e) : err_set(e, ERR_ABSENT, "nothing to do");
}

/* One change of a task that is ours. */
static bool change(struct store *store, enum sql_safety safety, const char *text, const struct sql_value *values,
                   size_t count, const char *id, struct err *e)
{
    size_t changed = 0;
    if (!sql_begin(store->sql, safety, e))
        return false;
    bool ok = sql_do(store->sql, text, values, count, &changed, e);
    if (ok && changed == 0)
        ok = err_set(e, ERR_ABSENT, "the lease of '%s' is no longer ours", id);
    return sql_end(store->sql, ok, e);
}

bool store_task_renew(struct store *store, const struct store_task *task, int64_t lease_ms, const char *progress,
                      struct err *e)
{
    return change(
        store, SQL_QUICK,
        "UPDATE task SET until_ms = ?3, progress = ?4 WHERE id = ?1 AND token = ?2 AND state = 'running'",
        SQL_VALUES(sql_text(task->id), sql_text(task->token), sql_int(store_now(store) + lease_ms), sql_text(progress)),
        task->id, e);
}

bool store_task_finish(struct store *store, const struct store_task *task, enum submission_state state,
                       struct bytes result, const char *error, struct err *e)
{
    CHECK(submission_done(state));
    return change(store, SQL_DURABLE,
                  "UPDATE task SET state = ?3, result = ?4, error = ?5, finished_ms = ?6, token = '', progress = ''"
                  " WHERE id = ?1 AND token = ?2 AND state = 'running'",
                  SQL_VALUES(sql_text(task->id), sql_text(task->token), sql_text(submission_state_name(state)),
                             sql_blob(result), sql_text(error), sql_int(store_now(store))),
                  task->id, e);
}
