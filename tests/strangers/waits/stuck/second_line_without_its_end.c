/* The first line was answered; the second has no '\n'. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2];
    char line[100], answer[100];
    pipe(to);
    pipe(from);
    if (fork() == 0) {
        close(to[1]);
        close(from[0]);
        FILE *in = fdopen(to[0], "r");
        while (fgets(line, sizeof line, in))
            dprintf(from[1], "got %s\n", line);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    write(to[1], "one\n", 4);
    read(from[0], answer, sizeof answer);
    write(to[1], "twenty", 6);
    read(from[0], answer, sizeof answer); /* the second answer */
    close(to[1]);
    return wait(NULL) < 0;
}
