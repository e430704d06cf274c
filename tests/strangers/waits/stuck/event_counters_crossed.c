#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    uint64_t one = 1;
    int a = eventfd(0, 0), b = eventfd(0, 0);
    if (fork() == 0) {
        read(a, &one, sizeof one);
        write(b, &one, sizeof one);
        _exit(0);
    }
    if (fork() == 0) {
        read(b, &one, sizeof one);
        write(a, &one, sizeof one);
        _exit(0);
    }
    close(a);
    close(b);
    wait(NULL);
    wait(NULL);
    return 0;
}
