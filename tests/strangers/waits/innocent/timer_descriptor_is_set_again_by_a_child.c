#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    uint64_t ticks;
    struct itimerspec soon = {.it_value = {0, 200000000}}, never = {0};
    int fd = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(fd, 0, &soon, NULL);
    timerfd_settime(fd, 0, &never, NULL);
    pid_t pid = fork();
    if (pid == 0) {
        usleep(700000);
        timerfd_settime(fd, 0, &soon, NULL);
        _exit(0);
    }
    read(fd, &ticks, sizeof ticks);
    close(fd);
    waitpid(pid, NULL, 0);
    puts("rang");
    return 0;
}
