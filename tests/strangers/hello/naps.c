#include <stdio.h>
#include <time.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    struct timespec nap = {0, 10 * 1000 * 1000};
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        FILE *out = fdopen(fd[1], "w");
        fprintf(out, "Hello\n");
        fflush(out);
        nanosleep(&nap, NULL); /* so that the messages do not stick together */
        fprintf(out, "World\n");
        fclose(out);
        _exit(0);
    }
    close(fd[1]);
    FILE *in = fdopen(fd[0], "r");
    char line[80];
    while (fgets(line, 80, in))
        printf("Received: %s", line);
    wait(NULL);
    return 0;
}
