#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int p[2];
    pipe(p);
    int out = dup(p[1]);
    close(p[1]);
    if (fork() == 0) {
        close(p[0]);
        _exit(0);
    }
    close(p[0]);
    close(out);
    wait(NULL);
    return 0;
}
