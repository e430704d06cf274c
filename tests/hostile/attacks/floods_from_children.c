/* floods_from_children.c -- each of them writes little. */
#include "won.h"
int main(void)
{
    char text[40000];
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 40; i++) {
        pid_t pid = fork();
        if (pid == 0)
            _exit(write(1, text, sizeof text) < 0);
        reap(pid);
    }
    return 0;
}
