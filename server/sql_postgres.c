/* sql_postgres.c -- PostgreSQL behind sql.h: one database, many machines. */
#include "server/sql_driver.h"

#include <dlfcn.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The store's transactions are written for one writer at a time, as SQLite has it; here an advisory lock gives it to
 * them: taken first, so that everything a transaction reads stays true until it commits, and let go with it. They are
 * short, and grading, which is what takes long, happens outside of them. QUICK is synchronous_commit off: a power cut
 * may undo the last of them, never a crash of ours, and never partly.
 *
 * Statements are prepared with the types of their values, because `?1 IS NULL` alone has none. Answers are binary:
 * integers in network order, texts and bytes as they are. A connection that broke is made anew for the next statement
 * outside of a transaction; inside of one the statement fails, and with it the transaction, which never was. */

enum { STATEMENTS_MAX = 256, VALUES_MAX = 32 };
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25 };

struct prepared {
    char *key; /* the text, and the types of its values */
    char name[16];
};

struct pg {
    PGconn *connection;
    struct prepared prepared[STATEMENTS_MAX];
    size_t prepared_count;
    bool in_transaction;
};

struct rows {
    PGresult *result;
    int row;
};

/* libpq is looked for when a database of its kind is opened, and not linked: with all that it brings along (Kerberos,
 * LDAP, two kinds of TLS) it took a `bothends grade` 5 ms to start, which never uses it. */
#define LIBRARY "libpq.so.5"
#define ROW(name) #name, &pq.name
static struct {
    __typeof__(PQclear) *PQclear;
    __typeof__(PQcmdTuples) *PQcmdTuples;
    __typeof__(PQconnectdb) *PQconnectdb;
    __typeof__(PQerrorMessage) *PQerrorMessage;
    __typeof__(PQexec) *PQexec;
    __typeof__(PQexecPrepared) *PQexecPrepared;
    __typeof__(PQfinish) *PQfinish;
    __typeof__(PQftype) *PQftype;
    __typeof__(PQgetisnull) *PQgetisnull;
    __typeof__(PQgetlength) *PQgetlength;
    __typeof__(PQgetvalue) *PQgetvalue;
    __typeof__(PQntuples) *PQntuples;
    __typeof__(PQprepare) *PQprepare;
    __typeof__(PQreset) *PQreset;
    __typeof__(PQresultErrorMessage) *PQresultErrorMessage;
    __typeof__(PQresultStatus) *PQresultStatus;
    __typeof__(PQstatus) *PQstatus;
} pq;

static bool load_library(struct err *e)
{
    const struct {
        const char *name;
        void *pointer;
    } rows[] = {
        {ROW(PQclear)},        {ROW(PQcmdTuples)}, {ROW(PQconnectdb)},
        {ROW(PQerrorMessage)}, {ROW(PQexec)},      {ROW(PQexecPrepared)},
        {ROW(PQfinish)},       {ROW(PQftype)},     {ROW(PQgetisnull)},
        {ROW(PQgetlength)},    {ROW(PQgetvalue)},  {ROW(PQntuples)},
        {ROW(PQprepare)},      {ROW(PQreset)},     {ROW(PQresultErrorMessage)},
        {ROW(PQresultStatus)}, {ROW(PQstatus)},
    };
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL); /* stays */
    for (size_t i = 0; library && i < sizeof rows / sizeof *rows; i++) {
        void *function = dlsym(library, rows[i].name);
        if (!function)
            return err_set(e, ERR_SYSTEM, "open database: %s has no %s", LIBRARY, rows[i].name);
        memcpy(rows[i].pointer, &function, sizeof function);
    }
    return library || err_set(e, ERR_SYSTEM, "open database: PostgreSQL needs its library: %s", dlerror());
}

static bool fault(struct pg *db, const PGresult *result, const char *text, struct err *e)
{
    const char *said = result ? pq.PQresultErrorMessage(result) : pq.PQerrorMessage(db->connection);
    return err_set(e, ERR_SYSTEM, "database: %.*s in \"%.60s\"", (int)strcspn(said, "\n"), said, text);
}

static void forget_prepared(struct pg *db)
{
    for (size_t i = 0; i < db->prepared_count; i++)
        free(db->prepared[i].key);
    db->prepared_count = 0;
}

static bool command(struct pg *db, const char *text, struct err *e)
{
    PGresult *result = pq.PQexec(db->connection, text);
    ExecStatusType status = pq.PQresultStatus(result);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fault(db, result, text, e);
    pq.PQclear(result);
    return ok;
}

static bool set_up(struct pg *db, struct err *e)
{
    return command(db, "SET client_min_messages = warning", e) &&
           command(db, "SET default_transaction_isolation = 'read committed'", e);
}

