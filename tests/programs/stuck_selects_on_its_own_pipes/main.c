/* Both children have written and ended; the parent, who watches both pipes to their ends, has both write ends itself. */
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2][2], open = 2;
    char c;
    for (int i = 0; i < 2; i++) {
        if (pipe(fd[i]) < 0)
            return 1;
        if (fork() == 0)
            _exit(write(fd[i][1], "x", 1) != 1);
        wait(NULL);
    }
    while (open > 0) {
        fd_set set;
        FD_ZERO(&set);
        for (int i = 0; i < 2; i++)
            FD_SET(fd[i][0], &set);
        select(fd[1][1], &set, NULL, NULL, NULL);
        for (int i = 0; i < 2; i++)
            if (FD_ISSET(fd[i][0], &set) && read(fd[i][0], &c, 1) == 0)
                open--;
    }
    return 0;
}
