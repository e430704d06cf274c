/* region.h -- the memory that all tasks of a program under test share, and what the parts of the runtime offer. */
#ifndef SANDBOX_GUEST_REGION_H
#define SANDBOX_GUEST_REGION_H

#include "sandbox/guest/frames.h"
#include "sandbox/guest/heap.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* ONE RUNS. Of all tasks (processes and threads) of a schedule exactly one, `active`, executes; the others sleep in a
 * futex of their own until they are handed the turn. So nothing here needs a lock or an atomic operation but the turn
 * itself, and the same choices give the same run. A task that sleeps in the kernel in a way we do not model is OUTSIDE:
 * it has given the turn away and takes part again when it is given it.
 *
 * ADDRESSES. The region lies at a fixed address in every process, made by the fork server before the first fork. The
 * shadow of an address is found by arithmetic alone, in a window of private memory (SHADOW_AT); over the window's part
 * for shared memory lies, by mremap, a piece of the region, so that one page mapped at two addresses or in two
 * processes has one shadow.
 *
 * CLOCKS. One counter, `stamp`, serves all tasks: a task's clock is the stamp it took at its last release, so clocks
 * are unique, and (task, clock) is an epoch as in FastTrack (Flanagan, Freund 2009). Ids of tasks are used again when
 * their creator is ordered after all their old owner did. */

#define REGION_AT 0x100000000000ULL
#define REGION_BYTES (1ULL << 40)
#define SHADOW_AT 0x200000000000ULL
#define MAPPED_AT 0x7ff000000000ULL /* from here on the kernel places what it maps, and at the end, from */
#define STACK_AT 0x7ffff8000000ULL  /* here on, the main stack */
#define SHADOW_WINDOW (1ULL << 40) /* bytes of addresses told apart; the shadow is four times as large */

enum {
    TASKS_MAX = 256, /* alive, or dead and not yet forgotten */
    PEOPLE_MAX = 4096, /* tasks over the whole schedule */
    PROCESSES_MAX = 1024,
    OBJECTS_MAX = 4096,
    CLOCKS_MAX = 8192,
    QUEUES_MAX = 256,
    MESSAGES_MAX = 32,
    SEGMENTS_MAX = 256,
    STACKS_MAX = 16384,
    STACK_DEPTH = 8,
    SETS_MAX = 2048,
    SET_MAX = 6,
    SITES_MAX = 65536,
    REPORTS_MAX = 256,
    HELD_MAX = 16,
    SWITCHES_MAX = 8192,
    TRACE_MAX = 65536,
    PREFIX_MAX = 16384,
    ASLEEP_MAX = 256,
    SPILLS_MAX = 65536,
    WATCHES_MAX = 64,
    FOUND_MAX = 64,
    STACK_ROWS = 1024, /* of the tables by which they are found: small, for a page that a process touches is a fault */
    SITE_ROWS = 2048,
    SET_ROWS = 256,
    OBJECT_ROWS = 512, /* each a power of 2 */
    GUARDS_MAX = 1024, COPIES_MAX = 1024, LENT_MAX = 1024, /* each a power of 2 */
    WORKERS_MAX = 64,
    STORED_MAX = 64,
    NAMES_MAX = 64,
    NAME_BYTES = 96,
    CHANNELS_MAX = 256,
    RECENT_MAX = 4,
    PASSINGS_MAX = 64,
    WAITS_MAX = 32,
};

#define NOBODY UINT32_MAX

/* Who or what: domain is a segment + 1, PRIVATE | process, or one of the kernel's kinds of objects. */
struct key {
    uint64_t domain, at;
};
#define DOMAIN_PRIVATE (1ULL << 63)
#define DOMAIN_FILE (1ULL << 62)  /* + device; at: inode */
#define DOMAIN_KERNEL (1ULL << 61) /* + enum kernel_kind << 32; at: id */
enum kernel_kind { KERNEL_SIGNAL = 1, KERNEL_SEMOP, KERNEL_MESSAGE, KERNEL_PATH, KERNEL_TASK, KERNEL_PEER,
    KERNEL_STREAM };

