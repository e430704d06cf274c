/* fdcalls.c -- the calls that make, copy, use and close descriptors, seen as a traced task makes them.
 *
 * Theory of operation. What changes a table of descriptors is rare, so the second seccomp filter marks those calls and
 * each of them stops. Where the result counts, the task stops once more at the end of the call. What a call has made is
 * then looked up in /proc: arguments in memory may have been changed by another thread, the kernel's table not.
 *
 * Whether an end is used is another matter: read and write are what programs do most. A filter cannot be taken away,
 * but PTRACE_SYSCALL, which stops at every call, can be left out at any stop. So a task is watched like this only while
 * its process holds an end of which it is not known whether it uses it, and a few calls longer after each change of the
 * table (a wrong number is used soon after it went wrong); and never for more than a fixed number of calls. A program
 * that closes what it does not use, and passes a million messages through the rest, runs at full speed from its first
 * message on. One that has closed all its ends passes none, and may still write to what it closed: it is watched
 * longer. One that keeps them does so soon: who reads from a pipe hardly ever writes to it, too. But an end of a pipe
 * that the process has not used in any way may well be for a result that comes after thousands of messages. It is the
 * process's own calls that count, so that the same calls are watched in every run. What an end is used for is said
 * before the call is done, so that one who waits for ever uses it, too.
 *
 * Where there is no pipe, a wrong number is most often the -1 of a call that failed: from then on it is the same.
 *
 * The loader's own opening and closing of libraries is no doing of the program: it is left out by where it is. */
#include "sandbox/fdcalls.h"

#include "sandbox/base/fd.h"
#include "sandbox/births.h"
#include "sandbox/observe/fds.h"
#include "sandbox/observe/sleeper.h"
#include "sandbox/policy/stops.h"
#include "sandbox/proc.h"
#include "sandbox/stacks.h"
#include "sandbox/walls/policy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/openat2.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ptrace.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    PAGE = 4096,
    PIPES_MAX = 1000,
    CREDIT = 64,          /* calls that are watched after a change */
    NEAR_CALLS = 1024,    /* that are watched of one task for ends of pipes that it uses at their other end, */
    ENDLESS_CALLS = 1000, /* while its process holds no end at all, so that it passes no messages, */
    TASK_CALLS = 3000,    /* for whatever reason, */
    RUN_CALLS = 20000,    /* and of all */
    CHANGES_MAX = 8000,   /* marked calls that are told; then the ledger is not whole */
    TABLE_MAX = 1024,     /* descriptors in one table that is told, */
    KEPT_MAX = 16000,     /* and in all of them */
    POLLED_MAX = 64,      /* descriptors in one call of poll() */
    RESTARTS = 512,       /* from this errno on, the kernel makes the call again */
    FAILURES_MAX = 16,    /* that are told of a task and those that it makes */
};

/* Calls that move bytes, and which of their arguments is the descriptor that is read from or written to; -1: none. */
static const struct {
    int64_t call;
    int reads, writes;
} moves[] = {
    {SYS_read, 0, -1},     {SYS_write, -1, 0},   {SYS_readv, 0, -1},   {SYS_writev, -1, 0},  {SYS_pread64, 0, -1},
    {SYS_pwrite64, -1, 0}, {SYS_preadv, 0, -1},  {SYS_pwritev, -1, 0}, {SYS_preadv2, 0, -1}, {SYS_pwritev2, -1, 0},
    {SYS_recvfrom, 0, -1}, {SYS_sendto, -1, 0},  {SYS_recvmsg, 0, -1}, {SYS_sendmsg, -1, 0}, {SYS_recvmmsg, 0, -1},
    {SYS_sendmmsg, -1, 0}, {SYS_sendfile, 1, 0}, {SYS_splice, 0, 2},   {SYS_tee, 0, 1},      {SYS_vmsplice, -1, 0},
};

static void say(struct tracer *tracer, const struct task *task, enum event_kind kind, const int64_t arg[EVENT_ARGS],
                const char *text, bool with_stack)
{
    uint32_t number = tracer->stream->next;
    tracer_say(tracer, task, kind, arg, text);
    if (with_stack)
        stacks_note(tracer->stacks, task, number);
}

/* --- what a descriptor is ----------------------------------------------------------------------------------------- */

struct descriptor {
    int fd;
    enum fd_kind kind;
    int64_t object, mode;
};

/* Each look into /proc counts: tables are read at every end of a process. The link's own bits say what it was opened
 * for (proc_pid_fd(5)), and the names of pipes and sockets hold their inode. */
