/* Finds primes by itself, without a process or a pipe. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 1;
    for (int n = 2; n <= atoi(argv[1]); n++) {
        int d = 2;
        while (n % d != 0)
            d++;
        if (d == n)
            printf("%d\n", n);
    }
    return 0;
}
