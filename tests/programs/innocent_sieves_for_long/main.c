#include <string.h>

enum { SIZE = 1000000 };

int main(void)
{
    char sieve[SIZE]; /* what changes lies far from the top of the stack */
    unsigned long sum = 0;
    for (int round = 0; sum != 12345678; round++) {
        memset(sieve, round, SIZE);
        for (int i = 2; i < SIZE; i++)
            for (int k = i; k < SIZE; k += i)
                sieve[k]++;
        sum += (unsigned char)sieve[77];
    }
    return 0;
}