static bool look_up(int folder, int fd, struct descriptor *out, char name[EVENT_TEXT])
{
    char number[16], target[4096];
    struct stat link, st;
    CHECK(snprintf(number, sizeof number, "%d", fd) < (int)sizeof number);
    ssize_t n = readlinkat(folder, number, target, sizeof target - 1);
    if (n < 0)
        return false;
    target[n] = 0;
    *out = (struct descriptor){.fd = fd, .kind = FD_OTHER};
    bool is_pipe = strncmp(target, "pipe:[", 6) == 0, is_socket = strncmp(target, "socket:[", 8) == 0;
    bool is_fifo = !is_pipe && !is_socket && fstatat(folder, number, &st, 0) == 0 && S_ISFIFO(st.st_mode);
    if (is_pipe || is_socket || is_fifo) {
        if (fstatat(folder, number, &link, AT_SYMLINK_NOFOLLOW) < 0)
            return false;
        out->kind = is_pipe ? FD_PIPE : is_socket ? FD_SOCKET : FD_FIFO;
        out->object = is_fifo ? proc_fifo(&st) : (int64_t)(strtoull(strchr(target, '[') + 1, NULL, 10) & INT64_MAX);
        bool reads = link.st_mode & S_IRUSR, writes = link.st_mode & S_IWUSR;
        out->mode = writes ? reads ? O_RDWR : O_WRONLY : O_RDONLY;
    } else if (strncmp(target, "anon_inode:", 11) == 0 || strncmp(target, "pidfd:", 6) == 0) {
        out->kind = FD_EVENT;
    }
    const char *slash = strrchr(target, '/');
    slash = slash ? slash + 1 : target;
    size_t size = strnlen(slash, EVENT_TEXT - 1); /* a cut name will do */
    memcpy(name, slash, size);
    name[size] = 0;
    return true;
}

