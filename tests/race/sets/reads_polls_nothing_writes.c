#include <poll.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

/* poll and select of nothing are sleeps. */
int main(void)
{
    int *c = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        int v = *c;
        poll(NULL, 0, 1);
        *c = v + 1;
        _exit(0);
    }
    struct timeval t = {0, 1000};
    int v = *c;
    select(0, NULL, NULL, NULL, &t);
    *c = v + 1;
    wait(NULL);
    printf("%d\n", *c);
    return 0;
}
