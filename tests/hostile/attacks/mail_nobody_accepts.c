/* mail_nobody_accepts.c -- writes into connections that are never accepted, and closes them: no descriptor is left. */
#include "won.h"
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
static char piece[1 << 16];
int main(void)
{
    long total = 0;
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "s"};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&name, sizeof name) < 0 || listen(listener, 4096) < 0)
        return 1;
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 2000; i++) {
        int to = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(to, (struct sockaddr *)&name, sizeof name) < 0)
            break;
        ssize_t n;
        while ((n = write(to, piece, sizeof piece)) > 0)
            total += n;
        close(to);
    }
    sleep(1);
    won_if("100 MiB in connections", total >= 100 << 20);
    return 0;
}
