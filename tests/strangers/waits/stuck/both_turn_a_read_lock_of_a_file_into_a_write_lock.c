/* two processes read together, and then both want to write */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static void lock(int fd, short type)
{
    struct flock l = {.l_type = type, .l_whence = SEEK_SET};
    fcntl(fd, F_OFD_SETLKW, &l);
}
static void update(int steps[2][2], int who)
{
    char c = 'x';
    int fd = open("data", O_RDWR | O_CREAT, 0600);
    lock(fd, F_RDLCK);
    write(steps[who][1], &c, 1);
    read(steps[1 - who][0], &c, 1);
    lock(fd, F_WRLCK);
    write(fd, &c, 1);
    lock(fd, F_UNLCK);
    close(fd);
}
int main(void)
{
    int steps[2][2];
    pipe(steps[0]);
    pipe(steps[1]);
    pid_t pid = fork();
    update(steps, pid == 0);
    if (pid == 0)
        _exit(0);
    wait(NULL);
    puts("updated");
    return 0;
}
