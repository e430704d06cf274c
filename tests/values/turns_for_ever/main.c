/* The child turns for ever at a flag that nobody sets: after a few schedules without an end no more are run. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    volatile int *flag = mmap(NULL, sizeof *flag, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        while (!*flag)
            ;
        _exit(0);
    }
    wait(NULL);
    puts("done");
    return 0;
}
