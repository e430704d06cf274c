#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char text[6] = "";
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        if (write(fd[1], "Hello", 5) != 5)
            _exit(1);
        _exit(0);
    }
    if (read(fd[0], text, 5) != 5)
        return 1;
    puts(text);
    return wait(NULL) < 0;
}
