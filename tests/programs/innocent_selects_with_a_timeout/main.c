#include <sys/select.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    fd_set look;
    FD_ZERO(&look);
    FD_SET(fd[0], &look);
    struct timeval patience = {.tv_usec = 500000};
    return select(fd[0] + 1, &look, NULL, NULL, &patience) != 0;
}
