/* Locks are taken in a function that is called from elsewhere: steps stand where it takes, and who is stuck waits. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    pthread_mutex_t lock;
    long number;
};

static void transfer(struct account *from, struct account *to)
{
    pthread_mutex_lock(&from->lock); // @first
    pthread_mutex_lock(&to->lock);   // @second
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
}

int main(void)
{
    struct account *accounts =
        mmap(NULL, 2 * sizeof *accounts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    for (int i = 0; i < 2; i++)
        pthread_mutex_init(&accounts[i].lock, &attr);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) { // @fork
            transfer(&accounts[i], &accounts[1 - i]);
            _exit(0);
        }
    wait(NULL); // @wait
    wait(NULL);
    puts("done");
    return 0;
}
