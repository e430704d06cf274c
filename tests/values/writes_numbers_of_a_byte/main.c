/* A byte that is a number is shown as one. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    signed char *byte = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            *byte = (signed char)(65 + i); // @writes
            _exit(0);
        }
    wait(NULL);
    wait(NULL);
    return 0;
}
