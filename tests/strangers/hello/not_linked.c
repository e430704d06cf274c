#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

void sender(int fd);
void receiver(int fd);

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[0]);
        sender(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    receiver(fd[0]);
    wait(NULL);
    return 0;
}

void sender(int fd)
{
    write(fd, "Hello\nWorld\n", 12);
}
