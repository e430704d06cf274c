/* meter.c -- what the whole tree of a run uses: by the kernel's own count where there is one, else by adding up. */
#include "sandbox/meter.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const uint64_t DELAY_MAX_NS = 20ULL * 1000 * 1000 * 1000; /* a busy machine's; the reader waits 30 s longer */
static const uint64_t STEP_NS = 20 * 1000 * 1000, SHORT_NS = 10 * 1000 * 1000, STALL_NS = 500 * 1000 * 1000,
                      RAN_NS = 1000 * 1000;
enum { TREE_MAX = 4200, TEXT = 4096, LOOKS_A_HIDDEN = 5, CHILDREN_USER = 16, CHILDREN_SYSTEM = 17 /* of stat */ };

struct tree {
    size_t count;
    pid_t pids[TREE_MAX];
};

/* Orphans are adopted by init, so that every process of the run is below it. Children of threads that are not the
 * leader are listed there and missed here; whoever has such is traced. */
static void list_below(pid_t init, struct tree *tree)
{
    tree->count = 1;
    tree->pids[0] = init;
    for (size_t i = 0; i < tree->count; i++)
        tree->count += proc_children(tree->pids[i], tree->pids + tree->count, TREE_MAX - tree->count);
}

/* One task of each process, for its number leads to all that is the process's; a first thread that has ended has no
 * memory any more, and shows none of the others'. */
static void list_traced(const struct tracer *tracer, struct tree *tree)
{
    uint32_t processes[TREE_MAX];
    tree->count = 1; /* as above: the first is init */
    for (size_t i = 0; i < tracer->count && tree->count < TREE_MAX; i++) {
        const struct task *task = &tracer->tasks[i];
        bool is_new = task->id != 0 && !task->ended && !task->is_exiting;
        for (size_t k = 1; k < tree->count && is_new; k++)
            is_new = processes[k] != task->process;
        if (!is_new)
            continue;
        processes[tree->count] = task->process;
        tree->pids[tree->count++] = task->pid;
    }
}

static void list_tree(const struct meter *meter, struct tree *tree)
{
    if (meter->tracer)
        list_traced(meter->tracer, tree);
    else
        list_below(meter->init, tree);
}

/* CPU time of a process (see clock_getcpuclockid(3)), and of its children that it waited for; 0 when it is gone. */
static uint64_t process_cpu_ns(pid_t pid)
{
    clockid_t clock;
    struct timespec time;
    char text[TEXT], *end = NULL;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) < 0 ||
        proc_read(pid, "stat", text, sizeof text) < 0)
        return 0;
    uint64_t sum = (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
    const char *p = strrchr(text, ')'); /* the name before it may hold anything; a letter follows, then numbers */
    p = p && strnlen(p, 3) == 3 ? p + 3 : "";
    for (int field = 4; field <= CHILDREN_SYSTEM; field++, p = end) {
        uint64_t ticks = strtoull(p, &end, 10);
        if (field >= CHILDREN_USER)
            sum += ticks * (1000000000 / (uint64_t)sysconf(_SC_CLK_TCK));
    }
    return sum;
}

uint64_t meter_cpu_ns(struct meter *meter)
{
    uint64_t sum = 0;
    if (cgroup_has(meter->cgroup, CGROUP_CPU)) {
        sum = cgroup_cpu_ns(meter->cgroup);
    } else if (meter->tracer) {
        sum = tracer_cpu_ns(meter->tracer);
    } else {
        struct tree tree;
        list_below(meter->init, &tree);
        for (size_t i = 1; i < tree.count; i++)
            sum += process_cpu_ns(tree.pids[i]);
    }
    meter->cpu_ns = sum > meter->cpu_ns ? sum : meter->cpu_ns;
    return meter->cpu_ns;
}

pid_t meter_wait(const struct meter *meter, int how, int *status, struct rusage *used)
{
    siginfo_t news = {0};
    if (meter->tracer && !cgroup_has(meter->cgroup, CGROUP_CPU) &&
        waitid(P_ALL, 0, &news, WEXITED | WSTOPPED | WNOWAIT | how) == 0 &&
        (news.si_code == CLD_EXITED || news.si_code == CLD_KILLED || news.si_code == CLD_DUMPED))
        tracer_count(meter->tracer, news.si_pid);
    return wait4(-1, status, how, used);
}

static void read_text(const char *path, char *text, size_t size)
{
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);
    text[n > 0 ? n : 0] = 0;
}

