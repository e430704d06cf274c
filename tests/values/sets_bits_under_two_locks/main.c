/* Each bit-field has a lock of its own, but they lie in one byte, which each writes as a whole. */
#include <pthread.h>
#include <stdio.h>
struct state {
    unsigned ready : 1, level : 3, closed : 1;
};
static struct state st;
static pthread_mutex_t for_level = PTHREAD_MUTEX_INITIALIZER, for_closed = PTHREAD_MUTEX_INITIALIZER;
static void *raise(void *arg)
{
    pthread_mutex_lock(&for_level);
    st.level = 5; // @level
    pthread_mutex_unlock(&for_level);
    return arg;
}
static void *shut(void *arg)
{
    pthread_mutex_lock(&for_closed);
    st.closed = 1; // @closed
    pthread_mutex_unlock(&for_closed);
    return arg;
}
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, raise, NULL);
    pthread_create(&b, NULL, shut, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", st.level, st.closed);
    return 0;
}
