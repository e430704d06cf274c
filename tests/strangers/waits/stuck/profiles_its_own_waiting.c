#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile long samples;

static void sample(int sig)
{
    (void)sig;
    samples++;
}

int main(void)
{
    struct itimerval every = {{0, 1000}, {0, 1000}};
    volatile double x = 0;
    int fd[2], i;
    char line[64];
    signal(SIGPROF, sample);
    setitimer(ITIMER_PROF, &every, NULL);
    for (i = 0; i < 1000000; i++)
        x += i;
    pipe(fd);
    if (fork() == 0) {
        write(fd[1], "done\n", 5);
        _exit(0);
    }
    while (read(fd[0], line, sizeof line) != 0)
        ;
    wait(NULL);
    return 0;
}
