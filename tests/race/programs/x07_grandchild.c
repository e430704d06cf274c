/* The parent never waits for the grandchild; its child did. */
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

int main(void)
{
    int *sum = SHARED(int);
    if (fork() == 0) {
        if (fork() == 0) {
            *sum += 5;
            _exit(0);
        }
        wait(NULL);
        _exit(0);
    }
    wait(NULL);
    *sum += 1;
    printf("%d\n", *sum > 0);
    return 0;
}
