/* All are to close their end when they are ready; one forgets to, and waits for the start like the others. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int up[2], down[2];
    char c;
    pipe(up);
    pipe(down);
    for (int i = 1; i <= 4; i++)
        if (fork() == 0) {
            close(up[0]);
            close(down[1]);
            if (i != 3)
                close(up[1]);
            read(down[0], &c, 1); /* a child */
            _exit(0);
        }
    close(up[1]);
    close(down[0]);
    read(up[0], &c, 1); /* all are ready */
    close(down[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
