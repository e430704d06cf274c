/* mapped-file.c -- a child writes to a file that its parent has mapped. Twin: by the mapping. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd = open("number", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || ftruncate(fd, 4096) < 0)
        return 1;
    char *text = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fork() == 0) {
#ifdef TWIN
        text[0] = '7';
        return 0;
#else
        return write(fd, "7", 1) != 1;
#endif
    }
    wait(NULL);
    printf("%c\n", text[0]);
    return 0;
}
