/* 'x' is no type code: mp.h says so and ends the program with status 1. */
#include "mp.h"

int main(void)
{
    struct mp_value *num = mp_value('x', 0.0);
    struct mp_process p;
    mp_start(&p, mp_set(num, 3.1415927));
    mp_join(&p);
    printf("%.7f\n", mp_get_double(num));
    return 0;
}