/* What a task does next, or did: enough to say whether two steps can be swapped. */
struct step {
    struct key object; /* as core_stable says it */
    struct key key;
    uint64_t address, value;
    uint32_t size, stack;
    uint8_t does; /* enum race_does */
    uint8_t writes, task, pairs;
    uint8_t swaps; /* a compare-and-exchange that exchanged: it loses nobody's update */
    uint8_t of; /* of one that waited for an end: whose it was, + 1; 0: not known */
    bool made; /* of what somebody does next: it was recorded, and may have to be tried again; of a record: it has to */
};
/* Beside enum race_does, for pairs of steps that give the same in both orders wherever both orders are possible: taking
 * a lock or semaphore (and waiting for it if need be) and giving one back; waiting for an end and ending. */
enum { STEP_TAKES = 0x40, STEP_GIVES = 0x80, STEP_PAIRS = STEP_TAKES | STEP_GIVES };

enum task_state { TASK_FREE, TASK_RUNS, TASK_BLOCKED, TASK_OUTSIDE, TASK_DEAD };
enum task_kind_of { KIND_FIRST, KIND_PROCESS, KIND_THREAD };
enum block {
    BLOCK_NONE,
    BLOCK_MUTEX,
    BLOCK_SEMAPHORE,
    BLOCK_COND,
    BLOCK_READ,
    BLOCK_WRITE,
    BLOCK_CHILD,
    BLOCK_JOIN,
    BLOCK_BARRIER,
    BLOCK_FILE_LOCK,
    BLOCK_RWLOCK,
    BLOCK_SPIN,
    BLOCK_SIGNAL,
    BLOCK_FUTEX,
    BLOCK_QUEUE,
    BLOCK_POLL,
    BLOCK_STOPPED,
    BLOCK_FIFO_OPEN,
    BLOCK_COUNT
};

struct recent { /* an atomic access */
    uint16_t object; /* 0: none */
    uint8_t kind, order; /* WEAK_LOADS, WEAK_STORES or both; __ATOMIC_* */
    bool fenced; /* a barrier of all kinds came since */
};
enum { WEAK_LOADS = 1, WEAK_STORES = 2 };

struct task {
    uint32_t state, process, pid, tid, kind, person;
    uint32_t word; /* the futex it sleeps in */
    uint32_t block, block_stack;
    struct key block_key;
    uint8_t timed_out, interrupted, joined, yielded, cancelled;
    uint8_t lost; /* asleep at a semaphore that was made again meanwhile */
    uint32_t behind; /* signals of the condition for which it waits that are not for it */
    uint64_t wake_at, until, steps; /* until: of a wait, when it is over by our time; 0: never */
    int64_t priority;
    uint32_t tired; /* how often it ran alone for long, and wrote */
    uint32_t dead_order, made, alone; /* made: pipes and mappings; alone: own steps since others last ran */
    uint32_t waits; /* that early.c may end: for conditions, and for a limited time */
    uint32_t held_count;
    uint16_t held[HELD_MAX];
    uint32_t fence_acquire, fence_release; /* clocks, 0: none */
    struct recent recent[RECENT_MAX]; /* its last atomic accesses, each to another object (weak.c) */
    uint32_t recent_last;
    struct step next;
    uint32_t vc[TASKS_MAX];
};

/* Who a task was, for reports: slots are used again, people are not. */
struct person {
    uint32_t slot, since, process, thread, name;
    uint64_t stack_low, stack_bytes; /* a thread's own stack */
};

struct process {
    uint32_t pid, parent, threads_alive, threads, children, multi, reaped, dead_order, stable;
    uint32_t left; /* the task that ended it, + 1; 0: a signal did */
    uint32_t lock_of; /* whose pid it is that has the file lock for which it waits; 0: it waits for none of a process */
    uint32_t stopped, news; /* news: the status that its parent's waitpid() has not told yet */
    uint64_t handlers, blocked, ignored; /* sets of signals; blocked: in its main thread */
    uint64_t alarm_at, alarm_every, alarm_in; /* in: of its own sleep */
    char name[32];
};

