/* vforks_what_is_not_there.c -- a program that does not exist, executed by children of vfork(), five hundred times. */
#include "same.h"
int main(void)
{
    int sum = 0;
    for (int i = 0; i < 500; i++) {
        pid_t pid = vfork();
        if (pid == 0) {
            execl("/usr/bin/no-such-program", "x", NULL);
            _exit(errno == ENOENT ? 2 : 3);
        }
        sum += reap(pid);
    }
    printf("%d\n", sum);
    return 0;
}
