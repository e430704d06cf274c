#include <sys/wait.h>
#include <unistd.h>

static void count(int mine)
{
    char c;
    while (read(mine, &c, 1) == 1)
        ;
    close(mine);
    _exit(0);
}

int main(void)
{
    int a[2], b[2];
    pid_t first, second;
    pipe(a);
    first = fork();
    if (first == 0) {
        close(a[1]);
        count(a[0]);
    }
    close(a[0]);
    pipe(b);
    second = fork();
    if (second == 0) {
        close(b[1]);
        count(b[0]);
    }
    close(b[0]);
    write(a[1], "abc", 3);
    close(a[1]);
    waitpid(first, NULL, 0);
    write(b[1], "abc", 3);
    close(b[1]);
    waitpid(second, NULL, 0);
    return 0;
}
