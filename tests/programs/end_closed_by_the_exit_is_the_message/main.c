#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int life[2];
    char c;
    if (pipe(life) < 0)
        return 1;
    for (int i = 1; i <= 2; i++)
        if (fork() == 0) {
            close(life[0]);
            poll(NULL, 0, 30 * i);
            _exit(0);
        }
    close(life[1]);
    if (read(life[0], &c, 1) != 0)
        return 1;
    close(life[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
