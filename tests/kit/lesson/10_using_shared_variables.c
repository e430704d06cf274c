/* n.value = 3.1415927; a[i] = -a[i]: .value is mp_set and mp_get_..., the brackets are mp_set_at and mp_get_..._at. */
#include "mp.h"

static void f(struct mp_value *n, struct mp_array *a)
{
    mp_set(n, 3.1415927);
    for (int i = 0; i < mp_len(a); i++)
        mp_set_at(a, i, -mp_get_int_at(a, i));
}

int main(void)
{
    int numbers[] = {5, -6, 7};
    struct mp_value *n = mp_value('d', 1.0);
    struct mp_array *a = mp_array('i', 3, numbers);
    f(n, a);
    printf("%.7f %d %d %d\n", mp_get_double(n), mp_get_int_at(a, 0), mp_get_int_at(a, 1), mp_get_int_at(a, 2));
    return 0;
}
