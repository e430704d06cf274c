/* floods_stdout.c -- output without end; with an argument, that many KiB and then an ordinary end. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char block[1024];
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 1L << 40;
    memset(block, 'x', sizeof block);
    for (long i = 0; i < count; i++)
        if (write(1, block, sizeof block) < 0)
            return 1;
    return 0;
}
