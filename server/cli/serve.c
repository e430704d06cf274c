/* serve.c -- `bothends serve`: starts the parts of the service and keeps them running. */
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "server/bell.h"
#include "server/broker.h"
#include "server/children.h"
#include "server/cli/cli.h"
#include "server/config.h"
#include "server/folder.h"
#include "server/listen.h"
#include "server/log.h"
#include "server/notify.h"
#include "server/paths.h"
#include "server/privilege.h"
#include "server/seed.h"
#include "server/store.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* This process holds the locks of the data folder and the listening socket, and waits. It opens the store only between
 * other things: to prepare it, and to say that a worker died. As root it first starts the broker and then gives root up
 * for itself and all it starts later; a dead broker can so not be started again, and ends the service, for whoever
 * started that to start it whole. */

enum { DRAIN_MS = 30000, PROBE_MS = 50, PROBE_LATER_MS = 1000, CONFIG_BYTES_MAX = 256 * 1024 };

static const char usage[] =
    "usage: bothends serve [--listen ADDRESS:PORT] [--data DIR] [--database URL] [--workers N] [--config FILE]\n"
    "                      [--isolation full|rootless|minimal]\n"
    "\n"
    "Serves HTTP on 127.0.0.1:8080 and grades, until SIGTERM. No flag is needed; server/README.md tells the "
    "defaults.\n";

struct serve {
    struct arena *arena;
    const char *config_path;
    struct config config;
    struct folder folder;
    struct store *store;
    struct bells bells;
    int signals, listening, broker;
    char address[300];
    struct child *children; /* the broker if there is one, then http, the workers, the deliverer */
    size_t child_count, first_worker;
    bool ready, stopping, failed;
    int asked; /* whether http answers; -1: not asked */
    uint64_t ask_ns, stop_ns, watchdog_ns;
};

static bool parse(int argc, char **argv, const char **config_path)
{
    const struct cli_setting flags[] = {
        {"--config", config_path, NULL},
        {"--listen", NULL, "BOTHENDS_LISTEN"},
        {"--data", NULL, "BOTHENDS_DATA"},
        {"--database", NULL, "BOTHENDS_DATABASE"},
        {"--workers", NULL, "BOTHENDS_WORKERS"},
        {"--isolation", NULL, "BOTHENDS_ISOLATION"},
        {0},
    };
    return cli_settings(flags, argc, argv);
}

/* --- starting ----------------------------------------------------------------------------------------------------- */

/* Root may read a configuration that the service user may not: children get what was read, as a memory file. */
static bool hand_on_config(struct serve *s, struct err *e)
{
    struct bytes text;
    int fd = -1;
    if (!fd_read_file(s->config_path, CONFIG_BYTES_MAX, s->arena, &text, e) || !fd_sealed("config", text, &fd, e))
        return false;
    if (fcntl(fd, F_SETFD, 0) < 0)
        return err_set(e, ERR_SYSTEM, "hand on the configuration: %s", strerror(errno));
    s->config_path = arena_printf(s->arena, "/proc/self/fd/%d", fd);
    return true;
}

/* All that may need root, and its end. */
static bool begin_as_root(struct serve *s, pid_t *broker_pid, struct err *e)
{
    bool root = geteuid() == 0;
    struct service_user user;
    const char *sandbox = NULL;
    if (!paths_program("bothends-sandbox", s->arena, &sandbox, e) ||
        (root && !privilege_user(s->config.user, &user, e)) ||
        !folder_open(s->config.data, root ? &user : NULL, s->arena, &s->folder, e) ||
        !listen_open(s->config.listen, &s->listening, s->address, sizeof s->address, e))
        return false;
    if (!root)
        return true;
    return (!s->config_path || hand_on_config(s, e)) &&
           broker_leave_root(&s->config, sandbox, user, s->arena, &s->broker, broker_pid, e);
}

static bool prepare_store(struct serve *s, struct err *e)
{
    size_t rubrics = 0, leases = 0;
    bool made = false;
    struct store_endpoint *endpoints = arena_alloc(s->arena, s->config.endpoint_count + 1, sizeof *endpoints);
    for (size_t i = 0; i < s->config.endpoint_count; i++)
        endpoints[i] = (struct store_endpoint){s->config.endpoints[i].name, s->config.endpoints[i].url};
    if (!store_open(&s->store, s->config.database, e) || !seed_rubrics(s->store, s->arena, &rubrics, e) ||
        !store_endpoints_set(s->store, endpoints, s->config.endpoint_count, e) ||
        !store_worker_gone(s->store, arena_printf(s->arena, "%s/", s->folder.instance), &leases, e) ||
        !seed_admin_token(s->store, s->folder.fd, s->arena, &made, e))
        return false;
    if (made)
        log_line(LOG_LEVEL_INFO, "first start: an admin token was made", "file",
                 arena_printf(s->arena, "%s/admin-token", s->folder.path), NULL);
    if (leases > 0)
        log_line(LOG_LEVEL_WARN, "jobs of an earlier serve that died were given back", "count",
                 arena_printf(s->arena, "%zu", leases), NULL);
    return true;
}

