#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (fork() == 0) {
        if (fork() > 0)
            _exit(0);
        usleep(100000);
        _exit(0);
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
