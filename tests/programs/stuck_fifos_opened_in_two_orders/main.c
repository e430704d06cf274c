#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    mkfifo("a", 0600);
    mkfifo("b", 0600);
    if (fork() == 0) {
        int x = open("a", O_RDONLY);
        int y = open("b", O_WRONLY);
        _exit(x + y);
    }
    int y = open("b", O_RDONLY);
    int x = open("a", O_WRONLY);
    wait(0);
    return x + y;
}
