/* what it ignores has not come to it: nothing to be said of that */
#include <signal.h>
#include <unistd.h>
int main(void)
{
    signal(SIGUSR2, SIG_IGN);
    pause();
    return 0;
}
