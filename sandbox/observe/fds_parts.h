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
    uint32_t sweep_length; /* closes of one number after the other so far */
    int last_closed;
};

struct row {
    struct fds_row said;
    uint32_t made_by, closed_by; /* events; 0: none */
    bool is_confirmed, saw_end;
    bool is_theirs; /* a copy that another program made which the process had executed */
};

struct fault {
    struct fds_fault said;
    uint32_t event;
    bool in_sweep;
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
    struct fds_child *children;
    size_t child_count, child_capacity;
    const char *own_program; /* what the first process executed first */
    uint32_t table_of;       /* whose FD_KEPT are being told; 0: nobody's */
    enum fd_table table_why;
    uint32_t table_event;
    int64_t kept_left;
};

#endif
