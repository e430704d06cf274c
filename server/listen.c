/* listen.c -- the listening socket: one handed to us by a service manager, or our own. */
#include "server/listen.h"

#include "sandbox/base/fd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { BACKLOG = 512, FIRST_HANDED_ON = 3 };

static int handed_on(void)
{
    const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
    if (!pid || !fds || strtol(pid, NULL, 10) != getpid() || strtol(fds, NULL, 10) < 1)
        return -1;
    return FIRST_HANDED_ON;
}

/* Splits "host:port", "[host]:port". */
static bool split(const char *address, char host[static 256], char port[static 8], struct err *e)
{
    const char *colon = strrchr(address, ':');
    size_t length = colon ? (size_t)(colon - address) : 0;
    bool brackets = length >= 2 && address[0] == '[' && address[length - 1] == ']';
    const char *begin = brackets ? address + 1 : address;
    length -= brackets ? 2 : 0;
    size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
    if (length == 0 || length > 255 || digits == 0 || digits > 5 || colon[1 + digits] ||
        (!brackets && memchr(begin, ':', length)))
        return err_set(e, ERR_INPUT, "listen address '%s' is not ADDRESS:PORT", address);
    memcpy(host, begin, length);
    host[length] = '\0';
    memcpy(port, colon + 1, digits + 1);
    return true;
}

static bool own(const char *address, int *out, struct err *e)
{
    char host[256], port[8];
    if (!split(address, host, port, e))
        return false;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    int code = getaddrinfo(host, port, &hints, &found);
    if (code != 0)
        return err_set(e, ERR_INPUT, "listen address '%s': %s", address, gai_strerror(code));
    AUTO_CLOSE int fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int one = 1;
    bool ok = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
              bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0;
    if (!ok)
        (void)err_set(e, ERR_SYSTEM, "listen on '%s': %s", address, strerror(errno)); /* false follows */
    freeaddrinfo(found);
    if (!ok)
        return false;
    *out = fd;
    fd = -1;
    return true;
}

static void name_of(int fd, char *out, size_t size)
{
    struct sockaddr_storage at = {0};
    socklen_t length = sizeof at;
    char host[NI_MAXHOST] = "?", port[NI_MAXSERV] = "?";
    if (getsockname(fd, (struct sockaddr *)&at, &length) == 0 && at.ss_family != AF_UNIX)
        (void)getnameinfo((struct sockaddr *)&at, length, host, sizeof host, port, sizeof port,
                          NI_NUMERICHOST | NI_NUMERICSERV);                         /* "?" is good enough for a log */
    (void)snprintf(out, size, strchr(host, ':') ? "[%s]:%s" : "%s:%s", host, port); /* cut is good enough, too */
}

bool listen_open(const char *address, int *out, char *name, size_t name_size, struct err *e)
{
    int fd = handed_on();
    if (fd >= 0) {
        int listens = 0;
        socklen_t size = sizeof listens;
        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) < 0 || !listens)
            return err_set(e, ERR_INPUT, "LISTEN_FDS is set, but fd 3 is no listening socket");
        if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
            return err_set(e, ERR_SYSTEM, "take the socket handed on: %s", strerror(errno));
        (void)unsetenv("LISTEN_PID"); /* it is not meant for our children; cannot fail for these names */
        (void)unsetenv("LISTEN_FDS");
    } else if (!own(address, &fd, e)) {
        return false;
    }
    char text[16];
    (void)snprintf(text, sizeof text, "%d", fd); /* fits */
    if (setenv("BOTHENDS_LISTEN_FD", text, 1) < 0)
        return err_set(e, ERR_SYSTEM, "setenv: %s", strerror(errno));
    name_of(fd, name, name_size);
    *out = fd;
    return true;
}

bool listen_ask(int listening, int *out)
{
    static const char request[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    struct sockaddr_storage at = {0};
    socklen_t length = sizeof at;
    if (getsockname(listening, (struct sockaddr *)&at, &length) < 0)
        return false;
    AUTO_CLOSE int fd = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0); /* to this machine: connects at once */
    const struct timeval patience = {.tv_sec = 1}; /* also for connect, should the backlog be full */
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) < 0 ||
        connect(fd, (struct sockaddr *)&at, length) < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) < 0 ||
        send(fd, request, sizeof request - 1, MSG_NOSIGNAL) != sizeof request - 1)
        return false;
    *out = fd;
    fd = -1;
    return true;
}

bool listen_answered(int asked)
{
    static const char good[] = "HTTP/1.1 200";
    char head[sizeof good] = "";
    return recv(asked, head, sizeof good - 1, 0) == sizeof good - 1 && strcmp(head, good) == 0;
}