/* What the host gave to others while a CPU of this virtual machine had something to do: to whoever is inside, the task
 * was running all the time, so that neither its delay nor the pressure shows it. /proc/stat: "cpu USER NICE SYSTEM IDLE
 * IOWAIT IRQ SOFTIRQ STEAL ...", for all CPUs, as a task may have been on any of them. */
static uint64_t stolen_ns(void)
{
    enum { STEAL = 8 };
    char text[256], *end = text;
    unsigned long long ticks = 0;
    read_text("/proc/stat", text, sizeof text);
    const char *p = strncmp(text, "cpu ", 4) == 0 ? text + 4 : "";
    for (int i = 0; i < STEAL; i++, p = end)
        ticks = strtoull(p, &end, 10);
    return ticks * (1000000000 / (uint64_t)sysconf(_SC_CLK_TCK));
}

static uint64_t own_delay_ns(void)
{
    uint64_t delay_ns = 0;
    (void)proc_cpu_ns(getpid(), &delay_ns);
    return delay_ns;
}

static uint64_t outside_delay_ns(const struct meter *meter)
{
    char text[256];
    if (meter->tracer)
        return own_delay_ns() + stolen_ns();
    read_text("/proc/pressure/cpu", text, sizeof text); /* "some ... total=MICROSECONDS", if at all */
    const char *total = strstr(text, "total=");
    return (total ? strtoull(total + 6, NULL, 10) * 1000 : 0) + stolen_ns();
}

