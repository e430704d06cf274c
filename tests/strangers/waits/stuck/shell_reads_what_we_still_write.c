#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    write(fd[1], "b\na\n", 4);
    system("sort <&3");
    close(fd[1]);
    close(fd[0]);
    return 0;
}
