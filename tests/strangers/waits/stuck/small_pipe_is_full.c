#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int data[2], done[2];
    char block[6000] = "", c;
    pipe(data);
    pipe(done);
    fcntl(data[1], F_SETPIPE_SZ, 4096);
    if (fork() == 0) {
        close(data[0]);
        close(done[0]);
        write(data[1], block, sizeof block);
        write(done[1], "d", 1);
        close(data[1]);
        close(done[1]);
        _exit(0);
    }
    close(data[1]);
    close(done[1]);
    read(done[0], &c, 1);
    while (read(data[0], block, sizeof block) > 0)
        ;
    close(data[0]);
    close(done[0]);
    wait(NULL);
    return 0;
}
