#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* fopen(.., "w") empties the file for those, too, who have it open. */
int main(void)
{
    char text[4];
    int fd = open("letter", O_CREAT | O_RDWR, 0600);
    (void)!write(fd, "abc", 3);
    if (fork() == 0) {
        (void)fopen("letter", "w");
        _exit(0);
    }
    printf("%d\n", (int)pread(fd, text, 3, 0));
    wait(NULL);
    return 0;
}
