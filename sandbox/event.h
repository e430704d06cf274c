/* event.h -- one fact about a run: fixed size, numbered, append-only. */
#ifndef SANDBOX_EVENT_H
#define SANDBOX_EVENT_H

#include <stdbool.h>
#include <stdint.h>

/* Everything said about a program is a fold over its events. The sandbox writes them to fd 3; the reader checks
 * numbers and kinds and alone decides their source, so that nobody can forge one. A run is EV_BEGIN ... EV_END,
 * or ends at EV_BROKEN. Tasks (processes and threads) have ids from 1 in order of creation, never used twice;
 * a process is the id of its first task. Times are nanoseconds since EV_BEGIN. */

enum event_source { SOURCE_KERNEL, SOURCE_BOX, SOURCE_GUEST, SOURCE_OBSERVER };

/*      kind       arguments                                                                                 */
#define EVENT_KINDS(X)                                                                                         \
    X(BEGIN)     /* isolation (enum isolation), layers (bits of enum layer)                                  */ \
    X(TASK)      /* parent task (0 for the first), enum task_kind, pid as seen inside, 1 for a process that shares \
                    its parent's descriptors; task, process = the new one                                    */ \
    X(EXEC)      /* text: name of the program                                                                */ \
    X(SIGNAL)    /* signal about to be delivered, si_code, si_addr or sending pid                            */ \
    X(EXIT)      /* exit code or -1, signal or 0, CPU time of the task in ns, for how long it waited for a CPU; of a \
                    process's first task: for how long the supervisor, which answers all its stops, ever did so */ \
    X(OUTPUT)    /* stream (1, 2), bytes the program wrote (kept and not kept), 1 if cut at the cap           */ \
    X(FORBIDDEN) /* syscall number, audit arch; text: its name: the policy killed the task                   */ \
    X(LIMIT)     /* enum run_cause, measured, allowed (ns, ns, KiB, count, bytes): everything is being killed */ \
    X(STOPPED)   /* the reader asked for the end                                                             */ \
    X(PIPE)      /* enum fd_kind, object id, its two fds (-1: of a FIFO, which has none yet), id of the second socket \
                    or -1: a pipe, a FIFO or a pair was made                                                 */ \
    X(CUT)       /* tasks alive: a consistent cut begins; its BLOCKED and HELD follow, then CUT_END             */ \
    X(BLOCKED)   /* syscall number, its first three arguments, bits of enum blocked; text: path of open(), more \
                    of pause(), msgrcv(), ... (sleeper.h)                                                      */ \
    X(WORD)      /* address of what the task waits at (futex word, list of poll), and the 32 bytes that lie there; \
                    of one that waits for a file lock 0, and the id of the process that took it; of epoll 0, the \
                    number of what it watches, its events, its inode, and how many others there are           */ \
    X(HELD)      /* fd, enum fd_kind, object id, access mode (O_ACCMODE), bits of enum held_bits                */ \
    X(CUT_END)   /* BLOCKED, HELD and WORD events in it                                                         */ \
    X(SPIN)      /* steps in a turn that changes nothing, calls in it, the last one's number or -1, its result   */ \
    X(STACK)     /* offset and size of a struct stack_record in the side file, number of the event it explains  */ \
    X(FD_MADE)   /* fd, enum fd_kind, object id, access mode; text: what was opened                          */ \
    X(FD_COPIED) /* old fd, new fd (what it was before is closed)                                            */ \
    X(FD_CLOSED) /* fd, 0 or EBADF                                                                           */ \
    X(FD_USED)   /* fd, 1 if it was written to, 0 if read from: for the first time that way                  */ \
    X(FD_EOF)    /* fd: read from at its end, for the first time, by a task that was watched just then       */ \
    X(FD_BAD)    /* fd, syscall number, 0: EBADF; or an errno: a call that makes descriptors failed and gave -1; \
                    text: name of the call                                                                   */ \
    X(FD_BROKEN) /* fd: written to when nobody could read any more                                           */ \
    X(FD_TABLE)  /* enum fd_table, FD_KEPT events that follow at once: these the process has now, no others; as it \
                    ends, the last task that was born before it last made a call that may wait               */ \
    X(FD_KEPT)   /* fd, enum fd_kind, object id, access mode                                                 */ \
    X(CHILD_LEFT) /* process id of a child, its own or one it took over, that has ended: the task ends without having \
                    waited for it                                                                            */ \
    X(REFUSED)   /* the limit of processes: the kernel refused a process or thread because of our limit   */ \
    X(FILE)      /* index in spec.files, enum file_fate, bytes                                               */ \
    X(OVERFLOW)  /* events that were not written because the log was full                                    */ \
    X(BROKEN)    /* our fault; text: what could not be done. Nothing follows                                 */ \
    X(END)       /* enum run_cause, CPU ns of the tree, wall ns, peak memory KiB of the tree, task count      */ \
    X(FD_UNSEEN) /* from now on nobody looks whether the task uses the ends that its process has and did not use so \
                    far: as many calls were watched as ever are                                              */ \
    X(FD_ASKED)  /* fd of an end: how it was opened is asked, as fdopen() does                                */ \
    X(NO_EXEC)   /* errno; text: name of the program: the task goes on in its own                           */ \
    X(ECHO)      /* bytes that waited in the buffer of stdout as the process was forked, and that it has written; \
                    text: how they begin                                                                      */ \
    X(UNSENT)    /* fd, bytes that wait in the buffer of the process's stream of it as the run is ended         */

