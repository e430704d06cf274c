#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static void tick(int number)
{
    (void)number;
}

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        struct sigaction action = {.sa_handler = tick};
        struct itimerval every = {{0, 200000}, {0, 200000}};
        if (sigaction(SIGALRM, &action, NULL) < 0 || setitimer(ITIMER_REAL, &every, NULL) < 0)
            _exit(1);
        for (int i = 0; i < 3; i++)
            pause();
        _exit(write(fd[1], "x", 1) != 1);
    }
    return read(fd[0], &c, 1) != 1 || wait(NULL) < 0;
}
