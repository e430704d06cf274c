/* One process plays against itself. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 1;
    for (int i = 1; i <= atoi(argv[1]); i++)
        printf("ping %d\npong %d\n", i, i);
    return 0;
}
