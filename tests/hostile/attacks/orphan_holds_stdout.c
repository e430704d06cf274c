/* orphan_holds_stdout.c -- a child keeps stdout open for ever; whoever waits for its end waits for ever. */
#include "won.h"
int main(void)
{
    if (fork() == 0) {
        signal(SIGTERM, SIG_IGN);
        signal(SIGHUP, SIG_IGN);
        for (;;)
            usleep(1000);
    }
    puts("parent done");
    return 0;
}
