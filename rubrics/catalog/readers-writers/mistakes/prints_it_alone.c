/* Nobody reads or writes. */
#include <stdio.h>

int main(void)
{
    printf("x 2, y 2, different 0\n");
    return 0;
}
