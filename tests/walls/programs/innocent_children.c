/* innocent_children.c -- forty children at once, each with a pipe to its parent. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[40][2], go[2], sum = 0, ended = 0;
    if (pipe(go) < 0)
        return 3;
    for (int i = 0; i < 40; i++) {
        if (pipe(ends[i]) < 0)
            return 1;
        pid_t pid = fork();
        if (pid < 0)
            return 2;
        if (pid == 0) {
            close(ends[i][0]);
            close(go[1]);
            char c;
            while (read(go[0], &c, 1) > 0) { /* until all are born */
            }
            c = (char)i;
            _exit(write(ends[i][1], &c, 1) == 1 ? i : 100);
        }
        close(ends[i][1]);
    }
    close(go[1]);
    for (int i = 0; i < 40; i++) {
        char c;
        if (read(ends[i][0], &c, 1) == 1)
            sum += c;
    }
    for (int status; wait(&status) > 0;)
        ended += WEXITSTATUS(status);
    printf("%d %d\n", sum, ended);
    return 0;
}
