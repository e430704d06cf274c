#include <poll.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    close(fd[1]);
    struct pollfd p = {fd[0], POLLIN, 0};
    for (;;)
        if (poll(&p, 1, -1) == 1 && (p.revents & POLLIN) && read(fd[0], &c, 1) == 0) /* POLLHUP comes alone */
            return 0;
}
