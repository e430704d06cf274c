/* p = Process(target=f, args=(num, arr)): the arguments stand in the call, and the compiler checks them. */
#include "mp.h"

static void f(struct mp_value *num, struct mp_array *arr)
{
    printf("in the process: %.1f and %d items\n", mp_get_double(num), mp_len(arr));
}

int main(void)
{
    struct mp_value *num = mp_value('d', 0.5);
    struct mp_array *arr = mp_array('i', 10, NULL);
    struct mp_process p;
    mp_start(&p, f(num, arr));
    printf("exit status %d\n", mp_join(&p));
    return 0;
}
