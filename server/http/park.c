/* park.c -- requests that wait for a submission to move, watched by one thread.
 *
 * The watcher sleeps until a bell rings, somebody is newly parked, a wait is over, or a second has gone; then it looks
 * at the submissions waited for and resumes whose turn it is. Only the watcher takes anything off the list, so what is
 * on it lives. A look costs one query for each parked request: after each the watcher rests four times as long as it
 * took, so that a thousand streams cost a fifth of one core at most.
 *
 * Once a second it also connects to our own socket: an epoll loop of libmicrohttpd 0.9.75 that got exactly as many
 * events as it has room for waits for the next event before it handles them. Any event ends that. */
#include "server/http/park.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "server/log.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOOK_MS = 1000, REST_TIMES = 4 };

struct park {
    struct service *service;
    void (*resume)(void *exchange);
    struct sockaddr_storage tick;
    socklen_t tick_size;
    pthread_t thread;
    int poke; /* eventfd: look at the list, or at the flags */
    pthread_mutex_t lock;
    /* under the lock: */
    struct parked *list;
    size_t count;
    bool closed, stopped;
};

static void poke(const struct park *park)
{
    const uint64_t one = 1;
    CHECK(write(park->poke, &one, sizeof one) == sizeof one);
}

bool park_add(struct park *park, struct parked *parked, void (*suspend)(void *exchange))
{
    CHECK(pthread_mutex_lock(&park->lock) == 0);
    bool open = !park->closed;
    if (open) {
        suspend(parked->exchange);
        parked->fresh = true;
        parked->next = park->list;
        park->list = parked;
        park->count++;
    }
    CHECK(pthread_mutex_unlock(&park->lock) == 0);
    if (open)
        poke(park);
    return open;
}

static bool moved(struct park *park, const struct watch *watch)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct store *store = service_store(park->service);
    struct store_submission submission = {0};
    struct store_task task = {0};
    struct err e = {0};
    if (store && task_id_ok(watch->id))
        return store_task_get(store, watch->id, arena, &task, &e) ? submission_done(task.state) : e.code == ERR_ABSENT;
    if (!store || !store_submission_get(store, watch->id, arena, &submission, &e))
        return e.code == ERR_ABSENT; /* the database in trouble: look again in a second */
    return watch->until_done ? submission_done(submission.state) : watch_fingerprint(&submission) != watch->seen;
}

/* Takes what is due off the list and resumes it; all: everything. */
static void release(struct park *park, bool all)
{
    struct parked *due = NULL;
    CHECK(pthread_mutex_lock(&park->lock) == 0);
    for (struct parked **at = &park->list; *at;) {
        struct parked *found = *at;
        if (!found->due && !all) {
            at = &found->next;
            continue;
        }
        *at = found->next;
        found->next = due;
        due = found;
        park->count--;
    }
    CHECK(pthread_mutex_unlock(&park->lock) == 0);
    while (due) { /* after its resume the exchange may be gone */
        struct parked *next = due->next;
        park->resume(due->exchange);
        due = next;
    }
}

/* Looks at what is new, over, or (when something changed) at everything. Returns when the next wait is over. */
static uint64_t look(struct park *park, bool everything)
{
    uint64_t now_ns = clock_ns(), next_ns = UINT64_MAX;
    CHECK(pthread_mutex_lock(&park->lock) == 0);
    size_t count = 0;
    struct parked **looks = calloc(park->count + 1, sizeof(struct parked *));
    CHECK(looks);
    for (struct parked *p = park->list; p; p = p->next) {
        p->due = p->watch.until_ns <= now_ns;
        if (!p->due && (everything || p->fresh))
            looks[count++] = p;
        p->fresh = false;
        if (!p->due && p->watch.until_ns < next_ns)
            next_ns = p->watch.until_ns;
    }
    bool closed = park->closed;
    CHECK(pthread_mutex_unlock(&park->lock) == 0);
    for (size_t i = 0; i < count && !closed; i++) /* others may be parked meanwhile; what is on the list stays on it */
        looks[i]->due = moved(park, &looks[i]->watch);
    release(park, closed);
    free(looks);
    return next_ns;
}

