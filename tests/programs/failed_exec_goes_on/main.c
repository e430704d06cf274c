/* the child has no such program, and runs on into what the parent does */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    char *argv[] = {"no-such-program", "-l", NULL};
    if (fork() == 0)
        execvp(argv[0], argv);
    wait(NULL);
    printf("all done\n");
    return 0;
}
