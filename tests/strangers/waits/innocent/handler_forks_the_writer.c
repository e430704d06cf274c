#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int fd[2];

static void send_somebody(int sig)
{
    (void)sig;
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "!", 1);
        close(fd[1]);
        _exit(0);
    }
}

int main(void)
{
    struct sigaction sa = {.sa_handler = send_somebody, .sa_flags = SA_RESTART};
    char c;
    pipe(fd);
    sigaction(SIGALRM, &sa, NULL);
    alarm(1);
    int ok = read(fd[0], &c, 1) == 1;
    close(fd[0]);
    close(fd[1]);
    wait(NULL);
    return !ok;
}
