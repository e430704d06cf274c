/* two processes read the file together; each unlocks before it locks for writing */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static void lock(int fd, short type)
{
    struct flock l = {.l_type = type, .l_whence = SEEK_SET};
    fcntl(fd, F_OFD_SETLKW, &l);
}
static void update(void)
{
    int n = 0, fd = open("data", O_RDWR | O_CREAT, 0600);
    lock(fd, F_RDLCK);
    usleep(300000);
    lock(fd, F_UNLCK);
    lock(fd, F_WRLCK);
    pread(fd, &n, sizeof n, 0);
    n++;
    pwrite(fd, &n, sizeof n, 0);
    usleep(300000);
    lock(fd, F_UNLCK);
    close(fd);
}
int main(void)
{
    pid_t pid = fork();
    update();
    if (pid == 0)
        _exit(0);
    wait(NULL);
    puts("updated");
    return 0;
}
