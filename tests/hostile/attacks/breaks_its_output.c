/* breaks_its_output.c -- shuts the reader's end out, as far as it can. */
#include "won.h"
int main(void)
{
    fcntl(1, F_SETFL, O_NONBLOCK);
    fcntl(1, F_SETPIPE_SZ, 4096);
    fcntl(1, F_SETOWN, getppid());
    for (int i = 0; i < 3; i++)
        puts("line");
    return 0;
}
