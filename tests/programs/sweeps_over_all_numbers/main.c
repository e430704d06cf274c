/* Closes whatever may be open, in all the ways in which that is done: no number is a mistake. One close() that comes
 * after all of them, by the first process, is. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int p[2], q[2];

static void give_back(int fd)
{
    if (close(fd) < 0)
        return;
}

static void up(void)
{
    close(p[0]);
    for (int fd = 3; fd < 20; fd++)
        close(fd);
}

static void down(void)
{
    close(q[1]);
    for (int fd = 9; fd > 2; fd--)
        close(fd);
}

static void up_to_the_limit(void)
{
    for (long fd = 3; fd < sysconf(_SC_OPEN_MAX); fd++)
        close((int)fd);
}

static void down_from_the_limit(void)
{
    for (int fd = getdtablesize() - 1; fd > 2; fd--)
        close(fd);
}

static void short_after_dup2(void)
{
    dup2(p[1], STDOUT_FILENO);
    close(p[1]);
    close(p[0]);
    for (int fd = 3; fd < 8; fd++)
        close(fd);
}

static void keeps_some(void)
{
    close(p[0]);
    for (int fd = 3; fd < 10; fd++)
        if (fd != q[0] && fd != q[1])
            close(fd);
    close(q[0]);
    close(q[1]);
}

static void by_a_function(void)
{
    for (int fd = 3; fd < 8; fd++)
        give_back(fd);
}

static void by_one_call(void)
{
    close(p[0]);
    (void)close_range(3, ~0U, 0);
    closefrom(3);
}

int main(void)
{
    static void (*const ways[])(void) = {up,         down,          up_to_the_limit, down_from_the_limit, short_after_dup2,
                                         keeps_some, by_a_function, by_one_call};
    if (pipe(p) < 0 || pipe(q) < 0)
        return 1;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (fork() == 0) {
            ways[i]();
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    down_from_the_limit();
    close(p[0]);
    return 0;
}
