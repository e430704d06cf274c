/* ends.h -- what an end that its process did not use may have been for, by what all did with its pipe. */
#ifndef RUBRICS_ENDS_H
#define RUBRICS_ENDS_H

#include "sandbox/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Was the pipe read and written by one process (of one thread), and used by another, too? Then it carries messages both
 * ways, or tokens, and who reads it may be to write to it: an end that is not used yet is not left over. Takes the
 * index of an object. */
bool ends_go_both_ways(const struct report *report, size_t object);

/* The row of the read end that the process of this write end most likely meant to read from: it reads a pipe to which
 * nobody wrote and whose write end it has, and has another pipe's, which was written to and which nobody reads. NULL:
 * it is not so. */
const struct fds_row *ends_meant(const struct report *report, const struct fds_row *row);

/* The row of the write end that the process of this write end may have taken for it: of a pipe that it wrote to and
 * read back alone, while nobody wrote to the one whose write end this is. NULL: it is not so. */
const struct fds_row *ends_read_back(const struct report *report, const struct fds_row *row);

/* Do two who are stuck each wait for what they read from two pipes, each having read from the other's, with the means
 * to write to both? So do they who take two locks in two orders, where a byte in a pipe is a lock. Is it one of these
 * pipes? */
bool ends_are_crosswise(const struct report *report, size_t object);

/* May a process that is stuck need that end, by any of these? */
bool ends_may_be_needed(const struct report *report, const struct fds_row *row);

/* Did nobody write to its pipe as far as is known, and does another wait for the end of it? Then the end of who holds
 * the write end alone may be the message. It is none where somebody had it to write to, and closed it with nothing to
 * say: then who else holds it keeps the reader from that end. */
bool ends_are_a_lifeline(const struct report *report, const struct fds_row *row);

/* Did the process use it, or may it have when nobody looked any more, or was its end what others waited for? */
bool ends_as_used(const struct report *report, const struct fds_row *row);

/* Has its process printed to it what still lies in a buffer? Not what fork() copied: so it is if the one whose it was
 * has it there, too, or anybody else has sent something. */
bool ends_printed_to(const struct report *report, const struct fds_row *row);

/* The copy of it that the program's own code made (a shell has copies of its own); NULL: none. */
const struct fds_row *ends_copy(const struct report *report, const struct fds_row *row);

/* Is it the write end of a pipe that only its own process reads, and to which nobody wrote? */
bool ends_only_read_here(const struct report *report, const struct fds_row *row);

/* The last fork() by which its process gave the end to one who, or whose child, used it or put it where it would
 * (dup2); NULL: there is none. */
const struct waits_fork *ends_handed_on(const struct report *report, const struct fds_row *row);

/* Those who read from the pipe and have ended: those of them who never wrote to it if there are any (*never_wrote).
 * Their number is given, and at most max of their ids. */
size_t ends_takers(const struct report *report, size_t object, uint32_t *ids, size_t max, bool *never_wrote);

/* It reads from the pipe whose write end that is, and others who had one, too, took from it and have ended without
 * writing to it: each may have been to put back what he took. */
bool ends_may_be_tokens(const struct report *report, const struct fds_row *row);

#endif
