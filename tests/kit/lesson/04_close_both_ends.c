/* Pipe Clarifications: "Do not forget to close both ends of your pipe!" With every copy closed in time, the receiver
 * need not know how many messages there will be. */
#include "mp.h"

static void sender(struct mp_conn *conn, struct mp_conn *unused)
{
    mp_close(unused);
    mp_send_text(conn, "Hello");
    mp_send_text(conn, "World");
    mp_close(conn);
}

static void receiver(struct mp_conn *conn, struct mp_conn *unused)
{
    mp_close(unused);
    char text[100];
    while (mp_recv_text(conn, text, sizeof text))
        printf("Received: %s\n", text);
    printf("No more messages.\n");
    mp_close(conn);
}

int main(void)
{
    struct mp_conn parent_conn, child_conn;
    mp_pipe(&parent_conn, &child_conn);
    struct mp_process p1, p2;
    mp_start(&p1, sender(&parent_conn, &child_conn));
    mp_start(&p2, receiver(&child_conn, &parent_conn));
    mp_close(&parent_conn);
    mp_close(&child_conn);
    mp_join(&p1);
    mp_join(&p2);
    return 0;
}
