#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void bark(int sig)
{
    (void)sig;
    write(2, "still waiting\n", 14);
}

int main(void)
{
    struct sigaction sa;
    int ask[2], tell[2];
    char c;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = bark;
    sigaction(SIGALRM, &sa, NULL);
    pipe(ask);
    pipe(tell);
    if (fork() == 0) {
        close(ask[1]);
        close(tell[0]);
        read(ask[0], &c, 1); /* child */
        write(tell[1], "y", 1);
        _exit(0);
    }
    close(ask[0]);
    close(tell[1]);
    alarm(1);
    while (read(tell[0], &c, 1) < 0 && errno == EINTR) /* parent */
        ;
    write(ask[1], "?", 1);
    wait(NULL);
    return 0;
}
