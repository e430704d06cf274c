/* Multiplies, and that is all. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int processes = argc > 1 ? atoi(argv[1]) : 4, additions = argc > 2 ? atoi(argv[2]) : 1000;
    printf("%d\n", processes * additions);
    return 0;
}
