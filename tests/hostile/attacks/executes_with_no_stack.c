/* executes_with_no_stack.c -- programs that cannot begin: no stack, no memory, no room for their addresses. */
#include "won.h"
int main(void)
{
    static const int limits[] = {RLIMIT_STACK, RLIMIT_AS, RLIMIT_DATA};
    for (int i = 0; i < 3; i++)
        for (long size = 0; size < 1 << 22; size = size ? size * 4 : 4096) {
            pid_t pid = fork();
            if (pid == 0) {
                struct rlimit r = {size, size};
                setrlimit(limits[i], &r);
                execl("/bin/true", "true", NULL);
                _exit(9);
            }
            int end = reap(pid);
            if (end != 0 && end != 9 && end != 127 && end != 1011)
                printf("limit %d of %ld: %d\n", limits[i], size, end);
        }
    puts("done");
    return 0;
}
