#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("waiting");
    fflush(stdout);
    fork();
    for (;;)
        sleep(1000);
}
