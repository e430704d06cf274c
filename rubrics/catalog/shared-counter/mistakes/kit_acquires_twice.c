/* mp_acquire twice in a row: mp.h ends the child, which still holds the lock, so every other child is ended too. The
 * parent does not look at how they ended. One addition was made. */
#include "mp.h"

static void add(struct mp_value *counter, struct mp_lock *lock, int times)
{
    for (int i = 0; i < times; i++) {
        mp_acquire(lock);
        mp_set(counter, mp_get_int(counter) + 1);
        mp_acquire(lock);
    }
}

int main(int argc, char *argv[])
{
    int processes = argc > 2 ? atoi(argv[1]) : 4, times = argc > 2 ? atoi(argv[2]) : 1000;
    struct mp_value *counter = mp_value('i', 0);
    struct mp_lock *lock = mp_lock();
    struct mp_process p[10];
    for (int i = 0; i < processes && i < 10; i++)
        mp_start(&p[i], add(counter, lock, times));
    for (int i = 0; i < processes && i < 10; i++)
        mp_join(&p[i]);
    printf("Counter: %d\n", mp_get_int(counter));
    return 0;
}
