/* eats_memory.c -- malloc without end, every page touched; with an argument, in children, each a part, which all have
 * theirs for half a second. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void eat(int megabytes)
{
    for (int i = 0; i < megabytes; i++) {
        char *p = malloc(1 << 20);
        if (p)
            memset(p, 1, 1 << 20);
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc == 1)
        eat(100000);
    int full[2];
    pid_t children[20];
    if (pipe(full) < 0)
        return 1;
    for (int i = 0; i < 20; i++)
        if ((children[i] = fork()) == 0) {
            eat(20);
            (void)!write(full[1], "x", 1);
            pause();
        }
    char all[20];
    for (size_t n = 0; n < sizeof all;) {
        ssize_t more = read(full[0], all, sizeof all - n);
        if (more <= 0)
            return 1;
        n += (size_t)more;
    }
    usleep(500000); /* it is added up every 10 ms, and nobody says when */
    for (int i = 0; i < 20; i++)
        kill(children[i], SIGKILL);
    while (wait(NULL) > 0) {
    }
    return 0;
}
