/* Of two pipes it reads the first one to its end, of the second one just what there is: no end is seen there. */
#include <unistd.h>

int main(void)
{
    int a[2], b[2];
    char c;
    if (pipe(a) < 0 || pipe(b) < 0 || write(a[1], "xyz", 3) != 3 || write(b[1], "xyz", 3) != 3)
        return 1;
    close(a[1]);
    close(b[1]);
    while (read(a[0], &c, 1) > 0)
        continue;
    if (read(a[0], &c, 1) != 0 || read(b[0], &c, 0) != 0)
        return 1;
    for (int i = 0; i < 3; i++)
        if (read(b[0], &c, 1) != 1)
            return 1;
    close(a[0]);
    close(b[0]);
    return 0;
}
