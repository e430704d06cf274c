/* The child adds all lines up, to the end of what it is sent; the parent sends whole lines, and never says that it was
 * all: no '\n' is missing. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2], sum = 0;
    char line[100];
    pipe(to);
    pipe(from);
    if (fork() == 0) {
        close(to[1]);
        close(from[0]);
        FILE *in = fdopen(to[0], "r");
        while (fgets(line, sizeof line, in))
            sum += atoi(line);
        write(from[1], &sum, sizeof sum);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    dprintf(to[1], "12\n30\n");
    read(from[0], &sum, sizeof sum); /* the sum */
    printf("%d\n", sum);
    return wait(NULL) < 0;
}
