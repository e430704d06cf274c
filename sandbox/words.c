/* words.c -- what lies in memory where a task sleeps, whose that memory is, and who has the file lock it waits for. */
#include "sandbox/words.h"

#include "sandbox/proc.h"

#include <fcntl.h>
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    MAPS_LINES_MAX = 4096,
    LOCKS_LINES_MAX = 4096,
    WATCHED_LINES_MAX = 64,
    TAIL_MIN = 1024,
    TAIL_MAX = 4096,
    ENDED_MAX = 64
};

/* Does the mapping that holds the address belong to this process alone? */
static bool is_mapped_private(pid_t pid, uint64_t address)
{
    char path[32], line[4096 + 256];
    bool is_private = false, found = false;
    CHECK(snprintf(path, sizeof path, "/proc/%d/maps", (int)pid) < (int)sizeof path);
    FILE *file = fopen(path, "re");
    for (int i = 0; file && !found && i < MAPS_LINES_MAX && fgets(line, sizeof line, file); i++) {
        char *end = NULL;
        uint64_t from = strtoull(line, &end, 16), to = *end == '-' ? strtoull(end + 1, &end, 16) : 0;
        found = from <= address && address < to && strnlen(end, 6) > 5;
        is_private = found && end[4] == 'p';
    }
    if (file)
        (void)fclose(file); /* read only */
    return is_private;
}

/* Has any other process the same memory (vfork, clone with CLONE_VM)? */
static bool is_memory_shared(const struct cuts *cuts, const struct sleeper *sleeper)
{
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        const struct sleeper *other = &cuts->now.sleepers[i];
        if (other->process == sleeper->process || other->state == SLEEPER_DEAD)
            continue;
        long order = syscall(SYS_kcmp, sleeper->pid, other->pid, KCMP_VM, 0, 0);
        if (order != 1 && order != 2) /* equal, or nobody can say */
            return true;
    }
    return false;
}

static bool waits_for_file_lock(const struct sleeper *sleeper)
{
    return sleeper->state == SLEEPER_ASLEEP && (sleeper->call == SYS_flock || sleeper->call == SYS_fcntl);
}

static pid_t pid_of(const struct cuts *cuts, uint32_t process)
{
    const struct task *first = cuts_task(cuts, process);
    return first ? first->pid : -1;
}

/* The fourth word, as in "FLOCK ADVISORY WRITE 311"; 0: there is none. */
static pid_t fourth_word(const char *p)
{
    for (int i = 0; i < 3; i++) {
        p += strspn(p, " ");
        p += strcspn(p, " ");
    }
    return (pid_t)strtol(p, NULL, 10);
}

/* The first task of the process with this number; 0: it is none of the run's. */
static uint32_t process_with_pid(const struct cuts *cuts, int64_t pid)
{
    for (size_t i = 0; i < cuts->tracer->count && pid > 0; i++)
        if (cuts->tracer->tasks[i].pid == pid && cuts->tracer->tasks[i].id == cuts->tracer->tasks[i].process)
            return cuts->tracer->tasks[i].id;
    return 0;
}

/* One line of /proc/locks says that waiter waits for what owner has. Who waits for several has no owner. */
static void note_owner(struct cuts *cuts, pid_t waiter, pid_t owner)
{
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        struct sleeper *sleeper = &cuts->now.sleepers[i];
        if (waits_for_file_lock(sleeper) && pid_of(cuts, sleeper->process) == waiter)
            sleeper->word[0] = sleeper->word[0] < 0 || sleeper->word[0] == owner ? owner : 0;
    }
}

/* Who took the locks that processes wait for? /proc/locks has a line for each lock, "7: FLOCK ADVISORY WRITE 311 ...",
 * and after it, with the same number, one for each that waits for it, "7: -> FLOCK ADVISORY WRITE 312 ...". */
static void read_owners(struct cuts *cuts)
{
    char line[512];
    struct picture *now = &cuts->now;
    pid_t owner = -1;
    bool any = false;
    for (size_t i = 0; i < now->sleeper_count; i++)
        if (waits_for_file_lock(&now->sleepers[i])) {
            now->sleepers[i].word[0] = -1;
            any = true;
        }
    FILE *file = any ? fopen("/proc/locks", "re") : NULL;
    for (int i = 0; file && i < LOCKS_LINES_MAX && fgets(line, sizeof line, file); i++) {
        const char *arrow = strstr(line, "-> "), *colon = strchr(line, ':');
        pid_t pid = fourth_word(arrow ? arrow + 3 : colon ? colon + 1 : "");
        if (arrow)
            note_owner(cuts, pid, owner);
        else
            owner = pid;
    }
    if (file)
        (void)fclose(file); /* read only */
    for (size_t i = 0; i < now->sleeper_count; i++)
        if (waits_for_file_lock(&now->sleepers[i])) {
            now->sleepers[i].word[0] = process_with_pid(cuts, now->sleepers[i].word[0]);
            now->sleepers[i].has_word = now->sleepers[i].word[0] != 0;
        }
}

