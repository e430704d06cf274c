#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int a[2], b[2];
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        char c;
        read(a[0], &c, 1);
        _exit(0);
    }
    if (fork() == 0) {
        char c;
        read(b[0], &c, 1);
        _exit(0);
    }
    fd_set s;
    FD_ZERO(&s);
    FD_SET(a[0], &s);
    FD_SET(b[0], &s);
    select(20, &s, 0, 0, 0);
    return 0;
}
