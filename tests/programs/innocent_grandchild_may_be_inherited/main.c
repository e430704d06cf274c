#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (fork() == 0) {
        if (fork() == 0)
            for (;;)
                sleep(1);
        _exit(0);
    }
    wait(0);
    wait(0);
    return 0;
}
