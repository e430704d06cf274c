/* Multiplies, and that is all. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 1;
    printf("token %d\n", atoi(argv[1]) * atoi(argv[2]));
    return 0;
}
