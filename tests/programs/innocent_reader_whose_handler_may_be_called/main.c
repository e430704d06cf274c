#include <signal.h>
#include <unistd.h>

static void handler(int number)
{
    _exit(number);
}

int main(void)
{
    int ends[2];
    char c;
    signal(SIGUSR1, handler);
    pipe(ends);
    pid_t child = fork();
    if (child == 0)
        return (int)read(ends[0], &c, 1);
    close(ends[0]);
    close(ends[1]);
    for (int i = 0; i < 5; i++)
        sleep(1);
    kill(child, SIGUSR1);
    return 0;
}
