/* The reader goes to the barrier first, where the writer comes only when somebody has read. */
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char big[100000];

int main(void)
{
    pthread_barrier_t *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_barrierattr_t shared;
    int p[2];
    pthread_barrierattr_init(&shared);
    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(b, &shared, 2);
    pipe(p);
    if (fork() == 0) {
        close(p[1]);
        pthread_barrier_wait(b); /* the reader */
        while (read(p[0], big, sizeof big) > 0)
            ;
        _exit(0);
    }
    if (fork() == 0) {
        close(p[0]);
        write(p[1], big, sizeof big);
        close(p[1]);
        pthread_barrier_wait(b);
        _exit(0);
    }
    close(p[0]);
    close(p[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
