#include "conn.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int receiver(conn_t in)
{
    message_t m;
    while (conn_recv(&in, &m) == 1)
        printf("Received: %s\n", m.text);
    conn_close(&in);
    return fflush(stdout);
}

int main(void)
{
    conn_t in, out;
    if (conn_pair(&in, &out) != 0) {
        perror("pipe");
        return 1;
    }
    pid_t child = fork();
    if (child == 0) {
        conn_close(&out);
        _exit(receiver(in) == 0 ? 0 : 1);
    }
    conn_close(&in);
    conn_send(&out, "Hello");
    conn_send(&out, "World");
    conn_close(&out);
    waitpid(child, NULL, 0);
    return 0;
}
