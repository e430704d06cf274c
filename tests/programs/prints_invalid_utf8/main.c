#include <stdio.h>

/* Latin-1 e-acute, two overlong bytes, a lone start byte; then a whole e-acute, an escape, a NUL. */
int main(void)
{
    static const char text[] = "caf\xe9 \xc0\xaf\xe2| \xc3\xa9 \x1b[31m\0\n";
    return fwrite(text, 1, sizeof text - 1, stdout) == sizeof text - 1 ? 0 : 1;
}
