/* race_calls.c -- in which call somebody waits, by what the runtime says and what stands in the line. */
#include "server/race_parts.h"

#include <string.h>

/* The runtime knows what a task waits for, not by which of several names it was called. The line of the call knows
 * that, where it has one of the names, and no second one. */

enum { NAMES_MAX = 20 };

static const struct {
    const char *said;
    enum race_awaits awaits;
    const char *otherwise;        /* where the line does not tell */
    const char *names[NAMES_MAX]; /* NULL at the end */
} calls[] = {
    {"lock",
     RACE_AWAITS_LOCK,
     "pthread_mutex_lock",
     {"pthread_mutex_lock", "pthread_mutex_timedlock", "pthread_mutex_clocklock", "mtx_lock", "mtx_timedlock"}},
    {"rwlock",
     RACE_AWAITS_LOCK,
     "pthread_rwlock_lock",
     {"pthread_rwlock_rdlock", "pthread_rwlock_wrlock", "pthread_rwlock_timedrdlock", "pthread_rwlock_timedwrlock"}},
    {"spin_lock", RACE_AWAITS_LOCK, "pthread_spin_lock", {NULL}},
    {"file lock", RACE_AWAITS_FILE_LOCK, "", {"flock", "fcntl", "lockf"}},
    {"sem_wait", RACE_AWAITS_SEMAPHORE, "sem_wait", {"sem_wait", "sem_timedwait", "sem_clockwait"}},
    {"cond_wait",
     RACE_AWAITS_CONDITION,
     "pthread_cond_wait",
     {"pthread_cond_wait", "pthread_cond_timedwait", "pthread_cond_clockwait", "cnd_wait", "cnd_timedwait"}},
    {"barrier_wait", RACE_AWAITS_BARRIER, "pthread_barrier_wait", {NULL}},
    {"read",
     RACE_AWAITS_DATA,
     "read",
     {"read", "readv", "recv", "recvfrom", "recvmsg", "fgets", "fgetc", "getc", "getchar", "getline", "fread", "scanf",
      "fscanf", "accept", "accept4"}},
    {"write",
     RACE_AWAITS_ROOM,
     "write",
     {"write", "writev", "send", "sendto", "sendmsg", "printf", "fprintf", "dprintf", "fputs", "fputc", "putc",
      "fwrite", "fflush", "fclose", "puts"}},
    {"wait", RACE_AWAITS_END, "wait", {"wait", "waitpid", "waitid", "wait3", "wait4", "pclose", "system"}},
    {"join", RACE_AWAITS_END, "pthread_join", {"pthread_join", "pthread_timedjoin_np", "thrd_join"}},
    {"signal", RACE_AWAITS_SIGNAL, "", {"pause", "sigsuspend", "sigwait", "sigwaitinfo", "sigtimedwait"}},
    {"open", RACE_AWAITS_FIFO_OPEN, "open", {"open", "openat", "fopen"}},
    {"queue",
     RACE_AWAITS_QUEUE,
     "",
     {"semop", "semtimedop", "msgrcv", "msgsnd", "mq_receive", "mq_timedreceive", "mq_send", "mq_timedsend"}},
    {"poll", RACE_AWAITS_OTHER, "poll", {"poll", "ppoll", "select", "pselect", "epoll_wait", "epoll_pwait"}},
};

/* The only one of these names that stands in the line and is called there; NULL: none does, or several do. */
static const char *named(struct bytes line, const char *const *names)
{
    const char *found = NULL;
    size_t which = 0;
    for (size_t at = 0; (at = race_next_word(line, at, names, &which)) < line.size;) {
        at += strlen(names[which]);
        size_t behind = at;
        while (behind < line.size && line.data[behind] == ' ')
            behind++;
        if (behind == line.size || line.data[behind] != '(')
            continue;
        if (found && found != names[which])
            return NULL;
        found = names[which];
    }
    return found;
}

struct race_call race_call_at(const struct race_job *job, const char *said, const struct place *place)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(said, calls[i].said) != 0)
            continue;
        const char *name = named(race_source_line(job, place), calls[i].names);
        return (struct race_call){name ? name : calls[i].otherwise, calls[i].awaits};
    }
    return (struct race_call){said, RACE_AWAITS_OTHER};
}

const char *race_nameless_at(const struct race_job *job, uint32_t does, const struct place *place)
{
    static const char *const waits[] = {"pause", "sigsuspend", "sigwait", "sigwaitinfo", "sigtimedwait", NULL};
    static const char *const sends[] = {"kill", "raise", "sigqueue", "pthread_kill", "tgkill", NULL};
    static const char *const prints[] = {"printf",  "vprintf", "fprintf", "vfprintf", "puts", "fputs",
                                         "putchar", "putc",    "fputc",   "fwrite",   NULL};
    static const char *const reads[] = {"scanf", "fscanf", "getline", "getdelim", "getchar",
                                        "getc",  "fgetc",  "fgets",   "fread",    NULL};
    struct bytes line = race_source_line(job, place);
    if (does == RACE_DOES_WAIT)
        return named(line, waits) ? "waits for a signal" : "waits";
    if (does == RACE_DOES_SEND)
        return named(line, sends) ? "sends a signal" : named(line, prints) ? "prints" : "sends";
    return does != RACE_DOES_RECEIVE ? NULL : named(line, reads) ? "reads" : "receives";
}
