#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    int *counter = malloc(sizeof(int));
    *counter = 0;
    for (int i = 0; i < n; i++) {
        if (fork() == 0) {
            for (int j = 0; j < m; j++) (*counter)++;
            exit(0);
        }
    }
    for (int i = 0; i < n; i++) wait(NULL);
    printf("Counter: %d\n", *counter);
    free(counter);
    return 0;
}
