#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

/* An entry with -1 is left out: nobody waits for it. */
int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        usleep(400000);
        write(fd[1], "x", 1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    struct pollfd watched[2] = {{-1, POLLIN, 0}, {fd[0], POLLIN, 0}};
    int ready = poll(watched, 2, -1);
    read(fd[0], &c, 1);
    close(fd[0]);
    wait(NULL);
    return ready != 1 || watched[0].revents != 0;
}