enum object_kind {
    OBJECT_ATOMIC,
    OBJECT_MUTEX,
    OBJECT_SEMAPHORE,
    OBJECT_COND,
    OBJECT_RWLOCK,
    OBJECT_BARRIER,
    OBJECT_SPIN,
    OBJECT_CHANNEL,
    OBJECT_FILE_LOCK,
    OBJECT_SIGNAL,
    OBJECT_OTHER,
    OBJECT_FILE /* that is read and written */
};
struct object {
    struct key key;
    uint32_t used, kind, next, stack; /* next: in its row; stack: of a lock on somebody's stack, where it was taken */
    uint32_t clock, clock2; /* in clocks, 0: none */
    uint32_t first_process, owner; /* owner: task + 1 */
    uint32_t count, arrived, generation, queue;
    uint32_t heads; /* of an atomic's release sequences: bits, task % 32 */
    uint64_t taken_at; /* where it was taken last */
    uint64_t maker, user; /* who initialised it, who used it last: clock << 8 | task; 0: nobody, or before main */
    uint8_t robust, shared, shared_known, reported, many; /* many: a semaphore that let two pass at once */
    uint8_t destroyed;
    uint8_t kept; /* a file lock that belongs to the open file, not to the process: until its last copy is closed */
    int32_t made_as; /* a destroyed mutex's kind, as libc has it */
};

/* Messages in flight in a pipe: whoever reads a byte is ordered after its writer. */
struct queue {
    uint64_t written, read;
    uint32_t count;
    struct {
        uint64_t from, to;
        uint32_t clock;
    } message[MESSAGES_MAX];
};

enum segment_kind { SEGMENT_ANONYMOUS, SEGMENT_FILE, SEGMENT_SYSV, SEGMENT_SEMAPHORE };
struct segment {
    uint32_t kind, stack;
    uint64_t device, inode, bytes, shadow, stable; /* shadow: offset in the region */
    char name[NAME_BYTES];
};

struct stack {
    uint64_t hash;
    uint32_t count, next;
    uint64_t pc[STACK_DEPTH];
};
struct lock_set {
    uint64_t hash;
    uint16_t count, next;
    uint16_t object[SET_MAX];
};
struct site {
    uint16_t stack, set, next;
};

/* One remembered access: clock in the high word's upper 24 bits, task in its lower 8; in the low word the mask of
 * bytes, how (4 bits), site (20 bits). A granule of 8 bytes has four. */
enum { SLOTS = 4, SLOT_PLAIN = 1 << 8, SLOT_WRITE = 2 << 8, SLOT_RANGE = 4 << 8, SLOT_SPILL = 8 << 8, SITE_SHIFT = 12 };
struct slot {
    uint32_t low, high;
};
struct granule {
    struct slot slot[SLOTS];
};
struct spill {
    struct slot slot[7];
    uint32_t next, pad;
};

struct report {
    uint32_t kind; /* 0 race, 1 misuse */
    uint32_t what; /* enum race_misuse_kind */
    uint32_t first, second; /* people; of misuse second is who holds it then, + 1, or 0 */
    uint32_t first_how, second_how, first_size, second_size, first_site, second_site;
    struct key object;
    uint64_t address;
};

struct pick_switch {
    uint32_t from, to; /* names of people */
    uint64_t step;     /* of `from`: its own count */
    uint32_t forced;   /* it could not go on */
};

enum mode { MODE_STRAIGHT, MODE_WALK, MODE_PCT, MODE_REPLAY, MODE_PREFIX };
enum ended {
    ENDED_NORMAL,
    ENDED_DEADLOCK,
    ENDED_STEPS,
    ENDED_TIME,
    ENDED_REDUNDANT,
    ENDED_LEFT /* the first process has ended, and who is left waits for somebody from outside */
};

struct found {
    struct key at;
    uint64_t address;
    uint32_t size, process;
};
/* One place that is changed while others live: who did, and the locks that all those changes had in common. */
struct guard {
    struct key at; /* domain 0: free */
    uint64_t people; /* bits: person % 64 */
    uint16_t count, plain; /* locks; is a change among them that was not atomic? */
    uint16_t object[HELD_MAX];
    bool strict; /* a change among them was more than a relaxed addition, or it was read meanwhile */
    uint32_t site, person;           /* of the first change */
    uint32_t peek_site, peek_person; /* of the first acquire load by who holds no lock */
};
/* How one person works with its first lock, to see whether all work one after another. */
struct worker {
    uint32_t lock, stack; /* lock: object + 1 */
    uint32_t takes, gives, changes;
    bool mixed; /* changed something outside, or had another lock */
    bool met;   /* touched what another worker used */
};
/* The last atomic store to a place. */
struct stored {
    struct key at;
    uint32_t person, slot, clock;
    uint64_t nth; /* 0: none */
};
/* A variable of a program without threads, of which each process has its own since fork: a global, or in memory that
 * was mapped MAP_PRIVATE. */
