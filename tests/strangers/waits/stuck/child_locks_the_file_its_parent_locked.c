#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd = open("counter", O_CREAT | O_RDWR, 0600);
    flock(fd, LOCK_EX);
    if (fork() == 0) {
        int mine = open("counter", O_RDWR);
        flock(mine, LOCK_EX);
        write(mine, "1", 1);
        close(mine);
        _exit(0);
    }
    wait(NULL);
    flock(fd, LOCK_UN);
    close(fd);
    return 0;
}
