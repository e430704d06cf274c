/* store.c -- opening the store and bringing it up to date; its tokens and sessions. */
#include "server/store.h"

#include "sandbox/base/clock.h"
#include "server/store_parts.h"

#include <stdlib.h>
#include <string.h>

static int64_t wall_clock(void *context)
{
    (void)context; /* only a test's clock has one */
    return clock_unix_ms();
}

int64_t store_now(const struct store *store)
{
    return store->now_ms(store->clock);
}

static bool migrate(struct sql *sql, const char *const *migrations, size_t count, struct err *e)
{
    int64_t version = 0;
    bool found = false;
    if (!sql_script(sql, "CREATE TABLE IF NOT EXISTS schema_version(version BIGINT NOT NULL)", e))
        return false;
    if (!sql_number(sql, "SELECT version FROM schema_version", SQL_NONE, &found, &version, e))
        return false;
    if (version < 0 || version > (int64_t)count)
        return err_set(e, ERR_INPUT,
                       "the database has schema version %lld, made by a newer Bothends; this one knows %zu",
                       (long long)version, count);
    if (!found && !sql_do(sql, "INSERT INTO schema_version(version) VALUES(0)", SQL_NONE, NULL, e))
        return false;
    if (version == (int64_t)count)
        return true;
    for (size_t i = (size_t)version; i < count; i++)
        if (!sql_script(sql, migrations[i], e))
            return false;
    return sql_do(sql, "UPDATE schema_version SET version = ?1", SQL_VALUES(sql_int((int64_t)count)), NULL, e);
}

/* Without the write lock, as each thread and process opens the store: nearly always there is nothing to do. */
static bool is_current(struct sql *sql, size_t count)
{
    struct err unknown = {0}; /* a new database has no such table; whatever else is wrong the migration will say */
    int64_t version = 0;
    bool found = false;
    return sql_number(sql, "SELECT version FROM schema_version", SQL_NONE, &found, &version, &unknown) && found &&
           version == (int64_t)count;
}

bool store_migrate(struct sql *sql, const char *const *migrations, size_t count, struct err *e)
{
    return is_current(sql, count) ||
           (sql_begin(sql, SQL_DURABLE, e) && sql_end(sql, migrate(sql, migrations, count, e), e));
}

bool store_open(struct store **out, const char *url, struct err *e)
{
    struct sql *sql = NULL;
    if (!sql_open(&sql, url, e))
        return false;
    if (!store_migrate(sql, store_migrations, store_migration_count, e)) {
        sql_close(sql);
        return false;
    }
    struct store *store = calloc(1, sizeof *store);
    CHECK(store);
    *store = (struct store){.sql = sql, .now_ms = wall_clock};
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    sql_close(store->sql);
    free(store);
}

bool store_change_count(struct store *store, int64_t *out, struct err *e)
{
    return sql_change_count(store->sql, out, e);
}

/* --- tokens --------------------------------------------------------------------------------------------------- */

static const char *const roles[ROLE_COUNT] = {"student", "instructor", "admin"};

const char *role_name(enum role role)
{
    return (size_t)role < ROLE_COUNT ? roles[role] : "?";
}

bool role_parse(const char *text, enum role *out)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        if (strcmp(text, roles[i]) == 0) {
            *out = (enum role)i;
            return true;
        }
    }
    return false;
}

#define TOKEN_COLUMNS "id, name, role, created_ms, revoked_ms"

static bool token_read(const struct sql_rows *rows, struct arena *arena, struct store_token *out, struct err *e)
{
    const char *role = sql_get_text(rows, 2, arena);
    *out = (struct store_token){.id = sql_get_text(rows, 0, arena),
                                .name = sql_get_text(rows, 1, arena),
                                .created_ms = sql_get_int(rows, 3),
                                .revoked_ms = sql_get_int(rows, 4)};
    if (!role_parse(role, &out->role))
        return err_set(e, ERR_SYSTEM, "database: token '%s' has the unknown role '%s'", out->id, role);
    return true;
}

