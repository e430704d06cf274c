#include <poll.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    struct pollfd look = {.fd = fd[0], .events = POLLIN};
    for (int i = 0; i < 5; i++)
        if (poll(&look, 1, 150) != 0)
            return 1;
    return 0;
}
