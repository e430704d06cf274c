#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int s[2];
    char buf[64];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
    if (fork() == 0) {
        close(s[0]);
        send(s[1], "only one", 8, 0);
        close(s[1]);
        _exit(0);
    }
    close(s[1]);
    wait(NULL);
    while (recv(s[0], buf, sizeof buf, 0) > 0)
        write(1, buf, 1);
    close(s[0]);
    return 0;
}
