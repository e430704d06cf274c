/* sockets_with_timeouts.c -- recv gives up with EAGAIN. */
#include "same.h"
#include <sys/socket.h>
#include <sys/time.h>
int main(void)
{
    int pair[2];
    struct timeval soon = {0, 20000};
    char c;
    MUST(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0 && setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon) == 0);
    printf("%s\n", recv(pair[0], &c, 1, 0) < 0 ? strerrorname_np(errno) : "?");
    return 0;
}
