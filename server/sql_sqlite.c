/* sql_sqlite.c -- SQLite behind sql.h: one file, many processes. */
#include "server/sql.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The write-ahead log lets readers go on while one process writes; BEGIN IMMEDIATE takes the write lock at once, so
 * that a transaction never finds out half-way that it may not write. FULL makes a commit wait for the disk, NORMAL
 * leaves that to the next FULL commit or checkpoint (sqlite.org/pragma.html#pragma_synchronous). A process that dies
 * holding the lock loses it to the kernel, and what it had not committed is not there. */

enum { STATEMENTS_MAX = 256, BUSY_MS = 15000 };

struct prepared {
    char *text;
    sqlite3_stmt *statement;
};

struct sql {
    sqlite3 *handle;
    struct prepared prepared[STATEMENTS_MAX];
    size_t prepared_count;
    enum sql_safety safety;
};

static bool fault(struct sql *db, const char *text, struct err *e)
{
    int code = sqlite3_extended_errcode(db->handle);
    return err_set(e, ERR_SYSTEM, "database: %s (%d) in \"%.60s\"", sqlite3_errmsg(db->handle), code, text);
}

bool sql_script(struct sql *db, const char *text, struct err *e)
{
    if (sqlite3_exec(db->handle, text, NULL, NULL, NULL) != SQLITE_OK)
        return fault(db, text, e);
    return true;
}

/* A folder reached through /proc/self/fd/N must not be resolved to its path, as SQLite does with symbolic links: some
 * parent on that path may be closed to us. So a second file system of SQLite's takes such names as they are. */
static int name_as_it_is(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs; /* no state */
    return snprintf(out, (size_t)size, "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static const char *file_system_for(const char *path)
{
    static const char name[] = "by-descriptor";
    if (strncmp(path, "/proc/self/fd/", 14) != 0)
        return NULL;
    sqlite3_vfs *vfs = sqlite3_vfs_find(name);
    if (!vfs) {
        vfs = malloc(sizeof *vfs); /* lives as long as the process: SQLite keeps it */
        CHECK(vfs);
        *vfs = *sqlite3_vfs_find(NULL);
        vfs->zName = name;
        vfs->xFullPathname = name_as_it_is;
        CHECK(sqlite3_vfs_register(vfs, 0) == SQLITE_OK);
    }
    return name;
}

bool sql_open(struct sql **out, const char *path, struct err *e)
{
    struct sql *db = calloc(1, sizeof *db);
    CHECK(db);
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &db->handle, flags, file_system_for(path)) != SQLITE_OK) {
        err_set(e, ERR_SYSTEM, "open database '%s': %s", path, db->handle ? sqlite3_errmsg(db->handle) : "no memory");
        goto undo;
    }
    (void)sqlite3_busy_timeout(db->handle, BUSY_MS); /* cannot fail on an open handle */
    struct err why = {0};
    if (!sql_script(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;", &why)) {
        err_set(e, ERR_SYSTEM, "open database '%s': %.400s", path, why.text);
        goto undo;
    }
    *out = db;
    return true;
undo:
    sql_close(db);
    return false;
}

void sql_close(struct sql *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < db->prepared_count; i++) {
        (void)sqlite3_finalize(db->prepared[i].statement); /* repeats the last error, which was said then */
        free(db->prepared[i].text);
    }
    CHECK(sqlite3_close(db->handle) == SQLITE_OK);
    free(db);
}

struct sql_value sql_int(int64_t number)
{
    return (struct sql_value){.kind = SQL_VALUE_INT, .number = number};
}

struct sql_value sql_text(const char *text)
{
    if (!text)
        return (struct sql_value){.kind = SQL_VALUE_NULL};
    return (struct sql_value){.kind = SQL_VALUE_TEXT, .bytes = {text, strlen(text)}};
}

struct sql_value sql_blob(struct bytes bytes)
{
    return (struct sql_value){.kind = SQL_VALUE_BLOB, .bytes = bytes};
}

/* Statements are found by their text; there are a few dozen, each prepared once. */
static sqlite3_stmt *prepare(struct sql *db, const char *text, struct err *e)
{
    for (size_t i = 0; i < db->prepared_count; i++)
        if (strcmp(db->prepared[i].text, text) == 0)
            return db->prepared[i].statement;
    CHECK(db->prepared_count < STATEMENTS_MAX);

    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        fault(db, text, e);
        return NULL;
    }
    char *copy = strdup(text);
    CHECK(copy);
    db->prepared[db->prepared_count++] = (struct prepared){copy, statement};
    return statement;
}

