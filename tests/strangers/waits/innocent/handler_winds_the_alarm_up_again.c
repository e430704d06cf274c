#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int to_child;

static void tick(int sig)
{
    static int ticks;
    (void)sig;
    if (++ticks < 3)
        alarm(1);
    else
        write(to_child, "!", 1);
}

int main(void)
{
    struct sigaction sa;
    int fd[2];
    char c;
    pipe(fd);
    if (fork() == 0) {
        close(fd[1]);
        _exit(read(fd[0], &c, 1) == 1 ? 0 : 1);
    }
    close(fd[0]);
    to_child = fd[1];
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = tick;
    sa.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &sa, NULL);
    alarm(1);
    wait(NULL);
    return 0;
}