struct copied {
    uint64_t address, unread; /* address 0: free; unread: bits: process % 64 that changed it and has not looked since */
    struct key key;   /* where it is, as objects are named */
    uint32_t person, site, tag; /* of the first child that changed it; tag: when, as in a slot */
    uint32_t block;             /* see copied.c */
    bool child_changes, first_reads, first_changes; /* the first process: after a child, ever */
};
struct watch {
    struct key at; /* domain 0: the global at address */
    uint64_t address, value;
    uint32_t size, seen;
};

/* The first wait of somebody for a condition at one place, or for a limited time. */
struct wait {
    uint32_t stack, name, nth, switches; /* name: of the person; nth: of his waits; switches: made until then */
    bool timed;
};

struct config {
    uint32_t mode, record;
    uint64_t seed, steps_max, expected_steps;
    uint32_t one_in, depth, trace_max; /* trace_max: so many steps are recorded, the rest runs at full speed */
    uint32_t switch_count, prefix_count, asleep_count, watch_count;
    uint32_t learns, lines_alike; /* learns: it does not count, and places on stacks may still become steps */
    uint32_t wake_name, wake_nth; /* whose how-manieth wait ends at once (early.c); 0: nobody's */
};

struct region {
    struct config config;
    /* The turn. */
    uint32_t active, ended;
    uint32_t strays; /* programs that libc started (popen) and that may write or read at any time */
    struct wait wait[WAITS_MAX];
    uint32_t wait_count;
    uint32_t woken_at; /* steps made when one ended at once; 0: none did */
    uint32_t cuts; /* bits: enum race_cut_kind of what happened in this schedule */
    uint32_t passing_count;
    struct passing {
        uint16_t first, second, task; /* two atomic objects that a task accessed one after the other, in which ways, */
        uint8_t first_kind, second_kind;
        bool swaps, loose; /* and may that come the other way round? loose: not both in memory_order_seq_cst */
    } passing[PASSINGS_MAX];
    uint32_t patient; /* whoever has the turn waits for a death in the kernel: no call that nobody models */
    uint64_t looked_at; /* the step at which all that blocks was looked at again, + 1 */
    uint64_t step, random, now_us, trace_hash, change_at[16];
    int64_t priority_low;
    uint32_t task_count, person_count, process_count, object_count, clock_count, queue_count, segment_count;
    uint32_t report_count, trace_count, found_count, spill_count;
    uint32_t wild; /* a clock: what was done before calls of which nobody knows whom they tell */
    uint32_t touches_files; /* it wrote to one that was there, or changed names */
    uint32_t real_time; /* a clock of the kernel's is set: nobody is stuck before it had its time */
    uint32_t stamp, dead_order, dying_pid, dying_tid, dying_tgid, switches, unknown_choice, prefix_at;
    uint64_t arena, dispatched;
    uint64_t ends; /* counts what may close an end of a pipe or make a descriptor not wait */
    cpu_set_t cpus, cpu; /* what the program may run on, as it is told; the one where it runs */
    uint32_t stack_count, set_count, site_count;
    uint32_t limits[16]; /* enum race_limit_kind: how often */
    char limit_detail[16][NAME_BYTES];
    char names[NAMES_MAX][NAME_BYTES]; /* what the program left behind: to be removed between schedules */
    uint32_t name_kind[NAMES_MAX], name_count; /* enum made_kind */
    char start[256]; /* the folder in which main begins; not ended by a 0 */
    uint32_t start_bytes, pair_count;
    uint64_t pair[64][2], packets; /* inodes of both ends; a bit for each pair that keeps messages apart */
    struct {
        uint64_t inode, stable;
    } channel[CHANNELS_MAX]; /* pipes and socket pairs by who made them, and which of its own each is */
    uint32_t channel_count;
    struct {
        uint64_t device, inode, stable;
    } named[NAMES_MAX]; /* what shm_open() and sem_open() made */
    uint32_t named_count;
    struct guard guard[GUARDS_MAX];
    struct copied copied[COPIES_MAX];
    struct worker worker[WORKERS_MAX];
    struct stored stored[STORED_MAX];
    uint64_t stores, copied_count, noted; /* noted: of those copied, what malloc() gave, or is in main() */
    uint64_t copied_bits[64]; /* a bit by address for each that is there: most that are asked for are not */
    uint64_t allocated_count;
    uint32_t frame_count;
    struct watch watch[WATCHES_MAX];
    struct frame frame[FRAMES_MAX];
    uint64_t lent[LENT_MAX], lent_count; /* granules of stacks that others use, | 7; 0: free. Never forgotten */
    struct allocated allocated[ALLOCATED_MAX];
    struct found found[FOUND_MAX];
    struct report report[REPORTS_MAX];
    struct process process[PROCESSES_MAX];
    struct person person[PEOPLE_MAX];
    struct task task[TASKS_MAX];
    uint16_t object_row[OBJECT_ROWS], set_row[SET_ROWS], stack_row[STACK_ROWS], site_row[SITE_ROWS]; /* 0: empty */
    struct object object[OBJECTS_MAX]; /* from 1, in the order in which they came; 0 stands for those too many */
    uint32_t clock[CLOCKS_MAX][TASKS_MAX];
    struct queue queue[QUEUES_MAX];
    struct segment segment[SEGMENTS_MAX];
    struct stack stack[STACKS_MAX];
    struct lock_set set[SETS_MAX];
    struct site site[SITES_MAX];
    struct spill spill[SPILLS_MAX];
    struct pick_switch plan[SWITCHES_MAX], made[SWITCHES_MAX]; /* to follow, and made */
    uint8_t prefix[PREFIX_MAX];
    struct step asleep[ASLEEP_MAX];
    struct step trace[TRACE_MAX];
    uint64_t trace_enabled[TRACE_MAX];
};
#define R ((struct region *)REGION_AT)