static int open_table(const struct task *task)
{
    char path[32];
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd", (int)task->pid) < (int)sizeof path);
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void say_table(struct tracer *tracer, const struct task *task, enum fd_table why)
{
    char name[EVENT_TEXT];
    struct descriptor table[TABLE_MAX];
    size_t count = 0;
    int fd = open_table(task);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    if (!folder) { /* killed meanwhile */
        fd_close(&fd);
        return;
    }
    while (count < TABLE_MAX && (entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            count += look_up(fd, (int)strtol(entry->d_name, NULL, 10), &table[count], name);
    (void)closedir(folder); /* read only */
    uint32_t number = tracer->stream->next;
    bool is_lost = count == TABLE_MAX || tracer->kept + count > KEPT_MAX;
    why = is_lost ? TABLE_LOST : why;
    count = is_lost ? 0 : count;
    tracer->kept += (uint32_t)count;
    int64_t lived_on = why == TABLE_EXIT ? births_lived_on(tracer, task) : 0;
    say(tracer, task, EV_FD_TABLE, ARGS(why, (int64_t)count, lived_on), NULL, false);
    for (size_t i = 0; i < count; i++)
        say(tracer, task, EV_FD_KEPT, ARGS(table[i].fd, table[i].kind, table[i].object, table[i].mode), NULL, false);
    if (why == TABLE_CHANGED)
        stacks_note(tracer->stacks, task, number);
}

/* --- marked calls ------------------------------------------------------------------------------------------------- */

static bool is_in_loader(const struct task *task, uint64_t pc)
{
    return pc >= task->loader_from && pc < task->loader_to;
}

void fdcalls_enter(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info)
{
    enum policy_stop why = (enum policy_stop)info->seccomp.ret_data;
    task->call = (struct fd_call){0};
    if (is_in_loader(task, info->instruction_pointer))
        return;
    if (tracer->changes == CHANGES_MAX || (why == POLICY_MAKES_PIPE && tracer->pipes == PIPES_MAX))
        say(tracer, task, EV_FD_TABLE, ARGS(TABLE_LOST), NULL, false);
    if (tracer->changes++ >= CHANGES_MAX || (why == POLICY_MAKES_PIPE && tracer->pipes++ >= PIPES_MAX))
        return;
    task->credit = CREDIT;
    int fd = (int)info->seccomp.args[0];
    if (why == POLICY_CLOSES_FD && fds_is_open(tracer->fds, task->process, fd)) {
        say(tracer, task, EV_FD_CLOSED, ARGS(fd, 0), NULL, true);
        return; /* it cannot fail */
    }
    task->call = (struct fd_call){.stop = (uint8_t)why, .number = (int64_t)info->seccomp.nr};
    for (size_t i = 0; i < 4; i++)
        task->call.arg[i] = info->seccomp.args[i];
}

void fdcalls_asked(struct tracer *tracer, const struct task *task, const struct __ptrace_syscall_info *info)
{
    int fd = (int)info->seccomp.args[0];
    if (tracer->fds && fds_may_be_stream(tracer->fds, task->process, fd))
        say(tracer, task, EV_FD_ASKED, ARGS(fd), NULL, true);
}

/* The text at an address of the task; it may end in the page that comes after. */
static bool read_text(const struct task *task, uint64_t at, char *text, size_t size)
{
    size_t got = 0;
    while (got < size) {
        size_t part = PAGE - (at + got) % PAGE;
        part = part < size - got ? part : size - got;
        if (proc_memory(task->pid, at + got, text + got, part) != part)
            return false;
        if (memchr(text + got, 0, part))
            return true;
        got += part;
    }
    return false;
}

/* A FIFO is there for all from mkfifo() on, whoever opens it first: so it is that which makes it. It is looked up as
 * the task names it, without leaving what the task can see; what cannot be found so is known by being opened. */
static void fifo_made(struct tracer *tracer, const struct task *task)
{
    bool at_folder = task->call.number == SYS_mknodat;
    char path[PATH_MAX], place[48];
    struct open_how how = {.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC};
    struct stat st;
    if (!read_text(task, task->call.arg[at_folder], path, sizeof path))
        return;
    int folder = at_folder ? (int)task->call.arg[0] : AT_FDCWD;
    if (path[0] == '/' || folder == AT_FDCWD)
        CHECK(snprintf(place, sizeof place, "/proc/%d/%s", (int)task->pid, path[0] == '/' ? "root" : "cwd") > 0);
    else
        CHECK(snprintf(place, sizeof place, "/proc/%d/fd/%d", (int)task->pid, folder) > 0);
    how.resolve = RESOLVE_NO_MAGICLINKS | (path[0] == '/' ? RESOLVE_IN_ROOT : RESOLVE_BENEATH);
    AUTO_CLOSE int from = open(place, O_PATH | O_CLOEXEC);
    AUTO_CLOSE int fd = from < 0 ? -1 : (int)syscall(SYS_openat2, from, path, &how, sizeof how);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode))
        say(tracer, task, EV_PIPE, ARGS(FD_FIFO, proc_fifo(&st), -1, -1, -1), NULL, true);
}

static void pipe_made(struct tracer *tracer, const struct task *task)
{
    int fds[2];
    uint64_t at = task->call.arg[task->call.number == SYS_socketpair ? 3 : 0];
    struct descriptor end[2];
    char name[EVENT_TEXT];
    AUTO_CLOSE int table = open_table(task);
    if (table < 0 || proc_memory(task->pid, at, fds, sizeof fds) != sizeof fds ||
        !look_up(table, fds[0], &end[0], name) || !look_up(table, fds[1], &end[1], name))
        return;
    bool is_pipe = end[0].kind == FD_PIPE && end[1].kind == FD_PIPE && end[0].object == end[1].object;
    bool is_pair = end[0].kind == FD_SOCKET && end[1].kind == FD_SOCKET;
    if (is_pipe || is_pair)
        say(tracer, task, EV_PIPE, ARGS(end[0].kind, end[0].object, fds[0], fds[1], is_pipe ? -1 : end[1].object), NULL,
            true);
}

static void exec_failed(struct tracer *tracer, const struct task *task, int error)
{
    char path[PATH_MAX];
    if (!read_text(task, task->call.arg[task->call.number == SYS_execveat], path, sizeof path))
        return;
    char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    name[strnlen(name, EVENT_TEXT - 1)] = 0; /* a cut name will do */
    say(tracer, task, EV_NO_EXEC, ARGS(error), name, true);
}

static bool makes_fifo(const struct fd_call *call)
{
    return call->number == SYS_mknod || call->number == SYS_mknodat;
}

static bool is_dup(const struct fd_call *call)
{
    return call->number == SYS_dup || call->number == SYS_fcntl;
}

/* A sweep over thousands of numbers leaves room for the stacks of others. */
static void say_closed(struct tracer *tracer, const struct task *task, int fd, int error)
{
    uint32_t number = tracer->stream->next;
    tracer_say(tracer, task, EV_FD_CLOSED, ARGS(fd, error), NULL);
    if (!fds_is_sweeping(tracer->fds, task->process))
        stacks_note(tracer->stacks, task, number);
}

static void say_bad(struct tracer *tracer, const struct task *task, int fd, int error)
{
    char name[EVENT_TEXT];
    policy_call_name(AUDIT_ARCH_X86_64, task->call.number, name, sizeof name);
    say(tracer, task, EV_FD_BAD, ARGS(fd, task->call.number, error), name, true);
}

/* The call is done: what did it do? */
static void fdcalls_return(struct tracer *tracer, struct task *task, int64_t result)
{
    const struct fd_call *call = &task->call;
    int fd = (int)call->arg[0];
    bool makes = call->stop == POLICY_MAKES_FD || (call->stop == POLICY_MAKES_PIPE && !makes_fifo(call));
    if (makes && result < 0 && result != -EBADF && result > -RESTARTS && task->failures++ < FAILURES_MAX)
        say_bad(tracer, task, -1, (int)-result);
    struct descriptor made;
    char name[EVENT_TEXT];
    AUTO_CLOSE int table = -1;
    switch ((enum policy_stop)call->stop) {
    case POLICY_MAKES_PIPE:
        if (result == 0 && makes_fifo(call))
            fifo_made(tracer, task);
        else if (result == 0)
            pipe_made(tracer, task);
        break;
    case POLICY_MAKES_FD:
        if (result >= 0 && is_dup(call))
            say(tracer, task, EV_FD_COPIED, ARGS(fd, result), NULL, true);
        else if (result >= 0 && (table = open_table(task)) >= 0 && look_up(table, (int)result, &made, name))
            say(tracer, task, EV_FD_MADE, ARGS(result, made.kind, made.object, made.mode), name, true);
        else if (result == -EBADF && is_dup(call))
            say_bad(tracer, task, fd, 0);
        break;
    case POLICY_COPIES_FD:
        if (result >= 0 && call->arg[0] != call->arg[1])
            say(tracer, task, EV_FD_COPIED, ARGS(fd, result), NULL, true);
        else if (result == -EBADF)
            say_bad(tracer, task, fd, 0);
        break;
    case POLICY_CLOSES_FD:
        if (result == 0 || result == -EBADF)
            say_closed(tracer, task, fd, (int)-result);
        break;
    case POLICY_CHANGES_FDS:
        if (result >= 0)
            say_table(tracer, task, TABLE_CHANGED);
        break;
    case POLICY_EXECUTES:
        if (result < 0 && result > -RESTARTS)
            exec_failed(tracer, task, (int)-result);
        break;
    case POLICY_MAKES_TASK:
        births_return(tracer, task, result);
        break;
    case POLICY_FORBIDS:
    case POLICY_TIMES:
    case POLICY_SETS_TIMER:
    case POLICY_ARMS_FD:
    case POLICY_WAKES_ANY:
    case POLICY_SENDS_KILL:
    case POLICY_SENDS_STOP:
    case POLICY_ASKS_FLAGS:
    case POLICY_ASKS_CPUS:
        break;
    }
}

/* --- watched calls ------------------------------------------------------------------------------------------------ */

static void use(struct tracer *tracer, struct task *task, int fd, bool writes)
{
    bool is_new;
    if (fd >= 0 && fds_may_use(tracer->fds, task->process, fd, writes, &is_new) && is_new)
        say(tracer, task, EV_FD_USED, ARGS(fd, writes), NULL, false);
}

/* That the other end is gone is told of every descriptor, whatever it is watched for: who asks for nothing asks that.
 */
static void use_watched(struct tracer *tracer, struct task *task, int fd, bool reads, bool writes)
{
    for (int k = 0; k < 4; k++) /* first what it is watched for, of what can be used both ways */
        if (k > 1 || (k == 0 ? reads : writes))
            use(tracer, task, fd, k % 2 != 0);
}

/* Who asks whether an end has data, or room, uses it: that is what he will wait for. */
static void watch_polls(struct tracer *tracer, struct task *task, int64_t call, const uint64_t arg[6])
{
    bool is_poll = sleeper_call_is(call, SLEEPER_HAS_LIST), is_select = sleeper_call_is(call, SLEEPER_HAS_SETS);
    struct pollfd asked[POLLED_MAX];
    size_t most = arg[1] < POLLED_MAX ? (size_t)arg[1] : POLLED_MAX;
    size_t count = is_poll ? proc_memory(task->pid, arg[0], asked, most * sizeof *asked) / sizeof *asked : 0;
    for (size_t i = 0; i < count; i++)
        use_watched(tracer, task, asked[i].fd, asked[i].events & (POLLIN | POLLRDNORM),
                    asked[i].events & (POLLOUT | POLLWRNORM));
    for (int of = 0; of < 3 && is_select; of++) { /* to read, to write, for what is out of the ordinary */
        fd_set set = {0};
        size_t size = arg[0] / 8 < sizeof set ? arg[0] / 8 + 1 : sizeof set;
        size_t bits = 8 * proc_memory(task->pid, arg[1 + of], &set, size);
        for (size_t fd = 0; fd < bits && fd < arg[0]; fd++)
            if (FD_ISSET(fd, &set))
                use_watched(tracer, task, (int)fd, of == 0, of == 1);
    }
    struct epoll_event event;
    if (call == SYS_epoll_ctl && arg[1] != EPOLL_CTL_DEL &&
        proc_memory(task->pid, arg[3], &event, sizeof event) == sizeof event)
        use_watched(tracer, task, (int)arg[2], event.events & EPOLLIN, event.events & EPOLLOUT);
}

/* At the beginning of a call: does it use an end? One that cannot work is followed to its end. */
static void watch(struct tracer *tracer, struct task *task, const struct __ptrace_syscall_info *info)
{
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        if (moves[i].call != (int64_t)info->entry.nr)
            continue;
        const int which[] = {moves[i].reads, moves[i].writes};
        for (int writes = 0; writes < 2; writes++) {
            if (which[writes] < 0)
                continue;
            int fd = (int)info->entry.args[which[writes]];
            bool is_new;
            if (!fds_may_use(tracer->fds, task->process, fd, writes != 0, &is_new))
                task->call = (struct fd_call){.is_move = true, .number = moves[i].call, .arg = {(uint64_t)fd}};
            else if (is_new)
                say(tracer, task, EV_FD_USED, ARGS(fd, writes), NULL, false);
        }
        bool reads = moves[i].call == SYS_read && info->entry.args[2] > 0; /* to read nothing gives 0, too */
        int fd = (int)info->entry.args[0];
        task->call.may_end = reads && fds_may_end(tracer->fds, task->process, fd);
        task->call.arg[0] = reads ? (uint64_t)fd : task->call.arg[0];
        return;
    }
    watch_polls(tracer, task, (int64_t)info->entry.nr, (const uint64_t *)info->entry.args);
}

