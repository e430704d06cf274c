/* The child has a copy of the mutex, and where the other thread had it locked, nobody to unlock it. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *add(void *unused)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, add, NULL);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&lock); // @child
        pthread_mutex_unlock(&lock);
        _exit(0);
    }
    pthread_join(thread, NULL);
    waitpid(child, NULL, 0); // @parent
    puts("done");
    return 0;
}
