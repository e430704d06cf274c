/* hidden.c -- memory of a run that shows in none of its processes and folders.
 *
 * A program can put a gigabyte where no process of it has it mapped: in a System V segment that it let go of, in a
 * memory file, in the queues of sockets that nobody reads, in tables of pages that all lead to the one page of zeros. A
 * memory cgroup counts all that. Without one it is asked for piece by piece: System V by a visit to the run's ipc
 * namespace, sockets by sock_diag, memory files by looking at every descriptor, tables by /proc. That costs some
 * microseconds a process, so the meter asks seldom. */
#include "sandbox/hidden.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MAX = 4096, DESCRIPTORS_MAX = 65536, DUMPS_MAX = 1000, LISTENS = 10 /* TCP_LISTEN, of all sockets */ };

/* Into the namespace of that name in which the run is; returns the way back, or -1: the run is over, or there is no
 * wall. We may come back, as the slot made its own ones, too. In a tier without namespaces theirs is ours, and the
 * machine's: then it cannot be said whose the memory is. */
static int enter(pid_t init, const char *name, int kind)
{
    char here[48], there[48];
    CHECK(snprintf(here, sizeof here, "/proc/self/ns/%s", name) < (int)sizeof here);
    CHECK(snprintf(there, sizeof there, "/proc/%d/ns/%s", (int)init, name) < (int)sizeof there);
    int home = open(here, O_RDONLY | O_CLOEXEC);
    AUTO_CLOSE int theirs = open(there, O_RDONLY | O_CLOEXEC);
    if (home >= 0 && (theirs < 0 || fd_is_same(home, theirs) || setns(theirs, kind) < 0))
        fd_close(&home);
    return home;
}

static void look_at_system_v(pid_t init, size_t processes, struct hidden *out)
{
    AUTO_CLOSE int home = enter(init, "ipc", CLONE_NEWIPC);
    if (home < 0)
        return;
    struct shm_info segments;
    struct msginfo queues;
    struct shmid_ds *segments_at = (struct shmid_ds *)(void *)&segments; /* see shmctl(2), SHM_INFO */
    struct msqid_ds *queues_at = (struct msqid_ds *)(void *)&queues;
    if (shmctl(0, SHM_INFO, segments_at) >= 0)
        out->files_kib += segments.shm_rss * ((uint64_t)sysconf(_SC_PAGESIZE) / 1024);
    /* In the kernel's memory: a line of the cache each, and for each set what a process has to undo, if all have. */
    enum { SEMAPHORE_BYTES = 64, UNDO_BYTES = 96 };
    struct seminfo semaphores;
    if (semctl(0, 0, SEM_INFO, &semaphores) >= 0)
        out->queues_kib +=
            ((uint64_t)semaphores.semaem * SEMAPHORE_BYTES + (uint64_t)semaphores.semusz * processes * UNDO_BYTES) /
            1024;                            /* all there are */
    enum { MESSAGE_BYTES = 64 };             /* the kernel's own, of a message without text, too */
    if (msgctl(0, MSG_INFO, queues_at) >= 0) /* bytes and messages in all queues */
        out->queues_kib += ((uint64_t)queues.msgtql + (uint64_t)queues.msgmap * MESSAGE_BYTES) / 1024;
    CHECK(setns(home, CLONE_NEWIPC) == 0);
}

struct files {
    struct stat input, proc; /* both tell which file system it is; the run's stdin is not its own memory */
    size_t count, looked_at;
    ino_t seen[FILES_MAX]; /* several descriptors may be of one file */
};

static bool is_new(struct files *files, ino_t file)
{
    for (size_t i = 0; i < files->count; i++)
        if (files->seen[i] == file)
            return false;
    if (files->count < FILES_MAX)
        files->seen[files->count++] = file;
    return true;
}

/* Memory files are all on one file system of the kernel's, and on it is nothing else that has a descriptor. A file of
 * /proc that was read from keeps a page of what it says. */
static void look_at_descriptors(pid_t pid, struct files *files, struct hidden *out)
{
    enum { PROC_KIB = 4 };
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd", (int)pid) < (int)sizeof path);
    DIR *dir = opendir(path);
    struct dirent *entry;
    while (dir && files->looked_at < DESCRIPTORS_MAX && (entry = readdir(dir))) {
        struct stat st;
        files->looked_at++;
        if (fstatat(dirfd(dir), entry->d_name, &st, 0) < 0)
            continue; /* closed meanwhile */
        if (st.st_dev == files->proc.st_dev)
            out->queues_kib += PROC_KIB;
        if (st.st_dev == files->input.st_dev && st.st_ino != files->input.st_ino && is_new(files, st.st_ino))
            out->files_kib += (uint64_t)st.st_blocks / 2; /* of 512 bytes */
    }
    if (dir)
        (void)closedir(dir); /* only read */
}

/* One message of the dump: what the socket's sender has on its way, with the kernel's own overhead. What a sender left
 * that is gone only its reader tells, without that: a byte may be a message of its own. What was written into a
 * connection that is not accepted nobody tells. Both may be as much as one that is full. */
