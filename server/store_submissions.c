/* store_submissions.c -- submissions with their files and grades, each accepted once. */
#include "sandbox/base/buf.h"
#include "server/store_parts.h"

#include <stdio.h>
#include <string.h>

enum { LIST_MAX = 200 };
static const int64_t key_ms = 24 * 3600 * 1000;

/* --- adding ------------------------------------------------------------------------------------------------------- */

/* Was this very request accepted before? Then *added says how, and item->submission.id becomes the first one's. */
static bool seen_before(struct store *store, struct store_new_submission *item, enum store_added *added, struct err *e)
{
    *added = ADDED;
    if (item->idempotency_key) {
        AUTO_ROWS struct sql_rows rows = {0};
        if (!sql_query(store->sql,
                       "SELECT submission, fingerprint = ?3 FROM idempotency WHERE owner = ?1 AND name = ?2",
                       SQL_VALUES(sql_text(item->submission.owner), sql_text(item->idempotency_key),
                                  sql_text(item->fingerprint)),
                       &rows, e))
            return false;
        if (sql_next(&rows, e)) {
            *added = sql_get_int(&rows, 1) ? ADDED_BEFORE : ADDED_CONFLICT;
            sql_get_chars(&rows, 0, item->submission.id, ID_MAX);
            return true;
        }
        if (e->code != ERR_NONE)
            return false;
    }
    if (item->hook_source) {
        AUTO_ROWS struct sql_rows rows = {0};
        if (!sql_query(store->sql, "SELECT submission FROM hook_message WHERE source = ?1 AND id = ?2",
                       SQL_VALUES(sql_text(item->hook_source), sql_text(item->hook_id)), &rows, e))
            return false;
        if (sql_next(&rows, e)) {
            *added = ADDED_BEFORE;
            sql_get_chars(&rows, 0, item->submission.id, ID_MAX);
        }
    }
    return e->code == ERR_NONE;
}

static bool remember(struct store *store, const struct store_new_submission *item, int64_t now, struct err *e)
{
    if (item->idempotency_key &&
        !sql_do(store->sql,
                "INSERT INTO idempotency(owner, name, fingerprint, submission, created_ms) VALUES(?1, ?2, ?3, ?4, ?5)",
                SQL_VALUES(sql_text(item->submission.owner), sql_text(item->idempotency_key),
                           sql_text(item->fingerprint), sql_text(item->submission.id), sql_int(now)),
                NULL, e))
        return false;
    return !item->hook_source ||
           sql_do(store->sql, "INSERT INTO hook_message(source, id, submission, created_ms) VALUES(?1, ?2, ?3, ?4)",
                  SQL_VALUES(sql_text(item->hook_source), sql_text(item->hook_id), sql_text(item->submission.id),
                             sql_int(now)),
                  NULL, e);
}

/* Who takes turns in the queue: the student, or the token when no student is named. */
static const char *fair_name(const char *student, const char *owner)
{
    return student[0] ? student : owner;
}

static bool insert(struct store *store, const struct store_new_submission *item, int64_t now, struct err *e)
{
    const struct store_submission *s = &item->submission;
    bool found = false;
    int64_t version = s->rubric_version;
    if (version == 0 && !sql_number(store->sql,
                                    "SELECT version FROM rubric AS r WHERE id = ?1 AND deleted = 0"
                                    " AND version = (SELECT max(version) FROM rubric WHERE id = r.id)",
                                    SQL_VALUES(sql_text(s->rubric_id)), &found, &version, e))
        return false;
    if (version != 0 && !sql_number(store->sql, "SELECT version FROM rubric WHERE id = ?1 AND version = ?2",
                                    SQL_VALUES(sql_text(s->rubric_id), sql_int(version)), &found, &version, e))
        return false;
    if (!found)
        return err_set(e, ERR_ABSENT, "there is no rubric '%s'", s->rubric_id);

    if (!sql_do(store->sql,
                "INSERT INTO submission(id, rubric_id, rubric_version, student, owner, state, is_archive, created_ms,"
                " finished_ms, attempts, last_error, points, max_points)"
                " VALUES(?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?7, 0, 0, '', -1, -1)",
                SQL_VALUES(sql_text(s->id), sql_text(s->rubric_id), sql_int(version), sql_text(s->student),
                           sql_text(s->owner), sql_int(s->is_archive), sql_int(s->created_ms ? s->created_ms : now)),
                NULL, e))
        return false;
    for (size_t i = 0; i < item->file_count; i++)
        if (!sql_do(store->sql, "INSERT INTO file(submission, position, name, data) VALUES(?1, ?2, ?3, ?4)",
                    SQL_VALUES(sql_text(s->id), sql_int((int64_t)i), sql_text(item->files[i].name),
                               sql_blob(item->files[i].data)),
                    NULL, e))
            return false;
    return store_queue_add(store, s->id, fair_name(s->student, s->owner), NULL, now, e) &&
           remember(store, item, now, e);
}