bool store_token_add(struct store *store, const struct store_token *token, const char hash[static 65], struct err *e)
{
    return sql_begin(store->sql, SQL_DURABLE, e) &&
           sql_end(
               store->sql,
               sql_do(store->sql,
                      "INSERT INTO token(id, hash, name, role, created_ms, revoked_ms) VALUES(?1, ?2, ?3, ?4, ?5, 0)",
                      SQL_VALUES(sql_text(token->id), sql_text(hash), sql_text(token->name),
                                 sql_text(role_name(token->role)),
                                 sql_int(token->created_ms ? token->created_ms : store_now(store))),
                      NULL, e),
               e);
}

bool store_token_find(struct store *store, const char hash[static 65], struct arena *arena, struct store_token *out,
                      struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, "SELECT " TOKEN_COLUMNS " FROM token WHERE hash = ?1 AND revoked_ms = 0",
                   SQL_VALUES(sql_text(hash)), &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_ABSENT, "no such token");
    struct store_token token;
    if (!token_read(&rows, arena, &token, e))
        return false;
    *out = token;
    return true;
}

bool store_token_list(struct store *store, struct arena *arena, struct store_token **out, size_t *count, struct err *e)
{
    int64_t max = 0;
    if (!sql_number(store->sql, "SELECT count(*) FROM token", SQL_NONE, NULL, &max, e))
        return false;
    struct store_token *tokens = arena_alloc(arena, (size_t)max + 1, sizeof *tokens);
    size_t n = 0;
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql, "SELECT " TOKEN_COLUMNS " FROM token ORDER BY created_ms, id LIMIT ?1",
                   SQL_VALUES(sql_int(max)), &rows, e))
        return false;
    while (sql_next(&rows, e))
        if (!token_read(&rows, arena, &tokens[n++], e))
            return false;
    if (e->code != ERR_NONE)
        return false;
    *out = tokens;
    *count = n;
    return true;
}

bool store_token_revoke(struct store *store, const char *id, struct err *e)
{
    size_t changed = 0;
    if (!sql_begin(store->sql, SQL_DURABLE, e))
        return false;
    bool ok = sql_do(store->sql, "UPDATE token SET revoked_ms = ?2 WHERE id = ?1 AND revoked_ms = 0",
                     SQL_VALUES(sql_text(id), sql_int(store_now(store))), &changed, e);
    if (ok && changed == 0)
        ok = err_set(e, ERR_ABSENT, "there is no valid token '%s'", id);
    return sql_end(store->sql, ok, e);
}

/* --- sessions ------------------------------------------------------------------------------------------------- */

bool store_session_add(struct store *store, const char hash[static 65], const char *token_id, int64_t expires_ms,
                       struct err *e)
{
    return sql_begin(store->sql, SQL_QUICK, e) &&
           sql_end(store->sql,
                   sql_do(store->sql, "DELETE FROM session WHERE expires_ms <= ?1",
                          SQL_VALUES(sql_int(store_now(store))), NULL, e) &&
                       sql_do(store->sql, "INSERT INTO session(hash, token, expires_ms) VALUES(?1, ?2, ?3)",
                              SQL_VALUES(sql_text(hash), sql_text(token_id), sql_int(expires_ms)), NULL, e),
                   e);
}

bool store_session_find(struct store *store, const char hash[static 65], struct arena *arena, struct store_token *out,
                        int64_t *expires_ms, struct err *e)
{
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(store->sql,
                   "SELECT " TOKEN_COLUMNS ", expires_ms FROM session JOIN token ON token.id = session.token"
                   " WHERE session.hash = ?1 AND expires_ms > ?2 AND revoked_ms = 0",
                   SQL_VALUES(sql_text(hash), sql_int(store_now(store))), &rows, e))
        return false;
    if (!sql_next(&rows, e))
        return err_set(e, ERR_ABSENT, "no such session");
    struct store_token token;
    if (!token_read(&rows, arena, &token, e))
        return false;
    *out = token;
    *expires_ms = sql_get_int(&rows, 5);
    return true;
}

bool store_session_end(struct store *store, const char hash[static 65], struct err *e)
{
    return sql_begin(store->sql, SQL_QUICK, e) &&
           sql_end(store->sql,
                   sql_do(store->sql, "DELETE FROM session WHERE hash = ?1", SQL_VALUES(sql_text(hash)), NULL, e), e);
}
