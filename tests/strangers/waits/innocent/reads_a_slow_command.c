#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    char b[99];
    FILE *f = popen("sleep 0.6; echo hi", "r");
    while (fgets(b, 99, f))
        ;
    pclose(f);
    return 0;
}
