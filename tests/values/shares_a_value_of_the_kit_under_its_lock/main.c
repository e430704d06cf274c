/* Its twin holds the value's lock over both: nothing to say. */
#include "mp.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(struct mp_value *counter)
{
    mp_acquire(mp_get_lock(counter));
    mp_set(counter, mp_get_int(counter) + 1);
    mp_release(mp_get_lock(counter));
}

int main(void)
{
    struct mp_value *counter = mp_value('i', 0);
    struct mp_process p[2];
    for (int i = 0; i < 2; i++)
        mp_start(&p[i], add(counter));
    for (int i = 0; i < 2; i++)
        mp_join(&p[i]);
    printf("%d\n", mp_get_int(counter));
    return 0;
}