static uint64_t own_cpu_ns(void)
{
    struct timespec time;
    CHECK(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

void meter_start(struct meter *meter, uint64_t begin_ns, uint64_t wall_ns)
{
    meter->begin_ns = begin_ns;
    meter->wall_ns = wall_ns;
    meter->wall_end_ns = begin_ns + wall_ns;
    meter->own_cpu_before_ns = own_cpu_ns();
    meter->own_delay_before_ns = own_delay_ns();
}

void meter_begin(struct meter *meter, uint64_t age_ns)
{
    if (meter->has_begun || age_ns < SHORT_NS)
        return;
    meter->has_begun = true;
    meter->delay_before_ns = outside_delay_ns(meter);
    meter->stalled_ns += own_delay_ns() - meter->own_delay_before_ns; /* it may have been long until now */
}

uint64_t meter_delay_ns(const struct meter *meter)
{
    uint64_t outside = meter->has_begun ? outside_delay_ns(meter) : 0;
    uint64_t sum = outside > meter->delay_before_ns ? outside - meter->delay_before_ns : 0;
    return sum + meter->stalled_ns + (meter->tracer ? tracer_delay_ns(meter->tracer) : 0);
}

uint64_t meter_now(struct meter *meter, uint64_t expected_ns)
{
    uint64_t now = clock_ns();
    meter->stalled_ns += now >= expected_ns + STALL_NS ? now - expected_ns : 0;
    return now;
}

static bool is_anybody_awake(const struct tracer *tracer)
{
    char text[512];
    for (size_t i = 0; i < tracer->count; i++) {
        if (tracer->tasks[i].ended || proc_read(tracer->tasks[i].pid, "stat", text, sizeof text) <= 0)
            continue;
        const char *state = strrchr(text, ')'); /* the name before it may hold anything */
        if (state && strncmp(state, ") R", 3) == 0)
            return true;
    }
    return false;
}

/* A wait for a CPU is in the kernel's count of delays only when it is over. One goes on if somebody of the run may run,
 * and nobody did since it was last asked, or it was not asked yet. */
static bool is_kept_waiting(struct meter *meter, uint64_t cpu_ns)
{
    bool ran = meter->was_asked && cpu_ns > meter->asked_cpu_ns + RAN_NS;
    meter->was_asked = true;
    meter->asked_cpu_ns = cpu_ns;
    return !ran && meter->tracer && is_anybody_awake(meter->tracer);
}

static bool has_time(const struct meter *meter, uint64_t now)
{
    return now < meter->begin_ns + meter->wall_ns + (meter->lost_ns < DELAY_MAX_NS ? meter->lost_ns : DELAY_MAX_NS);
}

/* The run's own tasks may want more CPUs than there are, but what it had of them it did not lose; nor what we had, as
 * it is the run that makes us work: open("/dev/null") in a loop costs us more than the program. */
bool meter_extend(struct meter *meter)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t now = clock_ns(), delay = meter_delay_ns(meter), cpu = meter_cpu_ns(meter),
             had = (cpu + own_cpu_ns() - meter->own_cpu_before_ns) / (uint64_t)(cpus > 0 ? cpus : 1);
    uint64_t age = now - meter->begin_ns, most = age > had ? age - had : 0;
    meter->lost_ns = delay < most ? delay : most;
    if (!has_time(meter, now) && is_kept_waiting(meter, cpu))
        meter->lost_ns = most;
    meter->wall_end_ns = now + STEP_NS;
    return has_time(meter, now);
}

/* Who used much CPU time itself is one of those who made the machine busy; and of the untraced nobody knows that they
 * waited, only that somebody did. */
bool meter_is_starved(const struct meter *meter)
{
    return meter->tracer && meter->lost_ns >= DELAY_MAX_NS && meter->cpu_ns < meter->wall_ns / 2;
}

bool meter_must_poll(const struct meter *meter)
{
    return !cgroup_has(meter->cgroup, CGROUP_MEMORY);
}

bool meter_must_sample(const struct meter *meter)
{
    return cgroup_has(meter->cgroup, CGROUP_MEMORY) && !meter->cgroup->is_peak_of_run;
}

bool meter_sample(struct meter *meter)
{
    if (!meter_must_sample(meter))
        return false;
    uint64_t used_kib = cgroup_used_kib(meter->cgroup), left_kib = meter->cgroup->left_kib;
    if (used_kib > left_kib + meter->peak_kib)
        meter->peak_kib = used_kib - left_kib;
    return true;
}

static uint64_t folders_kib(const struct meter *meter)
{
    uint64_t sum = 0;
    struct statfs fs;
    for (size_t i = 0; i < METER_FOLDERS && !meter->on_disk; i++)
        if (meter->folders[i] >= 0 && fstatfs(meter->folders[i], &fs) == 0)
            sum += (uint64_t)(fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize / 1024;
    return sum;
}

static uint64_t line_kib(const char *text, const char *key)
{
    const char *line = strstr(text, key);
    return line ? strtoull(line + strlen(key), NULL, 10) : 0;
}

/* Who made itself not dumpable shows its share of pages to root only, but to everybody how many it has: shared ones
 * count once, as many as the one that has most of them; those that a fork left in two processes count twice. */
static uint64_t undumpable_kib(pid_t pid, uint64_t *shared)
{
    char text[TEXT];
    if (proc_read(pid, "status", text, sizeof text) < 0)
        return 0;
    uint64_t here = line_kib(text, "\nRssShmem:");
    *shared = here > *shared ? here : *shared;
    return line_kib(text, "\nRssAnon:");
}

/* A file of /tmp that is mapped is in both counts: it is subtracted from the folders as far as it is. */
static uint64_t exact_kib(const struct meter *meter, const struct tree *tree)
{
    uint64_t sum = meter->hidden.queues_kib, shared = 0, unseen = 0,
             files = folders_kib(meter) + meter->hidden.files_kib;
    char text[TEXT];
    for (size_t i = 1; i < tree->count; i++) {
        if (proc_read(tree->pids[i], "smaps_rollup", text, sizeof text) < 0) {
            sum += undumpable_kib(tree->pids[i], &unseen);
            continue;
        }
        sum += line_kib(text, "\nPss:");
        shared += line_kib(text, "\nPss_Shmem:");
    }
    shared += unseen;
    sum += unseen;
    return sum + (files > shared ? files - shared : 0);
}

uint64_t meter_memory_kib(struct meter *meter, uint64_t enough_kib)
{
    struct tree tree;
    char text[TEXT];
    uint64_t page_kib = (uint64_t)sysconf(_SC_PAGESIZE) / 1024;
    list_tree(meter, &tree);
    if (meter->looks++ % LOOKS_A_HIDDEN == 0)
        hidden_look(meter->init, tree.pids + 1, tree.count - 1, meter->input, enough_kib, &meter->hidden);
    uint64_t sum = folders_kib(meter) + meter->hidden.files_kib + meter->hidden.queues_kib;
    for (size_t i = 1; i < tree.count; i++) {
        const char *space = proc_read(tree.pids[i], "statm", text, sizeof text) >= 0 ? strchr(text, ' ') : NULL;
        sum += space ? strtoull(space, NULL, 10) * page_kib : 0;
    }
    if (sum > enough_kib)
        sum = exact_kib(meter, &tree);
    meter->peak_kib = sum > meter->peak_kib ? sum : meter->peak_kib;
    return sum;
}
