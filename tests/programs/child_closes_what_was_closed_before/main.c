/* The parent closes both ends between its forks. Child 1 has them still and closes them; child 2 closes what is not
 * there any more, and child 3 reads from it, as does its own child. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    char c;
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        close(p[0]);
        close(p[1]);
        _exit(0);
    }
    close(p[1]);
    close(p[0]);
    if (fork() == 0) {
        close(p[1]);
        _exit(0);
    }
    if (fork() == 0) {
        if (fork() == 0)
            _exit(read(p[0], &c, 1) == 0);
        wait(NULL);
        _exit(read(p[0], &c, 1) == 0);
    }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
