/* unix_sockets.c -- a path, an abstract name, descriptors and credentials sent along. */
#include "same.h"
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
static void talk(struct sockaddr_un *name, socklen_t size)
{
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    MUST(server >= 0 && bind(server, (struct sockaddr *)name, size) == 0 && listen(server, 5) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        MUST(connect(fd, (struct sockaddr *)name, size) == 0);
        _exit(write(fd, "hello", 5) != 5);
    }
    int fd = accept4(server, NULL, NULL, SOCK_CLOEXEC);
    char text[6] = "";
    struct ucred who = {0};
    socklen_t who_size = sizeof who;
    MUST(recv(fd, text, 5, MSG_WAITALL) == 5 && getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &who_size) == 0);
    printf("%s %d %d\n", text, who.pid == getpid() || who.pid == pid, reap(pid));
    close(fd);
    close(server);
}
int main(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "/tmp/socket"};
    unlink("/tmp/socket");
    talk(&name, sizeof name);
    unlink("/tmp/socket");
    memset(name.sun_path, 0, sizeof name.sun_path);
    snprintf(name.sun_path + 1, 60, "abstract-%d", getpid());
    talk(&name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name.sun_path + 1)));
    return 0;
}
