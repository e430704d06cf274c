/* Nobody sits at the table. */
#include <stdio.h>

int main(void)
{
    printf("meals %d\n", 3 * 2);
    return 0;
}
