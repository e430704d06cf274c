/* What a text ends with is shown as a text. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char *text = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sprintf(text, "child %d", i); // @writes
            _exit(0);
        }
    wait(NULL);
    wait(NULL);
    return 0;
}
