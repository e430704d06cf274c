/* prints_in_packets.c -- stdout as a pipe of packets: what does not fit into one is in the next. */
#include "same.h"
int main(void)
{
    char buf[6000];
    fcntl(1, F_SETFL, fcntl(1, F_GETFL) | O_DIRECT);
    for (int i = 0; i < 40; i++) {
        memset(buf, 'a' + i % 26, sizeof buf);
        buf[sizeof buf - 1] = '\n';
        MUST(write(1, buf, sizeof buf) == sizeof buf);
    }
}
