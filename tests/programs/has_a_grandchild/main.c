#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0)
        return 1;
    wait(NULL);
    if (fork() == 0) {
        if (fork() == 0)
            return 21;
        wait(NULL);
        if (fork() == 0)
            return 22;
        wait(NULL);
        return 2;
    }
    wait(NULL);
    return 0;
}
