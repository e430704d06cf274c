/* poll() of nothing and select() of nothing are sleeps, too; a poll() that looks at a pipe is none. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *result = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        *result = 42; // @write
        _exit(0);
    }
    close(ends[1]);
    struct pollfd end = {.fd = ends[0], .events = POLLIN};
    poll(&end, 1, 0);
    struct timeval t = {0, 100000};
    select(0, NULL, NULL, NULL, &t); // @select
    poll (NULL, 0, 100);             // @poll
    printf("%d\n", *result);         // @read
    wait(NULL);
    return 0;
}
