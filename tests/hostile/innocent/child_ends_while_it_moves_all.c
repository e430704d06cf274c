/* child_ends_while_it_moves_all.c -- vectors, messages and MSG_WAITALL go on when a child has ended; not into the next
 * datagram, nor past a signal that has a handler. */
#include "same.h"
#include <sys/socket.h>
#include <sys/uio.h>
static char bytes[400000];
static struct iovec pieces[] = {{bytes, 50000}, {bytes + 50000, 0}, {bytes + 50000, 300000}, {bytes + 350000, 50000}};
static pid_t child_for_ms(long ms)
{
    pid_t pid = fork();
    MUST(pid >= 0);
    if (pid == 0 && ms > 0) {
        nap_ms(ms);
        _exit(0);
    }
    return pid;
}
static void sends(int to, int from, int as_message)
{
    pid_t reader = child_for_ms(0);
    if (reader == 0) {
        ssize_t n, sum = 0;
        close(to);
        nap_ms(100);
        while ((n = read(from, bytes, 30000)) > 0)
            sum += n;
        _exit(sum / 2000);
    }
    close(from);
    pid_t first = child_for_ms(20), second = child_for_ms(60);
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 4};
    printf("%zd ", as_message ? sendmsg(to, &message, 0) : writev(to, pieces, 4));
    close(to);
    printf("%d %d %d\n", reap(reader), reap(first), reap(second));
    fflush(stdout);
}
static void receives(int kind, int as_message)
{
    int fd[2];
    MUST(socketpair(AF_UNIX, kind, 0, fd) == 0);
    pid_t writer = child_for_ms(0);
    if (writer == 0) {
        for (int i = 0; i < 4; i++) {
            nap_ms(25);
            MUST(write(fd[1], bytes, 20000) == 20000);
            child_for_ms(1);
        }
        _exit(0);
    }
    close(fd[1]);
    pid_t first = child_for_ms(kind == SOCK_STREAM ? 40 : 26), second = child_for_ms(70);
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 4};
    printf("%zd ", as_message ? recvmsg(fd[0], &message, MSG_WAITALL) : recv(fd[0], bytes, 80000, MSG_WAITALL));
    printf("%d %d %d\n", reap(writer), reap(first), reap(second));
    fflush(stdout);
}
static void handle(int signal)
{
    (void)!write(1, "handled ", 8);
}
int main(void)
{
    int fd[2];
    MUST(pipe(fd) == 0);
    sends(fd[1], fd[0], 0);
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, fd) == 0);
    sends(fd[1], fd[0], 1);
    receives(SOCK_STREAM, 0);
    receives(SOCK_STREAM, 1);
    receives(SOCK_DGRAM, 0);
    signal(SIGWINCH, SIG_DFL);
    signal(SIGUSR1, handle);
    MUST(pipe(fd) == 0);
    pid_t parent = getpid(), child = child_for_ms(0);
    if (child == 0) {
        for (int i = 0; i < 50; i++)
            kill(parent, SIGWINCH);
        nap_ms(50);
        kill(parent, SIGWINCH);
        kill(parent, SIGUSR1);
        nap_ms(50);
        _exit(read(fd[0], bytes, 65536) != 65536);
    }
    printf("%zd ", writev(fd[1], pieces, 4));
    printf("%d\n", reap(child));
    return 0;
}
