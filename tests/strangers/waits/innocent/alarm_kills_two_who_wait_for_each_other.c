#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t kids[2];

static void give_up(int sig)
{
    (void)sig;
    kill(kids[0], SIGTERM);
    kill(kids[1], SIGTERM);
}

int main(void)
{
    int a[2], b[2];
    char c;
    struct sigaction sa = {.sa_handler = give_up, .sa_flags = SA_RESTART};
    pipe(a);
    pipe(b);
    for (int i = 0; i < 2; i++) {
        kids[i] = fork();
        if (kids[i] == 0) {
            close(i ? a[1] : b[1]);
            close(i ? b[0] : a[0]);
            read(i ? a[0] : b[0], &c, 1);
            write(i ? b[1] : a[1], "x", 1);
            _exit(0);
        }
    }
    close(a[0]);
    close(a[1]);
    close(b[0]);
    close(b[1]);
    sigaction(SIGALRM, &sa, NULL);
    alarm(1);
    while (wait(NULL) > 0)
        ;
    return 0;
}
