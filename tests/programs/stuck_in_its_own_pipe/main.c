#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    return read(fd[0], &c, 1) != 1;
}
