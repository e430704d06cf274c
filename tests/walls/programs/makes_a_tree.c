/* makes_a_tree.c -- a process, its child and its grandchild, a thread, one after another: events in a fixed order. */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void *nothing(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread;
    if (fork() == 0) {
        if (fork() == 0)
            _exit(3);
        wait(NULL);
        _exit(2);
    }
    wait(NULL);
    pthread_create(&thread, NULL, nothing, NULL);
    pthread_join(thread, NULL);
    if (fork() == 0)
        raise(SIGTERM);
    wait(NULL);
    return 1;
}
