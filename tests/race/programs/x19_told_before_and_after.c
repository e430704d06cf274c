/* Written by the parent alone, before and after the children that read it. */
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
    int *rate = SHARED(int), status, sum = 0;
    *rate = 2;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            _exit(*rate * (i + 1));
    
    while (wait(&status) > 0)
        sum += WEXITSTATUS(status);
    *rate = 3;
    printf("%d %d\n", sum > 0, *rate);
    return 0;
}
