/* shares_much_memory.c -- twenty children look at the same 40 MiB: it is there once. */
#include "same.h"
int main(void)
{
    size_t size = 40 << 20;
    char *all = shared(size);
    memset(all, 1, size);
    int gate[2];
    MUST(pipe(gate) == 0);
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            char c;
            long sum = 0;
            for (size_t at = 0; at < size; at += 4096)
                sum += all[at];
            close(gate[1]);
            (void)!read(gate[0], &c, 1);
            _exit(sum != (long)(size / 4096));
        }
    close(gate[1]);
    int bad = 0;
    for (int i = 0; i < 20; i++) {
        int status;
        wait(&status);
        bad += status != 0;
    }
    printf("%d\n", bad);
    return 0;
}
