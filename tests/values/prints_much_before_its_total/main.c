/* What differs stands behind much that does not; and who prints much in some order prints the same. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int *total;

static void *add(void *who)
{
    for (int i = 0; i < 5; i++)
        printf("%s says something that is rather long, to come past all that anybody wants to see of it\n",
               (const char *)who);
    ++*total; // @add
    return NULL;
}

int main(void)
{
    static const char *const names[] = {"the first", "the second"};
    pthread_t threads[2];
    total = calloc(1, sizeof *total);
    for (int i = 0; i < 20; i++)
        printf("line %d comes before all of that, and is the same in each run of this program whatsoever\n", i + 1);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, add, (void *)names[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", *total);
    return 0;
}
