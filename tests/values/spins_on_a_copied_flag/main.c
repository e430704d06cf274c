/* A lock made of an atomic flag, which fork() copies like every global variable. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_flag busy = ATOMIC_FLAG_INIT;

int main(void)
{
    int *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            while (atomic_flag_test_and_set(&busy)) // @takes
                continue;
            *n += 1; // @adds
            atomic_flag_clear(&busy);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *n);
    return 0;
}
