/* exec.c -- a child executes another program. Twin: it ends. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *shared = 1;
    if (fork() == 0) {
#ifndef TWIN
        execl("/bin/true", "true", NULL);
#endif
        _exit(0);
    }
    wait(NULL);
    printf("%d\n", *shared);
    return 0;
}
