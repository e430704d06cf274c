#include <stdio.h>

int main(void)
{
    fputs("err\n", stderr);
    puts("out");
    return 0;
}
