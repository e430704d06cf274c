#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 3 };

static void work(void)
{
    int jobs[2], job;
    if (pipe(jobs) != 0)
        exit(1);
    for (job = 0; job < 5; job++)
        write(jobs[1], &job, sizeof job);
    while (read(jobs[0], &job, sizeof job) == sizeof job)
        ;
    close(jobs[0]);
    close(jobs[1]);
    exit(0);
}

int main(void)
{
    for (int i = 0; i < WORKERS; i++)
        if (fork() == 0)
            work();
    for (int i = 0; i < WORKERS; i++)
        wait(NULL);
    return 0;
}
