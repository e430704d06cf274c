/* store_outbox.c -- what other services are told, written together with what it tells. */
#include "rubrics/json.h"
#include "sandbox/base/clock.h"
#include "server/store_parts.h"

#include <stdio.h>
#include <string.h>

/* Deliveries of one endpoint and ordering key go out in the order they were written: one is due only when no earlier
 * one of the same key still waits. A dead letter holds nobody up. */

bool store_endpoints_set(struct store *store, const struct store_endpoint *endpoints, size_t count, struct err *e)
{
    if (!sql_begin(store->sql, SQL_DURABLE, e))
        return false;
    bool ok = sql_do(store->sql, "DELETE FROM endpoint", SQL_NONE, NULL, e);
    for (size_t i = 0; ok && i < count; i++)
        ok = sql_do(store->sql, "INSERT INTO endpoint(name, url) VALUES(?1, ?2)",
                    SQL_VALUES(sql_text(endpoints[i].name), sql_text(endpoints[i].url)), NULL, e);
    ok = ok && sql_do(store->sql,
                      "UPDATE delivery SET state = 'dead', last_error = 'the endpoint is configured no more'"
                      " WHERE state = 'waiting' AND endpoint NOT IN (SELECT name FROM endpoint)",
                      SQL_NONE, NULL, e);
    return sql_end(store->sql, ok, e);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Does the rubric keep a criterion from the student at this time? Then a score would tell it. */
static bool withholds(struct bytes rubric_json, struct err *e)
{
    AUTO_JSON json_t *rubric = NULL;
    if (!json_read(rubric_json, &rubric, e))
        return false;
    size_t i;
    json_t *criterion;
    json_array_foreach(json_object_get(rubric, "criteria"), i, criterion)
    {
        const char *visibility = json_string_value(json_object_get(criterion, "visibility"));
        if (visibility && strcmp(visibility, "visible") != 0)
            return true;
    }
    return false;
}

static json_t *points_json(bool shown, int64_t points)
{
    return shown && points >= 0 ? json_real((double)points / 100) : json_null();
}

static struct bytes message(const struct store_submission *s, enum submission_state state, bool withheld,
                            int64_t points, int64_t max_points, int64_t now, struct arena *arena)
{
    char timestamp[CLOCK_TEXT];
    clock_text(now, timestamp);
    const char *type = state == SUBMISSION_GRADER_ERROR ? "submission.grader_error" : "submission.graded";
    AUTO_JSON json_t *json =
        json_pack("{s:s, s:s, s:{s:s, s:{s:s, s:I}, s:s, s:s, s:o, s:o}}", "type", type, "timestamp", timestamp, "data",
                  "id", s->id, "rubric", "id", s->rubric_id, "version", (json_int_t)s->rubric_version, "student",
                  s->student, "status", submission_state_name(state), "score", points_json(!withheld, points),
                  "max_score", points_json(!withheld, max_points));
    CHECK(json); /* all strings were UTF-8 at the door */
    return json_write(json, false, arena);
}

static bool add(struct store *store, const char *id, enum submission_state state, int64_t points, int64_t max_points,
                int64_t now, struct arena *arena, struct err *e)
{
    struct store_submission s;
    struct store_rubric rubric;
    if (!store_submission_get(store, id, arena, &s, e) ||
        !store_rubric_get(store, s.rubric_id, s.rubric_version, arena, &rubric, e))
        return false;
    bool withheld = withholds(rubric.json, e);
    if (e->code != ERR_NONE)
        return false;

    char fresh[ID_MAX], message_id[ID_MAX];
    submission_id_make(fresh);
    (void)snprintf(message_id, sizeof message_id, "msg_%s", fresh + 4); /* as long as the id it is made of */
    /* A grade book has one place for a student and an exercise: what comes last there must be what was graded last. */
    const char *ordering = arena_printf(arena, "%s %s", s.rubric_id, s.student);
    return sql_do(store->sql,
                  "INSERT INTO delivery(message_id, endpoint, ordering, body, state, attempts, created_ms, next_try_ms,"
                  " lease_until_ms, last_status, last_error)"
                  " SELECT ?1, name, ?2, ?3, 'waiting', 0, ?4, ?4, 0, 0, '' FROM endpoint ORDER BY name",
                  SQL_VALUES(sql_text(message_id), sql_text(ordering),
                             sql_blob(message(&s, state, withheld, points, max_points, now, arena)), sql_int(now)),
                  NULL, e);
}

bool store_outbox_add(struct store *store, const char *id, enum submission_state state, int64_t points,
                      int64_t max_points, int64_t now, struct err *e)
{
    int64_t endpoints = 0;
    if (!sql_number(store->sql, "SELECT count(*) FROM endpoint", SQL_NONE, NULL, &endpoints, e))
        return false;
    if (endpoints == 0)
        return true;
    AUTO_ARENA struct arena *arena = arena_make();
    return add(store, id, state, points, max_points, now, arena, e);
}

/* --- delivering --------------------------------------------------------------------------------------------------- */

#define COLUMNS                                                                                                   \
    "d.id, d.message_id, d.endpoint, d.ordering, d.body, d.attempts, d.created_ms, d.next_try_ms, d.last_status," \
    " d.last_error, d.state"
#define FIRST_OF_ITS_KEY                                                                         \
    " d.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM delivery AS b WHERE b.state = 'waiting'" \
    " AND b.endpoint = d.endpoint AND b.ordering = d.ordering AND b.id < d.id)"

static struct store_delivery delivery_read(const struct sql_rows *rows, struct arena *arena)
{
    struct store_delivery delivery = {.id = sql_get_int(rows, 0),
                                      .endpoint = sql_get_text(rows, 2, arena),
                                      .ordering = sql_get_text(rows, 3, arena),
                                      .body = sql_get_blob(rows, 4, arena),
                                      .attempts = (uint32_t)sql_get_int(rows, 5),
                                      .created_ms = sql_get_int(rows, 6),
                                      .next_try_ms = sql_get_int(rows, 7),
                                      .last_status = (int)sql_get_int(rows, 8),
                                      .last_error = sql_get_text(rows, 9, arena),
                                      .state = sql_get_text(rows, 10, arena)};
    sql_get_chars(rows, 1, delivery.message_id, sizeof delivery.message_id);
    return delivery;
}

static bool next_delivery(struct store *store, int64_t now, struct arena *arena, struct store_delivery *out,
                          struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT " COLUMNS " FROM delivery AS d WHERE d.next_try_ms <= ?1 AND d.lease_until_ms <= ?1"
                   " AND" FIRST_OF_ITS_KEY " ORDER BY d.next_try_ms, d.id LIMIT 1",
                   SQL_VALUES(sql_int(now)), &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_ABSENT, "nothing to deliver");
    *out = delivery_read(&rows, arena);
    return true;
}

