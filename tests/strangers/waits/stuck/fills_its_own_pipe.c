#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    static char letters[100000];
    memset(letters, 'x', sizeof letters);
    if (pipe(fd) < 0)
        return 1;
    write(fd[1], letters, sizeof letters);
    close(fd[1]);
    printf("%zd\n", read(fd[0], letters, sizeof letters));
    close(fd[0]);
    return 0;
}
