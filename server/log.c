/* log.c -- one JSON object a line on stderr. */
#include "server/log.h"

#include "sandbox/base/buf.h"
#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The one state outside a main: every line of a process carries the same name. Set once, before any thread. */
static const char *process_name = "bothends";
static bool verbose_too;

void log_setup(const char *process, int verbose)
{
    process_name = process;
    verbose_too = verbose != 0;
}

/* A JSON string of any bytes: what is no UTF-8, and control characters, become U+FFFD. */
static void add_quoted(struct buf *line, const char *text)
{
    AUTO_BUF struct buf clean = {0};
    buf_add_printable(&clean, text, strlen(text));
    buf_add(line, "\"", 1);
    for (size_t i = 0; i < clean.size; i++) {
        char c = clean.data[i];
        if (c == '\n' || c == '\t')
            buf_add(line, c == '\n' ? "\\n" : "\\t", 2);
        else if (c == '"' || c == '\\')
            buf_add(line, (char[]){'\\', c}, 2);
        else
            buf_add(line, &c, 1);
    }
    buf_add(line, "\"", 1);
}

static void add_time(struct buf *line, int64_t unix_ms)
{
    struct tm utc;
    time_t seconds = (time_t)(unix_ms / 1000);
    CHECK(gmtime_r(&seconds, &utc));
    char text[32];
    CHECK(strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc) > 0);
    buf_printf(line, "\"%s.%03" PRId64 "Z\"", text, unix_ms % 1000);
}

void log_line(enum log_level level, const char *message, ...)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if (level == LOG_LEVEL_DEBUG && !verbose_too)
        return;
    AUTO_BUF struct buf line = {0};
    buf_add_string(&line, "{\"time\": ");
    add_time(&line, clock_unix_ms());
    buf_printf(&line, ", \"level\": \"%s\", \"process\": ", names[level]);
    add_quoted(&line, process_name);
    buf_add_string(&line, ", \"message\": ");
    add_quoted(&line, message);
    va_list pairs;
    va_start(pairs, message);
    for (const char *key = va_arg(pairs, const char *); key; key = va_arg(pairs, const char *)) {
        const char *value = va_arg(pairs, const char *);
        buf_add_string(&line, ", ");
        add_quoted(&line, key);
        buf_add_string(&line, ": ");
        if (value)
            add_quoted(&line, value);
        else
            buf_add_string(&line, "null");
    }
    va_end(pairs);
    buf_add_string(&line, "}\n");
    (void)!write(STDERR_FILENO, line.data, line.size); /* a log that cannot be written has no one to tell */
}
