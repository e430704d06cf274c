/* exits_before_main.c -- a constructor ends the program well. */
#include "won.h"
__attribute__((constructor)) static void first(void)
{
    _exit(0);
}
int main(void)
{
    puts("never");
    return 1;
}
