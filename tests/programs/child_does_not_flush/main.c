/* unflushed at the fork, but the child ends with _exit and prints by write */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    printf("Starting\n");
    if (fork() == 0) {
        write(STDOUT_FILENO, "child\n", 6);
        _exit(0);
    }
    wait(NULL);
    printf("parent\n");
    return 0;
}
