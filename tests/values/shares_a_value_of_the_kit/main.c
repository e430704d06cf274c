/* mp_set(n, mp_get_int(n) + 1): each of the two is locked, but not both together. */
#include "mp.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(struct mp_value *counter)
{
    mp_set(counter, mp_get_int(counter) + 1); // @add
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
