/* queue_removed_before_it_is_found -- the first child removes what the second looks for */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    mq_open("/one", O_CREAT | O_RDWR, 0600, NULL);
    if (fork() == 0) {
        n[0] = mq_unlink("/one") == 0;
        _exit(0);
    }
    if (fork() == 0) {
        n[1] = mq_open("/one", O_RDWR) >= 0;
        _exit(0);
    }
    wait(NULL);
    wait(NULL);
    printf("%d%d\n", n[0], n[1]);
    return 0;
}
