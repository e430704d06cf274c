/* hygiene.h -- what the ledger of descriptors says against a program, said so that a student can mend it. */
#ifndef RUBRICS_HYGIENE_H
#define RUBRICS_HYGIENE_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends what the runs of one case (case_id NULL: of none) show, each thing once and in an order that does not depend
 * on how the processes were scheduled: pipe-end-left-open, pipe-end-open-at-exit, double-close, bad-fd, fd-leak,
 * broken-pipe, zombie-left, orphan-left, fork-refused, exec-failed, output-doubled. What out has already of an end is
 * not said twice. */
void hygiene_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out);

/* The same for one run, as often as it is seen. */
void hygiene_tell(const struct report *report, struct arena *arena, struct findings *out);

/* Is there anything to say of this report? */
bool hygiene_any(const struct report *report, struct arena *arena);

/* Why an open end counts, or does not. */
enum hygiene_end { HYGIENE_FINE, HYGIENE_LEFT_OPEN, HYGIENE_OPEN_AT_EXIT };
enum hygiene_end hygiene_end(const struct report *report, const struct fds_row *row);

/* Did the process, a child, end by a signal that somebody sent it, not by what it did itself? Then it never came to the
 * closes that it may still have had before it. */
bool hygiene_was_killed(const struct report_process *process);

/* Did another child of the same parent, made by the same fork(), use that end? Where a loop makes workers it is chance
 * who of them had come to that when all were stuck. */
bool hygiene_twin_used(const struct report *report, const struct fds_row *row);

/* Is the row one of a pipe end that the program itself has to close? */
bool hygiene_counts(const struct fds_row *row);

/* Is the fault, a close() of what is not open, no mistake but one of a loop that closes whatever may be open? */
bool hygiene_in_sweep(const struct report *report, const struct fds_fault *fault);

/* What was opened: "\"log.txt\"", "an epoll instance"; "something" when nobody knows. The arena's. */
const char *hygiene_opened(const struct fds_row *row, struct arena *arena);

/* " at ", or " with fclose() at " where it was no plain close(). The arena's. */
const char *hygiene_closed_by(const struct report *report, const struct fds_row *row, struct arena *arena);

/* What to do about a descriptor that is closed again. The arena's. */
const char *hygiene_twice_hint(const struct report *report, const struct fds_fault *fault, const struct fds_row *row,
                               struct arena *arena);

/* Did a call of that name make it, as far as the lines are known? */
bool hygiene_is_made_by(const struct report *report, const struct fds_row *row, const char *function);

/* How an end is closed that is below a stream of stdio: "fclose() of the stream that fdopen() made at line 20",
 * "pclose() of that stream"; NULL: it is below none, as far as is known. The arena's. */
const char *hygiene_stream_close(const struct report *report, const struct fds_row *row, struct arena *arena);

/* How an end is closed that mp.h made, whose user sees no descriptor; NULL: it did not make it. */
const char *hygiene_kit_close(const struct report *report, const struct fds_row *row);

/* The end that popen() gave to who started the process by it; NULL: it is no such command. */
const struct fds_row *hygiene_popen_of(const struct report *report, uint32_t process);

/* "The children that fork() at line 20 makes come there again ..." of a process that such a fork() in main() made; "":
 * they do not. */
const char *hygiene_goes_on(const struct report *report, uint32_t process, struct arena *arena);

/* "pipe 1", "fifo 1", "socket pair 1". */
const char *hygiene_object(const struct fds_object *object, struct arena *arena);
const char *hygiene_fifo(const struct report *report, int64_t id, struct arena *arena); /* NULL: it is none */
const char *hygiene_end_name(enum fds_end end);                                         /* "read", "write", "both" */

/* By name: "parent", "child 1", "child 1.1", "child 2"; negative, 0 or positive. Takes ids of processes. */
int hygiene_order(const struct report *report, uint32_t a, uint32_t b);

#endif
