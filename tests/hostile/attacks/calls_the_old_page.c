/* calls_the_old_page.c -- the page of old kernels where calls were at fixed places. */
#include "won.h"
int main(void)
{
    long (*now)(long *) = (long (*)(long *))0xffffffffff600400;
    long t = 0;
    now(&t);
    puts("called");
    return 0;
}