static void take_socket(struct nlmsghdr *head, uint64_t *untold_kib, struct hidden *out)
{
    enum { FULL_KIB = 208, MESSAGE_BYTES = 768 };
    struct unix_diag_msg *message = NLMSG_DATA(head);
    struct rtattr *at = (struct rtattr *)(void *)(message + 1);
    int left = (int)head->nlmsg_len - (int)NLMSG_LENGTH(sizeof *message);
    uint32_t sent = 0, unread = 0, peer = 0;
    for (; RTA_OK(at, left); at = RTA_NEXT(at, left)) {
        const uint32_t *value = RTA_DATA(at);
        if (at->rta_type == UNIX_DIAG_MEMINFO)
            sent = value[SK_MEMINFO_WMEM_ALLOC];
        else if (at->rta_type == UNIX_DIAG_RQLEN)
            unread = ((const struct unix_diag_rqlen *)(const void *)value)->udiag_rqueue;
        else if (at->rta_type == UNIX_DIAG_PEER)
            peer = *value;
    }
    bool listens = message->udiag_state == LISTENS; /* then `unread` is how many are connected and not accepted */
    bool is_left = peer == 0 && !listens;
    uint64_t most_kib = (uint64_t)unread * MESSAGE_BYTES / 1024;
    if (listens)
        *untold_kib += (uint64_t)unread * FULL_KIB;
    else if (is_left && message->udiag_type != SOCK_DGRAM) /* of these only the first message is told */
        *untold_kib += most_kib < FULL_KIB ? most_kib : FULL_KIB;
    out->queues_kib += (sent + (is_left ? unread : 0)) / 1024;
}

static void look_at_sockets(pid_t init, struct hidden *out)
{
    static const struct {
        struct nlmsghdr head;
        struct unix_diag_req want;
    } request = {
        {sizeof request, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, 0, 0},
        {.sdiag_family = AF_UNIX,
         .udiag_states = UINT32_MAX,
         .udiag_show = UDIAG_SHOW_MEMINFO | UDIAG_SHOW_RQLEN | UDIAG_SHOW_PEER},
    };
    enum { UNTOLD_FEW_KIB = 64 * 208 }; /* of as many as there may be processes it is left out */
    _Alignas(struct nlmsghdr) char said[32768];
    uint64_t untold_kib = 0;
    AUTO_CLOSE int home = enter(init, "net", CLONE_NEWNET);
    if (home < 0)
        return;
    AUTO_CLOSE int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    CHECK(setns(home, CLONE_NEWNET) == 0);
    if (fd < 0 || send(fd, &request, sizeof request, 0) < 0)
        return; /* a kernel without it */
    bool has_more = true;
    for (int dump = 0; has_more && dump < DUMPS_MAX; dump++) {
        ssize_t size = recv(fd, said, sizeof said, MSG_DONTWAIT);
        has_more = size > 0;
        unsigned left = has_more ? (unsigned)size : 0;
        for (struct nlmsghdr *head = (struct nlmsghdr *)(void *)said; has_more && NLMSG_OK(head, left);
             head = NLMSG_NEXT(head, left)) {
            has_more = head->nlmsg_type == SOCK_DIAG_BY_FAMILY; /* else it is done, or refused */
            if (has_more)
                take_socket(head, &untold_kib, out);
        }
    }
    out->queues_kib += untold_kib > UNTOLD_FEW_KIB ? untold_kib - UNTOLD_FEW_KIB : 0;
}

static uint64_t count_lines(pid_t pid, uint64_t enough)
{
    char path[48], text[65536];
    uint64_t lines = 0;
    CHECK(snprintf(path, sizeof path, "/proc/%d/maps", (int)pid) < (int)sizeof path);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n;
    while (fd >= 0 && lines < enough && (n = read(fd, text, sizeof text)) > 0)
        for (const char *p = text; (p = memchr(p, '\n', (size_t)(text + n - p))); p++)
            lines++;
    return lines;
}

/* Each mapping has a page at least, so that only who has much of an address space can have many: those are counted. */
static void look_at_tables(pid_t pid, uint64_t enough_kib, struct hidden *out)
{
    enum { MANY_KIB = 40 * 1024, MAPPING_BYTES = 256 };
    char text[4096];
    const char *size = proc_read(pid, "status", text, sizeof text) > 0 ? strstr(text, "\nVmSize:") : NULL;
    const char *tables = size ? strstr(size, "\nVmPTE:") : NULL;
    if (!tables)
        return; /* it has ended */
    out->queues_kib += strtoull(tables + strlen("\nVmPTE:"), NULL, 10);
    if (out->queues_kib <= enough_kib && strtoull(size + strlen("\nVmSize:"), NULL, 10) >= MANY_KIB)
        out->queues_kib += count_lines(pid, (enough_kib + 1) * 1024 / MAPPING_BYTES) * MAPPING_BYTES / 1024;
}

void hidden_look(pid_t init, const pid_t *pids, size_t count, int input, uint64_t enough_kib, struct hidden *out)
{
    struct files files = {0};
    char proc[48];
    CHECK(snprintf(proc, sizeof proc, "/proc/%d/root/proc", (int)init) < (int)sizeof proc);
    (void)stat(proc, &files.proc); /* a run may have none */
    *out = (struct hidden){0};
    look_at_system_v(init, count, out);
    look_at_sockets(init, out);
    for (size_t i = 0; fstat(input, &files.input) == 0 && i < count; i++)
        look_at_descriptors(pids[i], &files, out);
    for (size_t i = 0; i < count; i++)
        look_at_tables(pids[i], enough_kib, out);
}
