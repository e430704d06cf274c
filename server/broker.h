/* broker.h -- starts the one process that stays root for a service that does not. */
#ifndef SERVER_BROKER_H
#define SERVER_BROKER_H

#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/config.h"
#include "server/privilege.h"

#include <stdbool.h>
#include <sys/types.h>

/* As root: starts `bothends-sandbox --broker 3`. *socket is for box_options.broker of any number of processes; its
 * number is put into BOTHENDS_BROKER for children that are let inherit it. The broker ends when the last copy of it
 * is closed, or we die. */
bool broker_start(const char *sandbox, enum isolation least, int *socket, pid_t *pid, struct err *e);

/* As root: starts a broker, then becomes the service user with no way back. What the service needs stays within
 * reach, by its own path or else through a descriptor that children inherit: the programs and rubrics (said in
 * BOTHENDS_LIBEXEC and BOTHENDS_RUBRICS) and the folder of the database (config->database and BOTHENDS_DATABASE). */
bool broker_leave_root(struct config *config, const char *sandbox, struct service_user user, struct arena *arena,
                       int *socket, pid_t *pid, struct err *e);

/* The socket that an ancestor put into BOTHENDS_BROKER; -1: none. */
int broker_inherited(void);

#endif
