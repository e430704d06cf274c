/* Memory whose address an element of an array keeps, of a member, and of what malloc() gave; and one that is given to
 * an array where that is made, of which the line does not say which element it is. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct worker {
    int id, count;
};
static struct pool {
    struct worker *slot[2];
} pool;
static int *rows[2];
static char **names;
static int **table;

static void *work(void *unused)
{
    pool.slot[0]->count++; // @count
    rows[1][2]++;          // @row
    names[1][0]++;         // @name
    table[0][1]++;         // @table
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    int *made[1] = {calloc(2, sizeof(int))};
    table = made;
    names = calloc(2, sizeof *names);
    for (int i = 0; i < 2; i++) {
        pool.slot[i] = calloc(1, sizeof *pool.slot[i]);
        rows[i] = calloc(4, sizeof *rows[i]);
        names[i] = strdup("a");
    }
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", rows[1][2]);
    return 0;
}
