/* cgroup.h -- what the kernel counts for a whole tree of processes, where it does. */
#ifndef SANDBOX_WALLS_CGROUP_H
#define SANDBOX_WALLS_CGROUP_H

#include "sandbox/base/err.h"
#include "sandbox/walls/delegate.h"

#include <stdbool.h>
#include <stdint.h>

/* Groups of one slot below our own group, or below the one that was left to us (version 2): one in each hierarchy that
 * serves a purpose here. A machine may have version 1 hierarchies, version 2, both, or none that we may use; each
 * purpose takes what there is. */
enum cgroup_use { CGROUP_MEMORY, CGROUP_CPU, CGROUP_TREE, CGROUP_USES }; /* TREE: version 2, for cgroup.kill */

enum { CGROUP_NAME = 48 };

struct cgroup {
    char name[CGROUP_NAME]; /* of the slot's group in each hierarchy */
    struct cgroup_at {
        int dir;    /* the slot's group, -1 if none */
        int parent; /* our own group, to remove the slot's */
        int procs;  /* its cgroup.procs, -1 if another use has the same group */
        int version;
    } at[CGROUP_USES];
    enum delegation delegation;         /* of the group of version 2 */
    uint32_t memory_kib;                /* the limit that is set now */
    int cpu, oom, used;                 /* files of counts; -1 where there is none */
    int peak;                           /* that of the most memory */
    bool is_peak_of_run;                /* it could be reset for this run; else it is that of all runs so far, */
    uint64_t peak_before_kib;           /* and was this as the run began */
    uint64_t left_kib;                  /* what earlier runs left in the group: cached files */
    uint64_t cpu_before_ns, oom_before, full_before; /* as the run began: the kernel's counts only grow */
};

/* Did the kernel have to kill somebody of the group for memory? As the group's own limit was reached; or as there was
 * none in a group above it (a container's), or on the machine, which is nobody's fault in here. */
enum cgroup_oom { CGROUP_OOM_NONE, CGROUP_OOM_OWN, CGROUP_OOM_ABOVE };

/* Makes the groups, after removing those that dead slots left. What cannot be had is just missing. cgroup_close removes
 * them; it works wherever the slot's root is by then. root: "", or a folder that a test made, with /proc and all. */
void cgroup_open(struct cgroup *group, const char *root);
void cgroup_close(struct cgroup *group);

bool cgroup_has(const struct cgroup *group, enum cgroup_use use);

/* Prepares the next run. ERR_SYSTEM when a limit that should be there cannot be set. */
bool cgroup_begin(struct cgroup *group, uint32_t memory_kib, struct err *e);

/* Puts the calling process, and so all its children, in. */
bool cgroup_join(const struct cgroup *group, struct err *e);

/* Takes the counts at the moment from which on the program is charged. */
void cgroup_start(struct cgroup *group);

/* Memory of the group now. */
uint64_t cgroup_used_kib(const struct cgroup *group);

/* Since cgroup_start, for uses that are there: CPU time, whether the kernel had to kill for memory, the most memory (0:
 * this kernel cannot say, then it is not is_peak_of_run). */
uint64_t cgroup_cpu_ns(const struct cgroup *group);
enum cgroup_oom cgroup_oom(const struct cgroup *group);
uint64_t cgroup_peak_kib(const struct cgroup *group);

/* Kills all members at once; false when this kernel cannot. */
bool cgroup_kill(const struct cgroup *group);

#endif
