/* Nothing is shared, for there is nobody to share it with. */
#include <stdio.h>

int main(void)
{
    puts("3.1415927");
    puts("[0, -1, -2, -3, -4, -5, -6, -7, -8, -9]");
    return 0;
}
