/* children.c -- child processes: started, watched, started again, ended together. */
#include "server/children.h"

#include "sandbox/base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOON_MS = 10000, BACKOFF_MS = 100, BACKOFF_MAX_MS = 10000 };

/* PR_SET_PDEATHSIG is forgotten when ids change, so ids are dropped before, and says nothing of a parent that died
 * before it was set, so the parent is looked at afterwards. */
static _Noreturn void become(const char *const *argv, int keep, pid_t parent)
{
    sigset_t none;
    (void)sigemptyset(&none); /* cannot fail */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent || setsid() < 0 ||
        (keep >= 0 && fcntl(keep, F_SETFD, 0) < 0) || signal(SIGPIPE, SIG_DFL) == SIG_ERR ||
        sigprocmask(SIG_SETMASK, &none, NULL) < 0)
        _exit(126);
    (void)execv(argv[0], (char *const *)(uintptr_t)argv); /* returns only when it failed */
    _exit(127);
}

bool child_start(struct child *child, struct err *e)
{
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        become(child->argv, child->keep, parent);
    if (pid < 0)
        return err_set(e, ERR_SYSTEM, "start %s: %s", child->name, strerror(errno));
    child->pid = pid;
    child->started_ns = clock_ns();
    child->due_ns = UINT64_MAX;
    return true;
}

static void died(struct child *child)
{
    uint64_t now = clock_ns();
    child->pid = 0;
    child->deaths = now - child->started_ns < SOON_MS * UINT64_C(1000000) ? child->deaths + 1 : 1;
    uint64_t wait_ms = child->deaths == 1 ? 0 : BACKOFF_MS;
    for (unsigned i = 2; i < child->deaths && wait_ms < BACKOFF_MAX_MS; i++)
        wait_ms *= 2;
    wait_ms = wait_ms > BACKOFF_MAX_MS ? BACKOFF_MAX_MS : wait_ms;
    child->due_ns = child->vital ? UINT64_MAX : now + wait_ms * UINT64_C(1000000);
}

bool children_start_due(struct child *children, size_t count, struct err *e)
{
    for (size_t i = 0; i < count; i++) {
        struct child *child = &children[i];
        if (child->pid != 0 || child->due_ns > clock_ns() || child_start(child, e))
            continue;
        child->started_ns = clock_ns();
        died(child);
    }
    return e->code == ERR_NONE;
}

struct child *children_reap(struct child *children, size_t count, pid_t *pid, int *status)
{
    *pid = waitpid(-1, status, WNOHANG);
    if (*pid <= 0) {
        *pid = 0;
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (children[i].pid != *pid)
            continue;
        died(&children[i]);
        return &children[i];
    }
    return NULL;
}

uint64_t children_due(const struct child *children, size_t count)
{
    uint64_t due = UINT64_MAX;
    for (size_t i = 0; i < count; i++)
        if (children[i].pid == 0 && children[i].due_ns < due)
            due = children[i].due_ns;
    return due;
}

size_t children_running(const struct child *children, size_t count)
{
    size_t running = 0;
    for (size_t i = 0; i < count; i++)
        running += children[i].pid != 0;
    return running;
}

void children_end(struct child *children, size_t count, int signal)
{
    for (size_t i = 0; i < count; i++) {
        children[i].due_ns = UINT64_MAX;
        children[i].vital = true;
        if (children[i].pid != 0)
            (void)kill(children[i].pid, signal); /* dead already, or root's and ending by itself */
    }
}
