#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static void *make_child(void *unused)
{
    if (fork() == 0)
        _exit(5);
    return unused;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, make_child, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    int status;
    wait(&status);
    return WEXITSTATUS(status) == 5 ? 0 : 1;
}
