#include <pthread.h>
#include <stdio.h>

static void *double_it(void *number)
{
    *(int *)number *= 2;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {1, 2};
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, double_it, &numbers[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", (numbers[0] + numbers[1]) / 2);
    return 0;
}
