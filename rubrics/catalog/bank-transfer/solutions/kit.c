/* With mp.h: two Values and a Lock. */
#include "mp.h"

static void work(struct mp_lock *lock, struct mp_value *from, struct mp_value *to, int amount)
{
    for (int i = 0; i < 3; i++) {
        mp_acquire(lock);
        mp_set(from, mp_get_int(from) - amount);
        mp_set(to, mp_get_int(to) + amount);
        mp_release(lock);
    }
}

int main(void)
{
    struct mp_value *a = mp_value('i', 100), *b = mp_value('i', 100);
    struct mp_lock *lock = mp_lock();
    struct mp_process p1, p2;
    mp_start(&p1, work(lock, a, b, 10));
    mp_start(&p2, work(lock, b, a, 25));
    mp_join(&p1);
    mp_join(&p2);
    printf("%d %d\n", mp_get_int(a), mp_get_int(b));
    return 0;
}
