#include "conn.h"

#include <string.h>
#include <unistd.h>

int conn_pair(conn_t *in, conn_t *out)
{
    int fd[2];
    if (pipe(fd) != 0)
        return -1;
    in->fd = fd[0];
    out->fd = fd[1];
    return 0;
}

int conn_send(const conn_t *c, const char *text)
{
    message_t m;
    memset(&m, 0, sizeof m);
    m.length = strlen(text);
    memcpy(m.text, text, m.length);
    return write(c->fd, &m, sizeof m) == (ssize_t)sizeof m ? 0 : -1;
}

int conn_recv(const conn_t *c, message_t *m)
{
    size_t got = 0;
    while (got < sizeof *m) {
        ssize_t n = read(c->fd, (char *)m + got, sizeof *m - got);
        if (n <= 0)
            return (int)n;
        got += (size_t)n;
    }
    return 1;
}

void conn_close(conn_t *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}
