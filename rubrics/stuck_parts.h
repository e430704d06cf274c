/* stuck_parts.h -- the parts that what is said of a deadlock is made of. */
#ifndef RUBRICS_STUCK_PARTS_H
#define RUBRICS_STUCK_PARTS_H

#include "rubrics/stuck.h"
#include "sandbox/base/buf.h"

/* One report, and where what is said of it goes. */
struct teller {
    const struct report *report;
    const struct waits_deadlock *deadlock;
    const struct waits_deadlock *whole; /* of the run: this one, and the others */
    struct arena *arena;
    const struct waits_wait *reader; /* who would go on if the culprits were closed; NULL: there are none */
    size_t deadlocks;                /* in this run: this one, and others that have nothing to do with it */
    const char *again;               /* in whom else the same mistake was made; NULL: in nobody */
};

/* "the parent", "child 1", "child 2 (running wc)"; "thread 2 of the parent" where there are several. */
const char *stuck_who(const struct teller *t, uint32_t id);
const char *stuck_who_is(const struct teller *t, uint32_t id, uint32_t thread);

/* The same without what it runs. */
const char *stuck_plain_who(const struct teller *t, uint32_t process);

/* "pipe 2", "fifo 1"; "the pipe" when it is not known. */
const char *stuck_pipe_text(const struct teller *t, int64_t object);

/* How many of the holders from first on are of one process; of how many processes all are; "fd 4", "fds 4 and 6". */
size_t stuck_fds_of(const struct waits_holder *holders, size_t count, size_t first);
size_t stuck_processes_in(const struct waits_holder *holders, size_t count);
const char *stuck_fds_text(const struct teller *t, const struct waits_holder *holders, size_t count);

/* The first wait of that process; NULL: it is not stuck. */
const struct waits_wait *stuck_wait_of(const struct teller *t, uint32_t process);

/* "2 bytes for pipe 2 still lie in a buffer of child 1, ...": what one who is stuck has printed to an end that another
 * waits for, and not sent. "": nothing. */
const char *stuck_unsent_text(const struct teller *t);

/* Is it about a FIFO? */
bool stuck_is_fifo(const struct teller *t);

/* " before line 36", " before it runs wc": when a process should have closed what it holds. */
const char *stuck_before(const struct teller *t, uint32_t id);

/* What mends it (stuck_hints.c). */
const char *stuck_hint(const struct teller *t);

/* What mends a deadlock in which a pipe is full (stuck_full.c); a ring of those who read from each other, and one who
 * waits at a socket (stuck_ring.c). */
const char *stuck_full_hint(const struct teller *t);

/* Of two who write to each other while neither reads; NULL: they are not such. */
const char *stuck_crossed_text(const struct teller *t);
const char *stuck_ring_hint(const struct teller *t);
const char *stuck_socket_hint(const struct teller *t);

/* "Child 2 has not used its copy of the write end of pipe 1 (fd 4) so far, ...": what may be left over, of one who
 * waits on such a thing; "": nothing is. */
const char *stuck_copy_text(const struct teller *t, enum wait_on on);

/* What mends a deadlock of one who watches several descriptors, NULL: nothing more is known; of one who waits for a
 * signal (stuck_watch.c). */
const char *stuck_watch_hint(const struct teller *t);
const char *stuck_signal_hint(const struct teller *t, const struct waits_wait *wait);

/* What select() was not told to look at; what may wait in a handler of SIGCHLD. "": nothing. */
const char *stuck_past_text(const struct teller *t);
const char *stuck_handler_text(const struct teller *t);

/* The first that waits on such a thing; NULL: nobody does. */
const struct waits_wait *stuck_first_on(const struct teller *t, enum wait_on on);

/* May that write end be for a signal handler of the process that alone reads from its pipe, to which nobody wrote? */
bool stuck_may_be_a_handlers(const struct teller *t, const struct fds_row *row);

/* The same where the end may be needed by who holds it: a pipe used both ways, tokens, pipes that were mixed up. Takes
 * what is to be said if it is not (stuck_ways.c). */
const char *stuck_ways_hint(const struct teller *t, const char *close_hint);

/* before + "line 36" + after, or "" when the line is not known. */
const char *stuck_with_line(const struct teller *t, const char *before, struct waits_stack stack, const char *after);

/* An end that somebody holds, on the ledger; NULL: it is not there. */
const struct fds_row *stuck_row(const struct teller *t, const struct waits_holder *holder);

/* Has it the number that pipe() gave? Else close(fd[1]) would close something else, or is there already. */
bool stuck_is_original(const struct teller *t, const struct waits_holder *holder);

/* " (req[1])", " (fd[1] of its pipe call)": how the program can name an end that is original. "": it is not there. */
const char *stuck_end_called(const struct teller *t, const struct waits_holder *holder);

/* Was it started by posix_spawn() or its like, so that nothing of the student's runs in it before another program? */
bool stuck_is_spawned(const struct teller *t, uint32_t id);

/* Nothing was ever written to the pipe that the reader waits for, and of those who hold its write end, none of them the
 * reader, this one waits for children: what it writes later comes too late. NULL: it is not so. */
const struct waits_wait *stuck_may_write_later(const struct teller *t);

/* Who cannot write to a pipe before it gets a lock, which the reader of that pipe has. NULL: it is not so. */
const struct waits_wait *stuck_locked_out(const struct teller *t, const struct waits_wait **reader);

/* Of readers in a ring, one whose pipe only one other process can write to, and that did; of several the eldest such
 * sender's. What it sent may be all, and a close() all that is missing. NULL: there is none. */
const struct waits_wait *stuck_reader_of_sender(const struct teller *t);

/* What a task in futex() waits for, and who could have ended that (stuck_locks.c). */
void stuck_tell_lock(const struct teller *t, const struct waits_wait *wait, struct buf *text);

void stuck_tell_file_lock(const struct teller *t, const struct waits_wait *wait, struct buf *text);

/* The name of the file, or of the anonymous object, whose descriptor it waits at; "" when it is not known. */
const char *stuck_waits_at(const struct report *report, const struct waits_wait *wait);

/* What mends a deadlock of the kind lock-cycle. */
const char *stuck_lock_hint(const struct report *report);

/* Of any other of those who wait in futex(); of those who wait for locks of files. */
const char *stuck_futex_hint(const struct teller *t);
const char *stuck_file_lock_hint(const struct report *report);

/* Does anybody who is stuck sleep in a call with that part in its name? */
bool stuck_calls(const struct report *report, const char *part);

#endif
