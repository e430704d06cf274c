/* leaders_die_threads_exec.c -- the first thread ends while eight others execute the program again. */
#include "won.h"
#include <pthread.h>
static char **args;
static void *again(void *x)
{
    execv("/proc/self/exe", args);
    return NULL;
}
int main(int n, char **v)
{
    int k = n > 1 ? atoi(v[1]) : 0;
    char num[16];
    if (k == 100)
        return 0;
    sprintf(num, "%d", k + 1);
    args = (char *[]){v[0], num, NULL};
    pthread_t t;
    for (int i = 0; i < 8; i++)
        pthread_create(&t, NULL, again, NULL);
    pthread_exit(NULL);
}