static bool add_all(struct store *store, struct store_new_submission *items, size_t count, size_t queue_max,
                    enum store_added *added, struct err *e)
{
    int64_t now = store_now(store), waiting = 0;
    if (!sql_do(store->sql, "DELETE FROM idempotency WHERE created_ms <= ?1", SQL_VALUES(sql_int(now - key_ms)), NULL,
                e) ||
        !sql_number(store->sql, "SELECT count(*) FROM job WHERE running = 0", SQL_NONE, NULL, &waiting, e))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!seen_before(store, &items[i], &added[i], e))
            return false;
        if (added[i] != ADDED)
            continue;
        if ((size_t)waiting >= queue_max)
            return err_set(e, ERR_LIMIT, "the queue is full: %lld submissions wait", (long long)waiting);
        waiting++;
        if (!insert(store, &items[i], now, e))
            return false;
    }
    return true;
}

bool store_submission_add(struct store *store, struct store_new_submission *items, size_t count, size_t queue_max,
                          enum store_added *added, struct err *e)
{
    return sql_begin(store->sql, SQL_DURABLE, e) &&
           sql_end(store->sql, add_all(store, items, count, queue_max, added, e), e);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

#define COLUMNS                                                                                                    \
    "s.id, s.rubric_id, s.rubric_version, s.student, s.owner, s.state, s.is_archive, s.created_ms, s.finished_ms," \
    " coalesce(j.progress, ''), s.attempts, s.last_error, s.points, s.max_points"
#define TABLES " FROM submission AS s LEFT JOIN job AS j ON j.submission = s.id"
enum { COLUMN_COUNT = 14 };

static bool submission_read(const struct sql_rows *rows, struct arena *arena, struct store_submission *out,
                            struct err *e)
{
    *out = (struct store_submission){
        .rubric_id = sql_get_text(rows, 1, arena),
        .rubric_version = (uint32_t)sql_get_int(rows, 2),
        .student = sql_get_text(rows, 3, arena),
        .owner = sql_get_text(rows, 4, arena),
        .is_archive = sql_get_int(rows, 6) != 0,
        .created_ms = sql_get_int(rows, 7),
        .finished_ms = sql_get_int(rows, 8),
        .progress = sql_get_text(rows, 9, arena),
        .attempts = (uint32_t)sql_get_int(rows, 10),
        .last_error = sql_get_text(rows, 11, arena),
        .points = sql_get_int(rows, 12),
        .max_points = sql_get_int(rows, 13),
    };
    sql_get_chars(rows, 0, out->id, ID_MAX);
    const char *state = sql_get_text(rows, 5, arena);
    if (!submission_state_parse(state, &out->state))
        return err_set(e, ERR_SYSTEM, "database: submission '%s' has the unknown state '%s'", out->id, state);
    return true;
}

bool store_submission_get(struct store *store, const char *id, struct arena *arena, struct store_submission *out,
                          struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT " COLUMNS ", (SELECT json FROM grade WHERE submission = s.id ORDER BY number DESC LIMIT 1),"
                   " CASE WHEN j.running = 0 THEN (SELECT count(*) FROM job AS b WHERE b.running = 0"
                   " AND (b.turn, b.submission) < (j.turn, j.submission)) ELSE 0 END" TABLES " WHERE s.id = ?1",
                   SQL_VALUES(sql_text(id)), &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_ABSENT, "there is no submission '%s'", id);
    struct store_submission found;
    if (!submission_read(&rows, arena, &found, e))
        return false;
    found.grade = sql_get_blob(&rows, COLUMN_COUNT, arena);
    found.queue_position = sql_get_int(&rows, COLUMN_COUNT + 1);
    *out = found;
    return true;
}

