/* slot.c -- serves runs one after another: specs in, events out. */
#include "sandbox/slot.h"

#include "sandbox/base/fd.h"
#include "sandbox/base/prompt.h"
#include "sandbox/run.h"
#include "sandbox/walls/landlock.h"
#include "sandbox/walls/leftovers.h"
#include "sandbox/walls/namespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FDS_MAX = SPEC_FD_FILES + SPEC_FILES_MAX };

struct message {
    struct spec *spec;
    size_t size;
    int fds[FDS_MAX];
    size_t fd_count;
};

static bool has_capability(unsigned capability)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct have[_LINUX_CAPABILITY_U32S_3] = {{0}};
    return syscall(SYS_capget, &header, have) == 0 && (have[0].effective & 1U << capability) != 0;
}

enum isolation slot_strongest(enum isolation least)
{
    bool is_root = geteuid() == 0 && has_capability(CAP_SYS_ADMIN);
    if (least != ISOLATION_MINIMAL)
        return is_root ? ISOLATION_FULL : ISOLATION_ROOTLESS;
    if (is_root && namespaces_stand(ISOLATION_FULL))
        return ISOLATION_FULL;
    return namespaces_stand(ISOLATION_ROOTLESS) ? ISOLATION_ROOTLESS : ISOLATION_MINIMAL;
}

/* A root that may not trace other users becomes such a user as a whole; what runs is then kept from it by Landlock. */
static bool become_ordinary(struct slot *slot, struct err *e)
{
    const struct ids *ids = &slot->ids;
    cgroup_close(&slot->cgroup); /* they would obey root only */
    if (setgroups(0, NULL) < 0 || setresgid(ids->gid, ids->gid, ids->gid) < 0 ||
        setresuid(ids->uid, ids->uid, ids->uid) < 0 || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0)
        return err_set(e, ERR_SYSTEM, "become uid %u: %s", (unsigned)ids->uid, strerror(errno));
    return true;
}

/* No namespaces at all, as in a container that allows none. */
static bool enter_minimal(struct slot *slot, struct err *e)
{
    slot->ids = (struct ids){.uid = geteuid(), .gid = getegid(), .claim = -1};
    slot->shares_user = geteuid() != 0;
    bool is_root = geteuid() == 0;
    if (landlock_version() == 0)
        return err_set(e, ERR_SYSTEM, "isolation minimal: this kernel has no Landlock");
    if (is_root &&
        (!ids_claim(&slot->ids, CLAIM_FIRST, e) || (!has_capability(CAP_SYS_PTRACE) && !become_ordinary(slot, e))))
        return false;
    if (is_root)
        leftovers_sweep(slot->ids.uid);
    if (geteuid() == slot->ids.uid && landlock_version() < LANDLOCK_SIGNALS)
        return err_set(e, ERR_SYSTEM,
                       "isolation minimal: this kernel's Landlock lets signals out (Linux 6.12 does not)");
    return ids_renounce(e) && folders_begin(slot->folder, e);
}

static void drop_fds(struct message *message)
{
    for (size_t i = 0; i < message->fd_count; i++)
        fd_close(&message->fds[i]);
    message->fd_count = 0;
}

/* One message; false at the end of the socket. A message that is no spec is told apart by spec_check. */
static bool receive(int control_fd, struct message *message)
{
    union {
        char bytes[CMSG_SPACE(FDS_MAX * sizeof(int))];
        struct cmsghdr align;
    } control;
    memset(message->spec, 0, sizeof *message->spec);
    struct iovec data = {message->spec, sizeof *message->spec};
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t n;
    do
        n = recvmsg(control_fd, &msg, MSG_CMSG_CLOEXEC | MSG_TRUNC);
    while (n < 0 && errno == EINTR);
    message->size = n > 0 ? (size_t)n : 0; /* too large a message keeps its true size, and is refused by it */
    message->fd_count = 0;
    for (struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&msg) : NULL; head; head = CMSG_NXTHDR(&msg, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        CHECK(message->fd_count + count <= FDS_MAX);
        memcpy(message->fds + message->fd_count, CMSG_DATA(head), count * sizeof(int));
        message->fd_count += count;
    }
    return n > 0;
}

static bool wait_for_message(const struct slot *slot)
{
    struct pollfd fds[] = {{slot->control_fd, POLLIN, 0}, {slot->signals_fd, POLLIN, 0}};
    for (;;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return false;
        struct signalfd_siginfo info;
        while (fds[1].revents && read(slot->signals_fd, &info, sizeof info) > 0)
            if (info.ssi_signo == SIGTERM)
                return false;
        if (fds[0].revents)
            return true;
    }
}

/* Signals come by descriptor; a reader that is gone is seen as EPIPE. */
static bool take_signals(struct slot *slot, struct err *e)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    slot->signals_fd = -1;
    if (sigprocmask(SIG_BLOCK, &set, NULL) == 0 && signal(SIGPIPE, SIG_IGN) != SIG_ERR &&
        signal(SIGCHLD, SIG_DFL) != SIG_ERR)
        slot->signals_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (slot->signals_fd < 0)
        return err_set(e, ERR_SYSTEM, "signals: %s", strerror(errno));
    return true;
}

int slot_serve(int events_fd, int control_fd, enum isolation isolation)
{
    struct slot slot = {.events_fd = events_fd, .control_fd = control_fd, .isolation = isolation};
    struct err e = {0};
    if (!take_signals(&slot, &e) || fcntl(events_fd, F_SETFD, FD_CLOEXEC) < 0 ||
        fcntl(control_fd, F_SETFD, FD_CLOEXEC) < 0 || fcntl(events_fd, F_SETFL, O_WRONLY | O_NONBLOCK) < 0) {
        (void)fprintf(stderr, "bothends-sandbox: descriptors 3 and 4: %s\n", strerror(errno)); /* last words */
        return 2;
    }
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    slot.cpus = cpus > 0 ? (uint64_t)cpus : 1;
    prompt_me(false); /* so deadlocks are proved sooner; the programs that it runs are as all others */
    cgroup_open(&slot.cgroup, "");
    if (isolation == ISOLATION_MINIMAL)
        (void)enter_minimal(&slot, &slot.why); /* told each run */
    else
        (void)namespaces_enter(isolation, &slot.ids, &slot.why); /* told each run */
    zygotes_begin(&slot.zygotes, &slot.ids, &slot.cgroup, isolation == ISOLATION_MINIMAL ? slot.folder : NULL);
    struct message message = {.spec = &slot.zygotes.birth->spec};
    bool more = true;
    while (more && wait_for_message(&slot) && receive(control_fd, &message)) {
        if (message.size > 1) /* one byte is a stop that came after the end of its run */
            more = run_spec(&slot, message.spec, message.size, message.fds, message.fd_count);
        drop_fds(&message);
    }
    zygotes_end(&slot.zygotes);
    folders_end(slot.folder);
    cgroup_close(&slot.cgroup);
    return 0;
}
