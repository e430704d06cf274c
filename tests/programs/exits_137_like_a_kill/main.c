#include <stdio.h>

int main(void)
{
    puts("timelimit exceeded");
    return 137;
}
