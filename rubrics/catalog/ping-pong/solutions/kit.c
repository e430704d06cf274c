/* With mp.h: one two-way Pipe, as in the lesson. */
#include "mp.h"

static void player(struct mp_conn *conn, struct mp_conn *other)
{
    int i;
    mp_close(other);
    while (mp_recv_int(conn, &i)) {
        printf("pong %d\n", i);
        fflush(stdout);
        mp_send_int(conn, i);
    }
    mp_close(conn);
}

int main(int argc, char **argv)
{
    struct mp_conn parent_conn, child_conn;
    struct mp_process p;
    if (argc < 2)
        return 1;
    mp_pipe(&parent_conn, &child_conn);
    mp_start(&p, player(&child_conn, &parent_conn));
    mp_close(&child_conn);
    for (int i = 1, answer; i <= atoi(argv[1]); i++) {
        printf("ping %d\n", i);
        fflush(stdout);
        mp_send_int(&parent_conn, i);
        mp_recv_int(&parent_conn, &answer);
    }
    mp_close(&parent_conn);
    mp_join(&p);
    return 0;
}
