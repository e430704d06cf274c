/* reads_until_the_end.c -- its input ends. */
#include "won.h"
int main(void)
{
    int count = 0;
    while (getchar() != EOF)
        count++;
    printf("%d\n", count);
    return 0;
}
