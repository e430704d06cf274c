#include "mp.h"
/* join before the next start: never two at a time, so no lock */
static void add(struct mp_value *v, int m) { for (int i = 0; i < m; i++) mp_set(v, mp_get_int(v) + 1); }
int main(int argc, char **argv)
{
    int n = argc == 3 ? atoi(argv[1]) : 4, m = argc == 3 ? atoi(argv[2]) : 1000;
    struct mp_value *v = mp_value('i', 0);
    while (n--) {
        struct mp_process p;
        mp_start(&p, add(v, m));
        if (mp_join(&p) != 0) return 1;
    }
    printf("Counter: %d\n", mp_get_int(v));
    return 0;
}
