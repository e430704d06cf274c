#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        if (fork() > 0)
            _exit(usleep(1000));
        sleep(1);
        _exit(0);
    }
    wait(NULL);
    sleep(2);
    return 0;
}
