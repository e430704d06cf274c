/* server.c -- the fork server: exec, linking and walls are paid once, then each schedule is a fork. */
#include "sandbox/guest/server.h"

#include "sandbox/base/arena.h"
#include "sandbox/base/fd.h"
#include "sandbox/guest/symbols.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/futex.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Before main, and before the program's own constructors, the server makes the region, and then forks once a schedule:
 * the child returns into the program. The server never returns. It allocates nothing between schedules, so that each
 * begins with the same memory; address randomisation is off, so that it is the same in every run.
 *
 * It is the reaper of orphans, so a schedule is over when no child is left. It looks after the turn: a task that died
 * with it, or sleeps with it in a call that nobody models, loses it (check_turn). */

enum { TICK_MS = 10, STUCK_TICKS = 50, IDLE_TICKS = 1000, STEPS_MAX = 2000000, SCHEDULE_MS = 10000, FDS_AT = 100 };
enum { LOOKS_CPU_NS = 1000000 }; /* whoever computes gets more of a tick, or of some of them on a busy machine */
enum { TAKEN_MAX = 40 };
/* Where one did not come to its end in ten seconds, nor another in two, a hundred will not. */
enum { CUT_SCHEDULES_MAX = 2, CUT_AGAIN_MS = 2000 };
enum { BYTES_OF_A_STEP = 16 }; /* who is killed for what it printed did not say how many steps that took */

static const char request_path[] = "/box/race.request", result_path[] = "/work/race.result";

/* --- time ----------------------------------------------------------------------------------------------------------
 * The machine may be busy, or stop for seconds: that must not end a schedule. So time is the CPU's, that of the
 * schedule alone; and where no CPU is used, only ticks count of which each was seen to pass. */

