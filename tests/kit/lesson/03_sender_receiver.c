/* Creating a Pipe: sender and receiver, line by line as in the lesson. Like the Python program, it closes only the
 * sender's connection, and ends because the receiver takes exactly two messages. */
#include "mp.h"

/* function to send messages to other end of pipe */
static void sender(struct mp_conn *conn)
{
    mp_send_text(conn, "Hello");
    mp_send_text(conn, "World");
    mp_close(conn); /* Close this connection when done */
}

/* function to print the messages received from other end of pipe */
static void receiver(struct mp_conn *conn)
{
    char text[100];
    mp_recv_text(conn, text, sizeof text);
    printf("Received: %s\n", text);
    mp_recv_text(conn, text, sizeof text);
    printf("Received: %s\n", text);
}

int main(void)
{
    /* creating a pipe */
    struct mp_conn parent_conn, child_conn;
    mp_pipe(&parent_conn, &child_conn);

    /* creating new processes, running them */
    struct mp_process p1, p2;
    mp_start(&p1, sender(&parent_conn));
    mp_start(&p2, receiver(&child_conn));

    /* wait until processes finish */
    mp_join(&p1);
    mp_join(&p2);
    return 0;
}
