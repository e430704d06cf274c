/* changes_its_input.c -- stdin opened again for writing: what is to be read cannot be changed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    char text[64] = {0};
    int fd = open("/proc/self/fd/0", O_RDWR);
    printf("write: %s\n", fd >= 0 && write(fd, "changed", 7) == 7 ? "yes" : "no");
    printf("truncate: %s\n", fd >= 0 && ftruncate(fd, 0) == 0 ? "yes" : "no");
    printf("map: %s\n", mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED ? "yes" : "no");
    printf("read: %s\n", fgets(text, sizeof text, stdin));
    return 0;
}
