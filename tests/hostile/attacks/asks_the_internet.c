/* asks_the_internet.c -- a name server. */
#include "won.h"
#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
int main(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = htonl(0x08080808)};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    must_fail("send", sendto(fd, "x", 1, 0, (struct sockaddr *)&to, sizeof to));
    struct addrinfo *found = NULL;
    won_if("name", getaddrinfo("example.org", "80", NULL, &found) == 0);
    return 0;
}
