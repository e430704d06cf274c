// Pipe() in Python is a socket pair, so use one
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct connection { int fd; };

static void sender(struct connection *conn)
{
    send(conn->fd, "Hello", 5, 0);
    send(conn->fd, "World", 5, 0);
    close(conn->fd);
}

static void receiver(struct connection *conn)
{
    char buf[64];
    ssize_t n;
    while ((n = recv(conn->fd, buf, sizeof buf - 1, 0)) > 0) {
        buf[n] = 0;
        printf("Received: %s\n", buf);
    }
    close(conn->fd);
}

int main(void)
{
    int sv[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv) < 0) {
        perror("socketpair");
        return 1;
    }
    struct connection parent = {sv[0]}, child = {sv[1]};
    pid_t p1, p2;
    if ((p1 = fork()) == 0) {
        close(child.fd);
        sender(&parent);
        exit(0);
    }
    if ((p2 = fork()) == 0) {
        close(parent.fd);
        receiver(&child);
        exit(0);
    }
    close(sv[0]);
    close(sv[1]);
    waitpid(p1, NULL, 0);
    waitpid(p2, NULL, 0);
    return 0;
}
