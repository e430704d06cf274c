/* A folder and a file in it, both made anew: a second schedule must not find them. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status = 0;
    if (mkdir("folder", 0700) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int fd = open(i == 0 ? "folder/a" : "folder/b", O_CREAT | O_EXCL | O_WRONLY, 0600);
            _exit(fd < 0 || write(fd, "x", 1) != 1);
        }
    while (wait(&status) > 0)
        if (status != 0)
            return 2;
    return 0;
}