/* A broken connection is made anew, unless it took a transaction with it. */
static bool alive(struct pg *db, const char *text, struct err *e)
{
    if (pq.PQstatus(db->connection) == CONNECTION_OK)
        return true;
    if (db->in_transaction)
        return fault(db, NULL, text, e);
    forget_prepared(db);
    pq.PQreset(db->connection);
    return pq.PQstatus(db->connection) == CONNECTION_OK ? set_up(db, e) : fault(db, NULL, text, e);
}

static void pg_close(void *handle)
{
    struct pg *db = handle;
    forget_prepared(db);
    pq.PQfinish(db->connection);
    free(db);
}

#define LOCK "SELECT pg_advisory_xact_lock(1651471464)" /* "both" */

/* Who waits for changes (park.c) asks for one number; each transaction counts it up. */
static const char counter[] =
    "BEGIN; " LOCK "; CREATE TABLE IF NOT EXISTS change_count(n BIGINT NOT NULL);"
    " INSERT INTO change_count(n) SELECT 0 WHERE NOT EXISTS(SELECT 1 FROM change_count); COMMIT";

static bool pg_open(void **out, const char *url, struct err *e)
{
    struct err why = {0};
    if (!load_library(e))
        return false;
    struct pg *db = calloc(1, sizeof *db);
    CHECK(db);
    db->connection = pq.PQconnectdb(url);
    CHECK(db->connection);
    if (pq.PQstatus(db->connection) != CONNECTION_OK) { /* the url may hold a password: it is not repeated */
        const char *said = pq.PQerrorMessage(db->connection);
        (void)err_set(e, ERR_SYSTEM, "open database: %.*s", (int)strcspn(said, "\n"), said); /* false follows */
        pg_close(db);
        return false;
    }
    if (!set_up(db, &why) || !command(db, counter, &why)) {
        (void)err_set(e, ERR_SYSTEM, "open database: %.400s", why.text); /* false follows */
        pg_close(db);
        return false;
    }
    *out = db;
    return true;
}

/* --- statements --------------------------------------------------------------------------------------------------- */

/* What SQLite and PostgreSQL call otherwise; everything else of the store's SQL is common to both. */
static const struct {
    const char *theirs, *ours;
} words[] = {
    {"INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
    {" BLOB", " BYTEA"},
};

static void translate(const char *text, bool schema, struct buf *out)
{
    buf_add(out, "", 0);
    for (bool quoted = false; *text; text++) {
        size_t i = 0;
        quoted ^= *text == '\'';
        while (schema && i < sizeof words / sizeof *words &&
               strncmp(text, words[i].theirs, strlen(words[i].theirs)) != 0)
            i++;
        if (schema && i < sizeof words / sizeof *words) {
            buf_add_string(out, words[i].ours);
            text += strlen(words[i].theirs) - 1;
        } else {
            buf_add(out, *text == '?' && !quoted ? "$" : text, 1);
        }
    }
}

static bool script(void *handle, const char *text, struct err *e)
{
    AUTO_BUF struct buf ours = {0};
    translate(text, true, &ours);
    return alive(handle, text, e) && command(handle, ours.data, e);
}

static Oid type_of(const struct sql_value *value)
{
    switch (value->kind) {
    case SQL_VALUE_INT:
        return OID_INT8;
    case SQL_VALUE_BLOB:
        return OID_BYTEA;
    case SQL_VALUE_TEXT:
    case SQL_VALUE_NULL:
        return OID_TEXT;
    }
    return OID_TEXT;
}

static const char *prepare(struct pg *db, const char *text, const struct sql_value *values, size_t count, struct err *e)
{
    AUTO_BUF struct buf key = {0}, ours = {0};
    Oid types[VALUES_MAX];
    CHECK(count <= VALUES_MAX);
    buf_add_string(&key, text);
    for (size_t i = 0; i < count; i++) {
        types[i] = type_of(&values[i]);
        buf_printf(&key, " %u", types[i]);
    }
    for (size_t i = 0; i < db->prepared_count; i++)
        if (strcmp(db->prepared[i].key, key.data) == 0)
            return db->prepared[i].name;
    CHECK(db->prepared_count < STATEMENTS_MAX);
    struct prepared *fresh = &db->prepared[db->prepared_count];
    (void)snprintf(fresh->name, sizeof fresh->name, "s%zu", db->prepared_count); /* fits */
    translate(text, false, &ours);
    PGresult *result = pq.PQprepare(db->connection, fresh->name, ours.data, (int)count, types);
    bool ok = pq.PQresultStatus(result) == PGRES_COMMAND_OK || fault(db, result, text, e);
    pq.PQclear(result);
    if (!ok)
        return NULL;
    fresh->key = strdup(key.data);
    CHECK(fresh->key);
    db->prepared_count++;
    return fresh->name;
}

static PGresult *run(struct pg *db, const char *text, const struct sql_value *values, size_t count, struct err *e)
{
    const char *data[VALUES_MAX];
    int sizes[VALUES_MAX], formats[VALUES_MAX];
    uint64_t numbers[VALUES_MAX];
    const char *name = alive(db, text, e) ? prepare(db, text, values, count, e) : NULL;
    if (!name)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = htobe64((uint64_t)values[i].number);
        bool number = values[i].kind == SQL_VALUE_INT;
        const char *bytes = values[i].bytes.data ? values[i].bytes.data : "";
        data[i] = values[i].kind == SQL_VALUE_NULL ? NULL : number ? (const char *)&numbers[i] : bytes;
        sizes[i] = number ? (int)sizeof numbers[i] : (int)values[i].bytes.size;
        formats[i] = 1;
    }
    PGresult *result = pq.PQexecPrepared(db->connection, name, (int)count, data, sizes, formats, 1);
    ExecStatusType status = pq.PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return result;
    (void)fault(db, result, text, e); /* NULL follows */
    pq.PQclear(result);
    return NULL;
}

