// every process has its own item, so there is nothing to protect; main adds them up
#include "mp.h"

void work(struct mp_array *counts, int mine, int times)
{
    for (int i = 0; i < times; i++)
        mp_set_at(counts, mine, mp_get_int_at(counts, mine) + 1);
}

int main(int argc, char **argv)
{
    int n = 4, m = 1000, sum = 0;
    if (argc > 2)
    {
        n = (int) strtol(argv[1], NULL, 10);
        m = (int) strtol(argv[2], NULL, 10);
    }
    struct mp_array *counts = mp_array('i', n, NULL);
    struct mp_process *p = calloc((size_t) n, sizeof *p);
    for (int i = 0; i < n; i++)
        mp_start(&p[i], work(counts, i, m));
    for (int i = 0; i < n; i++)
        mp_join(&p[i]);
    for (int i = 0; i < n; i++)
        sum += mp_get_int_at(counts, i);
    printf("Counter: %d\n", sum);
    free(p);
    return 0;
}
