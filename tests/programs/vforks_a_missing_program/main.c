#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    if (vfork() == 0) {
        execl("/nowhere/at/all", "all", (char *)NULL);
        _exit(127);
    }
    wait(&status);
    return WEXITSTATUS(status) == 127 ? 0 : 1;
}
