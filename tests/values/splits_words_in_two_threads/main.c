/* Two threads split texts of their own by strtok(), which has one place for both, and look what day it is by gmtime().
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static char texts[2][8] = {"a b", "c d"};
static int days[2];

static void *splits(void *which)
{
    const long i = (long)which;
    const time_t when = 86400 * i;
    for (char *word = strtok(texts[i], " "); word; word = strtok(NULL, " ")) // @splits
        continue;
    days[i] = gmtime(&when)->tm_mday; // @day
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, splits, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", days[0] + days[1]);
    return 0;
}
