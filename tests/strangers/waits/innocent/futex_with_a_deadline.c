#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int w = 0;
    struct timespec t = {0, 600000000};
    syscall(SYS_futex, &w, 0, 0, &t, NULL, 0);
    return 0;
}
