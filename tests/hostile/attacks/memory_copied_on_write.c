/* memory_copied_on_write.c -- children that write to all they share with their parent. */
#include "won.h"
int main(void)
{
    size_t size = 20 << 20;
    char *at = malloc(size);
    fill(at, 1, size);
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            fill(at, i, size);
            sleep(20);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    won_if("400 MiB of copies", 1);
    return 0;
}
