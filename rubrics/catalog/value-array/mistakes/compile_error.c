/* A semicolon is missing. */
#include "mp.h"

int main(void)
{
    struct mp_value *num = mp_value('d', 0.0);
    struct mp_process p;
    mp_start(&p, mp_set(num, 3.1415927));
    mp_join(&p)
    printf("%.7f\n", mp_get_double(num));
    return 0;
}
