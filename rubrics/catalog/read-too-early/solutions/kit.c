/* With mp.h: join, then look. */
#include "mp.h"

static void add(struct mp_value *sum)
{
    for (int i = 1; i <= 10; i++)
        mp_set(sum, mp_get_int(sum) + i);
}

int main(void)
{
    struct mp_value *sum = mp_value('i', 0);
    struct mp_process p;
    mp_start(&p, add(sum));
    mp_join(&p);
    printf("sum %d\n", mp_get_int(sum));
    return 0;
}
