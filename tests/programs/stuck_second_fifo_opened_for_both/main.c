#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char c;
    mkfifo("asks", 0600);
    mkfifo("answers", 0600);
    if (fork() == 0) {
        int asks = open("asks", O_RDONLY), answers = open("answers", O_WRONLY);
        while (read(asks, &c, 1) == 1)
            write(answers, &c, 1);
        close(asks);
        close(answers);
        _exit(0);
    }
    int asks = open("asks", O_WRONLY), answers = open("answers", O_RDWR);
    write(asks, "x", 1);
    close(asks);
    while (read(answers, &c, 1) == 1)
        ;
    close(answers);
    wait(NULL);
    return 0;
}
