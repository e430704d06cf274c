/* executes_in_a_thread.c -- a thread that is not the first executes another program: it becomes the process. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static void *go(void *name)
{
    execl(name, name, "again", NULL);
    return NULL;
}
int main(int argc, char **argv)
{
    pthread_t threads[2];
    if (argc > 1) {
        printf("again, as %s\n", getpid() == gettid() ? "the first" : "another");
        return 0;
    }
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, i == 0 ? go : (void *(*)(void *))pause, argv[0]);
    for (;;)
        pause();
}
