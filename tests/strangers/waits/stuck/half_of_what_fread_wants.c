/* fread() wants two numbers; one was sent. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2], pair[2], one = 1;
    char answer[100];
    pipe(to);
    pipe(from);
    if (fork() == 0) {
        close(to[1]);
        close(from[0]);
        FILE *in = fdopen(to[0], "r");
        while (fread(pair, sizeof pair, 1, in) == 1)
            dprintf(from[1], "got %d\n", pair[0]);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    write(to[1], &one, sizeof one);
    read(from[0], answer, sizeof answer); /* the answer */
    close(to[1]);
    return wait(NULL) < 0;
}
