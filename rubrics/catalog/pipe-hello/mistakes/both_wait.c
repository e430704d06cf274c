/* Hangs: each side waits for the other to speak first. */
#include "mp.h"

static void sender(struct mp_conn *conn)
{
    char ready[10];
    mp_recv_text(conn, ready, sizeof ready);
    mp_send_text(conn, "Hello");
    mp_send_text(conn, "World");
    mp_close(conn);
}

static void receiver(struct mp_conn *conn)
{
    char text[100];
    mp_recv_text(conn, text, sizeof text);
    mp_send_text(conn, "ready");
    printf("Received: %s\n", text);
    mp_recv_text(conn, text, sizeof text);
    printf("Received: %s\n", text);
    mp_close(conn);
}

int main(void)
{
    struct mp_conn parent_conn, child_conn;
    struct mp_process p1, p2;
    mp_pipe(&parent_conn, &child_conn);
    mp_start(&p1, mp_close(&child_conn); sender(&parent_conn));
    mp_start(&p2, mp_close(&parent_conn); receiver(&child_conn));
    mp_close(&parent_conn);
    mp_close(&child_conn);
    mp_join(&p1);
    mp_join(&p2);
    return 0;
}
