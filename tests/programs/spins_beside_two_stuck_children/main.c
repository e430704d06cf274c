#include <unistd.h>

int main(void)
{
    int ends[2];
    char c;
    pipe(ends);
    if (fork() == 0)
        _exit(read(ends[0], &c, 1) != 0);
    close(ends[0]);
    close(ends[1]);
    for (;;)
        ;
}
