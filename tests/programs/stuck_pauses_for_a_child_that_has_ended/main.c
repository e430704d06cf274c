#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0)
        _exit(0);
    pause(); /* SIGCHLD has no handler */
    wait(NULL);
    return 0;
}