/* --- this thread's own -------------------------------------------------------------------------------------------- */

enum { CALLS_MAX = 256 };
struct self {
    uint64_t low, span; /* addresses to look at: low <= address < low + span */
    int64_t left, granted; /* steps until the scheduler is asked again; what that was at the last count */
    uint32_t tag;       /* clock << 8 | task: the high word of its slots */
    uint32_t id;
    struct task *task; /* NULL: not under test */
    uint32_t inside;   /* > 0: in the runtime */
    uint32_t depth, set, set_known, site_stack, site_set, site;
    uint64_t site_hash, came, masked, pending; /* signals that came while inside; what a handler keeps out; the rest */
    uint32_t queued; /* of those that came */
    uint64_t stack_low, stack_span; /* this thread's own; a span of 0 until there are several threads */
    uint64_t frame[CALLS_MAX], hash[CALLS_MAX];
    uint32_t dispatching;
    uint32_t wrote;   /* anything since it was last alone for too long */
    uint32_t range, object; /* found last: most likely wanted again */
    uint64_t libc; /* where the program calls the function of libc's that it is in; 0: none that we know of */
    uint32_t libc_depth; /* `depth` then: within a handler or a comparison it is another */
    uint64_t call; /* where the next step is made, from sched_call to sched_next; 0: what calls the function it is in */
    bool relaxes; /* the atomic operation at hand adds in memory_order_relaxed */
    struct {
        struct key at;
        uint64_t pc, value, times;
    } spin; /* the last atomic load; times: it gave the same before */
    struct stored waited; /* the store that ended such a loop */
    const void *expected; /* by the compare-and-exchange at hand; else NULL */
    uint32_t writing; /* index in the trace + 1 of a write whose value is not there yet */
};
extern _Thread_local struct self me;
extern _Thread_local volatile char trap_selector; /* of syscall user dispatch: 1 traps */

/* What a process keeps for itself; fork copies it along with the mappings it describes. */
enum { RANGES_MAX = 128, OWN_MAX = 8 };
struct range {
    uint64_t low, high, offset;
    uint32_t segment;
};
struct local {
    bool started;
    uint32_t process;
    bool multi; /* has threads: all memory is looked at */
    uint64_t base; /* where the program file is loaded */
    uint64_t low, high; /* around all shared ranges, and what fork copies */
    uint64_t shared_low, shared_high; /* around all shared ranges alone */
    uint64_t data_low, data_high; /* the program's own global variables */
    struct range range[RANGES_MAX];
    uint32_t range_count;
    struct range own[OWN_MAX]; /* mapped MAP_PRIVATE by the first process */
    uint32_t own_count;
};
extern struct local here;

