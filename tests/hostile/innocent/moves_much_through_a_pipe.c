/* moves_much_through_a_pipe.c -- 32 MiB from child to parent. */
#include "same.h"
int main(void)
{
    int ends[2];
    static char piece[1 << 15];
    long total = 0;
    MUST(pipe(ends) == 0);
    if (fork() == 0) {
        close(ends[0]);
        for (int i = 0; i < 1024; i++)
            for (size_t at = 0; at < sizeof piece;)
                at += (size_t)write(ends[1], piece + at, sizeof piece - at);
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], piece, sizeof piece)) > 0;)
        total += n;
    printf("%ld %d\n", total, reap(-1));
    return 0;
}
