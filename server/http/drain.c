/* drain.c -- connections that were answered before their client had said all: listened to until it has noticed.
 *
 * A socket that is closed while data is unread, or to which more is sent, answers with a reset. Whoever is still
 * sending is told of that by send(), and may then never look at the answer that came before it: `curl` says 000 in the
 * place of 413. So such a connection is closed in one direction only, and what still comes is dropped (RFC 9112, 9.6).
 * libmicrohttpd has no word for this: it shuts down its own direction, then closes its descriptor, of which we keep a
 * copy. One thread has all of them. */
#include "server/http/drain.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

enum {
    KEPT_MAX = 64, /* beyond it they are closed as they are: an answer may be lost, nothing else */
    KEEP_S = 30,
    DROP_BYTES = 1024 * 1024 /* at once */
};

struct drain {
    pthread_t thread;
    pthread_mutex_t lock;
    int wake;
    struct kept {
        int fd;
        uint64_t until_ns;
    } kept[KEPT_MAX];
    size_t count;
    bool stopping;
};

/* False: it is over. MSG_TRUNC: the kernel drops the bytes, nothing is copied (tcp(7)). */
static bool drop(int fd)
{
    ssize_t got = recv(fd, NULL, DROP_BYTES, MSG_DONTWAIT | MSG_TRUNC);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

static void *listen_to_all(void *context)
{
    struct drain *drain = context;
    struct pollfd fds[KEPT_MAX + 1];
    for (;;) {
        CHECK(pthread_mutex_lock(&drain->lock) == 0);
        const bool stopping = drain->stopping;
        const uint64_t now_ns = clock_ns();
        size_t count = 0;
        for (size_t i = 0; i < drain->count; i++) {
            struct kept *kept = &drain->kept[i];
            if (!stopping && kept->until_ns > now_ns && drop(kept->fd))
                drain->kept[count++] = *kept;
            else
                fd_close(&kept->fd);
        }
        drain->count = count;
        for (size_t i = 0; i < count; i++)
            fds[i] = (struct pollfd){.fd = drain->kept[i].fd, .events = POLLIN};
        CHECK(pthread_mutex_unlock(&drain->lock) == 0);
        if (stopping)
            return NULL;
        fds[count] = (struct pollfd){.fd = drain->wake, .events = POLLIN};
        (void)poll(fds, count + 1, count > 0 ? 1000 : -1); /* whatever it says, all are looked at */
        if (fds[count].revents) {
            eventfd_t rings;
            (void)eventfd_read(drain->wake, &rings); /* that there was one is all it says */
        }
    }
}

bool drain_start(struct drain **out, struct err *e)
{
    struct drain *drain = calloc(1, sizeof *drain);
    CHECK(drain && pthread_mutex_init(&drain->lock, NULL) == 0);
    drain->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int failed = drain->wake < 0 ? errno : pthread_create(&drain->thread, NULL, listen_to_all, drain);
    if (failed) {
        fd_close(&drain->wake);
        free(drain);
        return err_set(e, ERR_SYSTEM, "a thread for connections that end: %s", strerror(failed));
    }
    *out = drain;
    return true;
}

static void wake(struct drain *drain)
{
    (void)eventfd_write(drain->wake, 1); /* full is rung, too */
}

void drain_stop(struct drain *drain)
{
    CHECK(pthread_mutex_lock(&drain->lock) == 0);
    drain->stopping = true;
    CHECK(pthread_mutex_unlock(&drain->lock) == 0);
    wake(drain);
    CHECK(pthread_join(drain->thread, NULL) == 0);
    (void)pthread_mutex_destroy(&drain->lock); /* nobody has it */
    fd_close(&drain->wake);
    free(drain);
}

void drain_take(struct drain *drain, int socket_fd)
{
    CHECK(pthread_mutex_lock(&drain->lock) == 0);
    int fd = drain->count < KEPT_MAX ? fcntl(socket_fd, F_DUPFD_CLOEXEC, 0) : -1;
    if (fd >= 0)
        drain->kept[drain->count++] = (struct kept){fd, clock_ns() + KEEP_S * 1000000000ull};
    CHECK(pthread_mutex_unlock(&drain->lock) == 0);
    if (fd >= 0)
        wake(drain);
}
