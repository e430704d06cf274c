/* The parent goes on beside the second child, which has a field of its own. */
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

struct both {
    int first, second;
};
int main(void)
{
    struct both *both = SHARED(struct both);
    pid_t one = fork();
    if (one == 0) {
        both->first = 1;
        _exit(0);
    }
    if (fork() == 0) {
        both->second += 2;
        _exit(0);
    }
    waitpid(one, NULL, 0);
    both->first += 10;
    while (wait(NULL) > 0)
        ;
    printf("%d\n", both->first + both->second);
    return 0;
}
