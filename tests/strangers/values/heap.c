#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    double *num = malloc(sizeof *num);
    int *arr = calloc(10, sizeof *arr);
    *num = 0.0;
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    if (fork() == 0) {
        *num = 3.1415927;
        for (int i = 0; i < 10; i++)
            arr[i] = -arr[i];
        exit(0);
    }
    wait(NULL);
    printf("%.7f\n[", *num);
    for (int i = 0; i < 10; i++)
        printf("%d%s", arr[i], i < 9 ? ", " : "]\n");
    free(num);
    free(arr);
    return 0;
}
