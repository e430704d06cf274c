/* connects_to_the_machine.c -- to a port and a local socket of the grader's. */
#include "won.h"
#include <arpa/inet.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
int main(int argc, char **argv)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(argc > 1 ? argv[1] : "1", NULL, 10))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    must_fail("port", connect(fd, (struct sockaddr *)&to, sizeof to));
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    snprintf(local.sun_path + 1, sizeof local.sun_path - 1, "%s", argc > 2 ? argv[2] : "x");
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(local.sun_path + 1));
    must_fail("abstract", connect(fd, (struct sockaddr *)&local, size));
    static const char *const paths[] = {"/run/dbus/system_bus_socket", "/var/run/docker.sock", "/run/systemd/private"};
    for (int i = 0; i < 3; i++) {
        memset(local.sun_path, 0, sizeof local.sun_path);
        strcpy(local.sun_path, paths[i]);
        must_fail("path", connect(fd, (struct sockaddr *)&local, sizeof local));
    }
    return 0;
}