/* The sources in one of the two tables that hold such; both texts are of the same one. */
static bool read_files(struct store *store, const char *how_many, const char *which, const char *id,
                       struct arena *arena, struct source **out, size_t *count, struct err *e)
{
    int64_t max = 0;
    if (!sql_number(store->sql, how_many, SQL_VALUES(sql_text(id)), NULL, &max, e))
        return false;
    struct source *files = arena_alloc(arena, (size_t)max + 1, sizeof *files);
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, which, SQL_VALUES(sql_text(id), sql_int(max)), &rows, e))
        return false;
    size_t n = 0;
    while (sql_next(&rows, e)) {
        files[n].name = sql_get_text(&rows, 0, arena);
        files[n++].data = sql_get_blob(&rows, 1, arena);
    }
    if (e->code != ERR_NONE)
        return false;
    *out = files;
    *count = n;
    return true;
}

bool store_submission_files(struct store *store, const char *id, struct arena *arena, struct source **out,
                            size_t *count, struct err *e)
{
    if (!read_files(store, "SELECT count(*) FROM file WHERE submission = ?1",
                    "SELECT name, data FROM file WHERE submission = ?1 ORDER BY position LIMIT ?2", id, arena, out,
                    count, e))
        return false;
    return *count > 0 || err_set(e, ERR_ABSENT, "there is no submission '%s'", id);
}

bool store_submission_unpacked(struct store *store, const char *id, struct arena *arena, struct source **out,
                               size_t *count, struct err *e)
{
    return read_files(store, "SELECT count(*) FROM unpacked WHERE submission = ?1",
                      "SELECT name, data FROM unpacked WHERE submission = ?1 ORDER BY position LIMIT ?2", id, arena,
                      out, count, e);
}

bool store_submission_list(struct store *store, const struct store_filter *filter, struct arena *arena,
                           struct store_submission **out, size_t *count, struct err *e)
{
    /* Only the conditions that are asked for, so that each has its index. */
    const struct {
        const char *column, *value;
    } conditions[] = {
        {" AND s.student = ?", filter->student},
        {" AND s.rubric_id = ?", filter->rubric_id},
        {" AND s.owner = ?", filter->owner},
        {" AND s.state = ?", filter->by_state ? submission_state_name(filter->state) : NULL},
        {" AND s.id < ?", filter->before_id},
    };
    struct sql_value values[sizeof conditions / sizeof *conditions + 1];
    size_t value_count = 0;
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, "SELECT " COLUMNS TABLES " WHERE 1 = 1");
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        if (!conditions[i].value)
            continue;
        values[value_count++] = sql_text(conditions[i].value);
        buf_printf(&text, "%s%zu", conditions[i].column, value_count);
    }
    size_t limit = filter->limit < 1 ? 1 : filter->limit > LIST_MAX ? LIST_MAX : filter->limit;
    values[value_count++] = sql_int((int64_t)limit);
    buf_printf(&text, " ORDER BY s.id DESC LIMIT ?%zu", value_count);

    struct store_submission *found = arena_alloc(arena, limit, sizeof *found);
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, text.data, values, value_count, &rows, e))
        return false;
    size_t n = 0;
    while (sql_next(&rows, e))
        if (!submission_read(&rows, arena, &found[n++], e))
            return false;
    if (e->code != ERR_NONE)
        return false;
    *out = found;
    *count = n;
    return true;
}

bool store_grade_list(struct store *store, const char *id, struct arena *arena, struct store_grade **out, size_t *count,
                      struct err *e)
{
    int64_t max = 0;
    if (!sql_number(store->sql, "SELECT count(*) FROM grade WHERE submission = ?1", SQL_VALUES(sql_text(id)), NULL,
                    &max, e))
        return false;
    struct store_grade *grades = arena_alloc(arena, (size_t)max + 1, sizeof *grades);
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT number, rubric_version, json, created_ms, reason FROM grade WHERE submission = ?1"
                   " ORDER BY number DESC LIMIT ?2",
                   SQL_VALUES(sql_text(id), sql_int(max)), &rows, e))
        return false;
    size_t n = 0;
    while (sql_next(&rows, e))
        grades[n++] =
            (struct store_grade){(uint32_t)sql_get_int(&rows, 0), (uint32_t)sql_get_int(&rows, 1),
                                 sql_get_blob(&rows, 2, arena), sql_get_int(&rows, 3), sql_get_text(&rows, 4, arena)};
    if (e->code != ERR_NONE)
        return false;
    *out = grades;
    *count = n;
    return true;
}

