/* late.c -- includes another header first, which is well with -std=gnu17 and explained with -std=c17. */
#include <stdio.h>

#include "mp.h"

int main(void)
{
    struct mp_lock *lock = mp_lock();
    mp_acquire(lock);
    mp_release(lock);
    printf("late\n");
    return 0;
}
