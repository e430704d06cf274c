#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char c;
    if (mkfifo("./way", 0600) < 0)
        return 1;
    if (fork() == 0) {
        int out = open("way", O_WRONLY);
        _exit(write(out, "x", 1) != 1);
    }
    int in = open("way", O_RDONLY);
    if (in < 0 || read(in, &c, 1) != 1)
        return 1;
    close(in);
    return wait(NULL) < 0;
}
