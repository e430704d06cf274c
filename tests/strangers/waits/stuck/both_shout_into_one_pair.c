/* A megabyte each way over one pair of sockets, and neither listens before it is through. */
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char much[1 << 20];

static void talk(int s)
{
    for (size_t done = 0; done < sizeof much;)
        done += send(s, much + done, sizeof much - done, 0); /* both */
    for (size_t done = 0; done < sizeof much;)
        done += recv(s, much + done, sizeof much - done, 0);
}

int main(void)
{
    int s[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    if (fork() == 0) {
        close(s[0]);
        talk(s[1]);
        _exit(0);
    }
    close(s[1]);
    talk(s[0]);
    wait(NULL);
    return 0;
}
