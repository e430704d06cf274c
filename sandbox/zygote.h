/* zygote.h -- processes that stand behind a slot's walls already, and from which the inits of its runs are born. */
#ifndef SANDBOX_ZYGOTE_H
#define SANDBOX_ZYGOTE_H

#include "sandbox/base/err.h"
#include "sandbox/inside.h"
#include "sandbox/spec.h"
#include "sandbox/walls/cgroup.h"
#include "sandbox/walls/ids.h"
#include "sandbox/walls/view.h"

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum {
    ZYGOTES_READY = 2, /* of one kind, at most: one clears up while the other's run goes on */
    ZYGOTES_MAX = 2 * POLICY_COUNT * ZYGOTES_READY, /* each policy, and that with a tracer: other views and filters */
};

/* Memory that the slot shares with its zygotes. */
struct birth {
    struct spec spec; /* of the run that goes on, or is to come */
    pid_t
        inits[ZYGOTES_MAX]; /* of each zygote, written by the kernel at the birth, before init's first step; 0: none */
    struct inside_end end;  /* written by init */
    cpu_set_t cpus;         /* where a program may run; empty: nobody knows */
};

struct zygote {
    pid_t pid;       /* 0: none is alive */
    int to;          /* our end of its socket */
    bool is_leaving; /* it was told that its run is over, and has not said yet that nothing is left of it */
};

struct zygotes {
    struct birth *birth;
    const struct ids *ids;
    const struct cgroup *cgroup;
    const char *folder;            /* the slot's, where nothing can be mounted; else NULL */
    struct zygote of[ZYGOTES_MAX]; /* those of a kind take turns */
    unsigned asked[ZYGOTES_MAX / ZYGOTES_READY];
    struct zygote *last; /* that was asked; NULL: none, or its run is over */
    pid_t ready;         /* its init when it was asked, that may have died before it knew; 0: none yet */
};

/* No zygote is made before the first run that needs it. What ids, cgroup and folder (or NULL) point to must stay. */
void zygotes_begin(struct zygotes *zygotes, const struct ids *ids, const struct cgroup *cgroup, const char *folder);

/* Kills and reaps them all. */
void zygotes_end(struct zygotes *zygotes);

/* Gives the spec in *birth, with fds (enum inside_fd) as its descriptors, to an init, which stands ready or is born for
 * it. It is our child. A zygote that is no more is replaced first. On false nobody has it; on true something may be on
 * its way: init or the zygote says more on INSIDE_SAY, whose end means that there is nobody to come. */
bool zygotes_ask(struct zygotes *zygotes, const int *fds, size_t count, struct err *e);

/* The init that was asked for last, for sure: without one, its zygote is killed before it can give birth; 0 then. */
pid_t zygotes_init(struct zygotes *zygotes);

/* Once nobody is left who could answer the last request: had nobody taken it, or only one that stood ready, and may
 * have been killed before? It is buried, and may be asked for again. False: it was born for it, and died of it. */
bool zygotes_lost(struct zygotes *zygotes);

/* The run that was asked for last is over and all of it dead: what is left of its file systems goes. */
void zygotes_over(struct zygotes *zygotes);

/* Waits until nothing is left of the runs before. */
void zygotes_settle(struct zygotes *zygotes);

/* Was this child, which wait said is dead, a zygote, or an init that nobody had asked? Then it counts as such. */
bool zygotes_buried(struct zygotes *zygotes, pid_t pid);

#endif
