#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
/* process i adds only when it is i's turn */
struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t next;
    int turn, value;
};
static void work(struct shared *s, int me, int n, int m)
{
    while (m-- > 0) {
        pthread_mutex_lock(&s->mutex);
        while (s->turn != me) pthread_cond_wait(&s->next, &s->mutex);
        s->value++;
        s->turn = (me + 1) % n;
        pthread_cond_broadcast(&s->next);
        pthread_mutex_unlock(&s->mutex);
    }
}
int main(int argc, char **argv)
{
    int n = 4, m = 1000;
    if (argc == 3) { n = atoi(argv[1]); m = atoi(argv[2]); }
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) { perror("mmap"); return 1; }
    pthread_mutexattr_t ma; pthread_condattr_t ca;
    pthread_mutexattr_init(&ma); pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&ca); pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &ma); pthread_cond_init(&s->next, &ca);
    for (int i = 0; i < n; i++) {
        pid_t pid = fork();
        if (pid < 0) { perror("fork"); return 1; }
        if (pid == 0) { work(s, i, n, m); _exit(0); }
    }
    for (int i = 0; i < n; i++) wait(NULL);
    printf("Counter: %d\n", s->value);
    return 0;
}
