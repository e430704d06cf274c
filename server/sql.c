/* sql.c -- the database that a url names, behind sql.h. */
#include "server/sql.h"

#include "server/sql_driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sql {
    const struct sql_driver *driver;
    void *handle;
};

bool sql_open(struct sql **out, const char *url, struct err *e)
{
    static const struct sql_driver *const drivers[] = {&sql_sqlite, &sql_postgres, NULL};
    const struct sql_driver *driver = NULL;
    void *handle = NULL;
    for (size_t i = 0; drivers[i]; i++)
        if (strncmp(url, drivers[i]->scheme, strlen(drivers[i]->scheme)) == 0 && url[strlen(drivers[i]->scheme)])
            driver = drivers[i];
    if (!driver)
        return err_set(e, ERR_INPUT, "a database url is sqlite:PATH or postgresql://HOST/NAME");
    if (!driver->open(&handle, url, e))
        return false;
    struct sql *db = calloc(1, sizeof *db);
    CHECK(db);
    *db = (struct sql){driver, handle};
    *out = db;
    return true;
}

void sql_close(struct sql *db)
{
    if (!db)
        return;
    db->driver->close(db->handle);
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

bool sql_do(struct sql *db, const char *text, const struct sql_value *values, size_t count, size_t *changed,
            struct err *e)
{
    return db->driver->change(db->handle, text, values, count, changed, e);
}

bool sql_script(struct sql *db, const char *text, struct err *e)
{
    return db->driver->script(db->handle, text, e);
}

bool sql_query(struct sql *db, const char *text, const struct sql_value *values, size_t count, struct sql_rows *rows,
               struct err *e)
{
    void *statement = NULL;
    if (!db->driver->query(db->handle, text, values, count, &statement, e))
        return false;
    *rows = (struct sql_rows){db, statement};
    return true;
}

bool sql_next(struct sql_rows *rows, struct err *e)
{
    if (rows->db->driver->next(rows->db->handle, rows->statement, e))
        return true;
    sql_rows_end(rows);
    return false;
}

void sql_rows_end(struct sql_rows *rows)
{
    if (rows->statement)
        rows->db->driver->rows_end(rows->statement);
    rows->statement = NULL;
}

int64_t sql_get_int(const struct sql_rows *rows, int column)
{
    return rows->db->driver->get_int(rows->statement, column);
}

struct bytes sql_get_blob(const struct sql_rows *rows, int column, struct arena *arena)
{
    struct bytes data = rows->db->driver->get_bytes(rows->statement, column);
    return (struct bytes){arena_copy(arena, data.size > 0 ? data.data : "", data.size), data.size};
}

const char *sql_get_text(const struct sql_rows *rows, int column, struct arena *arena)
{
    return sql_get_blob(rows, column, arena).data;
}

void sql_get_chars(const struct sql_rows *rows, int column, char *out, size_t size)
{
    struct bytes text = rows->db->driver->get_bytes(rows->statement, column);
    size_t length = text.size < size ? text.size : size - 1; /* cut, as promised */
    if (length > 0)
        memcpy(out, text.data, length);
    out[length] = '\0';
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
    return db->driver->begin(db->handle, safety, e);
}

bool sql_end(struct sql *db, bool ok, struct err *e)
{
    if (ok && db->driver->commit(db->handle, e))
        return true;
    db->driver->rollback(db->handle); /* the first cause is in *e */
    return false;
}

bool sql_change_count(struct sql *db, int64_t *out, struct err *e)
{
    return db->driver->change_count(db->handle, out, e);
}
