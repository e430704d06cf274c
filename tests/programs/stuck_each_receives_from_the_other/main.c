#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char c;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        _exit(recv(ends[1], &c, 1, 0) != 1);
    }
    close(ends[1]);
    return read(ends[0], &c, 1) != 1;
}
