#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char c;
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        read(ends[0], &c, 1);
        _exit(0);
    }
    close(ends[0]);
    close(ends[1]);
    usleep(600000);
    kill(child, SIGTERM);
    wait(0);
    return 0;
}
