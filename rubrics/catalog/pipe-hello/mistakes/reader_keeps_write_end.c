/* Hangs: the receiver still has its own copy of the write end, so read() never returns 0. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    if (pipe(p) < 0)
        exit(1);
    if (fork() == 0) {
        close(p[0]);
        if (write(p[1], "Hello\nWorld\n", 12) != 12)
            exit(1);
        close(p[1]);
        exit(0);
    }
    if (fork() == 0) {
        FILE *in = fdopen(p[0], "r");
        char word[32];
        while (fscanf(in, "%31s", word) == 1)
            printf("Received: %s\n", word);
        exit(0);
    }
    close(p[0]);
    close(p[1]);
    wait(NULL);
    wait(NULL);
    return 0;
}
