/* personality_of_its_own.c -- asks for it, and for addresses that do not change. */
#include "same.h"
#include <sys/personality.h>
int main(void)
{
    int now = personality(0xffffffff);
    printf("%d %d\n", now, personality(ADDR_NO_RANDOMIZE) == now);
    return 0;
}
