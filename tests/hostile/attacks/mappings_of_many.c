/* mappings_of_many.c -- the smallest mappings, as many as there may be, in twenty processes. */
#include "won.h"
int main(void)
{
    int ready[2];
    if (pipe(ready) < 0)
        return 1;
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            for (long n = 0; n < 70000; n++)
                if (mmap(NULL, 4096, n % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
                    break;
            if (write(ready[1], "x", 1) == 1)
                pause();
        }
    char c;
    for (int i = 0; i < 20; i++)
        if (read(ready[0], &c, 1) != 1)
            break;
    puts("ESCAPED 200 MiB of mappings");
    fflush(stdout);
    sleep(1);
    kill(0, SIGKILL);
    return 0;
}
