#include <stdint.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct itimerspec when = {.it_value = {.tv_sec = 1000}};
    int t = timerfd_create(CLOCK_MONOTONIC, 0), fd[2];
    char c;
    if (t < 0 || timerfd_settime(t, 0, &when, NULL) < 0 || pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        while (read(fd[0], &c, 1) > 0)
            ;
        _exit(0);
    }
    close(fd[0]);
    write(fd[1], "x", 1);
    close(fd[1]);
    wait(NULL);
    close(t);
    return 0;
}
