/* worker.c -- `bothends worker`: a grading node without HTTP. */
#include "server/worker.h"

#include "rubrics/digest.h"
#include "server/broker.h"
#include "server/cli/cli.h"
#include "server/config.h"
#include "server/folder.h"
#include "server/log.h"
#include "server/paths.h"
#include "server/tasks.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { LEASE_MS = 30000, GRACE_MS = 20000 };

static const char usage[] = "usage: bothends worker [--database URL] [--data DIR] [--config FILE] [--isolation LEVEL] "
                            "[--sandbox PATH] [--name N]\n"
                            "\n"
                            "Grades what it finds in the database of a `bothends serve`, one submission at a time, "
                            "until SIGTERM. As root it starts\n"
                            "a sandbox broker and becomes the service user; several may run on one machine.\n";

struct arguments {
    const char *config, *sandbox, *name;
};

static bool parse(int argc, char **argv, struct arguments *out)
{
    const struct cli_setting flags[] = {
        {"--config", &out->config, NULL},
        {"--sandbox", &out->sandbox, NULL},
        {"--name", &out->name, NULL},
        {"--data", NULL, "BOTHENDS_DATA"},
        {"--database", NULL, "BOTHENDS_DATABASE"},
        {"--isolation", NULL, "BOTHENDS_ISOLATION"},
        {0},
    };
    return cli_settings(flags, argc, argv);
}

static bool leave_root(struct config *config, const char *sandbox, struct arena *arena, int *broker, struct err *e)
{
    struct service_user user;
    pid_t pid;
    return privilege_user(config->user, &user, e) && broker_leave_root(config, sandbox, user, arena, broker, &pid, e);
}

static const char *own_name(struct arena *arena)
{
    char host[65] = "", random[9];
    if (gethostname(host, sizeof host - 1) < 0)
        host[0] = '\0';
    digest_random_hex(random, 4);
    return arena_printf(arena, "%s:%d:%s", host, (int)getpid(), random);
}

static bool run(const struct arguments *a, struct arena *arena, struct err *e)
{
    struct config config;
    struct worker worker = {
        .grade = pipeline_grade, .task = tasks_do, .lease_ms = LEASE_MS, .grace_ms = GRACE_MS, .stop = -1};
    struct box_options options = {.sandbox = a->sandbox, .broker = broker_inherited()};
    sigset_t signals;
    (void)sigemptyset(&signals);        /* cannot fail */
    (void)sigaddset(&signals, SIGTERM); /* likewise */
    (void)sigaddset(&signals, SIGINT);  /* likewise */
    if (!config_read(a->config, arena, &config, e))
        return false;
    options.least = config.least;
    if (options.broker < 0 && !options.sandbox && !paths_program("bothends-sandbox", arena, &options.sandbox, e))
        return false;
    if (!getenv("BOTHENDS_DATABASE") && !folder_make(config.data, e))
        return false;
    if (geteuid() == 0 && !leave_root(&config, options.sandbox, arena, &options.broker, e))
        return false;
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || sigprocmask(SIG_BLOCK, &signals, NULL) < 0 ||
        (worker.stop = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK)) < 0)
        return err_set(e, ERR_SYSTEM, "signals: %s", strerror(errno));

    worker.name = a->name ? a->name : own_name(arena);
    log_setup(arena_printf(arena, "worker %s", worker.name), 0);
    worker.broker = options.broker;
    bells_import(&worker.bells);
    bool ok =
        store_open(&worker.store, config.database, e) && box_open(&worker.box, &options, e) && worker_run(&worker, e);
    box_close(worker.box);
    store_close(worker.store);
    (void)close(worker.stop); /* a signalfd holds nothing back */
    return ok;
}

int cli_worker(int argc, char **argv)
{
    struct arguments a = {0};
    bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
    if (help || !parse(argc, argv, &a)) {
        (void)fputs(usage, help ? stdout : stderr); /* last words */
        return help ? EXIT_DONE : EXIT_USAGE;
    }
    struct err e = {0};
    AUTO_ARENA struct arena *arena = arena_make();
    return run(&a, arena, &e) ? EXIT_DONE : cli_fail(&e);
}
