/* spawns_for_ever.c -- starts itself with posix_spawn, again and again. */
#include "won.h"
#include <spawn.h>
extern char **environ;
int main(int argc, char **argv)
{
    if (argc > 1)
        return 0;
    for (;;) {
        pid_t child;
        char *args[] = {argv[0], "once", NULL};
        if (posix_spawn(&child, "/proc/self/exe", NULL, NULL, args, environ) != 0)
            return 3;
        waitpid(child, NULL, 0);
    }
}