void fdcalls_pass(struct tracer *tracer, struct task *task)
{
    struct __ptrace_syscall_info info;
    if (!tracer_call(task, &info))
        return; /* killed meanwhile */
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        task->call = (struct fd_call){0};
        task->watched++;
        tracer->watched++;
        task->credit -= task->credit > 0;
        if (task->after_fork > 0)
            births_pass(task, (int64_t)info.entry.nr, (int)info.entry.args[0]);
        if (!is_in_loader(task, info.instruction_pointer))
            watch(tracer, task, &info);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        if (task->call.stop != 0)
            fdcalls_return(tracer, task, info.exit.rval);
        else if (task->call.is_move && info.exit.rval == -EBADF)
            say_bad(tracer, task, (int)task->call.arg[0], 0);
        else if (task->call.may_end && info.exit.rval == 0)
            say(tracer, task, EV_FD_EOF, ARGS((int)task->call.arg[0]), NULL, true);
        task->call = (struct fd_call){0};
    }
}

bool fdcalls_must_stop(struct tracer *tracer, const struct task *task)
{
    if (!tracer->fds || tracer->is_killing)
        return false;
    if (task->call.stop != 0 || task->call.may_end || task->after_fork > 0)
        return true;
    bool may_go_wrong = fds_has_objects(tracer->fds) || task->failures > 0;
    bool is_spent = tracer->watched >= RUN_CALLS || task->watched >= TASK_CALLS;
    if (!may_go_wrong || (!is_spent && fds_has_unused(tracer->fds, task->process, task->watched >= NEAR_CALLS)))
        return may_go_wrong;
    bool is_quiet = task->watched < ENDLESS_CALLS && !fds_has_ends(tracer->fds, task->process);
    bool goes_on = !is_spent && (task->credit > 0 || is_quiet) && !fds_is_foreign(tracer->fds, task->process);
    if (!goes_on && !task->is_exiting && fds_has_unused(tracer->fds, task->process, false))
        say(tracer, task, EV_FD_UNSEEN, ARGS(0), NULL, false);
    return goes_on;
}

