/* store_rubrics.c -- every version of every rubric. */
#include "server/store_parts.h"

#include <string.h>

/* A rubric is its newest version; deleting marks that one. Older versions stay readable by number for ever, for the
 * grades that were given by them. */

static bool newest(struct store *store, const char *id, int64_t *version, char sha256[static 65], bool *deleted,
                   struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT version, sha256, deleted FROM rubric WHERE id = ?1 ORDER BY version DESC LIMIT 1",
                   SQL_VALUES(sql_text(id)), &rows, e))
        return false;
    *version = 0;
    *deleted = true;
    sha256[0] = '\0';
    if (sql_next(&rows, e)) {
        *version = sql_get_int(&rows, 0);
        sql_get_chars(&rows, 1, sha256, 65);
        *deleted = sql_get_int(&rows, 2) != 0;
    }
    return e->code == ERR_NONE;
}

/* Did the writer see the version that is the newest (0: there is none)? */
static bool expected_ok(const char *id, int64_t expected, int64_t seen, uint32_t *current, struct err *e)
{
    if (expected == RUBRIC_ANY || (expected == RUBRIC_MUST_BE_NEW ? seen == 0 : expected == seen))
        return true;
    *current = (uint32_t)seen;
    if (seen == 0)
        return err_set(e, ERR_INPUT, "there is no rubric '%s'", id);
    return err_set(e, ERR_INPUT, "the newest version of rubric '%s' is %lld", id, (long long)seen);
}

static bool put(struct store *store, const struct store_rubric *rubric, int64_t expected, uint32_t *version,
                uint32_t *current, struct err *e)
{
    int64_t last = 0;
    bool deleted = true;
    char sha256[65];
    if (!newest(store, rubric->id, &last, sha256, &deleted, e) ||
        !expected_ok(rubric->id, expected, deleted ? 0 : last, current, e))
        return false;
    *version = (uint32_t)last;
    if (!deleted && strcmp(sha256, rubric->sha256) == 0)
        return true;
    *version = (uint32_t)last + 1;
    return sql_do(store->sql,
                  "INSERT INTO rubric(id, version, title, sha256, json, author, created_ms, deleted)"
                  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)",
                  SQL_VALUES(sql_text(rubric->id), sql_int(last + 1), sql_text(rubric->title), sql_text(rubric->sha256),
                             sql_blob(rubric->json), sql_text(rubric->author),
                             sql_int(rubric->created_ms ? rubric->created_ms : store_now(store))),
                  NULL, e);
}

bool store_rubric_put(struct store *store, const struct store_rubric *rubric, int64_t expected, uint32_t *version,
                      uint32_t *current, struct err *e)
{
    uint32_t made = 0;
    if (!sql_begin(store->sql, SQL_DURABLE, e))
        return false;
    if (!sql_end(store->sql, put(store, rubric, expected, &made, current, e), e))
        return false;
    *version = made;
    return true;
}

#define RUBRIC_COLUMNS "id, version, title, sha256, author, created_ms, deleted, killed, survived, equivalent"

static struct store_rubric rubric_read(const struct sql_rows *rows, struct arena *arena)
{
    struct store_rubric rubric = {.id = sql_get_text(rows, 0, arena),
                                  .version = (uint32_t)sql_get_int(rows, 1),
                                  .title = sql_get_text(rows, 2, arena),
                                  .author = sql_get_text(rows, 4, arena),
                                  .created_ms = sql_get_int(rows, 5),
                                  .deleted = sql_get_int(rows, 6) != 0,
                                  .killed = sql_get_int(rows, 7),
                                  .survived = sql_get_int(rows, 8),
                                  .equivalent = sql_get_int(rows, 9)};
    sql_get_chars(rows, 3, rubric.sha256, sizeof rubric.sha256);
    return rubric;
}

