/* The first process ends; one daemon waits until somebody opens its FIFO, one reads what is sent to a FIFO that it keeps
 * open for both: whoever knows the names may come. Nobody is stuck. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void serve(const char *name, int how)
{
    char line[80];
    int in = open(name, how);
    while (read(in, line, sizeof line) > 0)
        ;
    _exit(0);
}

int main(void)
{
    mkfifo("questions", 0600);
    mkfifo("orders", 0600);
    if (fork() == 0)
        serve("questions", O_RDONLY);
    if (fork() == 0)
        serve("orders", O_RDWR);
    printf("both serve\n");
    return 0;
}
