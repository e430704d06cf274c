/* child_ends_while_it_writes.c -- a full pipe and a full socket: write() and send() go on when a child has ended. */
#include "same.h"
#include <sys/socket.h>
static char bytes[400000];
static void sends(int to, int from, ssize_t (*how)(int fd, const void *from, size_t size))
{
    pid_t reader = fork();
    MUST(reader >= 0);
    if (reader == 0) {
        ssize_t n, sum = 0;
        close(to);
        usleep(200000);
        while ((n = read(from, bytes, sizeof bytes)) > 0)
            sum += n;
        _exit(sum != sizeof bytes);
    }
    close(from);
    pid_t other = fork();
    MUST(other >= 0);
    if (other == 0) {
        usleep(50000);
        _exit(0);
    }
    printf("%zd", how(to, bytes, sizeof bytes));
    close(to);
    printf(" %d %d\n", reap(reader), reap(other));
    fflush(stdout);
}
static ssize_t by_send(int fd, const void *from, size_t size)
{
    return send(fd, from, size, 0);
}
int main(void)
{
    int fd[2];
    MUST(pipe(fd) == 0);
    sends(fd[1], fd[0], write);
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, fd) == 0);
    sends(fd[1], fd[0], by_send);
    return 0;
}