static bool bind(struct sql *db, sqlite3_stmt *statement, const struct sql_value *values, size_t count, struct err *e)
{
    CHECK(!sqlite3_stmt_busy(statement)); /* a query inside its own rows would tear them */
    CHECK(sqlite3_bind_parameter_count(statement) == (int)count);
    for (size_t i = 0; i < count; i++) {
        const struct sql_value *value = &values[i];
        const char *data = value->bytes.data ? value->bytes.data : "";
        int code = SQLITE_OK;
        switch (value->kind) {
        case SQL_VALUE_NULL:
            code = sqlite3_bind_null(statement, (int)i + 1);
            break;
        case SQL_VALUE_INT:
            code = sqlite3_bind_int64(statement, (int)i + 1, value->number);
            break;
        case SQL_VALUE_TEXT:
            code = sqlite3_bind_text64(statement, (int)i + 1, data, value->bytes.size, SQLITE_STATIC, SQLITE_UTF8);
            break;
        case SQL_VALUE_BLOB:
            code = sqlite3_bind_blob64(statement, (int)i + 1, data, value->bytes.size, SQLITE_STATIC);
            break;
        }
        if (code != SQLITE_OK)
            return fault(db, sqlite3_sql(statement), e);
    }
    return true;
}

/* Lets go of the values (they are the caller's) and of the read lock. */
static void release(sqlite3_stmt *statement)
{
    (void)sqlite3_reset(statement); /* repeats the last error, which was said then */
    (void)sqlite3_clear_bindings(statement);
}

bool sql_do(struct sql *db, const char *text, const struct sql_value *values, size_t count, size_t *changed,
            struct err *e)
{
    sqlite3_stmt *statement = prepare(db, text, e);
    if (!statement)
        return false;
    bool ok = bind(db, statement, values, count, e);
    if (ok && sqlite3_step(statement) != SQLITE_DONE)
        ok = fault(db, text, e);
    if (ok && changed)
        *changed = (size_t)sqlite3_changes(db->handle);
    release(statement);
    return ok;
}

bool sql_query(struct sql *db, const char *text, const struct sql_value *values, size_t count, struct sql_rows *rows,
               struct err *e)
{
    sqlite3_stmt *statement = prepare(db, text, e);
    if (!statement)
        return false;
    if (!bind(db, statement, values, count, e)) {
        release(statement);
        return false;
    }
    *rows = (struct sql_rows){db, statement};
    return true;
}

bool sql_next(struct sql_rows *rows, struct err *e)
{
    int code = sqlite3_step(rows->statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fault(rows->db, sqlite3_sql(rows->statement), e);
    sql_rows_end(rows);
    return false;
}

void sql_rows_end(struct sql_rows *rows)
{
    if (rows->statement)
        release(rows->statement);
    rows->statement = NULL;
}

int64_t sql_get_int(const struct sql_rows *rows, int column)
{
    return sqlite3_column_int64(rows->statement, column);
}

struct bytes sql_get_blob(const struct sql_rows *rows, int column, struct arena *arena)
{
    const void *data = sqlite3_column_blob(rows->statement, column);
    size_t size = (size_t)sqlite3_column_bytes(rows->statement, column);
    return (struct bytes){arena_copy(arena, data ? data : "", data ? size : 0), data ? size : 0};
}

const char *sql_get_text(const struct sql_rows *rows, int column, struct arena *arena)
{
    return sql_get_blob(rows, column, arena).data;
}

void sql_get_chars(const struct sql_rows *rows, int column, char *out, size_t size)
{
    const unsigned char *text = sqlite3_column_text(rows->statement, column);
    (void)snprintf(out, size, "%s", text ? (const char *)text : ""); /* cut, as promised */
}

bool sql_number(struct sql *db, const char *text, const struct sql_value *values, size_t count, bool *found,
                int64_t *out, struct err *e)
{
    struct err why = {0};
    AUTO_ROWS struct sql_rows rows = {0};
    if (!sql_query(db, text, values, count, &rows, e))
        return false;
    bool any = sql_next(&rows, &why);
    if (why.code != ERR_NONE)
        return err_set(e, why.code, "%s", why.text);
    if (any)
        *out = sql_get_int(&rows, 0);
    if (found)
        *found = any;
    return true;
}

bool sql_begin(struct sql *db, enum sql_safety safety, struct err *e)
{
    if (safety != db->safety) {
        if (!sql_script(db, safety == SQL_QUICK ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL", e))
            return false;
        db->safety = safety;
    }
    return sql_do(db, "BEGIN IMMEDIATE", SQL_NONE, NULL, e);
}

bool sql_end(struct sql *db, bool ok, struct err *e)
{
    if (ok && sql_do(db, "COMMIT", SQL_NONE, NULL, e))
        return true;
    if (!sqlite3_get_autocommit(db->handle)) { /* some failures have rolled back by themselves */
        struct err second = {0};
        (void)sql_do(db, "ROLLBACK", SQL_NONE, NULL, &second); /* the first cause is in *e; closing rolls back too */
    }
    return false;
}

bool sql_change_count(struct sql *db, int64_t *out, struct err *e)
{
    int64_t by_others = 0;
    if (!sql_number(db, "PRAGMA data_version", SQL_NONE, NULL, &by_others, e))
        return false;
    *out = by_others + sqlite3_total_changes64(db->handle);
    return true;
}
