/* The child writes, then sends; the handler posts, in whichever thread, also while that is being born; the thread
 * reads. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t told;
static int *v;

static void on_signal(int unused)
{
    (void)unused;
    sem_post(&told);
}
static void *work(void *unused)
{
    while (sem_wait(&told) != 0)
        ;
    printf("%d\n", *v);
    return unused;
}

int main(void)
{
    pthread_t t;
    v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&told, 0, 0);
    signal(SIGUSR1, on_signal);
    if (fork() == 0) {
        *v = 31;
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    wait(NULL);
    return 0;
}
