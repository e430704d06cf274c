#include <poll.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    struct pollfd look = {.fd = fd[0], .events = POLLIN};
    return poll(&look, 1, -1);
}
