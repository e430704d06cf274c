/* ids.h -- who runs inside: an ordinary user of its own for each slot, without any privilege. */
#ifndef SANDBOX_WALLS_IDS_H
#define SANDBOX_WALLS_IDS_H

#include "sandbox/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct ids {
    uid_t uid; /* as seen by whoever sets it: of the machine (full) or of the user namespace (rootless) */
    gid_t gid;
    int claim; /* held open while the number is ours; -1: none was needed */
};

/* Claims a free slot number of this machine (network namespace), the first or any, and so a uid from 64000 to 64899;
 * for root only. The claim ends with the process, however it ends. */
enum claim { CLAIM_FIRST, CLAIM_ANY };
bool ids_claim(struct ids *ids, enum claim claim, struct err *e);

/* Gives up the power to ever gain a privilege: bounding and ambient set, no_new_privs. What the process holds now it
 * keeps; what it executes gets nothing. */
bool ids_renounce(struct err *e);

/* Becomes that user, with no group but its own and no capability. */
bool ids_become(const struct ids *ids, struct err *e);

#endif
