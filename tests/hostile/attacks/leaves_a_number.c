/* leaves_a_number.c -- files without a name: they leave their folder as it was, but for the number of its next file. */
#include "won.h"
int main(void)
{
    const char *folders[] = {"/work", "/tmp", "/dev/shm"};
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < 1000; i++)
            close(open(folders[k], O_TMPFILE | O_RDWR, 0600));
    return 0;
}
