/* A global variable: every child counts in its own copy, and the parent's stays 0. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int counter = 0;

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    for (int i = 0; i < n; i++) {
        if (fork() == 0) {
            for (int j = 0; j < m; j++)
                counter++;
            exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("Counter: %d\n", counter);
    return 0;
}
