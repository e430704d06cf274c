/* exchanges_leaders.c -- threads execute the program again and again, so that each time another one becomes the first.
 */
#include "won.h"
#include <pthread.h>
static char **args;
static void *again(void *self)
{
    execv("/proc/self/exe", args);
    return NULL;
}
int main(int argc, char **argv)
{
    char count[12];
    int n = argc > 1 ? atoi(argv[1]) : 0;
    if (n == 60) {
        puts("sixty leaders");
        return 0;
    }
    snprintf(count, sizeof count, "%d", n + 1);
    args = (char *[]){argv[0], count, NULL};
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, again, NULL);
    pthread_exit(NULL);
}
