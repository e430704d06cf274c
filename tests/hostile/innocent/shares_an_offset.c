/* shares_an_offset.c -- parent and child read one file in turn through one descriptor. */
#include "same.h"
int main(void)
{
    char text[7] = "", c;
    int fd = open("letters", O_CREAT | O_RDWR, 0600), to[2], back[2];
    MUST(write(fd, "abcdef", 6) == 6 && lseek(fd, 0, SEEK_SET) == 0 && pipe(to) == 0 && pipe(back) == 0);
    if (fork() == 0) {
        close(to[1]);
        while (read(to[0], &c, 1) == 1) {
            (void)!read(fd, &c, 1);
            (void)!write(back[1], &c, 1);
        }
        _exit(0);
    }
    for (int i = 0; i < 6; i += 2) {
        MUST(read(fd, text + i, 1) == 1 && write(to[1], "x", 1) == 1 && read(back[0], text + i + 1, 1) == 1);
    }
    close(to[1]);
    MUST(reap(-1) == 0);
    puts(text);
    return 0;
}