static inline void guest_enter(void)
{
    me.inside++;
    trap_selector = 0;
}
void guest_run_signals(void);
void guest_handle_now(void); /* within the runtime */
static inline void guest_leave(void)
{
    if (--me.inside == 0) {
        if (me.pending)
            guest_run_signals();
        trap_selector = (char)me.dispatching;
    }
}
/* Is this call of the program to be looked at? */
static inline bool guest_on(void)
{
    return me.task && !me.inside;
}
/* Around a call of a function of libc's that goes on without us. */
static inline void libc_called(uint64_t pc)
{
    me.libc = pc;
    me.libc_depth = me.depth;
}
static inline void libc_left(void)
{
    me.libc = 0;
}
#define CALLER ((uint64_t)__builtin_return_address(0))
#define WRAP(type, name, ...)                                                                                  \
    type __real_##name(__VA_ARGS__);                                                                           \
    type __wrap_##name(__VA_ARGS__);                                                                           \
    type __wrap_##name(__VA_ARGS__)
#define REAL(name) __real_##name

/* --- core.c ------------------------------------------------------------------------------------------------------- */
uint64_t guest_mix(uint64_t x);
uint64_t guest_random(void); /* R->random: the schedule's */
long guest_syscall(long number, long a, long b, long c, long d, long e, long f);
#define SYS6(n, a, b, c, d, e, f) guest_syscall(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define SYS3(n, a, b, c) SYS6(n, a, b, c, 0, 0, 0)
void guest_limit(uint32_t limit, const char *detail);
static inline void guest_cut(uint32_t why) /* enum race_cut_kind */
{
    R->cuts |= 1U << why;
}
void guest_copy_name(char *to, size_t size, const char *from);
uint32_t core_stack(uint64_t pc);
uint32_t core_frames(uint64_t pc, uint64_t *out, uint32_t most); /* of the program, from the inside: how many */
uint32_t core_set(void);
uint32_t core_site(uint64_t pc);
void core_held(struct object *o, bool now);
bool core_holds(const struct object *o);
struct object *core_object(struct key key, uint32_t kind);
struct key core_stable(struct key key); /* the same in every schedule: no inode, pid or order of birth in it */
void core_channel_made(uint64_t inode);
bool core_is_channel(uint64_t inode); /* made by pipe() or socketpair(), or there from the start */
void core_join(uint32_t *to, const uint32_t *from);
uint32_t *core_clock(uint32_t *index); /* gives it one if it has none */
void core_tick(void);
void core_acquire(struct object *o);
void core_acquire_all(void); /* after all that the others did until now */
void core_release_all(void); /* before all that anybody acquires from now on */
void core_release(struct object *o);
void core_reset(struct object *o);
void core_misuse(uint32_t kind, const struct object *o, uint64_t pc);
struct range *core_find_range(uint64_t address);
static inline struct range *core_range(uint64_t address)
{
    if (address < here.shared_low || address >= here.shared_high)
        return NULL;
    struct range *last = &here.range[me.range];
    if (me.range < here.range_count && address - last->low < last->high - last->low)
        return last;
    return core_find_range(address);
}
static inline struct key core_key(const volatile void *address)
{
    uint64_t a = (uint64_t)address;
    const struct range *r = core_range(a);
    if (r)
        return (struct key){r->segment + 1, a - r->low + r->offset};
    return (struct key){DOMAIN_PRIVATE | here.process, a};
}
uint32_t core_person(uint32_t slot, uint32_t clock);
uint32_t core_person_at(uint32_t slot);
enum made_kind { MADE_FILE, MADE_SHM, MADE_SEMAPHORE, MADE_QUEUE, MADE_SYSV_SHM, MADE_SYSV_SEM, MADE_SYSV_QUEUE };
void core_made(enum made_kind kind, const char *name);

/* --- paths.c ------------------------------------------------------------------------------------------------------ */
void paths_start(void);
void paths_made(long folder, const char *name); /* of a file or folder; folder: a descriptor, or AT_FDCWD */

