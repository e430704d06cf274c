#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 1;
    close(ends[0]);
    if (fork() == 0)
        return write(ends[1], "x", 1) == 1 ? 0 : 1;
    wait(NULL);
    return 0;
}
