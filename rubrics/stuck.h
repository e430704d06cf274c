/* stuck.h -- what a proved deadlock means, said so that a student can mend it. */
#ifndef RUBRICS_STUCK_H
#define RUBRICS_STUCK_H

#include "rubrics/evidence.h"
#include "rubrics/finding.h"

#include <stddef.h>
#include <stdint.h>

/* Appends, for the first run of one case (case_id NULL: of none) in which a deadlock was proved: deadlock, and a
 * pipe-end-left-open for each end that keeps its reader from the end of the pipe and that its process never used.
 * Deadlocks that have nothing to do with each other are told one by one, unless they stand at the same lines. */
void stuck_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out);

/* A process by its id; NULL: there is none. */
const struct report_process *stuck_process_of(const struct report *report, uint32_t id);

/* The name of a process by its id: "parent", "child 1". */
const char *stuck_process(const struct report *report, uint32_t id);

/* The same in a sentence: "the parent", "child 1"; and with what it executed, "child 2 (running wc)", the arena's. */
const char *stuck_plain(const struct report *report, uint32_t id);
const char *stuck_named(const struct report *report, uint32_t id, struct arena *arena);

/* The program that it executed after the student's, "tr"; "": none. */
const char *stuck_executed(const struct report *report, uint32_t id);

/* "pipe 1": named by order of creation. NULL for an object that is no pipe made by the program. The arena's. */
const char *stuck_pipe(const struct report *report, int64_t object, struct arena *arena);

/* Has it the number that pipe() gave, so that close(fd[1]) is what closes it? Also if nobody saw which that was. */
bool stuck_row_is_original(const struct report *report, const struct fds_row *row);

/* What an original end is called in the program: "req[1]", "w[0].out[1]"; "fd[1]", and *is_plain false, where its word
 * is not known, or is a name that only one of its functions has. The arena's. */
const char *stuck_end_name(const struct report *report, const struct fds_row *row, bool *is_plain, struct arena *arena);

/* What closes it: "close(req[1])", "close(fd[1]) of that pipe". The arena's. */
const char *stuck_close_text(const struct report *report, const struct fds_row *row, struct arena *arena);

/* May a process that was stopped still have needed that end? Whoever has both is to close one of them, and what it has
 * of a process that uses the end itself was that one's to use. A worker beside others has what they have, and threads
 * may well have a pipe among themselves. */
bool stuck_may_need(const struct report *report, const struct fds_row *row);

/* Was it open when the run was stopped, in the hands of one who might still have used it, or closed it after use? */
bool stuck_is_open_question(const struct report *report, const struct fds_row *row);

/* Where a saved stack was; NULL when it is not known. */
const struct report_place *stuck_place(const struct report *report, struct waits_stack stack);

/* The function that a task waits in, as the program called it if that is known: "sem_wait", "read". */
const char *stuck_call(const struct report *report, const struct waits_wait *wait);

/* With a capital letter. */
const char *stuck_capital(struct arena *arena, const char *text);

/* What ends the read() of one who reads from an eventfd, a timerfd or a signalfd; NULL: it is none, or not known. */
const char *stuck_event_hint(const struct report *report, const struct waits_wait *wait);

/* The function that made a copy of a descriptor: "dup2", "fcntl"; "dup" when it is not known. */
const char *stuck_copier(const struct report *report, const struct fds_row *row);

/* The same with its waits and holders in the order of names: they are born in an order that is chance. */
struct waits_deadlock stuck_in_order(const struct report *report, const struct waits_deadlock *deadlock,
                                     struct arena *arena);

/* The name of the lock or semaphore that it waits for; NULL: not known. */
const char *stuck_lock(const struct report *report, const struct waits_wait *wait);

/* Where the owner of that lock, who waits himself, took it; NULL: not known. */
const struct report_taken *stuck_taken(const struct report *report, const struct waits_wait *wait,
                                       const struct waits_holder *owner);

/* The kind of a proved deadlock: what the calls' names add to what the fold knows. */
enum deadlock_kind stuck_kind(const struct report *report);

/* Is the one a child, or a child's child, of the other? */
bool stuck_descends_from(const struct report *report, uint32_t id, uint32_t from);

#endif
