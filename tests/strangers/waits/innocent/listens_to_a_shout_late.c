/* A megabyte into a pair of sockets whose other side listens only after a nap. */
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char much[1 << 20];

int main(void)
{
    int s[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    if (fork() == 0) {
        close(s[0]);
        for (size_t done = 0; done < sizeof much;)
            done += send(s[1], much + done, sizeof much - done, 0);
        close(s[1]);
        _exit(0);
    }
    close(s[1]);
    usleep(800000);
    while (recv(s[0], much, sizeof much, 0) > 0)
        ;
    close(s[0]);
    wait(NULL);
    return 0;
}