bool store_evidence_get(struct store *store, const char *id, struct arena *arena, struct bytes *out, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT data FROM evidence WHERE submission = ?1"
                   " AND number = (SELECT max(number) FROM grade WHERE submission = ?1)",
                   SQL_VALUES(sql_text(id)), &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_ABSENT, "no evidence was kept of '%s'", id);
    *out = sql_get_blob(&rows, 0, arena);
    return true;
}

/* --- grading again ------------------------------------------------------------------------------------------------ */

struct finished {
    char id[ID_MAX];
    const char *student, *owner;
};

static bool requeue(struct store *store, const char *id, const char *fair, int64_t version,
                    const struct store_again *again, struct err *e)
{
    return sql_do(store->sql,
                  "UPDATE submission SET state = 'queued', rubric_version = ?2, attempts = 0, last_error = '',"
                  " finished_ms = 0 WHERE id = ?1",
                  SQL_VALUES(sql_text(id), sql_int(version)), NULL, e) &&
           store_queue_add(store, id, fair, again, store_now(store), e);
}

static bool newest_version(struct store *store, const char *rubric_id, int64_t *version, struct err *e)
{
    bool found = false;
    if (!sql_number(store->sql,
                    "SELECT version FROM rubric AS r WHERE id = ?1 AND deleted = 0"
                    " AND version = (SELECT max(version) FROM rubric WHERE id = r.id)",
                    SQL_VALUES(sql_text(rubric_id)), &found, version, e))
        return false;
    return found || err_set(e, ERR_ABSENT, "there is no rubric '%s'", rubric_id);
}

static bool regrade(struct store *store, const char *id, const struct store_again *again, struct arena *arena,
                    struct err *e)
{
    struct store_submission s;
    int64_t version = 0;
    if (!store_submission_get(store, id, arena, &s, e))
        return false;
    if (!submission_may(s.state, SUBMISSION_QUEUED) || !submission_done(s.state))
        return err_set(e, ERR_INPUT, "submission '%s' is still being graded", id);
    return newest_version(store, s.rubric_id, &version, e) &&
           requeue(store, id, fair_name(s.student, s.owner), version, again, e);
}

bool store_regrade(struct store *store, const char *id, const struct store_again *again, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    return sql_begin(store->sql, SQL_DURABLE, e) && sql_end(store->sql, regrade(store, id, again, arena, e), e);
}

static bool named(const struct store_again *again, const char *id)
{
    for (size_t i = 0; again->ids && i < again->id_count; i++)
        if (strcmp(again->ids[i], id) == 0)
            return true;
    return !again->ids;
}

static bool regrade_rubric(struct store *store, const char *rubric_id, const struct store_again *again,
                           struct arena *arena, size_t *count, struct err *e)
{
    int64_t version = 0, max = 0;
    if (!newest_version(store, rubric_id, &version, e) ||
        !sql_number(store->sql, "SELECT count(*) FROM submission WHERE rubric_id = ?1", SQL_VALUES(sql_text(rubric_id)),
                    NULL, &max, e))
        return false;
    struct finished *all = arena_alloc(arena, (size_t)max + 1, sizeof *all);
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT id, student, owner FROM submission WHERE rubric_id = ?1"
                   " AND state IN ('graded', 'compile_error', 'grader_error') ORDER BY id",
                   SQL_VALUES(sql_text(rubric_id)), &rows, e))
        return false;
    size_t n = 0;
    while (sql_next(&rows, e)) {
        sql_get_chars(&rows, 0, all[n].id, ID_MAX);
        if (!named(again, all[n].id))
            continue;
        all[n].student = sql_get_text(&rows, 1, arena);
        all[n++].owner = sql_get_text(&rows, 2, arena);
    }
    if (e->code != ERR_NONE)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!requeue(store, all[i].id, fair_name(all[i].student, all[i].owner), version, again, e))
            return false;
    *count = n;
    return true;
}

bool store_regrade_rubric(struct store *store, const char *rubric_id, const struct store_again *again, size_t *count,
                          struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    size_t n = 0;
    if (!sql_begin(store->sql, SQL_DURABLE, e) ||
        !sql_end(store->sql, regrade_rubric(store, rubric_id, again, arena, &n, e), e))
        return false;
    *count = n;
    return true;
}
