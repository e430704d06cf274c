#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <pthread.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS 0x20
#endif
struct box { pthread_rwlock_t l; int value; };
int main(int argc, char **argv)
{
    int n = 4, m = 1000, i, j;
    if (argc >= 3 && (sscanf(argv[1], "%d", &n) != 1 || sscanf(argv[2], "%d", &m) != 1)) return 2;
    struct box *b = mmap(0, sizeof(struct box), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_rwlockattr_t a;
    pthread_rwlockattr_init(&a);
    pthread_rwlockattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&b->l, &a);
    pid_t *kids = calloc((size_t) n, sizeof *kids);
    for (i = 0; i < n; i++) {
        kids[i] = fork();
        if (kids[i] == 0) {
            for (j = 0; j < m; j++) {
                pthread_rwlock_wrlock(&b->l);
                b->value = b->value + 1;
                pthread_rwlock_unlock(&b->l);
            }
            free(kids);
            exit(0);
        }
    }
    for (i = 0; i < n; i++) waitpid(kids[i], NULL, 0);
    free(kids);
    pthread_rwlock_rdlock(&b->l);
    printf("Counter: %d\n", b->value);
    pthread_rwlock_unlock(&b->l);
    return 0;
}
