#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char c;
    pipe(ends);
    if (vfork() == 0) {
        read(ends[0], &c, 1);
        _exit(0);
    }
    write(ends[1], "x", 1);
    wait(0);
    return 0;
}
