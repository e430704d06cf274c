#include <fcntl.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0 || fcntl(fd[0], F_SETFL, O_NONBLOCK) < 0)
        return 1;
    while (read(fd[0], &c, 1) != 1)
        continue;
    return 0;
}
