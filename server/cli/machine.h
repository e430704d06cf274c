/* machine.h -- what this machine has that isolation is built from. */
#ifndef SERVER_CLI_MACHINE_H
#define SERVER_CLI_MACHINE_H

#include "sandbox/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct machine_fact {
    const char *name, *value;
    bool good;
    const char *change; /* the exact thing to do about it; NULL when it is good */
};

enum { MACHINE_FACTS_MAX = 12 };

/* Asks, also bothends-sandbox, and tries what can only be tried (in a child). The facts live in the arena. */
size_t machine_look(const char *sandbox, struct arena *arena, struct machine_fact facts[static MACHINE_FACTS_MAX]);

/* What to do so that the level full, or minimal, is given. */
const char *machine_full(struct arena *arena);
const char *machine_minimal(void);

/* May an ordinary user make a user namespace here? If not, *change says what to do. */
bool machine_user_namespaces(struct arena *arena, const char **change);

/* May an ordinary user mount a /proc of their own, in a user namespace? If not, *change says what to do. */
bool machine_own_proc(struct arena *arena, const char **change);

#endif
