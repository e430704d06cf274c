/* Child 1 is a shell that writes to the end it was given, and child 2 one that starts cat to read from it: how they do
 * that is not for this program to answer for. That child 1 has the read end, too, is. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0 || fd[0] != 3 || fd[1] != 4)
        return 1;
    if (fork() == 0) {
        execlp("sh", "sh", "-c", "echo hi >&4", (char *)NULL);
        _exit(1);
    }
    close(fd[1]);
    if (fork() == 0) {
        execlp("sh", "sh", "-c", "cat <&3; true", (char *)NULL);
        _exit(1);
    }
    close(fd[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
