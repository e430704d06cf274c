/* uses_most_of_its_memory.c -- two hundred of its 256 MiB, in two processes. */
#include "same.h"
int main(void)
{
    for (int i = 0; i < 2; i++) {
        size_t size = 100 << 20;
        char *at = malloc(size);
        MUST(at);
        fill(at, 1, size);
        if (i == 0 && fork() == 0) {
            fill(malloc(8 << 20), 1, 8 << 20);
            _exit(0);
        }
    }
    printf("%d\n", reap(-1));
    return 0;
}
