/* innocent_fds.c -- memfd, socketpair, a Unix server, epoll, eventfd, timerfd, signalfd, inotify, splice, flock. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int check(const char *what, int ok)
{
    if (!ok)
        perror(what);
    return !ok;
}

static int serves(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "/tmp/socket"};
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&name, sizeof name) || listen(server, 4))
        return 0;
    if (fork() == 0) {
        int client = socket(AF_UNIX, SOCK_STREAM, 0);
        _exit(connect(client, (struct sockaddr *)&name, sizeof name) || write(client, "x", 1) != 1);
    }
    char c;
    int peer = accept(server, NULL, NULL);
    return peer >= 0 && read(peer, &c, 1) == 1 && wait(NULL) > 0;
}

int main(void)
{
    int bad = 0, pair[2], ends[2];
    char text[64] = "";
    int memory = memfd_create("a", 0);
    bad += check("memfd", memory >= 0 && write(memory, "abc", 3) == 3);
    bad += check("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 && send(pair[0], "x", 1, 0) == 1 &&
                                   recv(pair[1], text, 1, 0) == 1);
    bad += check("server", serves());
    off_t at = 0;
    bad += check("sendfile", pipe(ends) == 0 && sendfile(ends[1], memory, &at, 3) == 3);
    bad += check("splice", splice(ends[0], NULL, pair[0], NULL, 3, 0) == 3);
    bad += check("pipe size", fcntl(ends[0], F_SETPIPE_SZ, 4096) >= 4096);

    int poll = epoll_create1(0), event = eventfd(1, 0), timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec soon = {{0, 0}, {0, 1000000}};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int signals = signalfd(-1, &set, 0);
    raise(SIGUSR2);
    int fds[] = {event, timer, signals};
    for (int i = 0; i < 3; i++) {
        struct epoll_event e = {.events = EPOLLIN, .data.fd = fds[i]};
        bad += check("epoll_ctl", epoll_ctl(poll, EPOLL_CTL_ADD, fds[i], &e) == 0);
    }
    bad += check("timerfd", timerfd_settime(timer, 0, &soon, NULL) == 0 && read(timer, text, 8) == 8);
    struct epoll_event ready[4];
    bad += check("epoll", epoll_wait(poll, ready, 4, 1000) == 2);

    int watch = inotify_init1(0);
    bad += check("inotify", inotify_add_watch(watch, "/work", IN_CREATE) >= 0 && close(creat("new", 0600)) == 0 &&
                                read(watch, text, sizeof text) > 0);
    int file = open("new", O_RDWR);
    struct flock lock = {.l_type = F_WRLCK};
    bad += check("locks", flock(file, LOCK_EX) == 0 && fcntl(file, F_SETLK, &lock) == 0);
    printf("bad %d\n", bad);
    return 0;
}
