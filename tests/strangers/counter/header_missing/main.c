#include "counter.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int workers = argc == 3 ? atoi(argv[1]) : 4;
    int rounds = argc == 3 ? atoi(argv[2]) : 1000;
    counter *c = counter_create();
    if (!c)
        return EXIT_FAILURE;
    for (int w = 0; w < workers; w++) {
        if (fork() == 0) {
            for (int r = 0; r < rounds; r++)
                counter_add(c, 1);
            _exit(EXIT_SUCCESS);
        }
    }
    for (int w = 0; w < workers; w++)
        wait(NULL);
    printf("Counter: %d\n", counter_read(c));
    counter_destroy(c);
    return EXIT_SUCCESS;
}
