#ifndef CONN_H
#define CONN_H

#include <stddef.h>

typedef struct { int fd; } conn_t;
typedef struct { size_t length; char text[56]; } message_t;

int conn_pair(conn_t *in, conn_t *out);
int conn_send(const conn_t *c, const char *text);
int conn_recv(const conn_t *c, message_t *m);
void conn_close(conn_t *c);

#endif
