/* num = Value('d', 0.0); arr = Array('i', range(10)): a type code, then the initial value or values. */
#include "mp.h"

int main(void)
{
    int range[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    struct mp_value *num = mp_value('d', 0.0);
    struct mp_array *arr = mp_array('i', 10, range);
    printf("%.1f\n%d items, the last is %d\n", mp_get_double(num), mp_len(arr), mp_get_int_at(arr, 9));
    return 0;
}
