/* The child's fgets() has got "hello", and waits for the end of the line; the parent waits for the answer. */
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
    write(to[1], "hello", 5);
    read(from[0], answer, sizeof answer); /* the answer */
    close(to[1]);
    return wait(NULL) < 0;
}
