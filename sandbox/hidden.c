/* hidden.c -- memory of a run that shows in none of its processes and folders.
 *
 * A program can put a gigabyte where no process of it has it mapped: in a System V segment that it let go of, in a
 * memory file, in the queues of sockets that nobody reads. A memory cgroup counts all that. Without one it is asked for
 * piece by piece: System V by a visit to the run's ipc namespace, sockets by sock_diag, memory files by looking at
 * every descriptor. That costs some microseconds a process, so the meter asks seldom. */
#include "sandbox/hidden.h"

#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sched.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MAX = 4096, DESCRIPTORS_MAX = 65536, DUMPS_MAX = 1000 };

static bool is_same(int a, int b)
{
    struct stat x, y;
    return fstat(a, &x) == 0 && fstat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Segments and queues are seen only from inside the namespace, so we go there for a moment; we may come back, as the
 * slot made its own ipc namespace, too. In a tier without namespaces theirs is ours, and the machine's: then it cannot
 * be said whose the memory is. */
static bool look_at_system_v(pid_t init, struct hidden *out)
{
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/%d/ns/ipc", (int)init) < (int)sizeof path);
    AUTO_CLOSE int home = open("/proc/self/ns/ipc", O_RDONLY | O_CLOEXEC);
    AUTO_CLOSE int theirs = open(path, O_RDONLY | O_CLOEXEC);
    if (home < 0 || theirs < 0 || is_same(home, theirs) || setns(theirs, CLONE_NEWIPC) < 0)
        return false; /* the run is over, or there is no wall */
    struct shm_info segments;
    struct msginfo queues;
    struct shmid_ds *segments_at = (struct shmid_ds *)(void *)&segments; /* see shmctl(2), SHM_INFO */
    struct msqid_ds *queues_at = (struct msqid_ds *)(void *)&queues;
    if (shmctl(0, SHM_INFO, segments_at) >= 0)
        out->files_kib += segments.shm_rss * ((uint64_t)sysconf(_SC_PAGESIZE) / 1024);
    enum { SEMAPHORE_BYTES = 64 }; /* a line of the cache each, in the kernel's memory */
    struct seminfo semaphores;
    if (semctl(0, 0, SEM_INFO, &semaphores) >= 0)
        out->queues_kib += (uint64_t)semaphores.semaem * SEMAPHORE_BYTES / 1024; /* all there are */
    if (msgctl(0, MSG_INFO, queues_at) >= 0)
        out->queues_kib += (uint64_t)queues.msgtql / 1024; /* bytes in all queues */
    CHECK(setns(home, CLONE_NEWIPC) == 0);
    return true;
}

struct files {
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

/* Memory files are all on one file system of the kernel's, and on it is nothing else that has a descriptor. */
static void look_at_descriptors(pid_t pid, const struct stat *input, struct files *files, struct hidden *out)
{
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd", (int)pid) < (int)sizeof path);
    DIR *dir = opendir(path);
    struct dirent *entry;
    while (dir && files->looked_at < DESCRIPTORS_MAX && (entry = readdir(dir))) {
        struct stat st;
        files->looked_at++;
        if (fstatat(dirfd(dir), entry->d_name, &st, 0) == 0 && st.st_dev == input->st_dev &&
            st.st_ino != input->st_ino && is_new(files, st.st_ino))
            out->files_kib += (uint64_t)st.st_blocks / 2; /* of 512 bytes */
    }
    if (dir)
        (void)closedir(dir); /* only read */
}

/* One message of the dump: what the socket's sender has on its way, with the kernel's own overhead. */
static void take_socket(struct nlmsghdr *head, struct hidden *out)
{
    struct unix_diag_msg *message = NLMSG_DATA(head);
    struct rtattr *at = (struct rtattr *)(void *)(message + 1);
    int left = (int)head->nlmsg_len - (int)NLMSG_LENGTH(sizeof *message);
    for (; RTA_OK(at, left); at = RTA_NEXT(at, left)) {
        const uint32_t *memory = RTA_DATA(at);
        if (at->rta_type == UNIX_DIAG_MEMINFO)
            out->queues_kib += memory[SK_MEMINFO_WMEM_ALLOC] / 1024;
    }
}

static void look_at_sockets(struct hidden *out)
{
    static const struct {
        struct nlmsghdr head;
        struct unix_diag_req want;
    } request = {
        {sizeof request, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, 0, 0},
        {.sdiag_family = AF_UNIX, .udiag_states = UINT32_MAX, .udiag_show = UDIAG_SHOW_MEMINFO},
    };
    _Alignas(struct nlmsghdr) char said[32768];
    AUTO_CLOSE int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0 || send(fd, &request, sizeof request, 0) < 0)
        return; /* a kernel without it */
    for (int dump = 0; dump < DUMPS_MAX; dump++) {
        ssize_t size = recv(fd, said, sizeof said, MSG_DONTWAIT);
        if (size <= 0)
            return;
        unsigned left = (unsigned)size;
        for (struct nlmsghdr *head = (struct nlmsghdr *)(void *)said; NLMSG_OK(head, left);
             head = NLMSG_NEXT(head, left)) {
            if (head->nlmsg_type != SOCK_DIAG_BY_FAMILY)
                return; /* done, or refused */
            take_socket(head, out);
        }
    }
}

void hidden_look(pid_t init, const pid_t *pids, size_t count, int input, struct hidden *out)
{
    struct files files = {0};
    struct stat st;
    *out = (struct hidden){0};
    if (look_at_system_v(init, out))
        look_at_sockets(out); /* of our network namespace, which is then the slot's */
    for (size_t i = 0; fstat(input, &st) == 0 && i < count; i++)
        look_at_descriptors(pids[i], &st, &files, out);
}
