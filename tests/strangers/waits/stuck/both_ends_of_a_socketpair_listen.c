#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int s[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    if (fork() == 0) {
        close(s[0]);
        recv(s[1], &c, 1, 0);
        send(s[1], "r", 1, 0);
        close(s[1]);
        return 0;
    }
    close(s[1]);
    recv(s[0], &c, 1, 0);
    send(s[0], "q", 1, 0);
    close(s[0]);
    wait(NULL);
    return 0;
}
