/* delegate.h -- the part of the tree of cgroups (version 2) that somebody has left to us. */
#ifndef SANDBOX_WALLS_DELEGATE_H
#define SANDBOX_WALLS_DELEGATE_H

#include <limits.h>
#include <stdbool.h>

enum delegation {
    DELEGATION_NONE,      /* the tree is somebody else's: his controllers are left alone */
    DELEGATION_UNIT,      /* of systemd, with Delegate= */
    DELEGATION_NAMESPACE, /* of a container, by the kernel's option nsdelegate */
};
const char *delegation_name(enum delegation delegation);

/* Whether own, our group's folder, or the one above it was left to us, as it is for a unit that begins in a group below
 * its own; *out is that folder, else own. top is where the hierarchy is mounted; is_namespace: of a namespace of
 * cgroups, with nsdelegate. */
enum delegation delegate_find(const char *own, const char *top, bool is_namespace, char out[PATH_MAX]);

/* Lets groups below folder, which was left to us, have the controller. The kernel refuses that to a group that has
 * processes (EBUSY): all of them go to a group of their own below it first. False with errno set; ENOENT: there is no
 * such controller. */
bool delegate_hand_on(const char *folder, const char *controller);

#endif
