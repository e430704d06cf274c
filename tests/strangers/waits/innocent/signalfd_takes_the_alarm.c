#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

int main(void)
{
    sigset_t set;
    struct signalfd_siginfo info;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int fd = signalfd(-1, &set, 0);
    alarm(1);
    read(fd, &info, sizeof info);
    alarm(1);
    read(fd, &info, sizeof info);
    close(fd);
    return 0;
}