bool store_delivery_lease(struct store *store, int64_t lease_ms, struct arena *arena, struct store_delivery *out,
                          struct err *e)
{
    int64_t now = store_now(store);
    struct store_delivery delivery;
    if (!next_delivery(store, now, arena, &delivery, e)) /* first without the write lock */
        return false;
    if (!sql_begin(store->sql, SQL_DURABLE, e)) /* and with it all that came before: the grade that it tells of */
        return false;
    bool ok = next_delivery(store, now, arena, &delivery, e) &&
              sql_do(store->sql, "UPDATE delivery SET attempts = attempts + 1, lease_until_ms = ?2 WHERE id = ?1",
                     SQL_VALUES(sql_int(delivery.id), sql_int(now + lease_ms)), NULL, e);
    if (!sql_end(store->sql, ok, e))
        return false;
    delivery.attempts++;
    *out = delivery;
    return true;
}

/* One change of one delivery in a given state. */
static bool change(struct store *store, const char *text, const struct sql_value *values, size_t count, int64_t id,
                   const char *wanted, struct err *e)
{
    size_t changed = 0;
    if (!sql_begin(store->sql, SQL_DURABLE, e))
        return false;
    bool ok = sql_do(store->sql, text, values, count, &changed, e);
    if (ok && changed == 0)
        ok = err_set(e, ERR_ABSENT, "there is no %s delivery %lld", wanted, (long long)id);
    return sql_end(store->sql, ok, e);
}

bool store_delivery_done(struct store *store, int64_t id, int status, struct err *e)
{
    return change(store,
                  "UPDATE delivery SET state = 'delivered', lease_until_ms = 0, last_status = ?2, last_error = ''"
                  " WHERE id = ?1 AND state = 'waiting'",
                  SQL_VALUES(sql_int(id), sql_int(status)), id, "waiting", e);
}

bool store_delivery_failed(struct store *store, int64_t id, int status, const char *why, int64_t next_try_ms,
                           struct err *e)
{
    return change(store,
                  "UPDATE delivery SET state = CASE WHEN ?4 = 0 THEN 'dead' ELSE 'waiting' END, lease_until_ms = 0,"
                  " last_status = ?2, last_error = ?3, next_try_ms = ?4 WHERE id = ?1 AND state = 'waiting'",
                  SQL_VALUES(sql_int(id), sql_int(status), sql_text(why), sql_int(next_try_ms)), id, "waiting", e);
}

bool store_delivery_retry(struct store *store, int64_t id, struct err *e)
{
    return change(store,
                  "UPDATE delivery SET state = 'waiting', attempts = 0, next_try_ms = ?2, lease_until_ms = 0"
                  " WHERE id = ?1 AND state <> 'waiting' AND endpoint IN (SELECT name FROM endpoint)",
                  SQL_VALUES(sql_int(id), sql_int(store_now(store))), id, "ended", e);
}

bool store_delivery_list(struct store *store, const char *state, size_t limit, struct arena *arena,
                         struct store_delivery **out, size_t *count, struct err *e)
{
    static const char all[] = "SELECT " COLUMNS " FROM delivery AS d WHERE ?1 IS NULL ORDER BY d.id DESC LIMIT ?2";
    static const char some[] = "SELECT " COLUMNS " FROM delivery AS d WHERE d.state = ?1 ORDER BY d.id DESC LIMIT ?2";
    struct store_delivery *found = arena_alloc(arena, limit + 1, sizeof *found);
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, state ? some : all, SQL_VALUES(sql_text(state), sql_int((int64_t)limit)), &rows, e))
        return false;
    size_t n = 0;
    while (sql_next(&rows, e))
        found[n++] = delivery_read(&rows, arena);
    if (e->code != ERR_NONE)
        return false;
    *out = found;
    *count = n;
    return true;
}

bool store_delivery_next_ms(struct store *store, int64_t *out, struct err *e)
{
    return sql_number(store->sql,
                      "SELECT coalesce(min(CASE WHEN d.lease_until_ms > d.next_try_ms THEN d.lease_until_ms"
                      " ELSE d.next_try_ms END), 0) FROM delivery AS d WHERE" FIRST_OF_ITS_KEY,
                      SQL_NONE, NULL, out, e);
}