static uint64_t cpu_of(clockid_t clock)
{
    struct timespec t = {0, 0};
    (void)SYS3(SYS_clock_gettime, clock, &t, 0); /* no such process: it used nothing */
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static uint64_t cpu_of_all(int who)
{
    struct rusage used = {0};
    (void)getrusage(who, &used);
    return ((uint64_t)used.ru_utime.tv_sec + (uint64_t)used.ru_stime.tv_sec) * 1000000000 +
           ((uint64_t)used.ru_utime.tv_usec + (uint64_t)used.ru_stime.tv_usec) * 1000;
}

/* Of the processes that are there, and of those that the server waited for. */
static uint64_t cpu_used(void)
{
    uint64_t sum = cpu_of_all(RUSAGE_CHILDREN);
    for (uint32_t i = 0; i < R->process_count && i < PROCESSES_MAX; i++)
        if (R->process[i].pid > 1 && !R->process[i].reaped)
            sum += cpu_of((clockid_t)(~R->process[i].pid << 3 | 2)); /* clock_getcpuclockid() */
    return sum;
}

/* --- between schedules -------------------------------------------------------------------------------------------- */

/* What the program made and did not remove would be found by the next schedule. */
static void remove_made(void)
{
    for (uint32_t i = R->name_count < NAMES_MAX ? R->name_count : NAMES_MAX; i-- > 0;) { /* folders after their files */
        char *name = R->names[i];
        name[NAME_BYTES - 1] = 0;
        int id = (int)strtol(name, NULL, 10);
        switch (R->name_kind[i]) {
        case MADE_SHM:
            (void)shm_unlink(name);
            break;
        case MADE_SEMAPHORE:
            (void)sem_unlink(name);
            break;
        case MADE_QUEUE:
            (void)syscall(SYS_mq_unlink, name); /* as the kernel was told it: without the slash, which libc asks for */
            break;
        case MADE_SYSV_SHM:
            (void)shmctl(id, IPC_RMID, NULL);
            break;
        case MADE_SYSV_SEM:
            (void)semctl(id, 0, IPC_RMID);
            break;
        case MADE_SYSV_QUEUE:
            (void)msgctl(id, IPC_RMID, NULL);
            break;
        default:
            if (unlink(name) < 0 && (errno != EISDIR || rmdir(name) < 0) && errno != ENOENT && errno != ENOTDIR)
                collect_limit(RACE_LIMIT_UNSTABLE, "names", 1);
        }
    }
    R->name_count = 0;
}

/* Zero what was used, no more: most of the region is never touched. Interned stacks, sets and sites stay. */
static void clean_region(void)
{
    const uint32_t clocks = R->clock_count < CLOCKS_MAX ? R->clock_count : CLOCKS_MAX - 1;
    remove_made();
    const uint32_t objects = R->object_count < OBJECTS_MAX ? R->object_count : OBJECTS_MAX - 1;
    memset(R->object, 0, (objects + 1) * sizeof R->object[0]);
    memset(R->object_row, 0, sizeof R->object_row);
    memset(R->clock, 0, (clocks + 1) * sizeof R->clock[0]);
    memset(R->queue, 0, (R->queue_count < QUEUES_MAX ? R->queue_count + 1 : QUEUES_MAX) * sizeof R->queue[0]);
    memset(R->task, 0, (R->task_count < TASKS_MAX ? R->task_count : TASKS_MAX) * sizeof R->task[0]);
    memset(R->spill, 0, (R->spill_count < SPILLS_MAX ? R->spill_count + 1 : SPILLS_MAX) * sizeof R->spill[0]);
    const uint64_t begin = (sizeof(struct region) + 0xfffff) & ~0xfffffULL;
    if (R->arena > begin + (128 << 10) && R->arena <= REGION_BYTES)
        (void)madvise((void *)(REGION_AT + begin), R->arena - begin, MADV_REMOVE);
    else if (R->arena > begin)
        memset((void *)(REGION_AT + begin), 0, R->arena - begin);
    struct config keep = R->config;
    const uint32_t stacks = R->stack_count, sets = R->set_count, sites = R->site_count;
    memset(R, 0, offsetof(struct region, watch));
    R->config = keep;
    R->stack_count = stacks;
    R->set_count = sets;
    R->site_count = sites;
    R->arena = begin;
}

static void prepare(struct server *s, const struct plan *plan)
{
    /* What another program did was not seen. */
    const bool touched = R->touches_files || R->limits[RACE_LIMIT_EXEC] || R->limits[RACE_LIMIT_DISPATCH];
    clean_region();
    if (touched && !inputs_restore())
        collect_limit(RACE_LIMIT_UNSTABLE, "files", 1);
    struct config *c = &R->config;
    c->mode = plan->mode;
    c->record = plan->record;
    c->seed = plan->seed;
    c->one_in = plan->one_in ? plan->one_in : 1;
    c->depth = plan->depth;
    c->trace_max = plan->trace_max ? plan->trace_max : TRACE_MAX;
    c->lines_alike = s->request.line.lines_alike;
    c->steps_max = s->request.line.steps ? s->request.line.steps : STEPS_MAX;
    R->active = NOBODY;
    R->random = guest_mix(plan->seed * 77 + 1) | 1;
    R->priority_low = 500;
    for (uint32_t i = 0; i + 1 < plan->depth && i < 16; i++)
        R->change_at[i] = 1 + guest_random() % (s->expected_steps ? s->expected_steps : 1);
    struct stat st;
    if (fstat(s->out_fd, &st) == 0) /* what is printed is an object of its own */
        R->channel[R->channel_count].inode = st.st_ino, R->channel[R->channel_count++].stable = 2;
    memcpy(R->watch, s->watch, s->watch_count * sizeof s->watch[0]);
    c->watch_count = s->watch_count;
    (void)lseek(s->in_fd, 0, SEEK_SET);
    (void)lseek(s->out_fd, 0, SEEK_SET);
    (void)!ftruncate(s->out_fd, 0);
    (void)lseek(s->err_fd, 0, SEEK_SET);
    (void)!ftruncate(s->err_fd, 0);
}

/* --- during one --------------------------------------------------------------------------------------------------- */

static bool is_gone(const struct task *t)
{
    uint32_t tid = t->tid || t->kind == KIND_THREAD ? t->tid : t->pid;
    return t->pid && tid && strchr("ZX", sched_kernel_state(t->pid, tid)); /* no tid: a thread not yet on its feet */
}

static void hand_turn(void)
{
    for (uint32_t i = 0; i < R->task_count && i < TASKS_MAX; i++)
        if (R->task[i].state == TASK_RUNS) {
            __atomic_store_n(&R->active, i, __ATOMIC_RELEASE);
            (void)__atomic_fetch_add(&R->task[i].word, 1, __ATOMIC_RELEASE);
            (void)SYS3(SYS_futex, &R->task[i].word, FUTEX_WAKE, 1);
            return;
        }
}

static void kill_all(int group)
{
    (void)kill(-group, SIGKILL);
    for (uint32_t i = 0; i < R->process_count && i < PROCESSES_MAX; i++)
        if (R->process[i].pid > 1 && !R->process[i].reaped)
            (void)kill((pid_t)R->process[i].pid, SIGKILL);
}

/* What a tick found. */
struct look {
    uint64_t mark, cpu, step; /* mark: whose turn at which step; cpu: time, ns */
    uint32_t still, idle;     /* ticks at the same mark, asleep; at the same step, and without a computation either */
};

/* Called when nothing ended for a tick: does whoever has the turn still use it? */
static void check_turn(struct server *s, struct look *last)
{
    bool outside = R->strays > 0, blocked = false, runs = false;
    for (uint32_t i = 0; i < R->task_count && i < TASKS_MAX; i++)
        if (R->task[i].state == TASK_OUTSIDE && is_gone(&R->task[i]))
            task_process_dead(R->task[i].process % PROCESSES_MAX);
    for (uint32_t i = 0; i < R->task_count && i < TASKS_MAX; i++) {
        const struct task *t = &R->task[i];
        outside = outside || t->state == TASK_OUTSIDE;
        blocked = blocked || t->state == TASK_BLOCKED;
        runs = runs || t->state == TASK_RUNS;
    }
    const uint32_t active = R->active;
    const uint64_t mark = R->step ^ (uint64_t)active << 48;
    if (active == NOBODY && runs) {
        hand_turn();
    } else if (active == NOBODY && blocked && outside) { /* what came from programs that are not ours? */
        sched_wake_all();
        hand_turn();
    } else if (active == NOBODY && blocked && !outside) {
        R->ended = sched_all_wait();
    } else if (active < TASKS_MAX && mark == last->mark) {
        struct task *t = &R->task[active];
        (void)SYS3(SYS_futex, &t->word, FUTEX_WAKE, 1); /* who gave the turn may have been stopped before this */
        const bool gone = is_gone(t);
        if (R->ended) /* since we were called, and it died of that */
            return;
        if (gone && t->process == 0 && t->state != TASK_DEAD && last->still < IDLE_TICKS) {
            last->still++; /* all of its process dies, perhaps, which takes its time: supervise() will be told */
        } else if (gone) {
            if (t->state != TASK_DEAD)
                guest_limit(RACE_LIMIT_KILLED, "");
            task_process_dead(t->process % PROCESSES_MAX);
            R->active = NOBODY;
            hand_turn();
        } else if (!R->patient && ++last->still >= STUCK_TICKS && t->pid && sched_kernel_state(t->pid, t->tid) == 'S') {
            guest_limit(RACE_LIMIT_CALL, "a call that sleeps");
            t->state = TASK_OUTSIDE;
            R->active = NOBODY;
            hand_turn();
            last->still = 0;
            s->taken++;
        }
    } else {
        last->still = 0;
    }
    const uint64_t cpu = cpu_used();
    /* Who waits for a program that is not ours looks again and again, which is no step and costs little. */
    last->idle = R->step == last->step && cpu - last->cpu < LOOKS_CPU_NS ? last->idle + 1 : 0;
    last->step = R->step;
    last->mark = mark;
    last->cpu = cpu;
}

/* Until no process of the schedule is left. The first one's wait status. */
static int supervise(struct server *s, pid_t root)
{
    const uint64_t asked = s->request.line.schedule_ms ? s->request.line.schedule_ms : SCHEDULE_MS;
    const uint64_t limit = s->cut_count > 0 && asked > CUT_AGAIN_MS ? CUT_AGAIN_MS : asked;
    const uint64_t cpu_end = cpu_used() + limit * 1000000;
    sigset_t child;
    int status = 0, root_status = 0;
    struct look last = {0};
    (void)sigemptyset(&child);
    (void)sigaddset(&child, SIGCHLD);
    for (;;) {
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid == root)
            root_status = status;
        if (pid < 0 && errno == ECHILD)
            return root_status;
        if (pid > 0)
            continue;
        if (R->ended)
            kill_all(root);
        const struct timespec tick = {0, TICK_MS * 1000000};
        if (sigtimedwait(&child, NULL, &tick) > 0)
            continue;
        if (!R->ended)
            check_turn(s, &last);
        if ((last.cpu > cpu_end || last.idle > IDLE_TICKS) && !R->ended) {
            R->ended = ENDED_TIME;
            guest_limit(RACE_LIMIT_TIME, "");
        }
    }
}

