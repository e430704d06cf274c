#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

static int wake[2];

static void on_child(int signum)
{
    (void)signum;
    write(wake[1], "c", 1);
}

int main(void)
{
    int left = 2;
    if (pipe2(wake, O_NONBLOCK | O_CLOEXEC) < 0)
        return 1;
    signal(SIGUSR1, on_child); /* meant SIGCHLD */
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            close(wake[0]);
            close(wake[1]);
            _exit(0);
        }
    while (left > 0) {
        fd_set set;
        char c;
        FD_ZERO(&set);
        FD_SET(wake[0], &set);
        if (select(wake[0] + 1, &set, NULL, NULL, NULL) < 0)
            continue;
        while (read(wake[0], &c, 1) == 1)
            ;
        while (waitpid(-1, NULL, WNOHANG) > 0)
            left--;
    }
    close(wake[0]);
    close(wake[1]);
    puts("both");
    return 0;
}
