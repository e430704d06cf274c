#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 65536; i++)
        putchar(i % 64 == 63 ? '\n' : 'x');
    return 0;
}