/* --- shadow.c ----------------------------------------------------------------------------------------------------- */
static inline struct granule *shadow_of(uint64_t address)
{
    return (struct granule *)(SHADOW_AT + ((address & (SHADOW_WINDOW - 1) & ~7ULL) << 2));
}
void shadow_access(uint64_t address, uint64_t size, uint32_t how, uint64_t pc);
void shadow_range(const volatile void *p, uint64_t size, bool writes, uint64_t pc);
void shadow_forget(uint64_t low, uint64_t size);
void shadow_map(uint64_t low, uint64_t bytes, uint32_t segment, uint64_t offset);
void shadow_unmap(uint64_t low, uint64_t bytes);
void shadow_own(uint64_t low, uint64_t bytes, uint32_t segment); /* mapped MAP_PRIVATE */
bool shadow_others_live(void);
bool shadow_on_stack(uint64_t address, uint32_t process);
struct guard *shadow_guard(struct key key); /* NULL: nobody changed it while others lived */
void shadow_forked(void); /* after fork, in both */
void shadow_everything(void); /* the process gets a second thread */
void shadow_drop_private(void);

/* --- sched.c ------------------------------------------------------------------------------------------------------ */
void sched_point(uint32_t does, struct key object, bool writes);
void sched_next(uint32_t does, struct key object, bool writes);
/* The next step that is said is made by the call that returns to pc. */
void sched_call(uint64_t pc);
void sched_step(const struct step *step);
bool sched_block(uint32_t block, struct key key, uint64_t until, uint64_t pc); /* until: as in a task */
void sched_timed(bool timed); /* a wait that ends by itself begins: no set of outcomes is all there are */
void sched_wake(uint32_t block, struct key key);
void sched_wake_all(void);
uint32_t sched_waiters(uint32_t block, struct key key, uint32_t *tasks);
uint32_t sched_all_wait(void); /* all who are left wait: how the schedule ends */
void sched_yield_to_others(uint64_t us);
void sched_outside(void), sched_inside(void);
void sched_waited_for(uint32_t task);
void sched_refused(void); /* the step that I made last took and gave nothing: it orders nobody */
void sched_only_looked(void); /* at once after a sched_point() */
void sched_hand_over(void); /* the last thing that a dying task does */
void sched_go(void), sched_grant(void);
void sched_see_written(void); /* before memory goes away: what the step at hand wrote there */
uint32_t sched_person_name(uint32_t task);
char sched_kernel_state(uint32_t pid, uint32_t tid);
bool sched_process_gone(uint32_t pid, bool wait);

/* --- task.c ------------------------------------------------------------------------------------------------------- */
void task_begin(void); /* the first task of a schedule */
struct key task_ends(uint32_t process); /* what the ends of its children and waiting for them have in common */
void task_leave_process(void);
void task_watch(void); /* reads the watched variables */
void task_dead(uint32_t id);
void task_process_dead(uint32_t process);
pid_t task_shown_pid(uint32_t process);
pid_t task_real_pid(pid_t shown), task_shown(pid_t real); /* of those that are not ours: the same */
struct key task_key(uint32_t person);
struct task *task_of(pthread_t thread); /* NULL: not one of ours, or joined */
#define NOT_AT_ALL UINT64_MAX /* of an until: it does not wait */
int task_join(pthread_t thread, void **value, uint64_t until, uint64_t pc); /* until: of a task, or NOT_AT_ALL */

/* --- thread.c ----------------------------------------------------------------------------------------------------- */
bool task_cancelled(void); /* was this thread cancelled, and does it let itself be? */
void task_test_cancel(void); /* where POSIX has a point of cancellation: may not return */
void task_test_call(void);   /* at a system call of libc's, which may be in one */
int thread_make(pthread_t *made, const pthread_attr_t *asked, void *(*run)(void *), void *arg); /* pthread_create() */

/* --- signal.c ----------------------------------------------------------------------------------------------------- */
void signal_start(void), signal_child_died(uint32_t parent); /* process */
void signal_keep_out(sigset_t *before);     /* while somebody is born: it would take them for its own, or lose them */
void signal_let_in(const sigset_t *mask);   /* a new thread, with the turn: what came is first the main thread's */
bool signal_ends(int sig, uint32_t process);
void alarm_rings(uint32_t process), alarm_slept(uint64_t us); /* alarm.c */
bool signal_interrupts(void); /* is the call at hand to end: by a signal that restarts none, or as it is cancelled? */
bool signal_ends_sleep(uint32_t block, struct key key, uint64_t pc); /* the same, after a sleep without a time */
bool signal_means(uint32_t process, pid_t pid); /* is it among those that kill(pid) or waitpid(pid) means? Both real */

