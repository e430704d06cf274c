/* With mp.h, one function for all of them. */
#include "mp.h"

static void filter(struct mp_conn *in, struct mp_conn *other)
{
    struct mp_conn receiving, sending;
    struct mp_process next;
    bool has_next = false;
    int prime, n;
    mp_close(other);
    if (!mp_recv_int(in, &prime)) {
        mp_close(in);
        return;
    }
    printf("%d\n", prime);
    fflush(stdout);
    while (mp_recv_int(in, &n)) {
        if (n % prime == 0)
            continue;
        if (!has_next) {
            mp_pipe_one_way(&receiving, &sending);
            mp_start(&next, mp_close(in); filter(&receiving, &sending));
            mp_close(&receiving);
            has_next = true;
        }
        mp_send_int(&sending, n);
    }
    mp_close(in);
    if (has_next) {
        mp_close(&sending);
        mp_join(&next);
    }
}

int main(int argc, char **argv)
{
    struct mp_conn receiving, sending;
    struct mp_process first;
    if (argc != 2)
        return 1;
    mp_pipe_one_way(&receiving, &sending);
    mp_start(&first, filter(&receiving, &sending));
    mp_close(&receiving);
    for (int n = 2; n <= atoi(argv[1]); n++)
        mp_send_int(&sending, n);
    mp_close(&sending);
    mp_join(&first);
    return 0;
}
