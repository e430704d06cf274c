/* Two threads add to what calloc() gave, and count in a static variable of a function. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct account {
    int id, money;
};

static int *calls(void)
{
    static int count;
    return &count;
}

static void *pay(void *account)
{
    struct account *a = account;
    a->money += 10; // @money
    *calls() += 1;  // @count
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    struct account *a = calloc(1, sizeof *a);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, pay, a);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d\n", a->money, *calls());
    free(a);
    return 0;
}
