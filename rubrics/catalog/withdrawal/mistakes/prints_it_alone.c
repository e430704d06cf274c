/* There are no customers. */
#include <stdio.h>

int main(void)
{
    printf("balance 40, paid 1\n");
    return 0;
}
