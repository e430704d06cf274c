/* linked_statically.c -- no dynamic loader. */
#include "same.h"
static void *ok(void *at)
{
    return at;
}
int main(void)
{
    pthread_t thread;
    MUST(pthread_create(&thread, NULL, ok, NULL) == 0 && pthread_join(thread, NULL) == 0);
    pid_t pid = fork();
    if (pid == 0)
        _exit(4);
    printf("%d\n", reap(pid));
    return 0;
}
