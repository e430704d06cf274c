/* Crashes without arguments: argv[1] is NULL then. */
#include "mp.h"

static void add(struct mp_value *counter, int times)
{
    for (int i = 0; i < times; i++) {
        mp_acquire(mp_get_lock(counter));
        mp_set(counter, mp_get_int(counter) + 1);
        mp_release(mp_get_lock(counter));
    }
}

int main(int argc, char *argv[])
{
    (void)argc;
    int processes = atoi(argv[1]);
    int times = atoi(argv[2]);
    struct mp_value *counter = mp_value('i', 0);
    struct mp_process p[10];
    for (int i = 0; i < processes && i < 10; i++)
        mp_start(&p[i], add(counter, times));
    for (int i = 0; i < processes && i < 10; i++)
        mp_join(&p[i]);
    printf("Counter: %d\n", mp_get_int(counter));
    return 0;
}
