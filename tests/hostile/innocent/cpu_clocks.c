/* cpu_clocks.c -- asks how much CPU a child, a thread and the process used. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static double seconds(clockid_t clock)
{
    struct timespec t = {0, 0};
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
int main(void)
{
    clockid_t of_child, of_thread;
    while (seconds(CLOCK_PROCESS_CPUTIME_ID) < 0.01)
        continue;
    pid_t pid = fork();
    if (pid == 0)
        for (;;)
            pause();
    int found = clock_getcpuclockid(pid, &of_child);
    pthread_getcpuclockid(pthread_self(), &of_thread);
    printf("%d %d %d\n", found, seconds(of_child) < 1, seconds(of_thread) >= 0.01);
    kill(pid, SIGKILL);
    wait(NULL);
    return 0;
}
