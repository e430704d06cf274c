/* recovers_from_faults.c -- SIGSEGV, SIGFPE, SIGBUS handled, with sigsetjmp. */
#include "same.h"
#include <setjmp.h>
static sigjmp_buf back;
static void jump(int number)
{
    siglongjmp(back, number);
}
int main(void)
{
    struct sigaction action = {.sa_handler = jump, .sa_flags = SA_NODEFER};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGFPE, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    volatile int zero = 0;
    int got = sigsetjmp(back, 1);
    if (got == 0)
        *(volatile int *)zero = 1;
    printf("%d ", got);
    got = sigsetjmp(back, 1);
    if (got == 0)
        zero = 10 / zero;
    printf("%d ", got);
    int fd = memfd_create("short", 0);
    volatile char *at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    got = sigsetjmp(back, 1);
    if (got == 0)
        zero = at[0];
    printf("%d\n", got);
    return 0;
}
