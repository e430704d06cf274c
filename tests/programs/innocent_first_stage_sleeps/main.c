#include <sys/wait.h>
#include <unistd.h>

/* Three stages; the first one thinks for long before it writes, and both others wait for it. */
int main(void)
{
    int one[2], two[2];
    char c = 'x';
    pipe(one);
    pipe(two);
    if (fork() == 0) {
        for (int i = 0; i < 5; i++)
            sleep(1);
        write(one[1], &c, 1);
        _exit(0);
    }
    if (fork() == 0) {
        close(one[1]);
        while (read(one[0], &c, 1) > 0)
            write(two[1], &c, 1);
        _exit(0);
    }
    close(one[0]);
    close(one[1]);
    close(two[1]);
    while (read(two[0], &c, 1) > 0)
        continue;
    wait(0);
    wait(0);
    return 0;
}
