/* Each list has a lock of its own. Where realloc() puts it differs; that is no value of the program's. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
struct bucket {
    pthread_mutex_t m;
    int n, *key;
};
static struct bucket table[3];
static void add(int key)
{
    struct bucket *b = &table[key % 3];
    pthread_mutex_lock(&b->m);
    b->key = realloc(b->key, (b->n + 1) * sizeof(int));
    b->key[b->n++] = key;
    pthread_mutex_unlock(&b->m);
}
static void *one(void *arg)
{
    for (int k = 0; k < 6; k++)
        add(k + *(int *)arg);
    return NULL;
}
int main(void)
{
    for (int i = 0; i < 3; i++)
        pthread_mutex_init(&table[i].m, NULL);
    pthread_t t[3];
    int base[3] = {0, 10, 20};
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, one, &base[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    int n = 0, sum = 0;
    for (int i = 0; i < 3; i++) {
        n += table[i].n;
        for (int k = 0; k < table[i].n; k++)
            sum += table[i].key[k];
        free(table[i].key);
    }
    printf("%d %d\n", n, sum);
    return 0;
}
