#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int table[10], used;
static void insert_if_absent(int key)
{
    int found = 0;
    pthread_rwlock_rdlock(&lock);
    for (int i = 0; i < used; i++)
        found |= table[i] == key;
    if (!found) {
        pthread_rwlock_wrlock(&lock);
        table[used++] = key;
        pthread_rwlock_unlock(&lock);
    }
    pthread_rwlock_unlock(&lock);
}
int main(void)
{
    insert_if_absent(3);
    insert_if_absent(4);
    printf("%d\n", used);
    return 0;
}
