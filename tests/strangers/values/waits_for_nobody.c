#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct s {
    pthread_mutex_t m;
    double num;
    int arr[10];
};

int main(void)
{
    struct s *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->m, &a);
    for (int i = 0; i < 10; i++)
        s->arr[i] = i;
    if (fork() == 0) {
        pthread_mutex_lock(&s->m);
        s->num = 3.1415927;
        for (int i = 0; i < 10; i++)
            s->arr[i] = -s->arr[i];
        _exit(0); /* forgot to unlock */
    }
    wait(NULL);
    pthread_mutex_lock(&s->m);
    printf("%.7f\n[0", s->num);
    for (int i = 1; i < 10; i++)
        printf(", %d", s->arr[i]);
    printf("]\n");
    pthread_mutex_unlock(&s->m);
    return 0;
}
