/* The exchange finds what it expects, and writes, while another reads plainly. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *state = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *state = 5;
    if (fork() == 0) {
        int expected = 5;
        _exit(!__atomic_compare_exchange_n(state, &expected, 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    }
    if (fork() == 0)
        _exit(*state != 5);
    for (int status; wait(&status) > 0;)
        printf("%d\n", WEXITSTATUS(status));
    return 0;
}
