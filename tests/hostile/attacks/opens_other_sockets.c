/* opens_other_sockets.c -- each family but that of this machine's own. */
#include "won.h"
#include <sys/socket.h>
int main(void)
{
    static const int families[] = {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK, AF_BLUETOOTH, AF_KEY,
                                   AF_CAN, AF_TIPC, AF_XDP, AF_RDS};
    for (unsigned i = 0; i < sizeof families / sizeof *families; i++)
        must_fail("socket", socket(families[i], i == 4 ? SOCK_SEQPACKET : i < 2 ? SOCK_STREAM : SOCK_RAW, 0));
    must_fail("raw", socket(AF_INET, SOCK_RAW, 1));
    return 0;
}
