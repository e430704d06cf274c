#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

/* It uses memory that is not its own and is told so; it aborts, and that is caught, too. Neither ends it. */
static sigjmp_buf back;

static void caught(int signal)
{
    siglongjmp(back, signal);
}

int main(void)
{
    static int *volatile nowhere;
    signal(SIGSEGV, caught);
    signal(SIGABRT, caught);
    switch (sigsetjmp(back, 1)) {
    case 0:
        *nowhere = 1;
        return 1;
    case SIGSEGV:
        abort();
    default:
        return 0;
    }
}
