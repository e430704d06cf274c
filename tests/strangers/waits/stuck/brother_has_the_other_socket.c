/* The second child has a copy of the socket that the first child's peer has closed, and waits for the parent. */
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int s[2], go[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    pipe(go);
    pid_t first = fork();
    if (first == 0) {
        close(s[0]);
        close(go[0]);
        close(go[1]);
        while (recv(s[1], &c, 1, 0) == 1) /* the first */
            ;
        _exit(0);
    }
    if (fork() == 0) {
        close(s[1]);
        close(go[1]);
        read(go[0], &c, 1); /* the second */
        _exit(0);
    }
    close(s[1]);
    close(go[0]);
    send(s[0], "hi\n", 3, 0);
    close(s[0]);
    waitpid(first, NULL, 0);
    write(go[1], "g", 1);
    return wait(NULL) < 0;
}
