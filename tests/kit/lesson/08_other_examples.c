/* count = Value('i', 0); counts = Array('i', [0, 0, 0, 0, 0]) */
#include "mp.h"

int main(void)
{
    struct mp_value *count = mp_value('i', 0);         /* create a shared integer count */
    struct mp_array *counts = mp_array('i', 5, NULL);  /* create shared array of 5 values */
    printf("%d\n", mp_get_int(count));
    for (int i = 0; i < mp_len(counts); i++)
        printf("%d%c", mp_get_int_at(counts, i), i < mp_len(counts) - 1 ? ' ' : '\n');
    return 0;
}
