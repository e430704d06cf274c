#include "mp.h"

static void f(struct mp_value *n, struct mp_array *a)
{
    int i;
    mp_set(n, 3.1415927);
    for (i = 0; i < mp_len(a); i++) mp_set_at(a, i, -mp_get_int_at(a, i));
}

int main(void)
{
    int i, start[10] = {0,1,2,3,4,5,6,7,8,9};
    struct mp_process p;
    struct mp_value *num = mp_value('d', 0.0);
    struct mp_array *arr = mp_array('i', 10, start);
    mp_start(&p, f(num, arr));
    mp_join(&p);
    printf("%.7f\n[", mp_get_double(num));
    for (i = 0; i < 10; i++) printf("%d, ", mp_get_int_at(arr, i));
    printf("]\n");
    return 0;
}