/* --- processes ---------------------------------------------------------------------------------------------------- */

void fdcalls_born(struct tracer *tracer, struct task *task, const struct task *maker)
{
    task->credit = CREDIT;
    task->failures = maker ? maker->failures : 0;
    task->image = maker ? maker->image : ++tracer->images;
    task->loader_from = maker ? maker->loader_from : 0;
    task->loader_to = maker ? maker->loader_to : 0;
}

/* A program that was just executed stands at the first instruction of its loader, if it has one: whatever file that is
 * in, unless it is the program's own. */
static void find_loader(struct task *task)
{
    char text[8192], exe[4096], path[32];
    struct __ptrace_syscall_info info;
    task->loader_from = task->loader_to = 0;
    CHECK(snprintf(path, sizeof path, "/proc/%d/exe", (int)task->pid) < (int)sizeof path);
    ssize_t n = readlink(path, exe, sizeof exe - 1);
    if (n <= 0 || !tracer_call(task, &info) || proc_read(task->pid, "maps", text, sizeof text) <= 0)
        return;
    exe[n] = 0;
    for (const char *line = text; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        char *end;
        uint64_t from = strtoull(line, &end, 16), to = *end == '-' ? strtoull(end + 1, &end, 16) : 0;
        if (info.instruction_pointer < from || info.instruction_pointer >= to)
            continue;
        const char *file = strchr(line, '/'), *stop = strchr(line, '\n');
        bool is_own = !file || (stop && file > stop) || strncmp(file, exe, strlen(exe)) == 0;
        task->loader_from = is_own ? 0 : from;
        task->loader_to = is_own ? 0 : to;
        return;
    }
}

