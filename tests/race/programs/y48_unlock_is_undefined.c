/* Of this kind nobody may give back what another holds. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m;

static void *tries(void *code)
{
    *(int *)code = pthread_mutex_unlock(&m);
    return NULL;
}

int main(void)
{
    pthread_mutexattr_t kind;
    pthread_t t;
    int code;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_NORMAL);
    pthread_mutex_init(&m, &kind);
    pthread_mutex_lock(&m);
    pthread_create(&t, NULL, tries, &code);
    pthread_join(t, NULL);
    puts(code == EPERM ? "refused" : "not refused");
    return 0;
}
