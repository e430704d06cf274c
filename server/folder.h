/* folder.h -- the data folder of one `bothends serve`: made, locked, named. */
#ifndef SERVER_FOLDER_H
#define SERVER_FOLDER_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/privilege.h"

#include <stdbool.h>

struct folder {
    const char *path;
    int fd;           /* the folder */
    int lock;         /* held by this process alone, as long as it lives */
    int children;     /* the same for it and all its children, who inherit it */
    char instance[17]; /* of this folder, for ever: the first part of its workers' names */
};

/* Makes the folder (mode 0700) if there is none, takes both locks, and hands everything in it to owner when owner is
 * not NULL (as root, before the drop). ERR_INPUT: another serve has it, or it is somebody else's folder. Once it
 * returns, no process of an earlier serve of this folder is alive. */
bool folder_open(const char *path, const struct service_user *owner, struct arena *arena, struct folder *out,
                 struct err *e);

/* Makes the folder if there is none, for a command that only opens the database there. (As root, too: SQLite gives its
 * files to the owner of the database, and folder_open gives all to the service user.) */
bool folder_make(const char *path, struct err *e);

#endif
