#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct { pthread_mutex_t m; int c; } sh;

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4, m = argc > 2 ? atoi(argv[2]) : 1000;
    sh *s = mmap(NULL, sizeof(sh), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->m, &a);
    pthread_mutex_lock(&s->m); /* nobody may count before all are there... */
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++) {
                pthread_mutex_lock(&s->m);
                s->c++;
                pthread_mutex_unlock(&s->m);
            }
            exit(0);
        }
    while (wait(NULL) > 0)
        ; /* ...and nobody ever may */
    pthread_mutex_unlock(&s->m);
    printf("Counter: %d\n", s->c);
    return 0;
}
