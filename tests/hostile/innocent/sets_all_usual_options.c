/* sets_all_usual_options.c -- options of sockets that lessons set, and what is read back of them. */
#include "same.h"
#include <sys/socket.h>
#include <sys/time.h>
int main(void)
{
    int pair[2], on = 1, size = 32768, value, done = 0;
    socklen_t length = sizeof value;
    struct timeval time = {1, 0};
    struct linger linger = {1, 1};
    struct ucred peer;
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    done += setsockopt(pair[0], SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_BROADCAST, &on, sizeof on) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_RCVBUF, &size, sizeof size) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_PRIORITY, &on, sizeof on) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_TIMESTAMP, &on, sizeof on) == 0;
    done += setsockopt(pair[0], SOL_SOCKET, SO_PEEK_OFF, &(int){0}, sizeof(int)) == 0;
    MUST(getsockopt(pair[0], SOL_SOCKET, SO_TYPE, &value, &length) == 0);
    int stream = value == SOCK_STREAM;
    length = sizeof value;
    MUST(getsockopt(pair[0], SOL_SOCKET, SO_ACCEPTCONN, &value, &length) == 0);
    length = sizeof peer;
    MUST(getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0);
    printf("%d %d %d %d\n", done, stream, value, peer.pid == getpid());
    return 0;
}
