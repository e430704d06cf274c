/* The same with what each thread gives to strtok_r() and gmtime_r(). */
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
    struct tm day;
    char *place;
    for (char *word = strtok_r(texts[i], " ", &place); word; word = strtok_r(NULL, " ", &place))
        continue;
    days[i] = gmtime_r(&when, &day)->tm_mday;
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
