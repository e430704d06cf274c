/* forks_in_a_thread.c -- and the child makes threads of its own. */
#include "same.h"
static void *nothing(void *at)
{
    return at;
}
static void *forks(void *unused)
{
    pid_t pid = fork();
    if (pid == 0) {
        pthread_t thread;
        MUST(pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
        _exit(12);
    }
    return (void *)(intptr_t)(unused == NULL ? reap(pid) : -1);
}
int main(void)
{
    pthread_t threads[8];
    int sum = 0;
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, forks, NULL);
    for (int i = 0; i < 8; i++) {
        void *status;
        pthread_join(threads[i], &status);
        sum += (int)(intptr_t)status;
    }
    printf("%d\n", sum);
    return 0;
}
