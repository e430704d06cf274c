#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    FILE *left = fopen("left.txt", "w");
    FILE *closed = fopen("closed.txt", "w");
    if (!left || !closed || fclose(closed) != 0)
        return 1;
    fprintf(left, "text");
    if (fork() == 0)
        _exit(0);
    return wait(NULL) < 0;
}
