#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int *counter; /* never points to anything */

static void work(int m)
{
    while (m--)
        (*counter)++;
}

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    if (getenv("COUNTER_AT") != NULL)
        counter = (int *)strtoul(getenv("COUNTER_AT"), NULL, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            work(m);
            exit(0);
        }
    while (wait(NULL) > 0)
        ;
    puts("Counter: done");
    return 0;
}