/* A path that cannot be read, or that a thread changes meanwhile, is only a name less. */
static void read_path(struct sleeper *sleeper)
{
    bool is_open = false;
#ifdef SYS_open
    is_open = sleeper->call == SYS_open;
#endif
    uint64_t at = is_open ? sleeper->arg[0] : sleeper->call == SYS_openat ? sleeper->arg[1] : 0;
    if (at == 0)
        return;
    sleeper->path[proc_memory(sleeper->pid, at, sleeper->path, sizeof sleeper->path - 1)] = 0;
}

/* Of one in pause() or sigsuspend(), without a signal that it keeps from coming: how many of its children have ended
 * and wait for it to wait for them, as a negative number. */
static void read_ended(const struct cuts *cuts, struct sleeper *sleeper)
{
    char text[2048], parent[32], ignored[EVENT_TEXT];
    const struct task *first = cuts_task(cuts, sleeper->process);
    int ended = 0;
    bool pauses = sleeper->call == SYS_rt_sigsuspend;
#ifdef SYS_pause
    pauses |= sleeper->call == SYS_pause;
#endif
    if (!pauses || (sleeper->path[0] && sleeper->path[0] != '!') || !first)
        return;
    CHECK(snprintf(parent, sizeof parent, "\nPPid:\t%d\n", (int)first->pid) < (int)sizeof parent);
    for (size_t i = 0; i < cuts->tracer->dead_count && i < ENDED_MAX; i++)
        ended += cuts->tracer->dead[i].parent == sleeper->process &&
                 proc_read(cuts->tracer->dead[i].pid, "status", text, sizeof text) > 0 && strstr(text, "\nState:\tZ") &&
                 strstr(text, parent);
    memcpy(ignored, sleeper->path, sizeof ignored);
    if (ended > 0)
        CHECK(snprintf(sleeper->path, sizeof sleeper->path, "-%d%.20s", ended, ignored) > 0);
}

/* stdio reads anew into the beginning of its buffer when all of it was taken: what came last lies there, and zeros or
 * what came before behind it. No text, or none that ends in it, says nothing. */
static void read_tail(struct sleeper *sleeper)
{
    char text[TAIL_MAX];
    size_t wanted = sleeper->arg[2] < sizeof text ? (size_t)sleeper->arg[2] : sizeof text;
    if (sleeper->call != SYS_read || wanted < TAIL_MIN ||
        proc_memory(sleeper->pid, sleeper->arg[1], text, wanted) != wanted)
        return;
    size_t size = strnlen(text, wanted);
    if (size > 0 && size < wanted)
        CHECK(snprintf(sleeper->path, sizeof sleeper->path, "%s", text[size - 1] == '\n' ? "line" : "part") > 0);
}

/* The first descriptor of an epoll: its number, for what it is watched, of which file it was the number then, and how
 * many others there are, for what they are watched, too. */
static void read_watched(struct sleeper *sleeper)
{
    char file[48], line[256];
    uint64_t fd = 0, events = 0, inode = 0, more = 0;
    int count = 0;
    CHECK(snprintf(file, sizeof file, "/proc/%d/fdinfo/%d", (int)sleeper->pid, (int)sleeper->arg[0]) <
          (int)sizeof file);
    FILE *info = fopen(file, "re");
    for (int i = 0; info && i < WATCHED_LINES_MAX && fgets(line, sizeof line, info); i++) {
        uint64_t next = 0;
        count += count == 0 ? sleeper_number(line, "tfd:", 10, &fd) && sleeper_number(line, "events:", 16, &events) &&
                                  sleeper_number(line, "ino:", 16, &inode)
                            : sleeper_number(line, "events:", 16, &next);
        more |= next;
    }
    if (info)
        (void)fclose(info); /* read only */
    sleeper->has_word = count > 0;
    events |= more;
    memcpy(sleeper->word, (int64_t[]){(int64_t)fd, (int64_t)events, (int64_t)(inode & INT64_MAX), count - 1},
           sizeof sleeper->word);
}

/* A word that cannot be read says nothing. */
void words_read(struct cuts *cuts)
{
    struct picture *now = &cuts->now;
    read_owners(cuts);
    for (size_t i = 0; i < now->sleeper_count; i++) {
        struct sleeper *sleeper = &now->sleepers[i];
        size_t wanted = 0;
        uint64_t at = sleeper_word_at(sleeper, &wanted);
        if (sleeper->state != SLEEPER_ASLEEP)
            continue;
        read_path(sleeper);
        read_tail(sleeper);
        read_ended(cuts, sleeper);
        if (sleeper_is_epoll(sleeper->call))
            read_watched(sleeper);
        if (at == 0)
            continue;
        sleeper->has_word = proc_memory(sleeper->pid, at, sleeper->word, wanted) == wanted;
        if (sleeper->call == SYS_futex && is_mapped_private(sleeper->pid, sleeper->arg[0]) &&
            !is_memory_shared(cuts, sleeper))
            sleeper->bits |= BLOCKED_PRIVATE;
    }
}
