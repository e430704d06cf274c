/* sql.h -- a database by statements and rows: the only door to the database library. */
#ifndef SERVER_SQL_H
#define SERVER_SQL_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the store needs of a database and no more, so that each database is one file behind this header
 * (sql_sqlite.c, sql_postgres.c; sql.c chooses). Statements are written in the SQL that SQLite and PostgreSQL share,
 * with parameters ?1, ?2, ...; each is prepared once for each database. One struct sql belongs to one thread. Failures
 * are ERR_SYSTEM with the statement's first words. */
struct sql;

/* "sqlite:PATH": opens the file, or makes it. "postgresql://USER@HOST/NAME": a database that is there. */
bool sql_open(struct sql **out, const char *url, struct err *e);
void sql_close(struct sql *db); /* NULL is fine */

struct sql_value {
    enum { SQL_VALUE_NULL, SQL_VALUE_INT, SQL_VALUE_TEXT, SQL_VALUE_BLOB } kind;
    int64_t number;
    struct bytes bytes; /* borrowed for the call */
};
struct sql_value sql_int(int64_t number);
struct sql_value sql_text(const char *text); /* NULL is SQL's NULL */
struct sql_value sql_blob(struct bytes bytes);

#define SQL_NONE NULL, 0
#define SQL_VALUES(...) \
    (const struct sql_value[]){__VA_ARGS__}, sizeof((struct sql_value[]){__VA_ARGS__}) / sizeof(struct sql_value)

/* Runs one statement that gives no rows; *changed, if not NULL, says how many rows it changed. */
bool sql_do(struct sql *db, const char *text, const struct sql_value *values, size_t count, size_t *changed,
            struct err *e);
/* Runs several statements without values, parted by ';'. */
bool sql_script(struct sql *db, const char *text, struct err *e);

/* The rows of one query. AUTO_ROWS struct sql_rows rows = {0}; ends it on every path. */
struct sql_rows {
    struct sql *db;
    void *statement;
};
bool sql_query(struct sql *db, const char *text, const struct sql_value *values, size_t count, struct sql_rows *rows,
               struct err *e);
/* True: there is a row, read it with sql_get_*. False: no more rows, or *e (clean before) says why it failed. */
bool sql_next(struct sql_rows *rows, struct err *e);
void sql_rows_end(struct sql_rows *rows);
#define AUTO_ROWS __attribute__((cleanup(sql_rows_end)))

int64_t sql_get_int(const struct sql_rows *rows, int column);                           /* NULL is 0 */
const char *sql_get_text(const struct sql_rows *rows, int column, struct arena *arena); /* NULL is "" */
struct bytes sql_get_blob(const struct sql_rows *rows, int column, struct arena *arena);
/* Copies a text column into a char array; what does not fit is cut (our own ids always fit). */
void sql_get_chars(const struct sql_rows *rows, int column, char *out, size_t size);

/* One number of the first row: *found false when there is no row. */
bool sql_number(struct sql *db, const char *text, const struct sql_value *values, size_t count, bool *found,
                int64_t *out, struct err *e);

/* A write transaction: nobody else writes until its end. DURABLE is on disk when sql_end returns true; QUICK may be
 * undone by a power cut, never by a crash of ours, and never partly. */
enum sql_safety { SQL_DURABLE, SQL_QUICK };
bool sql_begin(struct sql *db, enum sql_safety safety, struct err *e);
/* Commits when ok, else rolls back. True: it was ok and it is committed. */
bool sql_end(struct sql *db, bool ok, struct err *e);

/* Differs from, and is larger than, what it was before any committed change by anyone. */
bool sql_change_count(struct sql *db, int64_t *out, struct err *e);

#endif
