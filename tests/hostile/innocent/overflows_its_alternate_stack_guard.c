/* overflows_its_alternate_stack_guard.c -- handles a stack overflow on a stack of its own. */
#include "same.h"
#include <setjmp.h>
static sigjmp_buf back;
static void handler(int number)
{
    siglongjmp(back, number);
}
static int deeper(volatile int *up)
{
    volatile int here[256] = {*up + 1};
    return deeper(here) + here[0];
}
int main(void)
{
    stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536};
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    volatile int first = 0;
    sigaltstack(&stack, NULL);
    sigaction(SIGSEGV, &action, NULL);
    int got = sigsetjmp(back, 1);
    if (got == 0)
        deeper(&first);
    printf("recovered from %d\n", got);
    return 0;
}