static uint64_t digest(uint64_t hash, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)data[i]) * 1099511628211ULL;
    return hash;
}

/* The files that were asked for. They are a part of the outcome, as what was printed is. */
static void read_files(struct server *s, struct shown *shown)
{
    shown->files = s->files;
    shown->file_count = s->request.file_count;
    for (uint32_t i = 0; i < shown->file_count; i++) {
        struct file_shown *file = &s->files[i];
        struct stat st;
        int fd = open(s->request.files[i].name.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
        ssize_t n = -1;
        if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
            n = pread(fd, file->data, sizeof file->data, 0);
        if (n >= 0 && st.st_size > n)
            guest_limit(RACE_LIMIT_OBJECTS, "a file");
        if (fd >= 0)
            (void)close(fd);
        file->is_there = n >= 0;
        file->size = n > 0 ? (uint32_t)n : 0;
        shown->output_digest = digest(shown->output_digest, file->is_there ? "1" : "0", 1);
        shown->output_digest = digest(shown->output_digest, file->data, file->size);
    }
}

static void read_output(struct server *s, struct shown *shown)
{
    const uint32_t keep = s->request.line.keep_stdout;
    struct stat st;
    uint64_t hash = 14695981039346656037ULL, at = 0;
    shown->output_size = fstat(s->out_fd, &st) == 0 ? (uint64_t)st.st_size : 0;
    char part[4096];
    ssize_t n;
    while ((n = pread(s->out_fd, part, sizeof part, (off_t)at)) > 0) {
        hash = digest(hash, part, (size_t)n);
        for (ssize_t i = 0; i < n && at + (uint64_t)i < keep; i++)
            s->output[at + (uint64_t)i] = part[i];
        at += (uint64_t)n;
    }
    shown->output = s->output;
    shown->output_kept = (uint32_t)(at < keep ? at : keep);
    shown->output_digest = hash;
}

static struct {
    int argc;
    char **argv, **envp;
    uintptr_t stack;
} program;

uint64_t server_frame(void)
{
    return program.stack;
}

int __real_main(int argc, char **argv, char **envp);
pid_t __real_fork(void);

/* Into the program, always at the same place of the stack, however deep the server is. Whoever unwinds the stack
 * (pthread_exit in main) finds its end here. */
_Noreturn void server_enter(int argc, char **argv, char **envp, uintptr_t stack, int (*main)(int, char **, char **),
                            void (*exit)(int));
__asm__(".pushsection .text\n"
        "server_enter:\n"
        ".cfi_startproc\n"
        ".cfi_undefined rip\n"
        " mov %rcx, %rsp\n xor %ebp, %ebp\n mov %r9, %rbx\n"
        " call *%r8\n"
        " mov %eax, %edi\n call *%rbx\n hlt\n"
        ".cfi_endproc\n"
        ".popsection\n");

/* One task runs, so one CPU is enough: who hands on the turn need not wake another CPU first, which takes longer than
 * all else. Which one the kernel chose when it placed us. */
static void stay_here(void)
{
    cpu_set_t all, here_alone;
    unsigned cpu = 0;
    if (SYS3(SYS_sched_getaffinity, 0, sizeof all, &all) < 0 || SYS3(SYS_getcpu, &cpu, 0, 0) < 0 || cpu >= CPU_SETSIZE)
        return; /* no harm done: it is slower */
    CPU_ZERO(&here_alone);
    CPU_SET(cpu, &here_alone);
    if (SYS3(SYS_sched_setaffinity, 0, sizeof here_alone, &here_alone) == 0)
        R->cpus = all, R->cpu = here_alone;
}

static _Noreturn void begin_child(void)
{
    sigset_t none;
    stay_here();
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)setsid(); /* so that a signal to the group stays in the schedule */
    task_begin();
    server_enter(program.argc, program.argv, program.envp, program.stack, __real_main, exit);
}

