#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        sleep(100);
        _exit(0);
    }
    while (waitpid(-1, 0, WNOHANG) == 0)
        ;
    return 0;
}