static void tick(const struct park *park)
{
    if (park->tick_size == 0)
        return;
    AUTO_CLOSE int fd = socket(park->tick.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0)
        (void)connect(fd, (const struct sockaddr *)&park->tick, park->tick_size); /* the attempt is the event */
}

static bool take_change(struct park *park, int64_t *seen)
{
    struct store *store = service_store(park->service);
    struct err e = {0};
    int64_t count = 0;
    if (!store || !store_change_count(store, &count, &e)) {
        log_line(LOG_LEVEL_ERROR, "the store does not answer", "error", e.text, NULL);
        return false;
    }
    bool changed = count != *seen;
    *seen = count;
    return changed;
}

static int wait_ms(uint64_t now_ns, uint64_t next_ns, uint64_t second_ns)
{
    uint64_t until_ns = next_ns < second_ns ? next_ns : second_ns;
    return until_ns <= now_ns ? 0 : (int)((until_ns - now_ns + 999999) / 1000000);
}

static void *watcher(void *context)
{
    struct park *park = context;
    int64_t seen = -1;
    uint64_t next_ns = UINT64_MAX, second_ns = 0;
    for (;;) {
        struct pollfd fds[] = {{.fd = park->poke, .events = POLLIN},
                               {.fd = park->service->bells.done, .events = POLLIN}};
        int ready = poll(fds, 2, wait_ms(clock_ns(), next_ns, second_ns));
        CHECK(ready >= 0 || errno == EINTR);
        uint64_t pokes;
        (void)!read(park->poke, &pokes, sizeof pokes); /* only the wake counts */
        bool rang = bell_take(park->service->bells.done);
        CHECK(pthread_mutex_lock(&park->lock) == 0);
        bool stopped = park->stopped;
        CHECK(pthread_mutex_unlock(&park->lock) == 0);
        if (stopped)
            return NULL;
        uint64_t began_ns = clock_ns();
        bool second = began_ns >= second_ns;
        if (second) {
            second_ns = began_ns + LOOK_MS * 1000000ull;
            tick(park);
        }
        bool changed = second && take_change(park, &seen);
        next_ns = look(park, rang || changed);
        uint64_t rest_ns = (clock_ns() - began_ns) * REST_TIMES;
        if (rest_ns > 1000000)
            (void)poll(NULL, 0, (int)(rest_ns / 1000000)); /* see above: the watcher's share of a core */
    }
}

bool park_start(struct park **out, struct service *service, void (*resume)(void *exchange),
                const struct sockaddr_storage *tick_address, socklen_t tick_size, struct err *e)
{
    struct park *park = calloc(1, sizeof *park);
    CHECK(park);
    *park = (struct park){.service = service, .resume = resume, .tick = *tick_address, .tick_size = tick_size};
    struct sockaddr_in *v4 = (struct sockaddr_in *)&park->tick;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&park->tick;
    if (park->tick.ss_family == AF_INET && v4->sin_addr.s_addr == htonl(INADDR_ANY))
        v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (park->tick.ss_family == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&v6->sin6_addr))
        v6->sin6_addr = in6addr_loopback;
    park->poke = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    CHECK(pthread_mutex_init(&park->lock, NULL) == 0);
    int failed = park->poke < 0 ? errno : pthread_create(&park->thread, NULL, watcher, park);
    if (!failed) {
        *out = park;
        return true;
    }
    (void)err_set(e, ERR_SYSTEM, "start the watcher: %s", strerror(failed)); /* false follows */
    fd_close(&park->poke);
    (void)pthread_mutex_destroy(&park->lock); /* nobody holds it */
    free(park);
    return false;
}

void park_close(struct park *park)
{
    CHECK(pthread_mutex_lock(&park->lock) == 0);
    park->closed = true;
    CHECK(pthread_mutex_unlock(&park->lock) == 0);
    poke(park);
}

void park_stop(struct park *park)
{
    CHECK(pthread_mutex_lock(&park->lock) == 0);
    park->stopped = true;
    CHECK(pthread_mutex_unlock(&park->lock) == 0);
    poke(park);
    CHECK(pthread_join(park->thread, NULL) == 0);
    fd_close(&park->poke);
    (void)pthread_mutex_destroy(&park->lock); /* nobody is left to hold it */
    free(park);
}
