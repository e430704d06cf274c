#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    char c;
    mkfifo("line", 0600);
    if (fork() == 0) {
        int fd = open("line", O_RDWR);
        _exit(read(fd, &c, 1) != 1);
    }
    for (int i = 0; i < 5; i++)
        sleep(1);
    return write(open("line", O_WRONLY), "x", 1) != 1;
}