void server_run(struct server *s, const struct plan *plan, struct shown *shown)
{
    prepare(s, plan);
    *shown = (struct shown){.exit_code = -1};
    pid_t root = __real_fork();
    if (root == 0)
        begin_child();
    if (root < 0) {
        collect_limit(RACE_LIMIT_KILLED, "fork", 1);
        s->stop = true;
        return;
    }
    int status = supervise(s, root);
    static const uint32_t ends[] = {RACE_EXITED, RACE_DEADLOCK, RACE_ENDLESS, RACE_ENDLESS, RACE_EXITED, RACE_EXITED};
    const uint32_t ended = R->ended <= ENDED_LEFT ? R->ended : ENDED_NORMAL;
    const bool by_itself = ended == ENDED_NORMAL || ended == ENDED_LEFT;
    shown->end = ends[ended];
    shown->redundant = ended == ENDED_REDUNDANT;
    if (by_itself && WIFSIGNALED(status)) {
        shown->end = RACE_SIGNALED;
        shown->signal = (uint32_t)WTERMSIG(status);
    } else if (by_itself) {
        shown->exit_code = WEXITSTATUS(status);
    }
    if (ended == ENDED_STEPS)
        guest_limit(RACE_LIMIT_STEPS, "");
    read_output(s, shown);
    read_files(s, shown);
    shown->steps = R->step + shown->output_size / BYTES_OF_A_STEP;
    if (plan->extra)
        return;
    if (shown->steps > s->longest)
        s->longest = shown->steps;
    s->cut_count += ended == ENDED_TIME;
    const bool over = s->request.line.run_ms &&
                      cpu_of_all(RUSAGE_SELF) + cpu_of_all(RUSAGE_CHILDREN) > s->request.line.run_ms * 1000000ULL;
    if (over || s->cut_count >= CUT_SCHEDULES_MAX || s->taken >= TAKEN_MAX) {
        collect_limit(RACE_LIMIT_TIME, "", 1);
        s->stop = true;
    }
}

