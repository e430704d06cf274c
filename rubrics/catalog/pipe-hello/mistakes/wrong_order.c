/* Sends World before Hello. */
#include "mp.h"

static void sender(struct mp_conn *conn)
{
    mp_send_text(conn, "World");
    mp_send_text(conn, "Hello");
    mp_close(conn);
}

int main(void)
{
    struct mp_conn receiver, conn;
    struct mp_process p;
    char text[100];
    mp_pipe_one_way(&receiver, &conn);
    mp_start(&p, sender(&conn));
    mp_close(&conn);
    while (mp_recv_text(&receiver, text, sizeof text))
        printf("Received: %s\n", text);
    mp_close(&receiver);
    mp_join(&p);
    return 0;
}
