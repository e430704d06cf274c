/* The last sentence: "then you need to stop a potential race condition by using a shared lock". */
#include "mp.h"

static void add(struct mp_value *count, struct mp_lock *lock)
{
    for (int i = 0; i < 1000; i++) {
        mp_acquire(lock);
        mp_set(count, mp_get_int(count) + 1);
        mp_release(lock);
    }
}

int main(void)
{
    struct mp_value *count = mp_value('i', 0);
    struct mp_lock *lock = mp_lock();
    struct mp_process p[4];
    for (int i = 0; i < 4; i++)
        mp_start(&p[i], add(count, lock));
    for (int i = 0; i < 4; i++)
        mp_join(&p[i]);
    printf("%d\n", mp_get_int(count));
    return 0;
}
