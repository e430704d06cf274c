/* With mp.h: mp_recv_int() is false when every sender has closed. */
#include "mp.h"

enum { MOST = 20 };

static void child(int i, struct mp_conn *sending, struct mp_conn *receiving)
{
    mp_close(receiving);
    printf("child %d\n", i);
    fflush(stdout);
    mp_close(sending);
}

int main(int argc, char **argv)
{
    struct mp_conn receiving, sending;
    struct mp_process processes[MOST];
    int children = argc == 2 ? atoi(argv[1]) : -1, nothing;
    if (children < 0 || children > MOST)
        return 1;
    mp_pipe_one_way(&receiving, &sending);
    for (int i = 0; i < children; i++)
        mp_start(&processes[i], child(i + 1, &sending, &receiving));
    mp_close(&sending);
    while (mp_recv_int(&receiving, &nothing))
        ;
    mp_close(&receiving);
    printf("all %d done\n", children);
    for (int i = 0; i < children; i++)
        mp_join(&processes[i]);
    return 0;
}
