#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char c;
    volatile unsigned long sum = 0;
    pipe(ends);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            close(ends[1]);
            _exit(read(ends[0], &c, 1) != 1);
        }
    for (unsigned long i = 0; i < 100000000000ul; i++)
        sum += i;
    write(ends[1], "xyz", 3);
    while (wait(0) > 0)
        continue;
    return 0;
}
