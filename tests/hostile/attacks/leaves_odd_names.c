/* leaves_odd_names.c -- names, kinds and rights that whoever clears up after it must bear. */
#include "won.h"
#include <sys/socket.h>
#include <sys/un.h>
int main(void)
{
    struct sockaddr_un name = {AF_UNIX, "socket"};
    mkdir("-rf", 0);
    mkdir("a\nb", 0700);
    mkdir("a\nb/ \xff\xfe", 0500);
    symlink("/", "a\nb/root");
    symlink("..", "up");
    close(open("\x1b[31m\u202e", O_CREAT | O_WRONLY, 0));
    mkfifo("fifo", 0);
    bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&name, sizeof name);
    mkdir("x", 0700);
    mkdir("x/y", 0700);
    close(open("x/y/z", O_CREAT | O_WRONLY, 0));
    chmod("x/y", 0);
    chmod("x", 0);
    chmod(".", 0);
    puts("done");
    return 0;
}
