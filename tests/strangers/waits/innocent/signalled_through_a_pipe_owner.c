#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void on(int n)
{
    (void)n;
}

int main(void)
{
    int s[2];
    sigset_t b, o;
    sigemptyset(&b);
    sigaddset(&b, SIGIO);
    sigprocmask(SIG_BLOCK, &b, &o);
    signal(SIGIO, on);
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    fcntl(s[0], F_SETOWN, getpid());
    fcntl(s[0], F_SETFL, O_ASYNC);
    if (!fork()) {
        close(s[0]);
        usleep(600000);
        write(s[1], "x", 1);
        close(s[1]);
        _exit(0);
    }
    close(s[1]);
    sigsuspend(&o);
    close(s[0]);
    wait(NULL);
    return 0;
}
