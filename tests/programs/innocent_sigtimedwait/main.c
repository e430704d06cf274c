#include <signal.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    sigset_t set;
    const struct timespec patience = {.tv_nsec = 400000000};
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return sigtimedwait(&set, NULL, &patience) != -1;
}
