/* heirs.h -- a deadlock's missing closes, where a process inherited the write end of a pipe that others write to. */
#ifndef SANDBOX_OBSERVE_HEIRS_H
#define SANDBOX_OBSERVE_HEIRS_H

#include "sandbox/observe/fds.h"
#include "sandbox/observe/waits.h"

/* The cut alone says who holds an end, not who means to write. A parent that waits for one child while another reads
 * what it will write later holds a write end in good faith; it is the child born in between that keeps a copy of an
 * older pipe's write end, never used, while somebody else used that pipe's. Where the ledger shows such heirs, and the
 * culprits are not sure by themselves, the heirs become the culprits. So they do in a ring: whoever wrote is done with
 * it, and a reader that is in the ring waits for the end that only they keep from it. What is in *deadlock stays its
 * arena's. */
void heirs_blame(const struct fds_ledger *ledger, struct waits_deadlock *deadlock);

#endif
