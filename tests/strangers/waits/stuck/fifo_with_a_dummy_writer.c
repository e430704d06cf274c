/* The dummy writer that is to keep the FIFO open keeps its end from coming, too. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    mkfifo("/tmp/log", 0600);
    int in = open("/tmp/log", O_RDONLY | O_NONBLOCK);
    int dummy = open("/tmp/log", O_WRONLY);
    fcntl(in, F_SETFL, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            close(in);
            close(dummy);
            int out = open("/tmp/log", O_WRONLY);
            write(out, "line\n", 5);
            close(out);
            _exit(0);
        }
    char c;
    int lines = 0;
    while (read(in, &c, 1) == 1) /* parent */
        lines += c == '\n';
    printf("%d\n", lines);
    close(in);
    while (wait(NULL) > 0)
        ;
    return 0;
}
