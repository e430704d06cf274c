#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char c;
    if (mkfifo("line", 0600) < 0)
        return 1;
    if (fork() == 0) {
        int fd = open("line", O_RDWR);
        while (read(fd, &c, 1) == 1)
            write(1, &c, 1);
        close(fd);
        _exit(0);
    }
    int fd = open("line", O_WRONLY);
    write(fd, "ready\n", 6);
    close(fd);
    wait(NULL);
    return 0;
}