void fdcalls_exec(struct tracer *tracer, struct task *task)
{
    task->image = ++tracer->images;
    task->credit = CREDIT;
    task->after_fork = 0;
    task->call = (struct fd_call){0};
    find_loader(task);
    say_table(tracer, task, TABLE_EXEC);
}

void fdcalls_broken_pipe(struct tracer *tracer, const struct task *task)
{
    int64_t call, result;
    uint64_t fd;
    if (!stacks_call(task, &call, &fd, &result) || result != -EPIPE)
        return; /* killed meanwhile, or sent by somebody */
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].call == call && moves[i].writes == 0 && fds_is_open(tracer->fds, task->process, (int)fd))
            say(tracer, task, EV_FD_BROKEN, ARGS((int)fd), NULL, true);
}

/* Children that have ended and are still there for it to wait for: its own, or those that it took over. */
static bool may_have(const struct tracer *tracer, const struct task *task, const struct dead *dead)
{
    for (size_t i = 0; dead->parent != task->process && i < tracer->count; i++)
        if (tracer->tasks[i].process == dead->parent && !tracer->tasks[i].ended)
            return false; /* the parent lives: nobody takes over from it */
    return true;
}

static void say_children(struct tracer *tracer, const struct task *task)
{
    char text[2048], parent[32];
    const struct task *first = tracer_task(tracer, task->process);
    CHECK(snprintf(parent, sizeof parent, "\nPPid:\t%d\n", (int)(first ? first : task)->pid) < (int)sizeof parent);
    size_t kept = 0, count = tracer->dead_count;
    for (size_t i = 0; i < count; i++) {
        const struct dead dead = tracer->dead[i];
        bool is_asked = may_have(tracer, task, &dead);
        if (is_asked && proc_read(dead.pid, "status", text, sizeof text) <= 0)
            continue; /* somebody waited for it */
        tracer->dead[kept++] = dead;
        if (!is_asked)
            continue;
        const char *state = strstr(text, "\nState:\tZ");
        if (state && strstr(text, parent))
            say(tracer, task, EV_CHILD_LEFT, ARGS(dead.process), NULL, false);
    }
    tracer->dead_count = kept;
}

/* Does it ignore SIGCHLD while it leaves children behind? */
static bool is_careless(const struct tracer *tracer, const struct task *task)
{
    bool leaves_any = false;
    for (size_t i = 0; i < tracer->count; i++)
        leaves_any |= tracer->tasks[i].parent == task->process && !tracer->tasks[i].ended;
    return leaves_any && proc_has_signal(task->pid, "SigIgn", SIGCHLD);
}

void fdcalls_exit(struct tracer *tracer, const struct task *task)
{
    say_table(tracer, task, is_careless(tracer, task) ? TABLE_EXIT_CARELESS : TABLE_EXIT);
    say_children(tracer, task);
}
