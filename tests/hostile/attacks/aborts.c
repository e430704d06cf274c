/* aborts.c -- as pid 1 it would not die of it. */
#include "won.h"
int main(void)
{
    abort();
}
