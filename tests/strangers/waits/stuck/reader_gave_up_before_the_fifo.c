#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    mkfifo("/tmp/orders", 0666);
    if (fork() == 0) {
        int config = open("settings.txt", O_RDONLY);
        if (config < 0)
            _exit(1);
        int in = open("/tmp/orders", O_RDONLY);
        char c;
        while (read(in, &c, 1) == 1)
            ;
        _exit(0);
    }
    int out = open("/tmp/orders", O_WRONLY);
    write(out, "coffee", 6);
    close(out);
    wait(NULL);
    unlink("/tmp/orders");
    return 0;
}