/* --- channel.c ---------------------------------------------------------------------------------------------------- */
struct call {
    long number, arg[6];
    uint64_t pc;
};
static inline long call_again(const struct call *c)
{
    return SYS6(c->number, c->arg[0], c->arg[1], c->arg[2], c->arg[3], c->arg[4], c->arg[5]);
}
extern const struct key channel_events; /* eventfd, inotify, timers and the like */
bool channel_is_pipe(struct key key); /* that only the program itself can reach: no FIFO, no socket */
long channel_read(struct call *c); /* each: what the kernel would answer, a negated errno if it is an error */
long channel_write(struct call *c);
long channel_close(struct call *c);
long channel_flock(struct call *c);
void filelock_closes(int fd, struct key file, bool ends); /* a descriptor of it is closed next; ends: by exit */
long channel_fcntl(struct call *c);
bool channel_file(int fd, struct key *key); /* a regular file, of which others may have a descriptor */
long channel_moves(struct call *c);  /* splice, tee, vmsplice, sendfile */
long channel_closes(struct call *c); /* dup2, shutdown ...: ends that go without a close */
long signal_send(struct call *c), signal_timer(struct call *c);
long system_v(struct call *c); /* semop, msgsnd, msgrcv */
long system_v_control(struct call *c), system_v_get(struct call *c), system_v_segment(struct call *c); /* shmctl */
void channel_close_all(void);
void channel_asked(int fd); /* before a call that tells how it stands */
void channel_forget(int fd); /* it may be something else from now on; -1: all */

/* --- text.c ------------------------------------------------------------------------------------------------------- */
enum uses_stream { STREAM_READS, STREAM_PRINTS, STREAM_PRINTS_LINE };
void stream_step(void *stream, enum uses_stream uses, uint64_t pc); /* next */

/* --- calls.c, memory.c, named.c ----------------------------------------------------------------------------------- */
long calls_time(struct call *c); /* what time it is, or how much was used */
uint64_t calls_until(const struct timespec *t, clockid_t clock, bool absolute); /* of a task; NULL: 0 */
void memory_fresh(void *p, size_t size); /* it is new to the program: what its old owner did says nothing */
uint32_t memory_segment(uint32_t kind, uint64_t device, uint64_t inode, uint64_t bytes, const char *name, uint64_t pc);
uint64_t named_stable(uint64_t device, uint64_t inode); /* 0: it is not what shm_open() or sem_open() made */
long named_queue(struct call *c); /* mq_timedsend, mq_timedreceive */
long named_queue_open(struct call *c), named_queue_unlink(struct call *c);

/* --- notes.c, early.c, weak.c ------------------------------------------------------------------------------------- */
void notes_taken(const struct object *o, uint64_t pc);
void notes_given(const struct object *o);
void notes_changed(uint64_t address);
void notes_met(uint32_t slot, uint32_t clock);
void notes_stored(struct key key);
void notes_loaded(const volatile void *p, uint64_t value, bool acquires, uint64_t pc);
bool early_ends(uint64_t pc, bool timed); /* at a wait for a condition, or for a limited time: does it end at once? */
void early_ended(uint32_t does); /* it did, and the step made last was that wait */
void weak_access(const struct object *o, uint32_t kind, int order); /* kind: WEAK_*; order: __ATOMIC_* */
void weak_fence(void);  /* one of memory_order_seq_cst, or a lock of libc's */
void weak_forget(void);

/* --- trap.c, asks.c ----------------------------------------------------------------------------------------------- */
void trap_start(void);
static inline struct key kernel_key(enum kernel_kind kind, uint64_t at)
{
    return (struct key){DOMAIN_KERNEL | (uint64_t)kind << 32, at};
}
uint64_t trap_place(const void *context); /* of a signal handler: the program's instruction or call; 0: unknown */
extern const struct key trap_names; /* of all files */
long trap_call(struct call *c);
long trap_tells(struct call *c); /* a call of which nothing is known but that it does not sleep */
long asks_process(struct call *c); /* getpgid, prlimit ...: by a pid as the program knows it */
long asks_anything(struct call *c);
long asks_descriptor(struct call *c);
long asks_path(struct call *c);
void asks_polled(const struct call *c);
uint64_t asks_until(const struct call *c); /* until when it polls, as in a task, or NOT_AT_ALL */
uint64_t asks_microseconds(const struct timespec *t);     /* NULL: 0 */
bool asks_only_sleep(const struct call *c, uint64_t *us); /* a poll or select of nothing, for a time */

#endif
