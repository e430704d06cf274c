/* One file more than is removed: the next schedule finds it, and that is said. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 65 };

int main(void)
{
    char name[20];
    if (fork() == 0) {
        for (int i = 0; i < FILES; i++) {
            (void)snprintf(name, sizeof name, "file-%d", i);
            int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
            if (fd < 0)
                _exit(1);
            close(fd);
        }
        _exit(0);
    }
    int status = 1;
    wait(&status);
    printf("%d\n", status != 0);
    return 0;
}
