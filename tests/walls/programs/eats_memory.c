/* eats_memory.c -- malloc without end, every page touched; with an argument, in children, each a part. */
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
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            eat(20);
            pause();
        }
    while (wait(NULL) > 0) {
    }
    return 0;
}
