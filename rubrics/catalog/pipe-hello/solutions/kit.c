/* The lesson's program, word by word, with mp.h. */
#include "mp.h"

static void sender(struct mp_conn *conn, struct mp_conn *other)
{
    mp_close(other);
    mp_send_text(conn, "Hello");
    mp_send_text(conn, "World");
    mp_close(conn);
}

static void receiver(struct mp_conn *conn, struct mp_conn *other)
{
    char text[100];
    mp_close(other);
    while (mp_recv_text(conn, text, sizeof text))
        printf("Received: %s\n", text);
    mp_close(conn);
}

int main(void)
{
    struct mp_conn parent_conn, child_conn;
    struct mp_process p1, p2;

    mp_pipe(&parent_conn, &child_conn);
    mp_start(&p1, sender(&parent_conn, &child_conn));
    mp_start(&p2, receiver(&child_conn, &parent_conn));
    mp_close(&parent_conn);
    mp_close(&child_conn);
    mp_join(&p1);
    mp_join(&p2);
    return 0;
}