/* --- beginning and end -------------------------------------------------------------------------------------------- */

static bool make_region(void)
{
    const int flags = MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
    void *region = mmap((void *)REGION_AT, REGION_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | flags, -1, 0);
    void *shadow = mmap((void *)SHADOW_AT, SHADOW_WINDOW * 4, PROT_READ | PROT_WRITE, MAP_PRIVATE | flags, -1, 0);
    return region == (void *)REGION_AT && shadow == (void *)SHADOW_AT;
}

/* High up, where a program that closes or counts descriptors does not come by. */
static int put_high(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, FDS_AT);
    (void)close(fd);
    return high;
}

static bool make_streams(struct server *s)
{
    char part[4096];
    ssize_t n;
    s->in_fd = put_high(memfd_create("stdin", MFD_CLOEXEC));
    s->out_fd = put_high(memfd_create("stdout", MFD_CLOEXEC));
    s->err_fd = put_high(memfd_create("stderr", MFD_CLOEXEC));
    if (s->in_fd < 0 || s->out_fd < 0 || s->err_fd < 0)
        return false;
    while ((n = read(0, part, sizeof part)) > 0)
        if (!fd_write_all(s->in_fd, part, (size_t)n))
            return false;
    return dup2(s->in_fd, 0) == 0 && dup2(s->out_fd, 1) == 1 && dup2(s->err_fd, 2) == 2;
}

