/* The handler of SIGCHLD waits for every child, also for the one that waits for a word of the parent. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void reap(int signal)
{
    (void)signal;
    while (wait(NULL) > 0) /* in the handler */
        ;
}

int main(void)
{
    int a[2], b[2];
    char c;
    struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART};
    pipe(a);
    pipe(b);
    sigaction(SIGCHLD, &action, NULL);
    if (fork() == 0) {
        close(a[0]);
        close(a[1]);
        close(b[1]);
        read(b[0], &c, 1); /* the first, which is there when the second ends */
        _exit(0);
    }
    if (fork() == 0) {
        close(a[0]);
        close(b[0]);
        close(b[1]);
        write(a[1], "x", 1);
        _exit(0);
    }
    close(a[1]);
    close(b[0]);
    read(a[0], &c, 1);
    pause(); /* ends by the handler, or is not even begun */
    write(b[1], &c, 1);
    return 0;
}
