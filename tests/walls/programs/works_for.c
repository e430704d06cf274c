/* works_for.c -- uses so many milliseconds of CPU time, then says so. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
    long most = argc > 1 ? atol(argv[1]) : 0;
    while (clock() / (CLOCKS_PER_SEC / 1000) < most) {
    }
    printf("done\n");
    return 0;
}
