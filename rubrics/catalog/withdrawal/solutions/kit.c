/* With mp.h. */
#include "mp.h"

static void customer(struct mp_lock *lock, struct mp_value *balance, struct mp_value *paid)
{
    mp_acquire(lock);
    if (mp_get_int(balance) >= 60) {
        mp_set(balance, mp_get_int(balance) - 60);
        mp_set(paid, mp_get_int(paid) + 1);
    }
    mp_release(lock);
}

int main(void)
{
    struct mp_value *balance = mp_value('i', 100), *paid = mp_value('i', 0);
    struct mp_lock *lock = mp_lock();
    struct mp_process customers[3];
    for (int i = 0; i < 3; i++)
        mp_start(&customers[i], customer(lock, balance, paid));
    for (int i = 0; i < 3; i++)
        mp_join(&customers[i]);
    printf("balance %d, paid %d\n", mp_get_int(balance), mp_get_int(paid));
    return 0;
}
