/* With mp.h: an Array, and a slice for each process. */
#include "mp.h"

static void square(struct mp_array *items, int first, int last)
{
    for (int i = first; i < last; i++)
        mp_set_at(items, i, mp_get_int_at(items, i) * mp_get_int_at(items, i));
}

int main(void)
{
    int start[10], sum = 0;
    for (int i = 0; i < 10; i++)
        start[i] = i + 1;
    struct mp_array *items = mp_array('i', 10, start);
    struct mp_process p[3];
    mp_start(&p[0], square(items, 0, 4));
    mp_start(&p[1], square(items, 4, 7));
    mp_start(&p[2], square(items, 7, 10));
    for (int i = 0; i < 3; i++)
        mp_join(&p[i]);
    for (int i = 0; i < 10; i++) {
        printf("%d ", mp_get_int_at(items, i));
        sum += mp_get_int_at(items, i);
    }
    printf("\nsum %d\n", sum);
    return 0;
}
