/* fscanf() has got "42", and waits for what comes behind it. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2], n;
    char answer[100];
    pipe(to);
    pipe(from);
    if (fork() == 0) {
        close(to[1]);
        close(from[0]);
        FILE *in = fdopen(to[0], "r");
        while (fscanf(in, "%d", &n) == 1)
            dprintf(from[1], "%d\n", 2 * n);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    write(to[1], "42", 2);
    read(from[0], answer, sizeof answer); /* the answer */
    close(to[1]);
    return wait(NULL) < 0;
}
