/* outside.c -- functions that start something which is not ours: another program, a thread of libc's own. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

/* Libc starts these with all signals blocked, so they cannot be dispatched: the whole call is outside. */
/* NOLINTBEGIN(bugprone-macro-parentheses): a type, and a list of parameters */
#define OUTSIDE(type, name, more, limit, parameters, arguments) \
    type __real_##name parameters;                              \
    type __wrap_##name parameters;                              \
    type __wrap_##name parameters                               \
    {                                                           \
        if (!guest_on())                                        \
            return REAL(name) arguments;                        \
        guest_enter();                                          \
        R->strays += (more);                                    \
        guest_limit(limit, #name);                              \
        sched_outside();                                        \
        type result = REAL(name) arguments;                     \
        int error = errno;                                      \
        sched_inside();                                         \
        channel_forget(-1);                                     \
        guest_leave();                                          \
        errno = error;                                          \
        return result;                                          \
    }
OUTSIDE(int, system, 0, RACE_LIMIT_EXEC, (const char *command), (command))
OUTSIDE(FILE *, popen, 1, RACE_LIMIT_EXEC, (const char *command, const char *mode), (command, mode))
OUTSIDE(int, pclose, 0, RACE_LIMIT_EXEC, (FILE * f), (f))
struct posix_spawn_arguments;
OUTSIDE(int, posix_spawn, 1, RACE_LIMIT_EXEC,
        (pid_t * pid, const char *path, const void *actions, const void *attributes, char *const *argv,
         char *const *envp),
        (pid, path, actions, attributes, argv, envp))
OUTSIDE(int, posix_spawnp, 1, RACE_LIMIT_EXEC,
        (pid_t * pid, const char *path, const void *actions, const void *attributes, char *const *argv,
         char *const *envp),
        (pid, path, actions, attributes, argv, envp))
/* libc may start a thread of its own for these */
OUTSIDE(int, timer_create, 1, RACE_LIMIT_CALL, (clockid_t clock, struct sigevent *event, timer_t *timer),
        (clock, event, timer))
/* NOLINTEND(bugprone-macro-parentheses) */

/* What they start are threads of libc's own, which take no turns: refused, and said. */
/* NOLINTBEGIN(bugprone-macro-parentheses): a list of parameters */
#define REFUSED(name, ...)                   \
    WRAP(int, name, __VA_ARGS__)             \
    {                                        \
        guest_limit(RACE_LIMIT_CALL, #name); \
        errno = ENOSYS;                      \
        return -1;                           \
    }
/* NOLINTEND(bugprone-macro-parentheses) */
#pragma GCC diagnostic ignored "-Wunused-parameter"
struct aiocb;
REFUSED(aio_read, struct aiocb *a)
REFUSED(aio_write, struct aiocb *a)
REFUSED(aio_fsync, int operation, struct aiocb *a)
REFUSED(lio_listio, int mode, struct aiocb *const list[], int n, struct sigevent *e)

WRAP(int, mq_notify, mqd_t queue, const struct sigevent *e)
{
    if (guest_on() && e && e->sigev_notify == SIGEV_THREAD)
        guest_limit(RACE_LIMIT_CALL, "mq_notify with a thread");
    R->strays += guest_on() && e && e->sigev_notify == SIGEV_THREAD;
    return REAL(mq_notify)(queue, e);
}

/* A task that shares memory but not our thread-local state cannot be told from its maker. */
int __real_clone(int (*run)(void *), void *stack, int flags, void *arg, ...);
int __wrap_clone(int (*run)(void *), void *stack, int flags, void *arg, ...);
int __wrap_clone(int (*run)(void *), void *stack, int flags, void *arg, ...)
{
    (void)run, (void)stack, (void)flags, (void)arg;
    guest_limit(RACE_LIMIT_CALL, "clone");
    errno = ENOSYS;
    return -1;
}