static struct child *add_child(struct serve *s, const char *name, int keep)
{
    struct child *child = &s->children[s->child_count++];
    *child = (struct child){.name = name, .keep = keep};
    return child;
}

/* argv of a part: its program, its own arguments, then what all of them take. */
static bool add_part(struct serve *s, const char *program, const char *name, const char *const *own, int keep,
                     struct err *e)
{
    const char *path = NULL;
    if (!paths_program(program, s->arena, &path, e))
        return false;
    const char **argv = arena_alloc(s->arena, 16, sizeof *argv);
    size_t n = 0;
    argv[n++] = path;
    while (*own)
        argv[n++] = *own++;
    argv[n++] = "--database";
    argv[n++] = s->config.database;
    if (s->config_path) {
        argv[n++] = "--config";
        argv[n++] = s->config_path;
    }
    add_child(s, name, keep)->argv = argv;
    return true;
}

static bool add_parts(struct serve *s, pid_t broker_pid, struct err *e)
{
    s->children = arena_alloc(s->arena, s->config.workers + 3, sizeof *s->children);
    if (broker_pid > 0) {
        struct child *broker = add_child(s, "sandbox broker", -1);
        broker->vital = true;
        broker->pid = broker_pid;
        broker->started_ns = clock_ns();
        broker->due_ns = UINT64_MAX;
    }
    if (!add_part(s, "bothends-http", "http", (const char *const[]){"--data", s->folder.path, NULL}, s->listening, e))
        return false;
    s->first_worker = s->child_count;
    for (uint32_t i = 1; i <= s->config.workers; i++) {
        const char *name = arena_printf(s->arena, "%s/%u", s->folder.instance, i);
        const char *const own[] = {"worker", "--name", name, "--isolation", isolation_name(s->config.least), NULL};
        if (!add_part(s, "bothends", name, own, s->broker, e))
            return false;
    }
    return s->config.endpoint_count == 0 ||
           add_part(s, "bothends-deliver", "deliver", (const char *const[]){NULL}, -1, e);
}

static bool open_signals(struct serve *s, struct err *e)
{
    static const int wanted[] = {SIGTERM, SIGINT, SIGCHLD};
    sigset_t set;
    (void)sigemptyset(&set); /* cannot fail */
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        (void)sigaddset(&set, wanted[i]); /* cannot fail */
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || sigprocmask(SIG_BLOCK, &set, NULL) < 0 ||
        (s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)) < 0)
        return err_set(e, ERR_SYSTEM, "signals: %s", strerror(errno));
    return true;
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void stop(struct serve *s, const char *why)
{
    if (s->stopping)
        return;
    s->stopping = true;
    s->stop_ns = clock_ns() + DRAIN_MS * UINT64_C(1000000);
    log_line(LOG_LEVEL_INFO, "stopping", "why", why, NULL);
    notify("STOPPING=1");
    fd_close(&s->listening);               /* http has its own copy and decides when to let go of it */
    size_t first = s->broker >= 0 ? 1 : 0; /* workers still need the broker; it ends with the last copy of its socket */
    children_end(s->children + first, s->child_count - first, SIGTERM);
    fd_close(&s->broker);
}

static void say_dead(const struct child *child, int status)
{
    char how[48];
    if (WIFSIGNALED(status))
        (void)snprintf(how, sizeof how, "signal %d", WTERMSIG(status)); /* fits */
    else
        (void)snprintf(how, sizeof how, "exit status %d", WEXITSTATUS(status)); /* fits */
    log_line(LOG_LEVEL_ERROR, "a part of the service died", "part", child->name, "how", how, NULL);
}

static void on_death(struct serve *s, const struct child *child, int status)
{
    struct err e = {0};
    size_t count = 0, at = (size_t)(child - s->children);
    bool worker = at >= s->first_worker && at < s->first_worker + s->config.workers;
    bool clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!s->stopping || !clean)
        say_dead(child, status);
    if (worker && !clean) {
        if (!store_worker_gone(s->store, child->name, &count, &e)) /* then its lease runs out */
            log_line(LOG_LEVEL_ERROR, "its job was not given back", "part", child->name, "error", e.text, NULL);
        for (size_t i = 0; i < count; i++)
            bell_ring(s->bells.work);
    }
    if (!s->stopping && child->vital) {
        s->failed = true;
        stop(s, "the sandbox broker died, and only root may start another");
    }
}

