/* The parent takes the lock to set the first values, and never gives it back. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_rwlock_t lock;
    int x, y;
};

static void writer(struct shared *s)
{
    for (int i = 1; i <= 2; i++) {
        pthread_rwlock_wrlock(&s->lock);
        s->x = i;
        s->y = i;
        pthread_rwlock_unlock(&s->lock);
    }
}

static int reader(struct shared *s)
{
    int different = 0;
    for (int i = 0; i < 2; i++) {
        pthread_rwlock_rdlock(&s->lock);
        different += s->x != s->y;
        pthread_rwlock_unlock(&s->lock);
    }
    return different;
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    pthread_rwlockattr_t attr;
    pthread_rwlockattr_init(&attr);
    pthread_rwlockattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&s->lock, &attr);
    pthread_rwlock_wrlock(&s->lock);
    s->x = s->y = 0;
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            if (i == 0) {
                writer(s);
                _exit(0);
            }
            _exit(reader(s));
        }
    }
    int different = 0, status;
    for (int i = 0; i < 3; i++)
        if (wait(&status) > 0)
            different += WEXITSTATUS(status);
    printf("x %d, y %d, different %d\n", s->x, s->y, different);
    return 0;
}
