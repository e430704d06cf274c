/* random_numbers.c -- getrandom, getentropy, rand with a seed. */
#include "same.h"
#include <sys/random.h>
int main(void)
{
    char a[16] = {0}, b[16] = {0};
    MUST(getrandom(a, 16, 0) == 16 && getentropy(b, 16) == 0);
    srandom(1);
    printf("%d %ld\n", memcmp(a, b, 16) != 0, random());
    return 0;
}
