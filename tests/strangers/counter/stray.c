#include <stdio.h>
#include <unistd.h>
int main(void)
{
    int n = 4；
    printf(“Counter: %d\n”, n);
    return 0;
}
