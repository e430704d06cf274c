/* selects_among_fifty_pipes.c -- fifty children write when they like, the parent selects. */
#include "same.h"
#include <sys/select.h>
int main(void)
{
    int from[50], left = 50, sum = 0;
    for (int k = 0; k < 50; k++) {
        int ends[2];
        MUST(pipe(ends) == 0);
        if (fork() == 0) {
            unsigned char c = (unsigned char)k;
            nap_ms(k % 7);
            MUST(write(ends[1], &c, 1) == 1);
            _exit(0);
        }
        close(ends[1]);
        from[k] = ends[0];
    }
    while (left > 0) {
        fd_set set;
        FD_ZERO(&set);
        for (int k = 0; k < 50; k++)
            if (from[k] >= 0)
                FD_SET(from[k], &set);
        MUST(select(FD_SETSIZE, &set, NULL, NULL, NULL) > 0);
        for (int k = 0; k < 50; k++)
            if (from[k] >= 0 && FD_ISSET(from[k], &set)) {
                unsigned char c = 0;
                if (read(from[k], &c, 1) == 1) {
                    sum += c;
                    continue;
                }
                close(from[k]);
                from[k] = -1;
                left--;
            }
    }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", sum);
    return 0;
}
