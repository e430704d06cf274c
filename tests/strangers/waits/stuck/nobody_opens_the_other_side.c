#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char text[20] = "";
    if (mkfifo("letters", 0600) < 0)
        return 1;
    if (fork() == 0) {
        int fd = open("letters", O_RDONLY);
        read(fd, text, sizeof text - 1);
        puts(text);
        close(fd);
        return 0;
    }
    wait(0);
    int fd = open("letters", O_WRONLY);
    write(fd, "dear child", 10);
    close(fd);
    return 0;
}
