#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_usr1(int signum)
{
    (void)signum;
}

int main(void)
{
    int p[2];
    char c;
    signal(SIGUSR1, on_usr1);
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        while (read(p[0], &c, 1) == 1)
            putchar(c);
        close(p[0]);
        return 0;
    }
    close(p[0]);
    write(p[1], "sent\n", 5);
    close(p[1]);
    wait(NULL);
    return 0;
}
