/* leaves_a_sleeper_behind.c -- its child ignores all, closes all, and sleeps; it ends. */
#include "won.h"
int main(void)
{
    if (fork() == 0) {
        setsid();
        for (int sig = 1; sig < 65; sig++)
            signal(sig, SIG_IGN);
        for (int fd = 0; fd < 64; fd++)
            close(fd);
        if (fork() == 0)
            for (;;)
                sleep(1000);
        for (;;)
            pause();
    }
    puts("ended");
    return 0;
}
