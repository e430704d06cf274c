#include <sys/wait.h>
#include <unistd.h>

/* Two children of which each reads from the other first; the parent keeps no end. */
static void make_two(void)
{
    int there[2], back[2];
    char c = 'x';
    if (pipe(there) < 0 || pipe(back) < 0)
        _exit(1);
    if (fork() == 0) {
        close(there[1]);
        close(back[0]);
        read(there[0], &c, 1);
        write(back[1], &c, 1);
        _exit(0);
    }
    if (fork() == 0) {
        close(there[0]);
        close(back[1]);
        read(back[0], &c, 1);
        write(there[1], &c, 1);
        _exit(0);
    }
    close(there[0]);
    close(there[1]);
    close(back[0]);
    close(back[1]);
}

int main(void)
{
    make_two();
    for (;;)
        sleep(1);
}