bool store_rubric_get(struct store *store, const char *id, uint32_t version, struct arena *arena,
                      struct store_rubric *out, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT " RUBRIC_COLUMNS ", json FROM rubric WHERE id = ?1 AND (version = ?2 OR ?2 = 0)"
                   " ORDER BY version DESC LIMIT 1",
                   SQL_VALUES(sql_text(id), sql_int(version)), &rows, e))
        return false;
    if (!sql_next(&rows, e) || (version == 0 && sql_get_int(&rows, 6) != 0))
        return version == 0 ? err_set(e, ERR_ABSENT, "there is no rubric '%s'", id)
                            : err_set(e, ERR_ABSENT, "rubric '%s' has no version %u", id, version);
    *out = rubric_read(&rows, arena);
    out->json = sql_get_blob(&rows, 10, arena);
    return true;
}

/* Rows of a query in the order of RUBRIC_COLUMNS; how many there are is asked first, by the same id. */
static bool list(struct store *store, const char *count_text, const char *text, const char *id, struct arena *arena,
                 struct store_rubric **out, size_t *count, struct err *e)
{
    int64_t max = 0;
    if (!sql_number(store->sql, count_text, SQL_VALUES(sql_text(id)), NULL, &max, e))
        return false;
    struct store_rubric *rubrics = arena_alloc(arena, (size_t)max + 1, sizeof *rubrics);
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, text, SQL_VALUES(sql_text(id), sql_int(max)), &rows, e))
        return false;
    size_t n = 0;
    while (sql_next(&rows, e))
        rubrics[n++] = rubric_read(&rows, arena);
    if (e->code != ERR_NONE)
        return false;
    *out = rubrics;
    *count = n;
    return true;
}

bool store_rubric_list(struct store *store, struct arena *arena, struct store_rubric **out, size_t *count,
                       struct err *e)
{
    return list(store, "SELECT count(*) FROM rubric WHERE ?1 IS NULL",
                "SELECT " RUBRIC_COLUMNS " FROM rubric AS r WHERE ?1 IS NULL AND deleted = 0"
                " AND version = (SELECT max(version) FROM rubric WHERE id = r.id) ORDER BY id LIMIT ?2",
                NULL, arena, out, count, e);
}

bool store_rubric_versions(struct store *store, const char *id, struct arena *arena, struct store_rubric **out,
                           size_t *count, struct err *e)
{
    if (!list(store, "SELECT count(*) FROM rubric WHERE id = ?1",
              "SELECT " RUBRIC_COLUMNS " FROM rubric WHERE id = ?1 ORDER BY version DESC LIMIT ?2", id, arena, out,
              count, e))
        return false;
    return *count > 0 || err_set(e, ERR_ABSENT, "there is no rubric '%s'", id);
}

bool store_rubric_tested(struct store *store, const char *id, const char *sha256, int64_t killed, int64_t survived,
                         int64_t equivalent, struct err *e)
{
    return sql_begin(store->sql, SQL_DURABLE, e) &&
           sql_end(store->sql,
                   sql_do(store->sql,
                          "UPDATE rubric SET killed = ?3, survived = ?4, equivalent = ?5"
                          " WHERE id = ?1 AND sha256 = ?2",
                          SQL_VALUES(sql_text(id), sql_text(sha256), sql_int(killed), sql_int(survived),
                                     sql_int(equivalent)),
                          NULL, e),
                   e);
}

static bool mark_deleted(struct store *store, const char *id, int64_t expected, uint32_t *current, struct err *e)
{
    int64_t last = 0;
    bool deleted = true;
    char sha256[65];
    if (!newest(store, id, &last, sha256, &deleted, e))
        return false;
    if (deleted)
        return err_set(e, ERR_ABSENT, "there is no rubric '%s'", id);
    return expected_ok(id, expected, last, current, e) &&
           sql_do(store->sql, "UPDATE rubric SET deleted = 1 WHERE id = ?1 AND version = ?2",
                  SQL_VALUES(sql_text(id), sql_int(last)), NULL, e);
}

bool store_rubric_delete(struct store *store, const char *id, int64_t expected, uint32_t *current, struct err *e)
{
    return sql_begin(store->sql, SQL_DURABLE, e) &&
           sql_end(store->sql, mark_deleted(store, id, expected, current, e), e);
}