static bool change(void *handle, const char *text, const struct sql_value *values, size_t count, size_t *changed,
                   struct err *e)
{
    PGresult *result = run(handle, text, values, count, e);
    if (result && changed)
        *changed = (size_t)strtoull(pq.PQcmdTuples(result), NULL, 10);
    pq.PQclear(result);
    return result != NULL;
}

static bool query(void *handle, const char *text, const struct sql_value *values, size_t count, void **out,
                  struct err *e)
{
    PGresult *result = run(handle, text, values, count, e);
    if (!result)
        return false;
    struct rows *rows = calloc(1, sizeof *rows);
    CHECK(rows);
    *rows = (struct rows){.result = result, .row = -1};
    *out = rows;
    return true;
}

static bool next(void *handle, void *statement, struct err *e)
{
    struct rows *rows = statement;
    (void)handle; /* the rows are all here already */
    (void)e;
    return ++rows->row < pq.PQntuples(rows->result);
}

static void rows_end(void *statement)
{
    struct rows *rows = statement;
    pq.PQclear(rows->result);
    free(rows);
}

static struct bytes get_bytes(void *statement, int column)
{
    const struct rows *rows = statement;
    return (struct bytes){pq.PQgetvalue(rows->result, rows->row, column),
                          (size_t)pq.PQgetlength(rows->result, rows->row, column)};
}

static int64_t get_int(void *statement, int column)
{
    const struct rows *rows = statement;
    struct bytes data = get_bytes(statement, column);
    uint64_t number = 0;
    if (pq.PQgetisnull(rows->result, rows->row, column))
        return 0;
    Oid type = pq.PQftype(rows->result, column);
    CHECK(type == OID_INT8 || type == OID_INT4 || type == OID_INT2 || type == OID_BOOL);
    for (size_t i = 0; i < data.size; i++)
        number = number << 8 | (unsigned char)data.data[i];
    if (type == OID_INT4)
        return (int32_t)(uint32_t)number;
    return type == OID_INT2 ? (int16_t)(uint16_t)number : (int64_t)number;
}

/* --- transactions ------------------------------------------------------------------------------------------------- */

static void rollback(void *handle)
{
    struct pg *db = handle;
    struct err e = {0};
    if (db->in_transaction && pq.PQstatus(db->connection) == CONNECTION_OK)
        (void)command(db, "ROLLBACK", &e); /* the server rolls back a connection that ends, too */
    db->in_transaction = false;
}

static bool begin(void *handle, enum sql_safety safety, struct err *e)
{
    struct pg *db = handle;
    if (!alive(db, "BEGIN", e) || !command(db, "BEGIN", e))
        return false;
    db->in_transaction = true;
    if (command(db, LOCK, e) && (safety == SQL_DURABLE || command(db, "SET LOCAL synchronous_commit = off", e)))
        return true;
    rollback(db);
    return false;
}

static bool commit(void *handle, struct err *e)
{
    struct pg *db = handle;
    if (!change(db, "UPDATE change_count SET n = n + 1", SQL_NONE, NULL, e) || !command(db, "COMMIT", e))
        return false;
    db->in_transaction = false;
    return true;
}

static bool change_count(void *handle, int64_t *out, struct err *e)
{
    void *rows = NULL;
    if (!query(handle, "SELECT n FROM change_count", SQL_NONE, &rows, e))
        return false;
    bool any = next(handle, rows, e);
    if (any)
        *out = get_int(rows, 0);
    rows_end(rows);
    return any || err_set(e, ERR_SYSTEM, "database: change_count is empty");
}

const struct sql_driver sql_postgres = {
    .scheme = "postgresql:",
    .open = pg_open,
    .close = pg_close,
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
