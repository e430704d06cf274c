/* No children at all. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 1;
    for (int i = 1; i <= atoi(argv[1]); i++)
        printf("child %d\n", i);
    printf("all %s done\n", argv[1]);
    return 0;
}