static void on_signals(struct serve *s)
{
    struct signalfd_siginfo info;
    while (read(s->signals, &info, sizeof info) == sizeof info)
        if (info.ssi_signo != SIGCHLD)
            stop(s, info.ssi_signo == SIGTERM ? "SIGTERM" : "SIGINT");
    pid_t pid = 1;
    while (pid > 0) {
        int status = 0;
        const struct child *child = children_reap(s->children, s->child_count, &pid, &status);
        if (child)
            on_death(s, child, status);
    }
}

/* Ready is when http answers, not when it was started. */
static void probe(struct serve *s, uint64_t now)
{
    if (s->ready || s->stopping)
        return;
    if (s->asked >= 0) {
        struct pollfd answer = {.fd = s->asked, .events = POLLIN};
        if (poll(&answer, 1, 0) <= 0 && now < s->ask_ns)
            return;
        s->ready = listen_answered(s->asked);
        fd_close(&s->asked);
        s->ask_ns = now + PROBE_MS * UINT64_C(1000000);
        if (s->ready) {
            log_line(LOG_LEVEL_INFO, "ready", "listen", s->address, "data", s->folder.path, NULL);
            notify("READY=1");
        }
    } else if (now >= s->ask_ns && listen_ask(s->listening, &s->asked)) {
        s->ask_ns = now + PROBE_LATER_MS * UINT64_C(1000000);
    }
}

static int wait_ms(const struct serve *s, uint64_t now)
{
    uint64_t until = now + UINT64_C(60000000000);
    const uint64_t others[] = {children_due(s->children, s->child_count), s->ready || s->stopping ? until : s->ask_ns,
                               s->stopping ? s->stop_ns : until, s->watchdog_ns ? s->watchdog_ns : until};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        until = others[i] < until ? others[i] : until;
    return until <= now ? 0 : (int)((until - now) / 1000000) + 1;
}

/* Until all children have ended after a stop. */
static void watch(struct serve *s)
{
    const uint64_t beat_ns = notify_watchdog_ms() * UINT64_C(1000000);
    while (!s->stopping || children_running(s->children, s->child_count) > 0) {
        uint64_t now = clock_ns();
        struct err e = {0};
        if (!children_start_due(s->children, s->child_count, &e))
            log_line(LOG_LEVEL_ERROR, "a part of the service was not started", "error", e.text, NULL);
        if (beat_ns && now >= s->watchdog_ns) {
            notify("WATCHDOG=1");
            s->watchdog_ns = now + beat_ns;
        }
        probe(s, now);
        if (s->stopping && now >= s->stop_ns) {
            log_line(LOG_LEVEL_ERROR, "some parts did not end in time and are killed", NULL);
            children_end(s->children, s->child_count, SIGKILL);
            s->failed = true;
            return; /* a broker that hangs is root's: it dies with us */
        }
        struct pollfd wake[] = {{.fd = s->signals, .events = POLLIN}, {.fd = s->asked, .events = POLLIN}};
        if (poll(wake, 2, wait_ms(s, now)) > 0 && wake[0].revents)
            on_signals(s);
    }
}

static bool run(struct serve *s, struct err *e)
{
    pid_t broker_pid = 0;
    log_setup("serve", 0);
    if (!config_read(s->config_path, s->arena, &s->config, e) || !open_signals(s, e) ||
        !begin_as_root(s, &broker_pid, e) || !prepare_store(s, e) || !bells_make(&s->bells, e) ||
        !bells_export(&s->bells, e) || !add_parts(s, broker_pid, e))
        return false;
    log_line(LOG_LEVEL_INFO, "starting", "listen", s->address, "data", s->folder.path, "isolation",
             isolation_name(s->config.least), NULL);
    watch(s);
    log_line(LOG_LEVEL_INFO, "stopped", NULL);
    return !s->failed || err_set(e, ERR_SYSTEM, "the service ended by a fault; its log says which");
}

int cli_serve(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct serve s = {.arena = arena, .signals = -1, .listening = -1, .broker = -1, .asked = -1};
    s.folder = (struct folder){.fd = -1, .lock = -1, .children = -1};
    bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
    if (help || !parse(argc, argv, &s.config_path)) {
        (void)fputs(usage, help ? stdout : stderr); /* last words */
        return help ? EXIT_DONE : EXIT_USAGE;
    }
    struct err e = {0};
    bool ok = run(&s, &e);
    store_close(s.store);
    return ok ? EXIT_DONE : cli_fail(&e);
}
