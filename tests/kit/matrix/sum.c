/* sum.c -- the other of two files of a program that both include mp.h. */
#include "sum.h"

void sum_send(struct mp_array *numbers, struct mp_conn *conn)
{
    double sum = 0;
    for (int i = 0; i < mp_len(numbers); i++)
        sum += mp_get_double_at(numbers, i);
    mp_send_double(conn, sum);
    mp_close(conn);
}
