/* "We need to import Value and/or Array": from multiprocessing import Process, Value, Array. One include does it. */
#include "mp.h"

int main(void)
{
    struct mp_process *process = NULL;
    struct mp_value *value = NULL;
    struct mp_array *array = NULL;
    return process == NULL && value == NULL && array == NULL ? 0 : 1;
}
