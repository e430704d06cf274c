/* broker.c -- starts the one process that stays root for a service that does not. */
#include "server/broker.h"

#include "sandbox/base/fd.h"
#include "server/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static const char variable[] = "BOTHENDS_BROKER";

static _Noreturn void become(const char *sandbox, enum isolation least, int socket, pid_t parent)
{
    sigset_t none;
    (void)sigemptyset(&none); /* cannot fail */
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent || setpgid(0, 0) < 0 || dup2(null, 0) < 0 ||
        dup2(null, 1) < 0 || (socket != 3 && dup2(socket, 3) < 0) || fcntl(3, F_SETFD, 0) < 0 ||
        close_range(4, ~0u, 0) < 0 || signal(SIGPIPE, SIG_DFL) == SIG_ERR || sigprocmask(SIG_SETMASK, &none, NULL) < 0)
        _exit(126);
    (void)execl(sandbox, "bothends-sandbox", "--broker", "3", "--least", isolation_name(least),
                (char *)NULL); /* returns only when it failed */
    _exit(127);
}

bool broker_start(const char *sandbox, enum isolation least, int *out, pid_t *out_pid, struct err *e)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return err_set(e, ERR_SYSTEM, "socket to the sandbox broker: %s", strerror(errno));
    AUTO_CLOSE int ours = ends[0];
    AUTO_CLOSE int theirs = ends[1];
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        become(sandbox, least, theirs, parent);
    if (pid < 0)
        return err_set(e, ERR_SYSTEM, "start the sandbox broker: %s", strerror(errno));
    char text[16];
    (void)snprintf(text, sizeof text, "%d", ours); /* fits */
    if (setenv(variable, text, 1) < 0)
        return err_set(e, ERR_SYSTEM, "hand on the broker socket: %s", strerror(errno));
    *out = ours;
    *out_pid = pid;
    ours = -1;
    return true;
}

/* The folder that a path names something in. */
static const char *folder_of(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

bool broker_leave_root(struct config *config, const char *sandbox, struct service_user user, struct arena *arena,
                       int *socket, pid_t *pid, struct err *e)
{
    static const char scheme[] = "sqlite:";
    const char *rubrics_path = NULL, *own = NULL;
    const char *file =
        strncmp(config->database, scheme, sizeof scheme - 1) == 0 ? config->database + sizeof scheme - 1 : NULL;
    struct reach programs, rubrics, data = {.fd = -1};
    if (!paths_rubrics("", arena, &rubrics_path, e) || !paths_program("bothends", arena, &own, e) ||
        !reach_hold(folder_of(own, arena), arena, &programs, e) || !reach_hold(rubrics_path, arena, &rubrics, e) ||
        (file && !reach_hold(folder_of(file, arena), arena, &data, e)) ||
        !broker_start(sandbox, config->least, socket, pid, e) || !privilege_drop(user, e))
        return false;
    const char *name = file ? strrchr(file, '/') : NULL;
    if (file)
        config->database = arena_printf(arena, "sqlite:%s/%s", reach_settle(&data, arena), name ? name + 1 : file);
    const char *programs_path = reach_settle(&programs, arena);
    if ((programs.fd >= 0 && setenv("BOTHENDS_LIBEXEC", programs_path, 1) < 0) ||
        setenv("BOTHENDS_RUBRICS", reach_settle(&rubrics, arena), 1) < 0 ||
        setenv("BOTHENDS_DATABASE", config->database, 1) < 0)
        return err_set(e, ERR_SYSTEM, "setenv: %s", strerror(errno));
    return true;
}

int broker_inherited(void)
{
    const char *text = getenv(variable);
    char *end = NULL;
    long fd = text ? strtol(text, &end, 10) : -1;
    if (!text || end == text || *end != '\0' || fd < 0 || fd > INT_MAX || fcntl((int)fd, F_GETFD) < 0)
        return -1;
    return (int)fd;
}
