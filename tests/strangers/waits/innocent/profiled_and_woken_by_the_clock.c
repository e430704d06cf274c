#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static void nothing(int sig)
{
    (void)sig;
}

int main(void)
{
    struct itimerval often = {{0, 10000}, {0, 10000}}, later = {{0, 0}, {1, 500000}}, never = {{0, 0}, {0, 0}};
    struct sigaction sa;
    int fd[2];
    char c;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = nothing;
    sigaction(SIGPROF, &sa, NULL);
    sigaction(SIGALRM, &sa, NULL);
    setitimer(ITIMER_PROF, &often, NULL);
    setitimer(ITIMER_VIRTUAL, &never, NULL);
    setitimer(ITIMER_REAL, &later, NULL);
    pipe(fd);
    if (read(fd[0], &c, 1) == -1 && errno == EINTR)
        return 0;
    return 1;
}
