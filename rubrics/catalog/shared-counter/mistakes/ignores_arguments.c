/* Always 4 times 1000. */
#include "mp.h"

static void add(struct mp_value *counter)
{
    for (int i = 0; i < 1000; i++) {
        mp_acquire(mp_get_lock(counter));
        mp_set(counter, mp_get_int(counter) + 1);
        mp_release(mp_get_lock(counter));
    }
}

int main(void)
{
    struct mp_value *counter = mp_value('i', 0);
    struct mp_process p[4];
    for (int i = 0; i < 4; i++)
        mp_start(&p[i], add(counter));
    for (int i = 0; i < 4; i++)
        mp_join(&p[i]);
    printf("Counter: %d\n", mp_get_int(counter));
    return 0;
}
