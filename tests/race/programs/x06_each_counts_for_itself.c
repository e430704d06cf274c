/* A global that all children change: each its own copy, given back as exit status. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

static int count; /* each process has its own, and that is what is wanted */

int main(void)
{
    int status, sum = 0;
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            for (int k = 0; k <= i; k++)
                count++;
            _exit(count);
        }
    while (wait(&status) > 0)
        sum += WEXITSTATUS(status);
    printf("%d\n", sum);
    return 0;
}