enum event_kind {
#define EVENT_KIND(name) EV_##name,
    EVENT_KINDS(EVENT_KIND)
#undef EVENT_KIND
    EV_COUNT
};

enum task_kind { TASK_FIRST, TASK_FORK, TASK_VFORK, TASK_THREAD };

/* Why a run ended, as the sandbox knows it (its own acts and the kernel's words, never the program's text). */
enum run_cause {
    CAUSE_ENDED, /* the first process ended by itself, or by a signal that was not ours */
    CAUSE_STOPPED,
    CAUSE_CPU,
    CAUSE_WALL,
    CAUSE_MEMORY,
    CAUSE_PROCESSES,
    CAUSE_OUTPUT,
    CAUSE_FORBIDDEN,
    CAUSE_COUNT
};

/* What an fd is open on. Objects (pipes, FIFOs, socket pairs) have ids that are the same wherever they are held. */
enum fd_kind { FD_PIPE, FD_FIFO, FD_SOCKET, FD_EVENT, FD_OTHER, FD_KIND_COUNT };

/* When a process's table of descriptors is said: after it executed a program, as it ends, or because a call may have
 * changed more of it than one. TABLE_EXIT_CARELESS: as it ends, and it ignores SIGCHLD, so that no child needs it.
 * TABLE_LOST: it is not told; there was more than is told of any program. */
enum fd_table { TABLE_EXEC, TABLE_EXIT, TABLE_EXIT_CARELESS, TABLE_CHANGED, TABLE_LOST, TABLE_COUNT };

/* What else is true of a task that sleeps. BLOCKED_UNSURE: it was not seen asleep in one and the same call at both
 * ends of the cut, or the kernel did not say in which: it may run. BLOCKED_TIMER: a timer of its process may still ring
 * (alarm, setitimer, timer_settime), or somebody ever armed a timerfd or asked for signals of I/O: a signal may come
 * from nowhere.
 * BLOCKED_CATCHES: it has a handler for a signal that it does not block: whoever runs may interrupt it.
 * BLOCKED_PRIVATE: the word it waits at lies in memory of its process alone. BLOCKED_DEAD: the first thread of a
 * process has ended, and others have not. BLOCKED_STOPPED: it was stopped (SIGSTOP) and nobody has continued it.
 * BLOCKED_LONG: in the last look of a run, it had been in this call for a quarter of a second at least. */
enum blocked {
    BLOCKED_UNSURE = 1,
    BLOCKED_TIMER = 2,
    BLOCKED_TRACED_STOP = 4,
    BLOCKED_CATCHES = 8,
    BLOCKED_PRIVATE = 16,
    BLOCKED_DEAD = 32,
    BLOCKED_STOPPED = 64,
    BLOCKED_LONG = 128,
    BLOCKED_ALL = 255,
};

/* Of EV_HELD: it leads outside the run; a socket to which descriptors were sent that nobody has received yet; a file of
 * the machine's, which others may lock. */
enum held_bits { HELD_OUTSIDE = 1, HELD_HAS_MAIL = 2, HELD_SHARED = 4, HELD_ALL = 7 };

/* One task's registers and the upper end of its stack, as saved in the side file (SPEC_FD_SIDE): first this, then
 * `maps` bytes of the lines of /proc/PID/maps that are files mapped executable, then `stack` bytes from sp upwards. */
enum { SIDE_BYTES_MAX = 4 * 1024 * 1024 };
struct stack_record {
    uint64_t pc, sp, fp;
    uint64_t saved[6]; /* rbx r12 r13 r14 r15, which a callee preserves; rdi: in a call, its first argument */
    uint32_t maps, stack;
};

enum file_fate { FILE_COPIED, FILE_ABSENT, FILE_NOT_REGULAR, FILE_TOO_BIG, FILE_UNREADABLE, FILE_FATE_COUNT };

/* Names as in contract.md, in this order; bit i of EV_BEGIN's layers is layer i. */
#define LAYERS(X)                                                                                              \
    X(USER_NS, "user-ns") X(PID_NS, "pid-ns") X(MOUNT_NS, "mount-ns") X(NET_NS, "net-ns") X(IPC_NS, "ipc-ns")  \
    X(UTS_NS, "uts-ns") X(SECCOMP, "seccomp") X(LANDLOCK, "landlock") X(CGROUP, "cgroup") X(RLIMIT, "rlimit")

enum layer {
#define LAYER(name, text) LAYER_##name,
    LAYERS(LAYER)
#undef LAYER
    LAYER_COUNT
};
const char *layer_name(enum layer layer);

enum { EVENT_ARGS = 5, EVENT_TEXT = 56, EVENTS_MAX = 65536 };

struct event {
    uint32_t number; /* from 0, without gaps */
    uint16_t kind;   /* enum event_kind */
    uint16_t source; /* 0 on the wire; enum event_source once read */
    uint64_t at_ns;
    uint32_t task, process; /* 0 when the fact is about no task */
    int64_t arg[EVENT_ARGS];
    char text[EVENT_TEXT]; /* ends with 0 */
};
_Static_assert(sizeof(struct event) == 120, "events cross a process boundary");

const char *event_kind_name(enum event_kind kind);

/* Is this received event the one numbered expected, with a known kind, ids and arguments in range and text that
 * ends? The reader refuses a stream at the first that is not: that is our fault, not the student's. */
bool event_ok(const struct event *ev, uint32_t expected);

#endif
