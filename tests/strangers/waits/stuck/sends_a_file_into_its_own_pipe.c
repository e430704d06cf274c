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
    int file = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(file, block, sizeof block);
    lseek(file, 0, SEEK_SET);
    close(file);
    if (pipe(p) < 0)
        return 1;
    file = open("data", O_RDONLY);
    for (size_t left = sizeof block; left > 0;) {
        ssize_t n = sendfile(p[1], file, NULL, left);
        if (n <= 0)
            break;
        left -= (size_t)n;
    }
    close(p[1]);
    close(file);
    while (read(p[0], block, sizeof block) > 0)
        ;
    close(p[0]);
    return 0;
}
