#include "mp.h"

static void add(struct mp_value *c, int m)
{
    while (m-- > 0) {
        mp_acquire(mp_get_lock(c));
        mp_set(c, mp_get_int(c) + 1);
        mp_release(mp_get_lock(c));
    }
}

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    struct mp_value *c = mp_value('i', 0);
    struct mp_process p[16];
    for (int i = 0; i < n; i++)
        mp_start(&p[i], add(c, m));
    for (int i = 0; i < n; i++)
        mp_join(&p[i]);
    printf("Counter: %d (expected %d)\n", mp_get_int(c), n * m);
    return 0;
}
