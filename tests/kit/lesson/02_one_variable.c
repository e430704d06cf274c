/* Creating a Pipe, less common: both connections in one variable, here an array. */
#include "mp.h"

int main(void)
{
    struct mp_conn pipes[2];
    mp_pipe(&pipes[0], &pipes[1]);

    struct mp_conn *parent_conn = &pipes[0];
    struct mp_conn *child_conn = &pipes[1];

    char text[20];
    mp_send_text(parent_conn, "down");
    mp_send_text(child_conn, "up");
    if (mp_recv_text(child_conn, text, sizeof text))
        printf("child got %s\n", text);
    if (mp_recv_text(parent_conn, text, sizeof text))
        printf("parent got %s\n", text);
    mp_close(parent_conn);
    mp_close(child_conn);
    return 0;
}
