#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* truncate() finds the file by its name, read() by its descriptor: one file. */
int main(void)
{
    char text[4];
    int fd = open("letter", O_CREAT | O_RDWR, 0600);
    (void)!write(fd, "abc", 3);
    if (fork() == 0) {
        (void)!truncate("letter", 1);
        _exit(0);
    }
    printf("%d\n", (int)pread(fd, text, 3, 0));
    wait(NULL);
    return 0;
}
