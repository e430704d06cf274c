/* Writers come first: who reads, and wants to read again while a writer waits, waits for him, and he for the reader:
 * "!". Else the writer comes before or after both reads: 1 4. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t l;
static int v = 2;

static int again(void)
{
    pthread_rwlock_rdlock(&l);
    int seen = v;
    pthread_rwlock_unlock(&l);
    return seen;
}
static void *reads(void *same)
{
    pthread_rwlock_rdlock(&l);
    int a = v, b = again();
    pthread_rwlock_unlock(&l);
    *(int *)same = a == b;
    return NULL;
}
static void *writes(void *unused)
{
    pthread_rwlock_wrlock(&l);
    v = 4;
    pthread_rwlock_unlock(&l);
    return unused;
}

int main(void)
{
    pthread_t t, u;
    int same = 0;
    pthread_rwlockattr_t kind;
    pthread_rwlockattr_init(&kind);
    pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&l, &kind);
    pthread_create(&t, NULL, reads, &same);
    pthread_create(&u, NULL, writes, NULL);
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    printf("%d %d\n", same, v);
    return 0;
}
