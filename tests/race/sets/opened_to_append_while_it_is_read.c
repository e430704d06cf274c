#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* fopen(.., "a") empties nothing. */
int main(void)
{
    char text[4];
    int fd = open("letter", O_CREAT | O_RDWR, 0600);
    (void)!write(fd, "abc", 3);
    if (fork() == 0) {
        (void)fopen("letter", "a");
        _exit(0);
    }
    printf("%d\n", (int)pread(fd, text, 3, 0));
    wait(NULL);
    return 0;
}
