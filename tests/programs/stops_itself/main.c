#include <signal.h>
#include <stdlib.h>

int main(void)
{
    raise(SIGSTOP);
    return EXIT_FAILURE;
}
