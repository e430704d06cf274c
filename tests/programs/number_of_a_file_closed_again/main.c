/* 4 is the write end, closed; then a file gets the number, and the second close() of the end closes the file. What is
 * closed by fclose() and then written to is told with that name. The innocent one has the same numbers in turn. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    if (pipe(p) < 0)
        return 1;
    close(p[1]);
    int log = open("log", O_WRONLY | O_CREAT, 0600);
    close(p[1]);
    if (write(log, "to the log\n", 11) == 11)
        return 1;
    close(p[0]);
    FILE *f = fopen("other", "w");
    int fd = f ? fileno(f) : -1;
    if (!f || fclose(f) != 0 || write(fd, "x", 1) == 1)
        return 1;
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            int again = open("log", O_WRONLY);
            if (write(again, "x", 1) != 1 || close(again) < 0)
                _exit(1);
        }
        _exit(0);
    }
    return wait(NULL) < 0;
}
