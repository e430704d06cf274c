#include <unistd.h>

/* The pipe says that the child has ended; nobody waits for it. */
int main(void)
{
    int ends[2];
    char c;
    if (pipe(ends) < 0)
        return 1;
    if (fork() == 0)
        _exit(6);
    close(ends[1]);
    if (read(ends[0], &c, 1) != 0)
        return 1;
    return 0;
}
