/* broker.c -- keeps the privileges that slots need, for a service that has dropped them.
 *
 * Theory of operation. The broker reads nothing but one byte and two descriptors, and does nothing but fork; a slot
 * that crashes is only reaped. Slots are children that die with it (parent-death signal), and what they run dies with
 * them. */
#include "sandbox/broker.h"

#include "sandbox/base/fd.h"
#include "sandbox/slot.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS_MAX = 256, GRACE_MS = 5000 };

struct broker {
    int fd, signals_fd;
    enum isolation isolation;
    pid_t slots[SLOTS_MAX];
    size_t count;
    bool is_over;
};

static void reap(struct broker *broker)
{
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        for (size_t i = 0; i < broker->count; i++)
            if (broker->slots[i] == pid)
                broker->slots[i--] = broker->slots[--broker->count];
}

/* The two descriptors of the next message; false when there is none, or it is not what it should be. */
static bool receive(struct broker *broker, int fds[2])
{
    union {
        char bytes[CMSG_SPACE(2 * sizeof(int))];
        struct cmsghdr align;
    } control;
    char byte;
    struct iovec data = {&byte, 1};
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(broker->fd, &msg, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    broker->is_over |= n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    struct cmsghdr *head = n == 1 ? CMSG_FIRSTHDR(&msg) : NULL;
    if (!head || head->cmsg_type != SCM_RIGHTS)
        return false;
    size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(fds, CMSG_DATA(head), count * sizeof(int));
    if (count == 2)
        return true;
    fd_close(&fds[0]);
    return false;
}

static _Noreturn void become_slot(struct broker *broker, int fds[2], pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 || getppid() != parent)
        _exit(1);
    fd_close(&broker->fd);
    fd_close(&broker->signals_fd);
    _exit(slot_serve(fds[0], fds[1], broker->isolation));
}

static void start_slot(struct broker *broker)
{
    int fds[2] = {-1, -1};
    if (!receive(broker, fds))
        return;
    pid_t parent = getpid();
    pid_t pid = broker->count < SLOTS_MAX ? fork() : -1; /* -1: the client sees its sockets close */
    if (pid == 0)
        become_slot(broker, fds, parent);
    if (pid > 0)
        broker->slots[broker->count++] = pid;
    fd_close(&fds[0]);
    fd_close(&fds[1]);
}

static void see_signals(struct broker *broker)
{
    struct signalfd_siginfo info;
    while (read(broker->signals_fd, &info, sizeof info) > 0)
        broker->is_over |= info.ssi_signo == SIGTERM;
    reap(broker);
}

/* Asks the slots to end, and ends those that do not. */
static void end_slots(struct broker *broker)
{
    static const int signals[] = {SIGTERM, SIGKILL};
    for (size_t round = 0; round < 2 && broker->count > 0; round++) {
        for (size_t i = 0; i < broker->count; i++)
            (void)kill(broker->slots[i], signals[round]); /* not reaped yet, so still ours */
        struct pollfd fds[] = {{broker->signals_fd, POLLIN, 0}};
        while (broker->count > 0 && poll(fds, 1, GRACE_MS) > 0)
            see_signals(broker);
    }
}

int broker_serve(int fd, enum isolation isolation)
{
    struct broker broker = {.fd = fd, .isolation = isolation};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    broker.signals_fd = sigprocmask(SIG_BLOCK, &set, NULL) == 0 && signal(SIGCHLD, SIG_DFL) != SIG_ERR
                            ? signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)
                            : -1;
    int type = 0;
    socklen_t size = sizeof type;
    if (broker.signals_fd < 0 || getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) < 0 || type != SOCK_SEQPACKET) {
        (void)fprintf(stderr, "bothends-sandbox: descriptor %d is no broker socket\n", fd); /* last words */
        return 2;
    }
    while (!broker.is_over) {
        struct pollfd fds[] = {{broker.fd, POLLIN, 0}, {broker.signals_fd, POLLIN, 0}};
        if (poll(fds, 2, -1) < 0)
            continue; /* EINTR */
        if (fds[0].revents)
            start_slot(&broker);
        if (fds[1].revents)
            see_signals(&broker);
    }
    end_slots(&broker);
    return 0;
}
