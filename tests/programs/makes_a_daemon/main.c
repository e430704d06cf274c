#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() > 0)
            _exit(0);
        close(0);
        close(1);
        close(2);
        for (;;)
            pause();
    }
    wait(NULL);
    return 0;
}
