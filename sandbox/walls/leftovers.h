/* leftovers.h -- System V objects, POSIX shared memory and queues that a run without namespaces leaves on the machine.
 */
#ifndef SANDBOX_WALLS_LEFTOVERS_H
#define SANDBOX_WALLS_LEFTOVERS_H

#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Names of what was there before, so that it stays. Start with {0}. */
struct leftovers {
    bool has_begun;
    int turn; /* held while the user's names are this run's */
    uid_t uid;
    char (*names)[64];
    size_t count;
    bool is_full; /* too many to tell ours: nothing is removed */
};

/* Notes what of the user's there is now; again for the same run: does nothing. Where others may run as the same user,
 * they take turns, or they would meet in these names: waits for it, at most until control_fd ends. */
bool leftovers_begin(struct leftovers *before, uid_t uid, bool is_shared, int control_fd, struct err *e);

/* Removes what of the user's was not there then, and gives up the turn. Only when all of the run is dead. */
void leftovers_end(struct leftovers *before);

/* Removes all of the user's: of one who is nobody but the programs of slots, of which the last died hard. */
void leftovers_sweep(uid_t uid);

#endif
