/* privilege.h -- stops being root, and still reaches the folders it needs. */
#ifndef SERVER_PRIVILEGE_H
#define SERVER_PRIVILEGE_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

enum { SERVICE_UID = 64900 }; /* and gid, when the machine has no user of the name chosen */

struct service_user {
    uid_t uid;
    gid_t gid;
};
/* The user called name, else SERVICE_UID. ERR_INPUT when that is root itself. */
bool privilege_user(const char *name, struct service_user *out, struct err *e);

/* Gives up root, all groups, all capabilities, and any way back, for this process and all it starts. */
bool privilege_drop(struct service_user user, struct err *e);

/* A folder held open, to be reached after the drop even below a parent that is closed to the service user (a clone in
 * /root, a temporary folder): /proc/self/fd/N leads straight to it. Children inherit it. */
struct reach {
    const char *path; /* absolute */
    int fd;           /* -1: not held */
};
bool reach_hold(const char *folder, struct arena *arena, struct reach *out, struct err *e);
/* After the drop: the folder's own path where that works for this process (the descriptor is closed then), else the way
 * through the descriptor. */
const char *reach_settle(struct reach *reach, struct arena *arena);

#endif
