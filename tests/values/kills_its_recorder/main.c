/* A racy counter whose first schedule kills whoever started it: no record, and nothing is said to be clean. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (getpid() != 2) /* the first process behind the walls */
        kill(2, SIGKILL);
    int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            (*counter)++;
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Total: %d\n", *counter);
    return 0;
}
