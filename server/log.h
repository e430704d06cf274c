/* log.h -- one JSON object a line on stderr. Only mains and service loops log. */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* log_line(LOG_LEVEL_INFO, "submission graded", "submission", id, "worker", name, NULL): pairs of strings, then NULL.
 * A line is one write(), so that processes sharing stderr do not mix, and it never waits: one that finds no room, since
 * nobody reads stderr, is lost, and the process's next one counts such as "lines_lost". Secrets and tokens are never
 * given to it. */
void log_line(enum log_level level, const char *message, ...) __attribute__((sentinel));

/* Names this process in every line ("http", "worker 1"); debug lines only when verbose. Opens a stderr that is a pipe
 * or a terminal anew, so that no write to it waits. */
void log_setup(const char *process, int verbose);

#endif
