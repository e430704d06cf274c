/* y05_reaps_an_orphan -- a grandchild comes to it and is waited for like a child */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <sys/prctl.h>

int main(void) {
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (fork() == 0) {
        if (fork() == 0) { sleep(1); n[1] = 2; _exit(0); }
        n[0] = 1;
        _exit(0);
    }
    int k = 0;
    while (wait(NULL) > 0) k++;
    printf("%d children, sum %d\n", k, n[0] + n[1]);
    return 0;
}
