/* With mp.h: all members are children; the parent puts the token in and takes it out again. */
#include "mp.h"

enum { MOST = 32 };

static void member(struct mp_conn receiving[], struct mp_conn sending[], int i, int members)
{
    int token;
    for (int k = 0; k <= members; k++) {
        if (k != i)
            mp_close(&receiving[k]);
        if (k != i + 1)
            mp_close(&sending[k]);
    }
    while (mp_recv_int(&receiving[i], &token))
        mp_send_int(&sending[i + 1], token + 1);
    mp_close(&receiving[i]);
    mp_close(&sending[i + 1]);
}

int main(int argc, char **argv)
{
    struct mp_conn receiving[MOST + 1], sending[MOST + 1];
    struct mp_process processes[MOST];
    int members = argc == 3 ? atoi(argv[1]) : 0, token = 0;
    if (members < 1 || members > MOST)
        return 1;
    for (int i = 0; i <= members; i++)
        mp_pipe_one_way(&receiving[i], &sending[i]);
    for (int i = 0; i < members; i++)
        mp_start(&processes[i], member(receiving, sending, i, members));
    for (int i = 0; i <= members; i++) {
        if (i != members)
            mp_close(&receiving[i]);
        if (i != 0)
            mp_close(&sending[i]);
    }
    for (int i = 0; i < atoi(argv[2]); i++) {
        mp_send_int(&sending[0], token);
        mp_recv_int(&receiving[members], &token);
    }
    mp_close(&sending[0]);
    mp_close(&receiving[members]);
    for (int i = 0; i < members; i++)
        mp_join(&processes[i]);
    printf("token %d\n", token);
    return 0;
}
