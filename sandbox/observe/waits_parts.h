/* waits_parts.h -- the parts that the fold over cuts is made of. */
#ifndef SANDBOX_OBSERVE_WAITS_PARTS_H
#define SANDBOX_OBSERVE_WAITS_PARTS_H

#include "sandbox/observe/sleeper.h"
#include "sandbox/observe/waits.h"

struct task {
    uint32_t process; /* 0: no such task */
    uint32_t parent;  /* process; of a process's first task */
    uint32_t born;    /* number of its EV_TASK */
    int32_t pid;      /* as seen inside */
    uint32_t thread;  /* which of its process, from 1 */
    uint32_t threads; /* so far; of a process's first task */
    bool alive;
    bool is_vfork;
    uint32_t in_cut;   /* number of the cut it was last seen in */
    uint64_t stuck_ns; /* since which cut it is stuck; 0: it is not */
    struct waits_stack fork;
};

struct list { /* of events */
    struct event *items;
    size_t count, capacity;
};

/* A task in the cut. */
struct node {
    struct waits_wait wait;
    uint64_t bits;
    bool dead;       /* the first thread of others that live */
    bool stuck;      /* nothing that lives is known to reach it, so far */
    uint32_t owner;  /* task that has the mutex it waits for; 0: not known */
    bool owner_only; /* nobody else can unlock it */
    bool pair;       /* waits on one of a pair of sockets */
    int64_t peer;    /* its other end */
};

struct waits {
    struct arena *arena;
    struct task *tasks;
    size_t task_capacity, alive;
    bool of_rest, first_ended;
    bool blind; /* events were lost or made no sense: nothing can be proved any more */
    struct list pipes, blocked, held, words;
    struct waits_stack *pipe_stacks;
    size_t pipe_stack_capacity;
    bool in_cut;
    uint32_t cut; /* number of its event */
    uint64_t cut_at_ns;
    int64_t cut_tasks;
    struct node *nodes; /* of the cut, in order of task id */
    size_t node_count;
    bool any_lives;
    struct waits_wait *waits, *others;
    struct waits_deadlock said, partial; /* partial: what the cut just seen shows, should a limit follow it */
    bool is_last;                        /* nothing came since that cut */
};

/* One cut (waits_calls.c). A descriptor's object, and what it is; NULL: the process has no such descriptor. */
int64_t waits_object(const struct event *held);
bool waits_is_pipe(const struct event *held);
const struct event *waits_find_held(const struct waits *w, uint32_t process, int64_t fd);

/* Is this task waiting for others of the run, and for nothing else? Unknown is no. Fills in for what, and who has it.
 */
bool waits_of(struct waits *w, const struct event *blocked, struct node *out);

/* Makes the nodes of a whole cut, and finds who of them is stuck (waits_stuck.c). */
void waits_find_stuck(struct waits *w);

/* Two or more tasks, each waiting for a mutex that the next has. */
bool waits_in_lock_ring(const struct waits *w, const struct node *node);

/* Of the stuck, in waits: of which kind it is, and whose ends are to blame (waits_why.c). */
void waits_explain(struct arena *arena, struct waits_deadlock *deadlock);

/* Takes the stuck apart, if there is more than one deadlock (waits_knots.c). More tasks than these stay together. */
enum { KNOTS_MAX = 1024 };
void waits_part(struct waits *w, struct waits_deadlock *all);

#endif
