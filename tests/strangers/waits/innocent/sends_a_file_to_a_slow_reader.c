#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    static char block[300000];
    int p[2];
    long all = 0;
    memset(block, 's', sizeof block);
    int file = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(file, block, sizeof block);
    lseek(file, 0, SEEK_SET);
    if (pipe(p) < 0)
        return 1;
    if (fork() == 0) {
        close(file);
        close(p[1]);
        usleep(500000);
        ssize_t n;
        while ((n = read(p[0], block, 10000)) > 0)
            all += n;
        close(p[0]);
        printf("%ld\n", all);
        return 0;
    }
    close(p[0]);
    for (size_t left = sizeof block; left > 0;) {
        ssize_t n = sendfile(p[1], file, NULL, left);
        if (n <= 0)
            break;
        left -= (size_t)n;
    }
    close(p[1]);
    close(file);
    wait(NULL);
    return 0;
}
