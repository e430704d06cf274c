/* As a shell does with the pipes between its stages: each end is closed where it is no longer needed, and at last a loop
 * closes all of them. It goes through what the program has, not through all numbers: some are closed a second time.
 * The first stage, forked late, closes what its parent had closed before. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[3][2], flat[6];
    for (int i = 0; i < 3; i++)
        if (pipe(p[i]) < 0)
            return 1;
    for (int i = 0; i < 6; i++)
        flat[i] = p[i / 2][i % 2];
    close(p[0][0]);
    close(p[1][1]);
    if (fork() == 0) {
        for (int i = 0; i < 6; i++)
            close(flat[i]);
        _exit(0);
    }
    for (int i = 0; i < 3; i++) {
        close(p[i][0]);
        close(p[i][1]);
    }
    return wait(NULL) < 0;
}
