/* No producers and no buffer. */
#include <stdio.h>

int main(void)
{
    printf("sum %d\n", 1 + 2 + 11 + 12);
    return 0;
}
