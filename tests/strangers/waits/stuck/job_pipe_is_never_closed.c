#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define N 2

int main(int argc, char *argv[])
{
    int jobs[2], i, job;
    if (pipe(jobs) < 0)
        return 1;
    for (i = 0; i < N; i++) {
        if (fork() == 0) {
            close(jobs[1]);
            while (read(jobs[0], &job, sizeof job) == sizeof job)
                usleep(1000 * job);
            close(jobs[0]);
            exit(0);
        }
    }
    close(jobs[0]);
    for (job = 1; job <= 6; job++)
        write(jobs[1], &job, sizeof job);
    for (i = 0; i < N; i++)
        wait(NULL); /* workers */
    close(jobs[1]);
    return 0;
}
