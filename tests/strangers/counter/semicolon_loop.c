#include <stdio.h>
#include <unistd.h>
int main(void)
{
    int counter = 0;
    if (fork() == 0)
        return 0;
    while (counter < 4000);
        printf("waiting\n");
    printf("Counter: %d\n", counter);
    return 0;
}
