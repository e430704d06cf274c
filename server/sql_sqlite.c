/* sql_sqlite.c -- SQLite behind sql.h: one file, many processes. */
#include "server/sql_driver.h"

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

struct lite {
    sqlite3 *handle;
    struct prepared prepared[STATEMENTS_MAX];
    size_t prepared_count;
    enum sql_safety safety;
};

static bool fault(struct lite *db, const char *text, struct err *e)
{
    int code = sqlite3_extended_errcode(db->handle);
    return err_set(e, ERR_SYSTEM, "database: %s (%d) in \"%.60s\"", sqlite3_errmsg(db->handle), code, text);
}

static bool script(void *handle, const char *text, struct err *e)
{
    struct lite *db = handle;
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

static void lite_close(void *handle)
{
    struct lite *db = handle;
    for (size_t i = 0; i < db->prepared_count; i++) {
        (void)sqlite3_finalize(db->prepared[i].statement); /* repeats the last error, which was said then */
        free(db->prepared[i].text);
    }
    CHECK(sqlite3_close(db->handle) == SQLITE_OK);
    free(db);
}

static bool lite_open(void **out, const char *url, struct err *e)
{
    const char *path = url + strlen(sql_sqlite.scheme);
    struct lite *db = calloc(1, sizeof *db);
    CHECK(db);
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &db->handle, flags, file_system_for(path)) != SQLITE_OK) {
        err_set(e, ERR_SYSTEM, "open database '%s': %s", path, db->handle ? sqlite3_errmsg(db->handle) : "no memory");
        goto undo;
    }
    (void)sqlite3_busy_timeout(db->handle, BUSY_MS); /* cannot fail on an open handle */
    struct err why = {0};
    if (!script(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;", &why)) {
        err_set(e, ERR_SYSTEM, "open database '%s': %.400s", path, why.text);
        goto undo;
    }
    *out = db;
    return true;
undo:
    lite_close(db);
    return false;
}

/* Statements are found by their text; there are a few dozen, each prepared once. */
static sqlite3_stmt *prepare(struct lite *db, const char *text, struct err *e)
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

static bool bind(struct lite *db, sqlite3_stmt *statement, const struct sql_value *values, size_t count, struct err *e)
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

static bool change(void *handle, const char *text, const struct sql_value *values, size_t count, size_t *changed,
                   struct err *e)
{
    struct lite *db = handle;
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

static bool query(void *handle, const char *text, const struct sql_value *values, size_t count, void **out,
                  struct err *e)
{
    struct lite *db = handle;
    sqlite3_stmt *statement = prepare(db, text, e);
    if (!statement)
        return false;
    if (!bind(db, statement, values, count, e)) {
        release(statement);
        return false;
    }
    *out = statement;
    return true;
}

static bool next(void *handle, void *statement, struct err *e)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return fault(handle, sqlite3_sql(statement), e);
    return code == SQLITE_ROW;
}

static void rows_end(void *statement)
{
    release(statement);
}

static int64_t get_int(void *statement, int column)
{
    return sqlite3_column_int64(statement, column);
}

static struct bytes get_bytes(void *statement, int column)
{
    const void *data = sqlite3_column_blob(statement, column);
    return (struct bytes){data, data ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static bool begin(void *handle, enum sql_safety safety, struct err *e)
{
    struct lite *db = handle;
    if (safety != db->safety) {
        if (!script(db, safety == SQL_QUICK ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL", e))
            return false;
        db->safety = safety;
    }
    return change(db, "BEGIN IMMEDIATE", SQL_NONE, NULL, e);
}

static bool commit(void *handle, struct err *e)
{
    return change(handle, "COMMIT", SQL_NONE, NULL, e);
}

static void rollback(void *handle)
{
    struct lite *db = handle;
    struct err e = {0};
    if (!sqlite3_get_autocommit(db->handle))              /* some failures have rolled back by themselves */
        (void)change(db, "ROLLBACK", SQL_NONE, NULL, &e); /* closing rolls back, too */
}

static bool change_count(void *handle, int64_t *out, struct err *e)
{
    struct lite *db = handle;
    sqlite3_stmt *statement = prepare(db, "PRAGMA data_version", e);
    if (!statement)
        return false;
    bool ok = next(db, statement, e);
    if (ok)
        *out = sqlite3_column_int64(statement, 0) + sqlite3_total_changes64(db->handle);
    release(statement);
    return ok;
}

const struct sql_driver sql_sqlite = {
    .scheme = "sqlite:",
    .open = lite_open,
    .close = lite_close,
    .script = script,
    .query = query,
    .change = change,
    .next = next,
    .rows_end = rows_end,
    .get_int = get_int,
    .get_bytes = get_bytes,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .change_count = change_count,
};
