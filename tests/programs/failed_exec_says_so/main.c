/* twin: the child says so and ends with 127 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int status;
    char *argv[] = {"no-such-program", "-l", NULL};
    if (fork() == 0) {
        execvp(argv[0], argv);
        perror(argv[0]);
        exit(127);
    }
    wait(&status);
    printf("all done: %d\n", WEXITSTATUS(status));
    return 0;
}
