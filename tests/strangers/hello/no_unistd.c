#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void)
{
    int p[2];
    char b[12];
    if (pipe(p) != 0)
        exit(1);
    if (fork() == 0) {
        write(p[1], "Hello\0World", 12);
        exit(0);
    }
    wait(NULL);
    read(p[0], b, 12);
    printf("Received: %s\n", b);
    printf("Received: %s\n", b + 6);
    exit(0);
}
