/* Four ends are closed at their place, and again by cleanup(), one number after the other: two of them on one line. */
#include <stdlib.h>
#include <unistd.h>

static int a[2], b[2];

static void cleanup(void)
{
    close(a[0]); close(a[1]);
    close(b[0]); close(b[1]);
}

int main(void)
{
    char c = 'x';
    if (pipe(a) < 0 || pipe(b) < 0 || write(a[1], &c, 1) != 1 || read(a[0], &c, 1) != 1)
        return 1;
    if (write(b[1], &c, 1) != 1 || read(b[0], &c, 1) != 1)
        return 1;
    close(a[0]);
    close(b[1]);
    close(a[1]);
    close(b[0]);
    cleanup();
    return 0;
}
