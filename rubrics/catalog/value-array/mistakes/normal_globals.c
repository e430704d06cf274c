/* Globals: fork() gives the child a copy of them. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

double num = 0.0;
int arr[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

void f(void)
{
    int i;
    num = 3.1415927;
    for (i = 0; i < 10; i++)
        arr[i] = -arr[i];
}

int main(void)
{
    int i;
    if (fork() == 0) {
        f();
        exit(0);
    }
    wait(NULL);
    printf("%.7f\n", num);
    printf("[");
    for (i = 0; i < 10; i++) {
        printf("%d", arr[i]);
        if (i < 9)
            printf(", ");
    }
    printf("]\n");
    return 0;
}
