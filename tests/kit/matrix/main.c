/* main.c -- one of two files of a program that both include mp.h. */
#include "mp.h"

#include "sum.h"

int main(void)
{
    struct mp_conn parent_conn, child_conn;
    mp_pipe(&parent_conn, &child_conn);
    struct mp_array *numbers = mp_array('q', 3, NULL);
    for (int i = 0; i < mp_len(numbers); i++)
        mp_set_at(numbers, i, 1LL << (20 * i));
    struct mp_process p;
    mp_start(&p, mp_close(&parent_conn); sum_send(numbers, &child_conn));
    mp_close(&child_conn);
    double sum;
    if (mp_recv_double(&parent_conn, &sum))
        printf("%.0f\n", sum);
    mp_close(&parent_conn);
    return mp_join(&p);
}
