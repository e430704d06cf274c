/* burns_in_copies.c -- twenty processes in long copies of memory, of which none ever comes round to where it was. */
#include "won.h"
char from[400000], to[400000];
int main(void)
{
    for (int i = 0; i < 19; i++)
        if (fork() == 0)
            break;
    for (;;)
        memcpy(to, from, sizeof to);
}
