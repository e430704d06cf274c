/* log.c -- one JSON object a line on stderr. */
#include "server/log.h"

#include "sandbox/base/buf.h"
#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The one state outside a main: every line of a process carries the same name. Set once, before any thread. */
static const char *process_name = "bothends";
static bool verbose_too;
static atomic_ulong lines_lost; /* since the last line that was written */

/* A pipe that nobody reads is full one day, and write() would wait for ever. O_NONBLOCK belongs to the open file, which
 * is also the terminal of a shell; so stderr is opened anew, and children inherit that. */
static void let_no_line_wait(void)
{
    struct stat st;
    int flags = fcntl(STDERR_FILENO, F_GETFL);
    if (flags < 0 || (flags & O_NONBLOCK) || fstat(STDERR_FILENO, &st) < 0 ||
        !(S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode)))
        return;
    int own = open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (own < 0)
        return;                     /* another user's: say() still looks whether there is room */
    (void)dup2(own, STDERR_FILENO); /* as above */
    (void)close(own);               /* nothing was written to it */
}

void log_setup(const char *process, int verbose)
{
    process_name = process;
    verbose_too = verbose != 0;
    let_no_line_wait();
}

/* All of the line, now; false when there is no room. */
static bool say(const struct buf *line)
{
    /* journald's stderr is a socket */
    ssize_t sent = send(STDERR_FILENO, line->data, line->size, MSG_DONTWAIT | MSG_NOSIGNAL);
    struct pollfd room = {.fd = STDERR_FILENO, .events = POLLOUT};
    if (sent < 0 && errno == ENOTSOCK && poll(&room, 1, 0) > 0)
        sent = write(STDERR_FILENO, line->data, line->size);
    return sent == (ssize_t)line->size;
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

void log_line(enum log_level level, const char *message, ...)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if (level == LOG_LEVEL_DEBUG && !verbose_too)
        return;
    AUTO_BUF struct buf line = {0};
    char now[CLOCK_TEXT];
    clock_text(clock_unix_ms(), now);
    buf_printf(&line, "{\"time\": \"%s\", \"level\": \"%s\", \"process\": ", now, names[level]);
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
    unsigned long lost = atomic_exchange(&lines_lost, 0);
    if (lost > 0)
        buf_printf(&line, ", \"lines_lost\": %lu", lost);
    buf_add_string(&line, "}\n");
    if (!say(&line))
        (void)atomic_fetch_add(&lines_lost, lost + 1); /* the next line that finds room tells */
}
