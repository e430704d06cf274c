/* MAP_PRIVATE, and meant: a buffer in which each process, the parent too, keeps what is its own. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *own = mmap(NULL, sizeof *own, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), total = 0;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            *own = i + 1;
            _exit(*own);
        }
    for (int i = 0; i < 2; i++) {
        int status;
        wait(&status);
        *own = WEXITSTATUS(status);
        total += *own;
    }
    printf("%d\n", total);
    return 0;
}