static int own_base(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size, (void)out;
    here.base = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_W) {
            here.data_low = here.base + info->dlpi_phdr[i].p_vaddr;
            here.data_high = here.data_low + info->dlpi_phdr[i].p_memsz;
        }
    return 1; /* the first is the program itself */
}

static void find_watched(struct server *s)
{
    struct symbol symbol;
    for (uint32_t i = 0; i < s->request.watched_count && s->watch_count < WATCHES_MAX; i++) {
        struct bytes name = s->request.watched[i].name;
        size_t plain = 0;
        while (plain < name.size && name.data[plain] != '[')
            plain++;
        if (!symbols_named(name.data, plain, &symbol))
            continue;
        uint64_t at = plain < name.size ? (uint64_t)strtol(name.data + plain + 1, NULL, 10) : 0;
        uint64_t size = plain < name.size || symbol.size > 8 ? 4 : symbol.size;
        if ((at + 1) * size <= symbol.size)
            s->watch[s->watch_count++] =
                (struct watch){.address = here.base + symbol.at + at * size, .size = (uint32_t)size};
    }
}

static void write_result(struct server *s, const char *path)
{
    static struct race_sink sink;
    sink.room = RACE_RESULT_BYTES_MAX;
    sink.data = mmap(NULL, sink.room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct race_result *result = collect_result();
    result->summary.steps = s->longest;
    result->summary.trace = s->trace;
    race_result_write(result, &sink);
    /* Without a whole result the reader says "unknown"; there is nobody else to tell. */
    if (fd >= 0 && sink.data != MAP_FAILED && !sink.full)
        (void)fd_write_all(fd, sink.data, sink.size);
}

static const char *request_name(void)
{
    const char *named = getenv("BOTHENDS_RACE_REQUEST");
    return named ? named : request_path;
}

static bool read_request(struct server *s)
{
    struct bytes text;
    struct err e = {0};
    struct arena *arena = arena_make(); /* lives as long as the server */
    return fd_read_file(request_name(), 65536, arena, &text, &e) && race_request_parse(text, arena, &s->request, &e);
}

/* There is one server: a program that executes itself in a schedule is no other one, but as any that is executed. */
static bool is_alone(void)
{
    int fd = put_high(open(request_name(), O_RDONLY | O_CLOEXEC));
    return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
}

/* Addresses must be the same in every run: then the same happens. */
static void without_randomisation(char **argv)
{
    int now = personality(0xffffffff);
    if (now >= 0 && !(now & ADDR_NO_RANDOMIZE) && personality((unsigned long)now | ADDR_NO_RANDOMIZE) >= 0 &&
        (personality(0xffffffff) & ADDR_NO_RANDOMIZE))
        (void)execv("/proc/self/exe", argv); /* comes here again, or is not possible and we go on as we are */
}

int __wrap_main(int argc, char **argv, char **envp);
int __wrap_main(int argc, char **argv, char **envp)
{
    static struct server server;
    const char *named = getenv("BOTHENDS_RACE_RESULT");
    sigset_t child;
    if (me.task || !read_request(&server))
        return __real_main(argc, argv, envp);
    without_randomisation(argv);
    if (!is_alone())
        return __real_main(argc, argv, envp);
    /* pthread_exit() loads it, with a lock of libc's that pthread_create() needs, too: in a schedule others would have
     * their turn meanwhile, and who waits within libc waits with the turn. Where it is not there, nobody needs it. */
    (void)dlopen("libgcc_s.so.1", RTLD_NOW);
    program.argc = argc;
    program.argv = argv;
    program.envp = envp;
    program.stack = ((uintptr_t)__builtin_frame_address(0) - 262144) & ~15ULL;
    (void)sigemptyset(&child);
    (void)sigaddset(&child, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &child, NULL);
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (!make_region() || !make_streams(&server))
        return 125;
    (void)dl_iterate_phdr(own_base, NULL);
    symbols_open();
    collect_begin(&server);
    inputs_keep();
    find_watched(&server);
    strategy_run(&server);
    notes_tell();
    write_result(&server, named ? named : result_path);
    SYS3(SYS_exit_group, 0, 0, 0);
    return 0;
}
