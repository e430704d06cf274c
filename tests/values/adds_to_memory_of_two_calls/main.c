/* One line allocates twice: by which of the calls the memory was made is not known. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *pay(void *money)
{
    *(int *)money += 10; // @money
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int *first = calloc(1, sizeof *first), *second = malloc(sizeof *second);
    *second = 0;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, pay, second);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d\n", *first, *second);
    free(first);
    free(second);
    return 0;
}
