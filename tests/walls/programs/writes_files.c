/* writes_files.c -- files that are copied out, and things in their place that are not. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    FILE *file = fopen("good", "w");
    if (!file || fputs("content\n", file) < 0 || fclose(file) != 0)
        return 1;
    if (symlink("/dev/urandom", "link") || symlink("good", "link2") || mkfifo("fifo", 0600) || mkdir("folder", 0700))
        return 2;
    if (mkdir("sub", 0700) || symlink("sub", "linked") || (file = fopen("sub/file", "w")) == NULL || fclose(file) != 0)
        return 3;
    int fd = open("big", O_WRONLY | O_CREAT, 0600);
    return fd < 0 || ftruncate(fd, 1 << 20) < 0 ? 4 : 0;
}
