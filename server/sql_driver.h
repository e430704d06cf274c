/* sql_driver.h -- what each database behind sql.h can do; nobody but sql.c and the drivers includes it. */
#ifndef SERVER_SQL_DRIVER_H
#define SERVER_SQL_DRIVER_H

#include "server/sql.h"

/* The functions of sql.h of the same names, for one kind of database. A handle is the driver's own; rows' statement
 * likewise. */
struct sql_driver {
    const char *scheme; /* what its urls begin with: "sqlite:" */
    bool (*open)(void **out, const char *url, struct err *e);
    void (*close)(void *handle);
    bool (*script)(void *handle, const char *text, struct err *e);
    bool (*query)(void *handle, const char *text, const struct sql_value *values, size_t count, void **statement,
                  struct err *e);
    bool (*change)(void *handle, const char *text, const struct sql_value *values, size_t count, size_t *changed,
                   struct err *e);
    bool (*next)(void *handle, void *statement, struct err *e); /* false: the caller ends the rows */
    void (*rows_end)(void *statement);
    int64_t (*get_int)(void *statement, int column);
    struct bytes (*get_bytes)(void *statement, int column); /* text or blob; NULL is none. Until the next row */
    bool (*begin)(void *handle, enum sql_safety safety, struct err *e);
    bool (*commit)(void *handle, struct err *e);
    void (*rollback)(void *handle); /* does nothing when there is no transaction */
    bool (*change_count)(void *handle, int64_t *out, struct err *e);
};

extern const struct sql_driver sql_sqlite, sql_postgres;

#endif
