/* fds_parts.h -- the parts that the fold over descriptors is made of. */
#ifndef SANDBOX_OBSERVE_FDS_PARTS_H
#define SANDBOX_OBSERVE_FDS_PARTS_H

#include "sandbox/observe/fds.h"

struct process {
    bool known, ended, is_foreign;
    uint64_t ended_ns, delay_ns; /* when it ended, and for how long it waited for a CPU */
    uint64_t answers_ns;         /* for how long the supervisor did so until then */
    uint32_t lived_on;           /* the last task born before it last made a call that may wait */
    bool is_beyond;              /* born of another program than the first of the run */
    bool is_vfork, has_exec;     /* before it executes something, it is libc's posix_spawn that runs */
    bool is_command;             /* a shell that libc started: system(), popen() */
    uint32_t born;               /* event */
    struct waits_stack fork;
    uint32_t parent, table;
    size_t *open; /* indexes of rows; of the process whose table it is */
    size_t open_count, open_capacity;
    struct fds_fault failure; /* failed, error, failed_at: the last call that was to make a descriptor */
    uint32_t failure_event;
    struct close_call *series; /* its last close() and those before it, each of a higher number than the one before, */
    size_t series_count, series_capacity; /* or each of a lower one */
    size_t never_open;                    /* of these, numbers that it cannot have known by a descriptor */
};

struct close_call {
    struct fds_close said;
    uint32_t event;
    int fd;
};

struct row {
    struct fds_row said;
    uint32_t made_by, closed_by, asked_by; /* events; 0: none */
    uint32_t asked;                        /* how often */
    bool is_confirmed, saw_end;
    bool is_theirs; /* a copy that another program made which the process had executed */
};

struct fault {
    struct fds_fault said;
    uint32_t event;
    bool is_pending; /* its series still goes on */
};

struct fds {
    struct arena *arena;
    bool blind;
    uint64_t now_ns;           /* of the event that is being seen */
    struct process *processes; /* by id */
    size_t process_capacity;
    uint32_t *process_of; /* by task; 0: none */
    size_t task_capacity;
    struct row *rows;
    size_t row_count, row_capacity;
    struct fds_object *objects;
    uint32_t *object_events;
    size_t object_count, object_capacity, event_capacity;
    struct fault *faults;
    size_t fault_count, fault_capacity;
    struct fds_close *closes;
    size_t close_count, close_capacity;
    struct fds_child *children;
    size_t child_count, child_capacity;
    const char *own_program; /* what the first process executed first */
    uint32_t table_of;       /* whose FD_KEPT are being told; 0: nobody's */
    enum fd_table table_why;
    uint32_t table_event;
    int64_t kept_left;
};

/* A close() of the process: does it begin another series? never_open: no such number was known to the process. */
void fds_sweep_see(struct fds *fds, uint32_t id, const struct event *ev, bool never_open);

/* So many were never open that this series is a sweep, whatever else it is. */
bool fds_sweep_is_sure(const struct process *process);

/* The series of the process is over: its faults are none, or are to be judged by where its calls stand. */
void fds_sweep_end(struct fds *fds, uint32_t id);

/* NULL: nobody has told of it. */
static inline struct process *fds_process(const struct fds *fds, uint32_t id)
{
    return id < fds->process_capacity && fds->processes[id].known ? &fds->processes[id] : NULL;
}

#endif
