/* two_hundred_pipes.c -- four hundred descriptors in one process. */
#include "same.h"
int main(void)
{
    int ends[200][2], sum = 0;
    for (int i = 0; i < 200; i++)
        MUST(pipe(ends[i]) == 0 && write(ends[i][1], &i, sizeof i) == sizeof i);
    for (int i = 0; i < 200; i++) {
        int value;
        MUST(read(ends[i][0], &value, sizeof value) == sizeof value);
        sum += value;
    }
    printf("%d\n", sum);
    return 0;
}
