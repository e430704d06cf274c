#include "mp,h"
int main(void)
{
    struct mp_value *v = mp_value('d', 0.0);
    mp_set(v, 3.1415927);
    return 0;
}
