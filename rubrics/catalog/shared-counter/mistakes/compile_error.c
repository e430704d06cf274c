/* mp_value gives a pointer to a struct; a + on it is no number. */
#include "mp.h"

int main(void)
{
    struct mp_value *counter = mp_value('i', 0);
    counter.value += 1;
    printf("Counter: %d\n", mp_get_int(counter));
    return 0;
}
