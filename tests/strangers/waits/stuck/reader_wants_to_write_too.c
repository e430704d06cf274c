#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t map_lock = PTHREAD_RWLOCK_INITIALIZER;
static int map[10];

static void *update(void *arg)
{
    pthread_rwlock_rdlock(&map_lock);
    if (map[3] == 0) {
        pthread_rwlock_wrlock(&map_lock);
        map[3] = 1;
        pthread_rwlock_unlock(&map_lock);
    }
    pthread_rwlock_unlock(&map_lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, update, NULL);
    pthread_join(t, NULL);
    return 0;
}
